"""Confirmation: who may say yes to a destruction, also of a record about the records officers."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.district.model import District
from handlers.district.record_keeping import Destroys
from handlers.records.notices import ORDER_WAITS, notice_delivery
from handlers.records.orders import BOT, Orders
from handlers.reports.access import NOT_FOR, Action, Role, standing, supervises
from handlers.reports.admission import Case
from handlers.reports.alert import name_of
from handlers.reports.escalation import kept_out
from handlers.reports.ladder import may_know
from handlers.reports.store import AuditEntry, UnitOfWork
from handlers.reports.ticket import Ticket

CALLED_IN = "called in the alternates"
"""The word of the trail: nobody else may decide on this record, and so the alternates do."""
_NOBODY_ASKS = (
    "Nobody can make such an order now: first somebody has to reopen the case, and close it again in hand."
)
_NEVER_REOPENED = "Nobody can make such an order now: the district has to name another alternate."


def may_confirm(case: Case, district: District) -> bool:
    """Whether this person may confirm what the schedule destroys.

    Records officers do, and of a record that none of them may know of the district's alternates.
    """
    roles = case.standing.roles
    if Role.RECORDS_OFFICER in roles:
        return True
    return Role.ALTERNATE in roles and _is_left_to_alternates(case.work, case.ticket, district)


def officers(work: UnitOfWork, ticket: Ticket, district: District) -> frozenset[str]:
    """The records officers who may know of this record. Raises CannotOpen."""
    return _who_may(work, ticket, district, district.records_officers)


def who_agrees(work: UnitOfWork, ticket: Ticket, district: District, asker: str) -> frozenset[str]:
    """Who can be the second person to an agency's order. Raises CannotOpen."""
    people = {*district.records_officers, *ticket.recipients}
    return _who_may(work, ticket, district, people - {asker})


def who_can_order(work: UnitOfWork, ticket: Ticket, district: District) -> frozenset[str]:
    """Who can ask for a destruction on an agency's order. Raises CannotOpen."""
    left = district.alternates if _is_left_to_alternates(work, ticket, district) else ()
    people = {*district.records_officers, *left, *((ticket.holder,) if ticket.holder else ())}
    return _who_may(work, ticket, district, people, Action.ORDER_DESTRUCTION)


def who_asks(work: UnitOfWork, ticket: Ticket, district: District, reader: str = "") -> str:
    """Who can make another order, in a sentence to this person. Raises CannotOpen."""
    people = who_can_order(work, ticket, district)
    if reader.casefold() in {person.casefold() for person in people}:
        return "Another one can be made."
    if people:
        return f"{names_of(people, district)} can make another."
    return _NEVER_REOPENED if Action.REOPEN in NOT_FOR[ticket.matter] else _NOBODY_ASKS


def may_know_still(case: Case, person: str, district: District) -> bool:
    """Whether who asked for something earlier has not left since, and is not left out of the case."""
    here = supervises(person, district) or person in district.records_officers
    return here and may_know(person, case.ticket.site, district, kept_out(case.work, case.ticket, district))


def called_in(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> Ticket:
    """The ticket, of which the alternates know from now on where no records officer may know of it.

    Somebody must be able to end a record about the only records officer; as with a report about the top of
    a ladder that is whom the district names for it. Raises CannotOpen.
    """
    if not _is_left_to_alternates(work, ticket, district):
        return ticket
    return _with_alternates(work, ticket, district, now)


def called_in_for(work: UnitOfWork, orders: Orders, district: District, now: datetime) -> Ticket:
    """The ticket, of which the alternates know where nobody can agree to its pending order.

    That is also so where whoever asked is the only records officer. Whoever can agree is told, once an
    order and once more when a hold is lifted; nobody while it is held, for nothing can be done then. Raises
    CannotOpen.
    """
    order, ticket = orders.pending, orders.ticket
    if order is None:
        return ticket
    if not who_agrees(work, ticket, district, order.by):
        ticket = _with_alternates(work, ticket, district, now)
    if ticket.hold:
        return ticket
    lifted = orders.lifted_since(order)
    occasion = f"lifted-{lifted:%Y%m%d%H%M%S%f}" if lifted else "waits"
    for person in sorted(who_agrees(work, ticket, district, order.by)):
        work.outbox.put(notice_delivery(ORDER_WAITS, order.id, occasion, person, now))
    return ticket


def names_of(people: Collection[str], district: District) -> str:
    """Any one of these people, by their names."""
    return " or ".join(sorted(name_of(email, district) for email in people))


def remarks(district: District) -> Sequence[str]:
    """What the district's file lacks so that every record can be destroyed one day, a sentence each."""
    keeping = district.record_keeping
    if not keeping.terms or keeping.destroys is Destroys.AUTOMATIC:
        return ()
    if not district.records_officers:
        return (
            "Nobody is in records_officers: no record whose time is over is ever destroyed. Name two people.",
        )
    return [
        f"A record about {name_of(officer, district)} could be destroyed by nobody. Name a second person in "
        "records_officers, or another in alternates, who does not work for them."
        for officer in district.records_officers
        if not any(_may_stand_in(email, officer, district) for email in _named(district))
    ]


def _named(district: District) -> tuple[str, ...]:
    return (*district.records_officers, *district.alternates)


def _may_stand_in(email: str, officer: str, district: District) -> bool:
    return email != officer and not district.works_for(email, frozenset({officer}))


def _with_alternates(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> Ticket:
    everybody = replace(ticket, recipients=ticket.recipients.union(district.alternates))
    people = ticket.recipients | _who_may(work, everybody, district, district.alternates)
    if people == ticket.recipients:
        return ticket
    ticket = replace(ticket, recipients=people)
    work.tickets.save(ticket)
    work.audit.append(AuditEntry(now, BOT, CALLED_IN, ticket.number))
    return ticket


def _is_left_to_alternates(work: UnitOfWork, ticket: Ticket, district: District) -> bool:
    """A district without records officers destroys nothing: that is not for the alternates to make up for."""
    return bool(district.records_officers) and not officers(work, ticket, district)


def _who_may(
    work: UnitOfWork,
    ticket: Ticket,
    district: District,
    people: Collection[str],
    action: Action = Action.APPROVE_DESTRUCTION,
) -> frozenset[str]:
    kept = kept_out(work, ticket, district)
    reporter = work.tickets.reporter(ticket.number).key
    return frozenset(
        email for email in people if standing(email, ticket, kept, reporter, district).may(action)
    )
