"""Removal: tickets that somebody took out of the database, or damaged in it, behind the program.

Who was left out of such a ticket cannot be known any more: to people who read by name its trail stays hidden.
That there is one is said to all, and which one to the operator alone.
"""

import logging
from collections.abc import Collection, Iterable

from handlers.errors import CannotOpen, NotForYou
from handlers.records.keeping import DESTROYED
from handlers.reports.access import Action
from handlers.reports.complaints import Complaints
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.unopened import tell_operator

_complaints = Complaints(logging.getLogger(__name__))

REFUSED = "refused "
"""How the trail's word of a refusal begins; it may name a ticket that never was."""
REMOVED = (
    "A ticket on the trail was not destroyed, and is not there or cannot be opened: it was removed or "
    "damaged behind the program. The log of the service names it to the operator."
)
_BATCH = 20  # tickets opened in one transaction: nobody's report has to wait for the look


def acts(entries: Iterable[AuditEntry]) -> frozenset[tuple[str, str]]:
    """What was done to which tickets: their numbers and the words of the trail."""
    return frozenset((entry.ticket, entry.action) for entry in entries if entry.ticket)


def existing(done: Collection[tuple[str, str]]) -> frozenset[str]:
    """The tickets that were filed and not destroyed, by these acts.

    A refusal proves no ticket, and neither does a reading of the trail, which can name a refusal's.
    """
    there = {ticket for ticket, action in done if _proves(action)}
    return frozenset(there - {ticket for ticket, action in done if action == DESTROYED})


def _proves(action: str) -> bool:
    return action != Action.READ_TRAIL and not action.startswith(REFUSED)


def removed(store: Store, numbers: Collection[str]) -> frozenset[str]:
    """Those of these `existing` tickets that were removed, or cannot be opened; the log names each once."""
    found, every = set[str](), sorted(numbers)
    for start in range(0, len(every), _BATCH):
        with store.begin() as work:
            found |= {number for number in every[start : start + _BATCH] if is_removed(work, number)}
    return frozenset(found)


def is_removed(work: UnitOfWork, number: str) -> bool:
    """Whether this one is on the trail, not destroyed, and cannot be opened from end to end any more.

    That is so where its row is gone or changed, or a key, a sealed value or an entry of its journal is.
    The log names it once.
    """
    gone = False
    try:
        work.tickets.report(number)
        work.tickets.reporter(number)
        work.journal.entries(number)
    except NotForYou:
        gone = True
    except CannotOpen:
        pass
    else:
        return False
    # Asked after the ticket was looked for: it may be destroyed properly meanwhile.
    if number not in existing(acts(work.audit.entries(number))):
        return False
    if gone:
        _complaints.make(number, "Ticket %s was removed behind the program.", number)
    else:
        tell_operator(number)
    return True
