"""The roll call: who has a case, or reads a record, and is not in the district's file any more."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.clock import Clock
from handlers.district.model import District
from handlers.reports.access import supervises
from handlers.reports.delivery import Delivery, chore_delivery
from handlers.reports.store import Store
from handlers.reports.ticket import Status, Ticket
from handlers.reports.unopened import PassedOver
from handlers.reports.withdrawal import withdraw

_log = logging.getLogger(__name__)

ROLL_CALL = "roll-call"
"""The topic of the chore."""


@dataclass(frozen=True, slots=True)
class RollCall:
    """Goes through all that is not closed, and takes it from those who must not have it, or are gone."""

    store: Store
    district: District
    clock: Clock

    def due(self) -> Delivery:
        """Once a day, and once after each change of the district's file."""
        now = self.clock.now()
        today = now.astimezone(self.district.zone).date().isoformat()
        file = hashlib.sha256(self.district.model_dump_json().encode()).hexdigest()[:16]
        return chore_delivery(ROLL_CALL, f"{today}/{file}", now)

    def do(self, _delivery: Delivery) -> datetime | None:
        """One transaction a ticket: nobody's report has to wait for it."""
        with self.store.begin() as work:
            numbers = [ticket.number for ticket in work.tickets.all() if ticket.status is not Status.CLOSED]
        for number in numbers:
            with PassedOver(number):
                self._look(number)
        return None

    def _look(self, number: str) -> None:
        with self.store.begin() as work:
            ticket = work.tickets.get(number)
            if ticket.status is Status.CLOSED:
                return
            withdraw(work, ticket, self.district, self.clock.now())
        if is_in_no_hand(ticket, self.district):
            _log.warning(
                "ticket %s: whoever had it in hand is no supervisor in the district's file any more; "
                "the others are told that it waits",
                number,
            )


def is_in_no_hand(ticket: Ticket, district: District) -> bool:
    """Whether somebody has it in hand to whom the district's file gives no cases."""
    return ticket.holder is not None and not supervises(ticket.holder, district)


def in_no_hand(tickets: Sequence[Ticket], district: District) -> frozenset[str]:
    """The numbers of those that are not closed and are in such a hand."""
    waiting = (ticket for ticket in tickets if ticket.status is not Status.CLOSED)
    return frozenset(ticket.number for ticket in waiting if is_in_no_hand(ticket, district))
