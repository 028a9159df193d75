"""Escalation: who is told at which step, until somebody acknowledges.

Every decision is taken anew from the ticket and today's district file, so that a person named in
the report stays out even where the ladder changed after it was filed.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.clock import Clock
from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.district.model import District, Step
from handlers.reports.access import Action, Standing, standing, supervises
from handlers.reports.alert import alert_card
from handlers.reports.anew import ANEW, GIVEN_BACK, begin_anew, morning
from handlers.reports.conflict import Conflicts
from handlers.reports.delivery import Delivery, Kind, alert_delivery, step_delivery
from handlers.reports.ladder import ladder, may_know
from handlers.reports.mentions import mentioned
from handlers.reports.post_office import Letter
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.ticket import Status, Ticket, Urgency

_log = logging.getLogger(__name__)

ESCALATED = "escalated"
"""The word of the trail for a step that was taken; the detail is which."""
_WAITED = "waited for the morning"
_HELD = frozenset({Status.ACKNOWLEDGED, Status.IN_PROGRESS})
_OTHER = {Channel.SLACK: Channel.TEAMS, Channel.TEAMS: Channel.SLACK}


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
            if not _is_owed(work, ticket, delivery):
                work.outbox.done(delivery.id, now)
            elif (morning := _held_until(ticket, delivery, self.district, now)) and not _has_waited(
                work, delivery
            ):
                work.outbox.postpone(delivery.id, morning)
                work.audit.append(AuditEntry(now, "courier", _WAITED, ticket.number, _held(delivery)))
            else:
                work.outbox.done(delivery.id, now)
                if delivery.topic == GIVEN_BACK:
                    begin_anew(work, ticket, now)
                else:
                    self._take_step(work, ticket, delivery, now)

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message for one supervisor; None where somebody acknowledged, or they must not know."""
        ticket = work.tickets.get(delivery.ticket)
        card = self.shown(work, delivery)
        if card is None or delivery.recipient is None or ticket.status is not Status.OPEN:
            return None
        return Letter(delivery.recipient, card, _channel_not_tried(work, delivery))

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today; None for those who must not know, or no longer supervise."""
        ticket = work.tickets.get(delivery.ticket)
        found = standing_in(work, delivery.recipient or "", ticket, self.district)
        return self.card(ticket) if found.may(Action.SEE) else None

    def card(self, ticket: Ticket) -> Card:
        """Number, urgency and buttons, and nothing else; who has it in hand, once somebody has."""
        return alert_card(ticket, self.district)

    def _take_step(self, work: UnitOfWork, ticket: Ticket, delivery: Delivery, now: datetime) -> None:
        kept = kept_out(work, ticket, self.district)
        local = now.astimezone(self.district.zone)
        plan = ladder(ticket.site, self.district, kept, local)
        knowing = self._knowing(ticket, kept, local) if delivery.topic == ANEW else frozenset()
        people, wait = self._due(ticket, plan, knowing)
        step = delivery.step
        if not people:
            _log.error("ticket %s: nobody on the ladder or among the alternates can be told", ticket.number)
        for email in sorted(people):
            work.outbox.put(alert_delivery(ticket.number, step, email, now))
        work.outbox.put(step_delivery(ticket.number, step + 1, now + wait))
        work.tickets.save(replace(ticket, step=step, recipients=ticket.recipients | people))
        work.audit.append(AuditEntry(now, "courier", ESCALATED, ticket.number, f"step {step}"))

    def _due(
        self, ticket: Ticket, plan: Sequence[Step], knowing: frozenset[str]
    ) -> tuple[frozenset[str], timedelta]:
        """Whom to tell now, and how long to wait then.

        The first step with somebody who was not told yet, so that none is lost where the plan has
        changed meanwhile; past the end the last one is repeated. In danger, everybody at once. Where
        the ladder begins anew, all who know already: one of them may have it in hand in a minute.
        """
        if ticket.urgency is Urgency.DANGER or not plan:
            everybody = frozenset(email for step in plan for email in step.people)
            return everybody, timedelta(minutes=self.district.danger_repeat_minutes)
        if knowing:
            return knowing, plan[0].wait
        current = next((step for step in plan if not ticket.recipients.issuperset(step.people)), plan[-1])
        return frozenset(current.people), current.wait

    def _knowing(self, ticket: Ticket, kept: Conflicts, local: datetime) -> frozenset[str]:
        """Those who were told before, may still know, supervise, and are there."""
        present = self.district.roster.present
        here = (
            e for e in ticket.recipients if present(e, local.date()) == e and supervises(e, self.district)
        )
        return frozenset(e for e in here if may_know(e, ticket.site, self.district, kept))


def _held_until(ticket: Ticket, delivery: Delivery, district: District, now: datetime) -> datetime | None:
    """The end of the quiet hours this step has to wait for; None where it does not wait.

    Danger never waits. What must be looked at today waits only after its first step. Whatever waits
    does so once: the courier may come too late for the morning.
    """
    first = not ticket.recipients or delivery.topic == ANEW
    if ticket.urgency is Urgency.TODAY and first:
        return None
    return morning(ticket, district, now)


def told_in_the_morning(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> bool:
    """Whether nobody was told yet, and the step that tells them waits for the end of the quiet hours.

    Also before the courier has come to mark the wait.
    """
    until = morning(ticket, district, now)
    if ticket.recipients or until is None:
        return False
    steps = [owed for owed in work.outbox.waiting(ticket.number) if owed.kind is Kind.STEP]
    return any(
        step.due_at >= until or (_held_until(ticket, step, district, now) and not _has_waited(work, step))
        for step in steps
    )


def _has_waited(work: UnitOfWork, delivery: Delivery) -> bool:
    return any(
        (entry.action, entry.detail) == (_WAITED, _held(delivery))
        for entry in work.audit.entries(delivery.ticket)
    )


def _held(delivery: Delivery) -> str:
    """What the trail says of a step that waited: `step 2`, or its topic with what tells it from others."""
    return f"{delivery.topic or 'step'} {delivery.id.rpartition('/')[2]}"


def _is_owed(work: UnitOfWork, ticket: Ticket, delivery: Delivery) -> bool:
    """Whether this is still to be done: a worker that was thought dead must take no step back."""
    if delivery.topic == GIVEN_BACK:
        # This very timer: another one may wait, of a hand that the case went to since.
        waits = any(owed.id == delivery.id for owed in work.outbox.waiting(ticket.number))
        return waits and ticket.status in _HELD
    return ticket.status is Status.OPEN and ticket.step < delivery.step


def kept_out(work: UnitOfWork, ticket: Ticket, district: District) -> Conflicts:
    """Who must get no signal of this ticket, by all that was written to it to this day.

    The reporter is left out because nobody can acknowledge their own report.
    """
    found = mentioned(work, ticket, district)
    reporter = work.tickets.reporter(ticket.number).email
    own = {reporter} if reporter else set[str]()
    return Conflicts(found.left_out | ticket.recused | own, found.above)


def standing_in(work: UnitOfWork, key: str, ticket: Ticket, district: District) -> Standing:
    """What a person (`Actor.key`) is to this ticket as it stands now."""
    reporter = work.tickets.reporter(ticket.number).key
    return standing(key, ticket, kept_out(work, ticket, district), reporter, district)


def _channel_not_tried(work: UnitOfWork, delivery: Delivery) -> Channel | None:
    """The other chat of a person whom an earlier message of this ticket reached without an answer."""
    earlier = [
        (sent.step, channel)
        for channel in _OTHER
        for sent in work.outbox.delivered(delivery.recipient or "", channel)
        if sent.ticket == delivery.ticket and sent.kind is Kind.ALERT
    ]
    return _OTHER[max(earlier)[1]] if earlier else None
