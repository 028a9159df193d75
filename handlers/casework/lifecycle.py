"""The life of a case: who has it in hand, until it is closed. Each change is one transaction's."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from handlers.district.model import District
from handlers.reports import topics
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.anew import answer_awaited, await_answer
from handlers.reports.delivery import Kind, word_delivery
from handlers.reports.ticket import Status, Ticket
from handlers.reports.withdrawal import withdraw


def tell(case: Case, topic: str, cause: str, recipients: Iterable[str | None]) -> None:
    """Owe these people a message that something happened; None is the reporter."""
    for recipient in recipients:
        case.work.outbox.put(word_delivery(case.ticket.number, topic, cause, recipient, case.now))


def acknowledge(case: Case) -> Ticket:
    """Take it in hand and stop the ladder for everybody; the first one to press has it.

    Whoever was handed a case answers with it that they have it.
    """
    if case.ticket.holder == case.actor and answer_awaited(case.work, case.ticket.number):
        case.entry(Action.ACKNOWLEDGE)
        _answered(case)
        return case.ticket
    if case.ticket.status is not Status.OPEN:
        case.entry("found it acknowledged")
        return case.ticket
    case.entry(Action.ACKNOWLEDGE)
    ticket = replace(
        case.ticket,
        status=Status.ACKNOWLEDGED,
        acknowledged_by=case.actor,
        acknowledged_at=case.now,
        holder=case.actor,
    )
    _save_and_rest(case, ticket)
    # A case can be acknowledged again after it began anew: the step makes it another message.
    tell(case, topics.ACKNOWLEDGED, str(ticket.step), [None])
    return ticket


def take_over(case: Case, cause: str) -> Ticket:
    """Have it in hand from now on; whoever had it is told. A closed case in nobody's hand stays closed."""
    if case.ticket.status is Status.OPEN:
        return acknowledge(case)
    before, closed = case.ticket.holder, case.ticket.status is Status.CLOSED
    if before == case.actor or (closed and before):
        return case.ticket
    case.entry(Action.TAKE_OVER)
    status = Status.CLOSED if closed else Status.IN_PROGRESS
    ticket = replace(case.ticket, holder=case.actor, status=status)
    case.work.tickets.save(ticket)
    _answered(case)
    # Whoever was not told yet that it was handed to them has nothing taken from them.
    heard = before and not _is_owed(case, topics.HANDED, before)
    case.work.outbox.cancel_words(ticket.number, case.now, {topics.HANDED})
    tell(case, topics.TAKEN, cause, [before] if heard else [])
    return ticket


def hand_over(case: Case, to: str, cause: str, wait: timedelta) -> Ticket:
    """Give it to somebody else, who is told; without an answer within `wait` it goes back up the ladder."""
    case.entry(Action.HAND_OVER)
    told = case.ticket.recipients | {to}
    ticket = replace(case.ticket, holder=to, status=Status.IN_PROGRESS, recipients=told)
    case.work.tickets.save(ticket)
    await_answer(case.work, ticket, cause, case.now + wait)
    # An earlier one that was not sent yet would say it twice, or to somebody who has it no more.
    case.work.outbox.cancel_words(ticket.number, case.now, {topics.HANDED})
    tell(case, topics.HANDED, cause, [to])
    return ticket


def work_on(case: Case) -> Ticket:
    """Something was done for it by whoever has it in hand, which is an answer too."""
    if case.actor != case.ticket.holder:
        return case.ticket
    _answered(case)
    if case.ticket.status is not Status.ACKNOWLEDGED:
        return case.ticket
    ticket = replace(case.ticket, status=Status.IN_PROGRESS)
    case.work.tickets.save(ticket)
    return ticket


def close(case: Case, outcome: str, cause: str) -> Ticket:
    """End it; the reporter is told, and their own clocks run on."""
    case.entry(Action.CLOSE)
    ticket = replace(case.ticket, status=Status.CLOSED, closed_at=case.now, outcome=outcome)
    _save_and_rest(case, ticket)
    tell(case, topics.CLOSED, cause, [None])
    return ticket


def reopen(case: Case, cause: str) -> Ticket:
    """Take up a closed case again, in the hands of whoever does so."""
    case.entry(Action.REOPEN)
    before = case.ticket.holder
    ticket = replace(case.ticket, status=Status.IN_PROGRESS, holder=case.actor, closed_at=None, outcome=None)
    case.work.tickets.save(ticket)
    others = [before] if before and before != case.actor else []
    tell(case, topics.REOPENED, cause, [None])
    tell(case, topics.RETAKEN, cause, others)
    return ticket


def recuse(case: Case, district: District) -> Ticket:
    """Leave this person out from now on; where they had it in hand, the ladder begins anew."""
    case.entry(Action.RECUSE)
    ticket = replace(case.ticket, recused=case.ticket.recused | {case.actor})
    case.work.tickets.save(ticket)
    if ticket.status is Status.CLOSED and ticket.holder == case.actor:
        # A closed case needs a new hand only once the reporter writes, or something of it falls due.
        ticket = replace(ticket, holder=None)
        case.work.tickets.save(ticket)
    return withdraw(case.work, ticket, district, case.now)


def _is_owed(case: Case, topic: str, recipient: str) -> bool:
    waiting = case.work.outbox.waiting(case.ticket.number)
    return any((owed.topic, owed.recipient) == (topic, recipient) for owed in waiting)


def _answered(case: Case) -> None:
    """Nobody waits for an answer any more: of a case in hand, no step is owed but the way back."""
    case.work.outbox.cancel(case.ticket.number, case.now, Kind.STEP)


def _save_and_rest(case: Case, ticket: Ticket) -> None:
    """Keep it, and tell no supervisor any more. The reporter's own reminders go on."""
    case.work.tickets.save(ticket)
    case.work.outbox.cancel(ticket.number, case.now, Kind.STEP, Kind.ALERT)
