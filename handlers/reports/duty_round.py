"""The round of the duties: reports whose clocks run owe the reminders that the file of today asks for."""

from dataclasses import dataclass
from datetime import datetime

from handlers.clock import Clock
from handlers.district.model import District
from handlers.reports.delivery import Delivery, chore_delivery
from handlers.reports.duty_record import has_clocks
from handlers.reports.reminders import plan
from handlers.reports.store import Store
from handlers.reports.unopened import PassedOver

DUTY_ROUND = "duty-round"
"""The topic of the chore."""


@dataclass(frozen=True, slots=True)
class DutyRound:
    """Plans anew, since a reminder that was planned goes only where the file still counts to the same end.

    The file is read at the start of the process, so a change of it begins with `started`.
    """

    store: Store
    district: District
    clock: Clock
    started: datetime

    def due(self) -> Delivery:
        """Once after each start, and once a day from then on."""
        now = self.clock.now()
        today = now.astimezone(self.district.zone).date().isoformat()
        return chore_delivery(DUTY_ROUND, f"{today}/{self.started.isoformat()}", now)

    def do(self, _delivery: Delivery) -> datetime | None:
        """Also for closed reports, as no supervisor's act stops a clock; one transaction each."""
        with self.store.begin() as work:
            numbers = [ticket.number for ticket in work.tickets.all() if has_clocks(ticket)]
        for number in numbers:
            with PassedOver(number), self.store.begin() as work:
                plan(work, work.tickets.get(number), self.district, self.clock.now())
        return None
