"""Removal: tickets that somebody took out of the database behind the program.

Nothing is left of such a ticket but its trail, which does not say who was left out of it: to people who read
by name it stays hidden. That there is one is said to all, and which one to the operator alone.
"""

import logging
from collections.abc import Iterable, Sequence

from handlers.errors import CannotOpen, NotForYou
from handlers.records.keeping import DESTROYED
from handlers.reports.access import Action
from handlers.reports.store import AuditEntry, UnitOfWork

_log = logging.getLogger(__name__)
_told: set[str] = set()

REFUSED = "refused "
"""How the trail's word of a refusal begins; it may name a ticket that never was."""


def tell_removed(numbers: Iterable[str]) -> None:
    """Log once each that these tickets are not there any more."""
    for number in sorted(numbers):
        if number not in _told:
            _told.add(number)
            _log.error("Ticket %s was removed behind the program.", number)


def existing(entries: Sequence[AuditEntry]) -> frozenset[str]:
    """The tickets that were filed and not destroyed, by these entries of the trail.

    A refusal proves no ticket, and neither does a reading of the trail, which can name a refusal's.
    """
    acts = {(entry.ticket, entry.action) for entry in entries if entry.ticket}
    there = {ticket for ticket, action in acts if _proves(action)}
    return frozenset(there - {ticket for ticket, action in acts if action == DESTROYED})


def _proves(action: str) -> bool:
    return action != Action.READ_TRAIL and not action.startswith(REFUSED)


def is_removed(work: UnitOfWork, number: str) -> bool:
    """Whether this one is neither there nor destroyed; one that cannot be opened is there."""
    try:
        work.tickets.get(number)
    except CannotOpen:
        return False
    except NotForYou:
        # Asked after the ticket was looked for: it may be destroyed properly meanwhile.
        return number in existing(work.audit.entries(number))
    return False
