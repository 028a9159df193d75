"""Drills: a test report a month through the ladder of each site, marked as one, and over by itself.

A drill is a ticket like any other but for its mark, so that what is rehearsed is the real way. It is
held in work time only, names nobody, is in no count, and is closed by the bot.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.clock import Clock
from handlers.district.model import District
from handlers.errors import NotForYou
from handlers.guidance.library import Passage
from handlers.records.chores import DRILL, DRILL_END
from handlers.reports import notice
from handlers.reports.delivery import Delivery, Kind, chore_delivery, step_delivery
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.ticket import Report, Reporter, Status, Ticket, Urgency, new_number

STARTED, ENDED = "began a drill", "ended the drill"
"""The words of the trail; the detail of the first is the site, that of the second how it ended."""
OUTCOME = "drill"
LOOK_AGAIN = timedelta(minutes=2)
"""How soon after somebody acknowledged the bot closes it, at the latest."""
_TEXT = (
    "THIS IS A DRILL. Nothing has happened, and no child is concerned. Press Acknowledge, as you would "
    "for a report. The drill then ends by itself."
)
_NOBODY = Reporter("Drill", None, "drill", "drill")


@dataclass(frozen=True, slots=True)
class Drills:
    """Begins and ends drills. `duty` is the guideline that a report is made under."""

    store: Store
    district: District
    duty: Passage
    clock: Clock

    def do(self, delivery: Delivery) -> datetime | None:
        """The month's drill of the site that is named by the occasion: `2026-12/high-school`."""
        occasion = delivery.id.removeprefix(f"chore/{DRILL}/")
        month, _, site = occasion.partition("/")
        local = self.clock.now().astimezone(self.district.zone)
        if month != f"{local:%Y-%m}" or not self.district.record_keeping.drills.in_week(local.date()):
            return None  # a month without a drill is better than one at another time
        if self.hindrance(site):
            return self.clock.now() + timedelta(hours=1)
        self.start(site, occasion)
        return None

    def hindrance(self, site: str) -> str:
        """Why none can be held at this site now; empty where one can."""
        now = self.clock.now()
        local = now.astimezone(self.district.zone)
        quiet = self.district.roster.quiet_hours
        if not self.district.site(site):
            return "There is no such site."
        if not self.district.calendar.is_work_time(local) or (quiet and quiet.until(local)):
            return "Drills are held in work time only, on days on which the schools are open."
        return ""

    def start(self, site: str, occasion: str, actor: str = "courier") -> Ticket:
        """File the drill, once an occasion, and let the ladder go on from there."""
        token = f"drill {occasion}"
        with self.store.begin() as work:
            if earlier := work.tickets.filed_with(token):
                return earlier
            ticket = self._ticket(site)
            local = ticket.opened_at.astimezone(self.district.zone)
            answers = {"what": _TEXT, "learned_at": f"{local:%Y-%m-%dT%H:%M}"}
            work.tickets.file(ticket, Report(answers), _NOBODY, token)
            work.audit.append(AuditEntry(ticket.opened_at, actor, STARTED, ticket.number, site))
            work.outbox.put(step_delivery(ticket.number, 1, ticket.opened_at))
            work.outbox.put(chore_delivery(DRILL_END, ticket.number, ticket.opened_at + LOOK_AGAIN))
        return ticket

    def end(self, delivery: Delivery) -> datetime | None:
        """Close it once somebody has acknowledged it, or when work time is over."""
        number, now = delivery.id.rpartition("/")[2], self.clock.now()
        with self.store.begin() as work:
            try:
                ticket = work.tickets.get(number)
            except NotForYou:
                return None
            if not ticket.drill:
                return None  # whatever asks for it: a report is never closed by the bot
            if ticket.status is Status.OPEN and not self.hindrance(ticket.site):
                return now + LOOK_AGAIN
            if ticket.status is not Status.CLOSED:
                self._close(work, ticket, now)
        return None

    def _close(self, work: UnitOfWork, ticket: Ticket, now: datetime) -> None:
        how = "acknowledged" if ticket.acknowledged_at else "not acknowledged"
        work.outbox.cancel(ticket.number, now, Kind.STEP, Kind.ALERT, Kind.WORD)
        work.tickets.save(replace(ticket, status=Status.CLOSED, closed_at=now, outcome=OUTCOME))
        work.audit.append(AuditEntry(now, "courier", ENDED, ticket.number, how))

    def _ticket(self, site: str) -> Ticket:
        return Ticket(
            new_number(),
            site,
            Urgency.TODAY,
            self.clock.now(),
            self.duty.name,
            self.duty.policy.sha256,
            notice.VERSION,
            drill=True,
        )
