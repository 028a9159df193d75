"""An agency's order to destroy: asked for by one person, answered by another, or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.casework.act import Sending
from handlers.conversation.card import Facts, Text
from handlers.conversation.form import Form, Part, TextField
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.records import offers
from handlers.records.act import SEEN, Done, RecordsAct, choice
from handlers.records.certificate import backups, certificate
from handlers.records.confirmation import (
    called_in_for,
    may_know_still,
    names_of,
    who_agrees,
    who_asks,
)
from handlers.records.keeping import Keeping, destroy
from handlers.records.orders import Said, orders_of
from handlers.records.schedule import obstacle
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.alert import name_of
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.withdrawal import withdraw

_GONE_SINCE = (
    "Whoever asked has left since, or is left out of this case. Answer no; somebody else can ask anew."
)
_NOBODY = "Nobody else may know of this case, and so nobody can agree. The district has to name an alternate."
_OTHERS = "Another supervisor of this case, or a records officer,"
_SOMEBODY = f"{_OTHERS} has to agree now. Whoever can is told that an order waits. Show them the order."
_HELD = "has to agree, and is told once the hold is lifted."
_AHEAD = (
    "Something was written in this case while the clock was ahead. This order waits for an answer from that "
    "time on, "
)
_REFUSED = "You did not agree. Nothing is destroyed on this order."
_CANNOT = "It cannot be destroyed now:"
_TAKE_BACK = "Nothing is destroyed on this order then."


@dataclass(frozen=True, slots=True)
class OrderActs:
    """What is done with an order."""

    keeping: Keeping

    @property
    def all(self) -> Sequence[RecordsAct]:
        """The acts, in the order of their buttons."""
        order, approve, back = offers.ORDER, offers.APPROVE, offers.TAKE_BACK
        return (
            RecordsAct(order, "Ordered destroyed", "Ask a second person", self._order_parts, _order),
            RecordsAct(
                approve,
                "Destroy on an order?",
                "Answer",
                self._answer_parts,
                self._answer,
                shows="order",
                subject=_waiting,
            ),
            RecordsAct(back, "Take the order back?", "Answer", self._own_parts, _take_back, subject=_waiting),
        )

    @property
    def district(self) -> District:
        """The district."""
        return self.keeping.district

    def _order_parts(self, _case: Case) -> tuple[Part, ...]:
        said = (
            "An agency can order that the school's own copy be destroyed. A second person has to agree. "
            f"{backups(self.district)} Keep the order itself."
        )
        return (
            Text(said),
            TextField("agency", "Which agency?", max_length=200),
            TextField("reference", "Date and reference of the order", max_length=200, hint=SEEN),
        )

    def _answer_parts(self, case: Case) -> tuple[Part, ...]:
        order, answer = _pending(case), choice("I have seen the order: destroy it")
        if order is None:
            return (answer,)
        against = self._against(case, order)
        said = f"It cannot be had back. {backups(self.district)}"
        warning = Text(f"{_CANNOT} {against}" if against else said, strong=True)
        return self._head(order), warning, answer

    def _own_parts(self, case: Case) -> tuple[Part, ...]:
        order, answer = _pending(case), choice("Take it back")
        if order is None:
            return (answer,)
        again = who_asks(case.work, case.ticket, self.district, case.actor)
        return self._head(order), Text(f"{_TAKE_BACK} {again}"), answer

    def _head(self, order: Entry) -> Facts:
        return Facts(_order_facts(order, self.district))

    def _answer(self, sending: Sending) -> Done:
        case = sending.case
        order = orders_of(case.work, case.ticket, case.now).pending_for(case.actor)
        if order is None:
            return Done("Nothing waits for your answer here.", failed=True)
        if sending.sent.text("answer") != "yes":
            case.entry("did not agree to destruction")
            sending.keep(EntryKind.ORDER, said=Said.REFUSED, request=order.id)
            return Done(f"{_REFUSED} {who_asks(case.work, case.ticket, self.district)}")
        if against := self._against(case, order):
            return Done(f"Nothing was destroyed. {against}", failed=True)
        case.entry(Action.APPROVE_DESTRUCTION)
        destroy(case.work, case.ticket, self.district, case.actor, "order", case.now)
        facts = _order_facts(order, self.district)
        return Done("", gone=True, cards=(certificate(case, self.district, "on an agency's order", facts),))

    def _against(self, case: Case, order: Entry) -> str:
        """Why this order cannot be carried out now, in a sentence."""
        if not may_know_still(case, order.by, self.district):
            return _GONE_SINCE
        return obstacle(case.work, case.ticket, self.district, case.now)


def what_stands_against(shown: Form) -> str:
    """What this form of an order says against destroying it now, in a sentence; empty where nothing does."""
    texts = (part.text for part in shown.parts if isinstance(part, Text))
    return next((text for text in texts if text.startswith(_CANNOT)), "")


def _pending(case: Case) -> Entry | None:
    return orders_of(case.work, case.ticket, case.now).pending


def _waiting(case: Case) -> str:
    """The id of the order that waits; empty where none does."""
    order = _pending(case)
    return order.id if order else ""


def _order(sending: Sending) -> Done:
    sent = sending.sent
    sending.case.entry(Action.ORDER_DESTRUCTION)
    agency, reference = sent.text("agency"), sent.text("reference")
    sending.keep(EntryKind.ORDER, said=Said.ORDERED, agency=agency, reference=reference)
    return Done(_second_person(sending))


def _second_person(sending: Sending) -> str:
    """Who is to agree, and is told; the alternates are called in where nobody else can."""
    case, district = sending.case, sending.district
    before = withdraw(case.work, case.ticket, district, case.now)
    orders = orders_of(case.work, before, case.now)
    ticket = called_in_for(case.work, orders, district, case.now)
    if orders.pending is None:
        return f"{_AHEAD}{dated(orders.entries[-1].at, district.zone)}."
    others = who_agrees(case.work, before, district, case.actor)
    people = others or who_agrees(case.work, ticket, district, case.actor)
    if not people:
        return _NOBODY
    if before.hold:
        return f"{_OTHERS if others else names_of(people, district)} {_HELD}"
    if others:
        return _SOMEBODY
    return f"{names_of(people, district)} has to agree now, and is told. Show them the order."


def _take_back(sending: Sending) -> Done:
    order = _pending(sending.case)
    if order is None or sending.sent.text("answer") != "yes":
        return Done("The order still waits.")
    sending.case.entry("took back an order to destroy")
    sending.keep(EntryKind.ORDER, said=Said.TAKEN_BACK, request=order.id)
    return Done("You took the order back. Nothing is destroyed on it.")


def _order_facts(order: Entry, district: District) -> tuple[tuple[str, str], ...]:
    known = (
        ("Ordered by", order.fields["agency"]),
        ("Reference", order.fields["reference"]),
        ("Asked by", name_of(order.by, district)),
        ("Asked on", dated(order.at, district.zone)),
    )
    return tuple((label, text) for label, text in known if text)
