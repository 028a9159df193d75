"""Beginning anew: a case is open again, in nobody's hand, and its ladder starts from the beginning."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.district.model import District
from handlers.reports import topics
from handlers.reports.delivery import Delivery, Kind, step_delivery, word_delivery
from handlers.reports.store import AuditEntry, UnitOfWork
from handlers.reports.ticket import Status, Ticket, Urgency

ANEW = "anew"
"""The topic of a step that begins the ladder again, because whoever had the case has it no more."""
GIVEN_BACK = "given back"
"""The topic of the timer that takes a case back from whoever it was handed to and who does not answer."""
BEGAN_ANEW = "began anew"
"""The word of the trail for it."""

OF_A_HAND = frozenset({topics.ACKNOWLEDGED, topics.CLOSED, topics.REOPENED, topics.WAITS_AGAIN})
"""What the reporter is told of who has the case in hand, or that nobody has."""


def begin_anew(work: UnitOfWork, ticket: Ticket, now: datetime) -> Ticket:
    """Open again, in nobody's hand, and the ladder from its beginning. The trail does not say for whom.

    The reporter is told that it waits, where somebody had it.
    """
    work.outbox.cancel(ticket.number, now, Kind.STEP, Kind.ALERT)
    # Sent after this, they would tell of a hand that nobody has, or say twice that it waits.
    work.outbox.cancel_words(ticket.number, now, OF_A_HAND)
    # The number of the step that was just cancelled is used up: the outbox owes nothing twice.
    step = ticket.step + 1
    work.outbox.put(replace(step_delivery(ticket.number, step + 1, now), topic=ANEW))
    open_again = replace(
        ticket,
        status=Status.OPEN,
        step=step,
        holder=None,
        acknowledged_by=None,
        acknowledged_at=None,
        closed_at=None,
        outcome=None,
    )
    work.tickets.save(open_again)
    if ticket.status is not Status.OPEN:
        # The reporter was told that somebody has it, or closed it.
        work.outbox.put(word_delivery(ticket.number, topics.WAITS_AGAIN, str(step), None, now))
    work.audit.append(AuditEntry(now, "courier", BEGAN_ANEW, ticket.number))
    return open_again


def rise_to_danger(work: UnitOfWork, ticket: Ticket, now: datetime) -> Ticket:
    """The reporter says that somebody is in danger now: everybody is told as if it were filed so."""
    work.audit.append(AuditEntry(now, "reporter", "raised to danger", ticket.number))
    return begin_anew(work, replace(ticket, urgency=Urgency.DANGER), now)


def await_answer(work: UnitOfWork, ticket: Ticket, cause: str, due_at: datetime) -> None:
    """Owe that the case goes back up its ladder, unless whoever it was handed to answers before."""
    work.outbox.cancel(ticket.number, due_at, Kind.STEP)
    name = f"{ticket.number}/{GIVEN_BACK}/{cause}"
    work.outbox.put(Delivery(name, ticket.number, Kind.STEP, due_at, ticket.step, topic=GIVEN_BACK))


def answer_awaited(work: UnitOfWork, number: str) -> bool:
    """Whether the case was handed to somebody who has not answered yet."""
    return any(owed.topic == GIVEN_BACK for owed in work.outbox.waiting(number))


def goes_back_at(work: UnitOfWork, ticket: Ticket, district: District) -> datetime | None:
    """When the case goes back from whoever was handed it (UTC), after quiet hours; None where it does not."""
    due = [owed.due_at for owed in work.outbox.waiting(ticket.number) if owed.topic == GIVEN_BACK]
    return (morning(ticket, district, due[0]) or due[0]) if due else None


def morning(ticket: Ticket, district: District, now: datetime) -> datetime | None:
    """The end (UTC) of the quiet hours that hold back a step now; None where nothing does, as in danger."""
    quiet = district.roster.quiet_hours
    until = quiet.until(now.astimezone(district.zone)) if quiet else None
    return until.astimezone(UTC) if until and ticket.urgency is not Urgency.DANGER else None


def first_wait(ticket: Ticket, district: District) -> timedelta:
    """How long the ladder's first step waits for somebody."""
    if ticket.urgency is Urgency.DANGER:
        return timedelta(minutes=district.danger_repeat_minutes)
    site = district.site(ticket.site)
    return site.ladder[0].wait if site else timedelta(minutes=district.alternates_wait_minutes)
