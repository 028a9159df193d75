"""The schedule: when a record need not be kept any more, and what stands against destroying it."""

from datetime import date, datetime

from handlers.district.model import District
from handlers.district.record_keeping import Record
from handlers.duty.clocks import State
from handlers.reports.delivery import Kind
from handlers.reports.duty_record import clocks_of, has_clocks
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Status, Ticket

STILL_OPEN = "It is still open."
_CLOCKS = "The reporter's own clocks still run, or a reminder is still owed."


def record_of(ticket: Ticket) -> Record:
    """Which term counts for it."""
    return Record.DRILL if ticket.drill else Record(ticket.matter)


def at_rest_since(ticket: Ticket) -> datetime | None:
    """What its term is counted from: the closing, or for a mere record the filing; None while open."""
    if ticket.matter is Matter.CONTACT:
        return ticket.closed_at or ticket.opened_at
    return ticket.closed_at if ticket.status is Status.CLOSED else None


def due_on(ticket: Ticket, district: District) -> date | None:
    """The first day on which it need not be kept any more; None while open, and where no term is set."""
    term, since = district.record_keeping.term(record_of(ticket)), at_rest_since(ticket)
    return term.ends(since.astimezone(district.zone).date()) if term and since else None


def is_due(ticket: Ticket, district: District, now: datetime) -> bool:
    """Whether its term is over."""
    due = due_on(ticket, district)
    return due is not None and due <= now.astimezone(district.zone).date()


def obstacle(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> str:
    """Why it must not be destroyed now, in a sentence; empty where nothing stands against it.

    An order and the schedule both stop here: at a hold, at a case that is open, and at the clocks of
    the reporter, whose record it is as well.
    """
    if ticket.hold:
        return "It is on legal hold."
    if at_rest_since(ticket) is None:
        return STILL_OPEN
    return _CLOCKS if _clocks_run(work, ticket, district, now) else ""


def _clocks_run(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> bool:
    if not has_clocks(ticket):
        return False
    if any(owed.kind is Kind.CLOCK for owed in work.outbox.waiting(ticket.number)):
        return True
    counted = clocks_of(work, ticket, district)
    return State.RUNNING in {counted.oral.state(now), counted.written.state(now)}
