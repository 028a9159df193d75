"""Withdrawal: somebody who must not have a case any more loses it, without a signal to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from handlers.district.model import District
from handlers.reports.access import supervises
from handlers.reports.anew import begin_anew
from handlers.reports.conflict import Conflicts
from handlers.reports.escalation import kept_out
from handlers.reports.ladder import may_know, readers
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Status, Ticket


def withdraw(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> Ticket:
    """Take the case from whoever must not know of it, and go on without them.

    To be called in the transaction in which the reporter wrote something, or somebody recused
    themself. Where it was in the hands of such a person it is open again, also where they had closed
    it, and the ladder begins anew. Gives the ticket as it stands then.
    """
    return settled(work, ticket, kept_out(work, ticket, district), district, now)


def settled(work: UnitOfWork, ticket: Ticket, kept: Conflicts, district: District, now: datetime) -> Ticket:
    """The same, where it is known already who is kept out.

    Whoever is not in the district's file any more, or has no part in it, loses the case too.
    """
    holder = {ticket.holder} if ticket.holder else set[str]()
    if ticket.matter is Matter.CONTACT:
        return _with_readers(work, ticket, kept, district)
    out = _must_not_know(ticket.recipients | holder, ticket, kept, district)
    gone = frozenset(email for email in ticket.recipients | holder if not supervises(email, district))
    if not out | gone:
        return ticket
    left = replace(ticket, recipients=ticket.recipients - out - gone)
    # A drill that has ended begins no ladder: it rehearses in work time, and nothing would end it again.
    closed = ticket.status is Status.CLOSED and (ticket.drill or ticket.holder not in out)
    if ticket.matter is not Matter.CONCERN or closed:  # it has no ladder, or nothing is left to do
        left = replace(left, holder=None if ticket.holder in out | gone else ticket.holder)
        work.tickets.save(left)
        return left
    # Where nobody is left of those who were told, the next step is not waited for.
    stranded = ticket.status is Status.OPEN and not left.recipients
    if ticket.holder in out | gone or stranded:
        return begin_anew(work, left, now)
    work.tickets.save(left)
    return left


def _with_readers(work: UnitOfWork, ticket: Ticket, kept: Conflicts, district: District) -> Ticket:
    """A record of contact has no ladder: it is for all supervisors of its site who may know of it.

    Whom it is for is written down unsealed, so that nothing is opened for anybody else who asks. An
    alternate who was called in to it stays.
    """
    called = ticket.recipients.intersection(district.alternates)
    staying = frozenset(email for email in called if may_know(email, ticket.site, district, kept))
    recipients = readers(ticket.site, district, kept) | staying
    if recipients == ticket.recipients:
        return ticket
    left = replace(ticket, recipients=recipients)
    work.tickets.save(left)
    return left


def _must_not_know(
    people: Iterable[str], ticket: Ticket, kept: Conflicts, district: District
) -> frozenset[str]:
    return frozenset(email for email in people if not may_know(email, ticket.site, district, kept))
