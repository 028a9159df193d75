"""The list of records: what waits for a second person, what is due, what is held. Numbers and days only."""

from collections.abc import Sequence
from datetime import datetime

from handlers.conversation.card import Button, Buttons, Card, Divider, Element, Text
from handlers.district.model import District
from handlers.records.confirmation import may_confirm, names_of, who_agrees
from handlers.records.keeping import Keeping, Listed
from handlers.records.orders import orders_of
from handlers.reports.access import Action, Role, standing_at_large
from handlers.reports.admission import Case
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Ticket
from handlers.reports.unopened import PassedOver

OPEN = "records.open"
SHOWN = 10
_SUMMARY = "smpolicy shows records."
_NOTHING = Card("Records", (Text("Nothing waits for you here."),), _SUMMARY)


def list_card(work: UnitOfWork, keeping: Keeping, key: str) -> Card:
    """What this person (`Actor.key`) may know of; to everybody else it is an empty list."""
    see = Action.APPROVE_DESTRUCTION
    if standing_at_large(key, keeping.district).roles == {Role.EMPLOYEE}:
        return _NOTHING
    # Only what can be on the list is opened to see whether it may be shown.
    some = (t for t in work.tickets.all() if t.hold or _has_orders(work, t, keeping.admission.clock.now()))
    cases = [case for ticket in some if (case := keeping.admission.glance(work, key, ticket, see))]
    parts: list[Element] = []
    waiting = [(case.ticket.number, "") for case in cases if _waits(case)]
    asked = [(case.ticket.number, _wait_text(case, keeping.district)) for case in cases if _is_own(case)]
    held = [(case.ticket.number, "") for case in cases if case.ticket.hold]
    parts += _drawn("Ordered destroyed, and waiting for your answer", waiting)
    parts += _drawn("Your order to destroy it waits for somebody else", asked)
    parts += _drawn("On legal hold", held)
    own = {case.ticket.number for case in cases if may_confirm(case, keeping.district)}
    if own:
        due = keeping.listed(work, key)
        lines = [(one.ticket.number, due_text(one)) for one in due if one.ticket.number in own]
        parts += _drawn("Time is over", lines)
    return Card("Records", tuple(parts), _SUMMARY) if parts else _NOTHING


def due_text(one: Listed) -> str:
    """When it was due, and what stands against destroying it."""
    state = one.obstacle or (
        "It can be destroyed." if one.ripe else "It is listed, and stays so for a while."
    )
    return f"kept until {one.due_on.isoformat()}. {state}"


def _drawn(title: str, found: Sequence[tuple[str, str]]) -> list[Element]:
    if not found:
        return []
    parts: list[Element] = [Text(f"{title}: {len(found)}", strong=True)]
    for number, text in found[:SHOWN]:
        line = f"{number}, {text}" if text else number
        parts += [Text(line), Buttons((Button(f"Open {number}", OPEN, number),))]
    more = len(found) - SHOWN
    return [*parts, *([Text(f"and {more} more", small=True)] if more > 0 else []), Divider()]


def _has_orders(work: UnitOfWork, ticket: Ticket, now: datetime) -> bool:
    with PassedOver(ticket.number):
        return bool(orders_of(work, ticket, now).entries)
    return False


def _waits(case: Case) -> bool:
    return orders_of(case.work, case.ticket, case.now).pending_for(case.actor) is not None


def _is_own(case: Case) -> bool:
    return orders_of(case.work, case.ticket, case.now).is_asked_by(case.actor)


def _wait_text(case: Case, district: District) -> str:
    people = who_agrees(case.work, case.ticket, district, case.actor)
    return f"for {names_of(people, district)}" if people else "and nobody can answer it now"
