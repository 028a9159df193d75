"""What record keeping offers on a case's card, and when."""

from handlers.casework.case_card import ALWAYS, HELD, OWN_REQUEST, Offer
from handlers.conversation.card import Tone
from handlers.district.model import District
from handlers.records.confirmation import may_confirm
from handlers.records.orders import orders_of
from handlers.records.schedule import STILL_OPEN, at_rest_since, obstacle
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.journal import Entry
from handlers.reports.ticket import Matter, Status

_NO_ORDER = "No order waits any more: it was answered, taken back, or has ended."
_NOT_THEIRS = "Only whoever has the case in hand, or a records officer, can ask for this."


def _not_held(case: Case, _district: District) -> bool:
    return not case.ticket.hold


def _held(case: Case, _district: District) -> bool:
    return case.ticket.hold


def _at_rest(case: Case, _district: District) -> bool:
    return at_rest_since(case.ticket) is not None and _pending(case) is None


def _can_be_ordered(case: Case, district: District) -> bool:
    """An alternate who was told of it as others were orders nothing, unless no records officer may know."""
    in_hand = case.ticket.holder == case.actor
    return _at_rest(case, district) and (in_hand or may_confirm(case, district))


def _waits_for_second(case: Case, _district: District) -> bool:
    return orders_of(case.work, case.ticket, case.now).pending_for(case.actor) is not None


def _own_waits(case: Case, _district: District) -> bool:
    return orders_of(case.work, case.ticket, case.now).is_asked_by(case.actor)


def _no_order_now(case: Case, district: District) -> str:
    """Why no order can be made."""
    if at_rest_since(case.ticket) is None:
        return STILL_OPEN
    if _pending(case) is None:
        return _NOT_THEIRS
    return _own_order(case, district) or "An order for it waits for an answer already."


def _own_order(case: Case, _district: District) -> str:
    return OWN_REQUEST if orders_of(case.work, case.ticket, case.now).is_asked_by(case.actor) else ""


def _no_answer_now(case: Case, district: District) -> str:
    """Why no order can be answered."""
    return _own_order(case, district) or _nothing_waits(case, district)


def _nothing_waits(case: Case, _district: District) -> str:
    return _NO_ORDER if _pending(case) is None else ""


def _pending(case: Case) -> Entry | None:
    return orders_of(case.work, case.ticket, case.now).pending


def _is_ripe(case: Case, district: District) -> bool:
    ripe = orders_of(case.work, case.ticket, case.now).ripe(district)
    return ripe and may_confirm(case, district) and not obstacle(case.work, case.ticket, district, case.now)


def _is_concern(case: Case, _district: District) -> bool:
    return case.ticket.matter is Matter.CONCERN and not case.ticket.drill


CHECKLIST = Offer(
    Action.CHECKLIST, "Checklist", "records.checklist", HELD | {Status.CLOSED}, fits=_is_concern
)
EXPORT = Offer(Action.EXPORT, "Export", "records.export", ALWAYS)
HOLD = Offer(Action.HOLD, "Put on hold", "records.hold", ALWAYS, fits=_not_held)
LIFT = Offer(Action.HOLD, "Lift the hold", "records.lift", ALWAYS, fits=_held)
ORDER = Offer(
    Action.ORDER_DESTRUCTION,
    "Ordered destroyed",
    "records.order",
    ALWAYS,
    fits=_can_be_ordered,
    against=_no_order_now,
)
APPROVE = Offer(
    Action.APPROVE_DESTRUCTION,
    "Answer the order",
    "records.approve",
    ALWAYS,
    tone=Tone.CAUTION,
    fits=_waits_for_second,
    against=_no_answer_now,
)
TAKE_BACK = Offer(
    Action.APPROVE_DESTRUCTION,
    "Take the order back",
    "records.take-back",
    ALWAYS,
    fits=_own_waits,
    against=_nothing_waits,
)
DESTROY = Offer(
    Action.APPROVE_DESTRUCTION,
    "Destroy: time is over",
    "records.destroy",
    ALWAYS,
    tone=Tone.DANGER,
    fits=_is_ripe,
)

OFFERS = (CHECKLIST, EXPORT, HOLD, LIFT, ORDER, APPROVE, TAKE_BACK, DESTROY)
"""In the order of the buttons."""
