"""Escalation: who is told at which step, until somebody acknowledges.

Every decision is taken anew from the ticket and today's district file, so that a person named in
the report stays out even where the ladder changed after it was filed.
"""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.clock import Clock
from handlers.conversation.card import Button, Buttons, Card, Facts, Text, Tone
from handlers.district.model import District, Step
from handlers.reports.delivery import Delivery, alert_delivery, step_delivery
from handlers.reports.journal import WRITTEN_BY_REPORTER
from handlers.reports.ladder import Conflicts, conflicts, ladder
from handlers.reports.notice import local_time
from handlers.reports.post_office import Letter
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.ticket import Report, Status, Ticket, Urgency

_log = logging.getLogger(__name__)

ACKNOWLEDGE = "case.acknowledge"
READ = "case.read"

_URGENCY = {Urgency.DANGER: "Danger now", Urgency.TODAY: "Today", Urgency.ROUTINE: "Next school day"}


@dataclass(frozen=True, slots=True)
class Escalation:
    """Takes the steps of a ticket's ladder and words the message that tells a supervisor."""

    store: Store
    district: District
    clock: Clock

    def advance(self, delivery: Delivery) -> None:
        """Take the step that is due: owe its messages and the timer of the next one, all at once."""
        now = self.clock.now()
        with self.store.begin() as work:
            ticket = work.tickets.get(delivery.ticket)
            # A worker that was thought dead must not take back a step that was taken since.
            if ticket.status is Status.OPEN and ticket.step < delivery.step:
                self._take_step(work, ticket, delivery.step)
            work.outbox.done(delivery.id, now)

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message for one supervisor; None where somebody acknowledged, or they must not know."""
        ticket = work.tickets.get(delivery.ticket)
        card = self.shown(work, delivery)
        if card is None or delivery.recipient is None or ticket.status is not Status.OPEN:
            return None
        return Letter(delivery.recipient, card)

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today; None for those who must not know."""
        ticket = work.tickets.get(delivery.ticket)
        left_out = kept_out(work, ticket, self.district).left_out
        return None if delivery.recipient in left_out else self.card(ticket)

    def card(self, ticket: Ticket) -> Card:
        """Number, urgency and buttons, and nothing else; who acknowledged it, once somebody has."""
        read = Button("Read the report", READ, ticket.number, opens_form=True)
        facts = Facts((("Report", ticket.number), ("Urgency", _URGENCY[ticket.urgency])))
        if ticket.acknowledged_at:
            when = local_time(ticket.acknowledged_at, self.district.zone)
            person = self.district.person(ticket.acknowledged_by)
            done = Text(f"Acknowledged by {person.name if person else ticket.acknowledged_by}, {when}.")
            return Card("A report is in hand", (facts, done, Buttons((read,))), _SUMMARY, Tone.GOOD)
        acknowledge = Button("Acknowledge", ACKNOWLEDGE, ticket.number, Tone.GOOD)
        tone = Tone.DANGER if ticket.urgency is Urgency.DANGER else Tone.CAUTION
        return Card("A report needs you", (facts, Buttons((acknowledge, read))), _SUMMARY, tone)

    def _take_step(self, work: UnitOfWork, ticket: Ticket, step: int) -> None:
        now = self.clock.now()
        plan = ladder(ticket.site, self.district, kept_out(work, ticket, self.district))
        people, wait = self._due(ticket, plan, step)
        if not people:
            _log.error("ticket %s: nobody on the ladder or among the alternates can be told", ticket.number)
        for email in sorted(people):
            work.outbox.put(alert_delivery(ticket.number, step, email, now))
        work.outbox.put(step_delivery(ticket.number, step + 1, now + wait))
        work.tickets.save(replace(ticket, step=step, recipients=ticket.recipients | people))
        work.audit.append(AuditEntry(now, "courier", "escalated", ticket.number, f"step {step}"))

    def _due(self, ticket: Ticket, plan: tuple[Step, ...], step: int) -> tuple[frozenset[str], timedelta]:
        """Whom step `step` tells, and how long it waits; past its end the last step is repeated."""
        danger = ticket.urgency is Urgency.DANGER
        wait = timedelta(minutes=self.district.danger_repeat_minutes)
        if danger or not plan:
            return frozenset(email for s in plan for email in s.people), wait
        current = plan[min(step, len(plan)) - 1]
        return frozenset(current.people), current.wait


_SUMMARY = "A report is waiting for you in smpolicy."


def kept_out(work: UnitOfWork, ticket: Ticket, district: District) -> Conflicts:
    """Who must get no signal of this ticket, by all that its reporter wrote to this day."""
    report, later = (
        work.tickets.report(ticket.number),
        work.journal.entries(ticket.number, *WRITTEN_BY_REPORTER),
    )
    added = {entry.id: " ".join(entry.fields.values()) for entry in later}
    whole = Report({**report.answers, **added}, report.involved)
    found = conflicts(whole, work.tickets.reporter(ticket.number), district)
    return Conflicts(found.left_out | ticket.recused, found.above)
