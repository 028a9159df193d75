"""Keeping and destroying: the daily sweep, the list of what is due, and the end of a record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.district.model import District
from handlers.district.record_keeping import Destroys
from handlers.records.aftermath import LEFT_OUT, marks
from handlers.records.confirmation import called_in, called_in_for, may_confirm, officers
from handlers.records.notices import ORDER_ENDED, RECORDS_DUE, notice_delivery
from handlers.records.orders import BOT, Because, Orders, Said, orders_of
from handlers.records.schedule import at_rest_since, due_on, is_due, obstacle
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.delivery import Delivery, word_delivery
from handlers.reports.journal import Entry, EntryKind, new_entry_id
from handlers.reports.store import AuditEntry, UnitOfWork
from handlers.reports.ticket import Ticket
from handlers.reports.unopened import PassedOver

DESTROYED, LISTED = "destroyed", "listed for destruction"
"""The words of the trail; the detail says by what: `schedule` or `order`."""
ENDED = "ended an order that nobody answered"
"""The word of the trail."""
_LONG_AGO = timedelta(days=60)
"""An order as old as this, ended by a reopening, is from before the program put such an end down."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A record whose time is over. `ripe` is whether it may be destroyed now, `obstacle` why not."""

    ticket: Ticket
    due_on: date
    ripe: bool
    obstacle: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """`shred` is called after what may have destroyed something, to leave no trace in the files."""

    admission: Admission
    shred: Callable[[], None]

    @property
    def district(self) -> District:
        """The district whose schedule this is."""
        return self.admission.district

    def sweep(self, _delivery: Delivery) -> None:
        """List what is newly due, and where the district says so destroy what was listed long enough.

        An order to destroy that nobody can answer any more gets somebody who can, or ends in the end.
        One transaction a record, so that nobody's report has to wait for the sweep.
        """
        with self.admission.store.begin() as work:
            numbers = [t.number for t in work.tickets.all() if at_rest_since(t)]
        for number in numbers:
            with PassedOver(number):
                self._swept(number)
        self.shred()

    def answerable(self, work: UnitOfWork, ticket: Ticket) -> Ticket:
        """The ticket after an act on it, which may have left out the last person who could answer its order.

        Or opened it again, which ends the order. Raises CannotOpen.
        """
        now = self.admission.clock.now()
        orders = orders_of(work, ticket, now)
        _end_unanswered(work, orders, now)
        return called_in_for(work, orders, self.district, now)

    def listed(self, work: UnitOfWork, key: str) -> Sequence[Listed]:
        """What is due, of what this person (`Actor.key`) may know; the longest due first."""
        due = [t for t in work.tickets.all() if self._is_due(t)]
        lines = [self._line(work, ticket) for ticket in due if self._may_know(work, key, ticket)]
        return sorted(lines, key=lambda line: (line.due_on, line.ticket.number))

    def hindrance(self, case: Case) -> str:
        """Why the schedule may not destroy it now; empty where a records officer may confirm it."""
        if not may_confirm(case, self.district):
            return "Only a records officer confirms what the schedule destroys."
        if not orders_of(case.work, case.ticket, case.now).ripe(self.district):
            return "It has not been on the list long enough, or its time is not over."
        return obstacle(case.work, case.ticket, self.district, case.now)

    def _is_due(self, ticket: Ticket) -> bool:
        return is_due(ticket, self.district, self.admission.clock.now())

    def _line(self, work: UnitOfWork, ticket: Ticket) -> Listed:
        now = self.admission.clock.now()
        due = due_on(ticket, self.district) or now.date()
        against = obstacle(work, ticket, self.district, now)
        ripe = orders_of(work, ticket, now).ripe(self.district) and not against
        return Listed(ticket, due, ripe, against)

    def _swept(self, number: str) -> None:
        now = self.admission.clock.now()
        with self.admission.store.begin() as work:
            orders = orders_of(work, work.tickets.get(number), now)
            _end_unanswered(work, orders, now)
            ticket = called_in_for(work, orders, self.district, now)
            if self._is_due(ticket) and not obstacle(work, ticket, self.district, now):
                self._list_or_destroy(work, replace(orders, ticket=ticket), now)

    def _list_or_destroy(self, work: UnitOfWork, orders: Orders, now: datetime) -> None:
        number = orders.ticket.number
        automatic = self.district.record_keeping.destroys is Destroys.AUTOMATIC
        told = frozenset[str]()
        if orders.listed_at is None:
            work.journal.add(Entry(new_entry_id(), number, EntryKind.ORDER, now, BOT, {"said": Said.LISTED}))
            work.audit.append(AuditEntry(now, BOT, LISTED, number))
            told = officers(work, orders.ticket, self.district)
        elif automatic and orders.ripe(self.district):
            destroy(work, orders.ticket, self.district, BOT, "schedule", now)
            return
        if not automatic:
            # Looked at each time: whoever is named in it, or in the district's file, may change meanwhile.
            ticket = called_in(work, orders.ticket, self.district, now)
            told |= ticket.recipients - orders.ticket.recipients
        self._tell(work, told, now)

    def _tell(self, work: UnitOfWork, people: frozenset[str], now: datetime) -> None:
        """Once a day at most; they all may know of one that is listed."""
        day = now.astimezone(self.district.zone).date().isoformat()
        for person in sorted(people):
            work.outbox.put(notice_delivery(RECORDS_DUE, "schedule", day, person, now))

    def _may_know(self, work: UnitOfWork, key: str, ticket: Ticket) -> bool:
        return self.admission.glance(work, key, ticket, Action.APPROVE_DESTRUCTION) is not None


def _end_unanswered(work: UnitOfWork, orders: Orders, now: datetime) -> None:
    """Put down that these orders ended, and owe whoever asked the message: a fact that is not told twice.

    Of several that ended together whoever asked is told of the last; of one that a reopening ended long ago
    nobody is told any more.
    """
    number = orders.ticket.number
    ended = [(order, orders.ends_because(order)) for order in orders.unanswered]
    told = (o for o, why in ended if why is not Because.REOPENED or now - o.at <= _LONG_AGO)
    last = {order.by.casefold(): order.id for order in told}
    for order, why in ended:
        said = {"said": Said.ENDED, "request": order.id, "because": why}
        work.journal.add(Entry(new_entry_id(), number, EntryKind.ORDER, now, BOT, said))
        work.audit.append(AuditEntry(now, BOT, ENDED, number))
        if order.id == last.get(order.by.casefold()):
            work.outbox.put(word_delivery(number, ORDER_ENDED, order.id, order.by, now))


def destroy(
    work: UnitOfWork, ticket: Ticket, district: District, actor: str, why: str, now: datetime
) -> None:
    """Delete the ticket's keys and all that was sealed with them.

    The trail says who did it, and why, and keeps the marks of those who must not see that either.
    """
    work.audit.append(AuditEntry(now, BOT, LEFT_OUT, ticket.number, marks(work, ticket, district)))
    work.audit.append(AuditEntry(now, actor, DESTROYED, ticket.number, why))
    work.tickets.destroy(ticket.number)
