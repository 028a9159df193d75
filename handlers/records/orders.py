"""Orders: holds, agencies' orders to destroy and what was said to them, as the sealed journal has them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import zip_longest

from handlers.casework.act import CLOCKS_DIFFER
from handlers.district.model import District
from handlers.records.schedule import at_rest_since, is_due
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Ticket

BOT = "courier"
"""Who listed a record, where no person did."""


class Said(StrEnum):
    """What an entry says; written in the journal and read by people."""

    HELD = "Put on legal hold."
    LIFTED = "The legal hold was lifted."
    ORDERED = "An agency has ordered it destroyed."
    REFUSED = "The second person did not agree."
    TAKEN_BACK = "Whoever asked has taken the order back."
    ENDED = "Nobody answered the order: it has ended."
    LISTED = "Listed: it need not be kept any longer."
    EXPORTED_PDF = "Exported as PDF."
    EXPORTED_JSON = "Exported as JSON."


class Because(StrEnum):
    """Why an order ended unanswered; written in the journal beside it and read by people."""

    LATE = "Nobody answered in time."
    REOPENED = "The case was opened again."


_ENDS = frozenset({Said.REFUSED, Said.TAKEN_BACK, Said.ENDED})
GOOD_FOR = timedelta(days=30)
"""A holiday may lie in it; nobody is to answer next year what was forgotten."""


@dataclass(frozen=True, slots=True)
class Orders:
    """A ticket's entries of this kind, oldest first, as they count `now`."""

    ticket: Ticket
    entries: Sequence[Entry]
    now: datetime

    @property
    def pending(self) -> Entry | None:
        """The order to destroy that waits for a second person; the newest.

        One that was made before the case was opened again, or too long ago, waits no more; one that is
        dated ahead, because this clock or an earlier one is wrong, does not wait yet.
        """
        good = (order for order in reversed(self._standing) if not self._is_late(order))
        return next((order for order in good if order.at <= self.now + CLOCKS_DIFFER), None)

    @property
    def unanswered(self) -> Sequence[Entry]:
        """The orders that wait no more, and of which the journal does not say yet that they ended."""
        standing = [order.id for order in self._standing if not self._is_late(order)]
        return [order for order in self._open if order.id not in standing]

    def pending_for(self, key: str) -> Entry | None:
        """The same, for anybody but the person who asked."""
        return None if self.is_asked_by(key) else self.pending

    def is_asked_by(self, key: str) -> bool:
        """Whether this person asked for what waits; an address is the same in capitals."""
        pending = self.pending
        return pending is not None and pending.by.casefold() == key.casefold()

    def lifted_since(self, order: Entry) -> datetime | None:
        """When a hold was lifted last since this order was made; None where none was."""
        return max((at for at in self._times(Said.LIFTED) if at > order.at), default=None)

    def ends_because(self, order: Entry) -> Because:
        """Why one of the `unanswered` waits no more."""
        return Because.LATE if order in self._standing else Because.REOPENED

    def ended_because(self, request: str) -> str:
        """Why the order with this id ended, as it was put down; empty where it was not, as it once was."""
        ends = (end.fields for end in self._which(Said.ENDED) if end.fields.get("request") == request)
        return next((fields.get("because", "") for fields in ends), "")

    @property
    def listed_at(self) -> datetime | None:
        """Since when it stands on the list; a hold that was lifted, or a new closing, begins it anew."""
        since = at_rest_since(self.ticket)
        lifted = max(self._times(Said.LIFTED), default=None)
        listed = [at for at in self._times(Said.LISTED) if since and at >= since]
        return min((at for at in listed if lifted is None or at > lifted), default=None)

    def ripe(self, district: District) -> bool:
        """Whether its term is over and it stood on the list for as long as the district wants."""
        listed = self.listed_at
        grace = timedelta(days=district.record_keeping.listed_days)
        return listed is not None and listed + grace <= self.now and is_due(self.ticket, district, self.now)

    @property
    def _standing(self) -> Sequence[Entry]:
        """Those of them that were made since the case is at rest."""
        since = at_rest_since(self.ticket)
        return [order for order in self._open if since and since <= order.at]

    @property
    def _open(self) -> Sequence[Entry]:
        """The orders that were not answered, taken back or ended."""
        over = {e.fields.get("request") for e in self.entries if e.fields.get("said") in _ENDS}
        return [order for order in self._which(Said.ORDERED) if order.id not in over]

    def _is_late(self, order: Entry) -> bool:
        ends = self._ends(order)
        return ends is not None and ends <= self.now

    def _ends(self, order: Entry) -> datetime | None:
        """When its time runs out; None while a hold, which nobody can answer against, stops it."""
        ends = order.at + GOOD_FOR
        for held, lifted in zip_longest(self._times(Said.HELD), self._times(Said.LIFTED)):
            if held >= ends or (lifted and not order.at < lifted <= self.now + CLOCKS_DIFFER):
                continue
            if lifted is None:
                return None
            ends = lifted + GOOD_FOR
        return ends

    def _times(self, said: Said) -> Iterator[datetime]:
        return (entry.at for entry in self._which(said))

    def _which(self, said: Said) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.fields.get("said") == said)


def orders_of(work: UnitOfWork, ticket: Ticket, now: datetime) -> Orders:
    """All orders on one ticket. Raises CannotOpen."""
    return Orders(ticket, work.journal.entries(ticket.number, EntryKind.ORDER), now)
