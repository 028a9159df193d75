"""What is done to a record over a form: hold, order, approval, destruction, export."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from handlers.casework.act import Sending
from handlers.casework.case_card import Offer
from handlers.conversation.card import Card, Facts, Text
from handlers.conversation.form import ChoiceField, Option, Part, TextField
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.records import offers
from handlers.records.confirmation import called_in, may_know_still, who_agrees
from handlers.records.export import ERRAND, Kind, keep_reason
from handlers.records.keeping import Keeping, destroy
from handlers.records.orders import Said, orders_of
from handlers.records.schedule import due_on, obstacle
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.alert import name_of
from handlers.reports.counter import Counter
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.withdrawal import withdraw

_SEEN = (
    "It is kept in the case, sealed; other supervisors of the case can read it. "
    "Whoever of the district you name is left out of it from then on."
)
_LEFT_OUT_SINCE = "Whoever asked is left out of this case since. Answer no; somebody else can ask anew."
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a sentence. `gone` says that the record is no more, `failed` that nothing was."""

    said: str
    gone: bool = False
    failed: bool = False
    cards: tuple[Card, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class RecordsAct:
    """`hindrance` says why it cannot be done now, beyond what the access table and the offer say.

    `shows` names what its form shows of what is sealed, for the trail; empty where that is nothing.
    """

    offer: Offer
    title: str
    submit: str
    parts: Callable[[Case], tuple[Part, ...]]
    do: Callable[[Sending], Done]
    hindrance: Callable[[Case], str] = lambda _case: ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class RecordsActs:
    """All of them, around the counter that hands exports out and the keeping that destroys."""

    keeping: Keeping
    counter: Counter

    @property
    def by_press(self) -> Mapping[str, RecordsAct]:
        """By the button's action, which is the form's name too."""
        acts = (
            RecordsAct(offers.EXPORT, "Export the case", "Make the file", _export_parts, self._export),
            RecordsAct(offers.HOLD, "Legal hold", "Put on hold", _hold_parts, _hold),
            RecordsAct(offers.LIFT, "Lift the hold", "Lift the hold", _lift_parts, _lift),
            RecordsAct(offers.ORDER, "Ordered destroyed", "Ask a second person", self._order_parts, _order),
            RecordsAct(
                offers.APPROVE,
                "Destroy on an order?",
                "Answer",
                self._answer_parts,
                self._answer,
                shows="order",
            ),
            RecordsAct(
                offers.DESTROY,
                "Destroy the record?",
                "Answer",
                self._destroy_parts,
                self._destroy,
                self.keeping.hindrance,
            ),
        )
        return {act.offer.press: act for act in acts}

    @property
    def district(self) -> District:
        """The district."""
        return self.keeping.district

    def _export(self, sending: Sending) -> Done:
        kind = Kind(sending.sent.text("kind"))
        card = self.counter.card(sending.case, ERRAND, kind)
        keep_reason(sending.case, kind, sending.sent.text("reason"), sending.id, self.district)
        return Done("The file is made when you fetch it.", cards=(card,))

    def _order_parts(self, _case: Case) -> tuple[Part, ...]:
        said = (
            "An agency can order that the school's own copy be destroyed. A second person has to agree. "
            f"{self._backups} Keep the order itself."
        )
        return (
            Text(said),
            TextField("agency", "Which agency?", max_length=200),
            TextField("reference", "Date and reference of the order", max_length=200, hint=_SEEN),
        )

    def _answer_parts(self, case: Case) -> tuple[Part, ...]:
        order = orders_of(case.work, case.ticket).pending_for(case.actor)
        against = self._against(case, order) if order else ""
        facts = _order_facts(order.fields, name_of(order.by, self.district)) if order else ()
        head: tuple[Part, ...] = (Facts(facts),) if facts else ()
        said = (
            f"It cannot be destroyed now: {against}" if against else f"It cannot be had back. {self._backups}"
        )
        return (*head, Text(said, strong=True), _choice("I have seen the order: destroy it"))

    def _answer(self, sending: Sending) -> Done:
        case = sending.case
        order = orders_of(case.work, case.ticket).pending_for(case.actor)
        if order is None:
            return Done("Nothing waits for your answer here.", failed=True)
        if sending.sent.text("answer") != "yes":
            case.entry("did not agree to destruction")
            sending.keep(EntryKind.ORDER, said=Said.REFUSED, request=order.id)
            return Done("You did not agree. Nothing is destroyed on this order.")
        if against := self._against(case, order):
            return Done(f"Nothing was destroyed. {against}", failed=True)
        case.entry(Action.APPROVE_DESTRUCTION)
        destroy(case.work, case.ticket, self.district, case.actor, "order", case.now)
        facts = _order_facts(order.fields, name_of(order.by, self.district))
        return self._gone(case, "on an agency's order", facts)

    def _against(self, case: Case, order: Entry) -> str:
        """Why this order cannot be carried out now, in a sentence."""
        if not may_know_still(case, order.by, self.district):
            return _LEFT_OUT_SINCE
        return obstacle(case.work, case.ticket, self.district, case.now)

    def _destroy_parts(self, case: Case) -> tuple[Part, ...]:
        due = due_on(case.ticket, self.district)
        term = f"It had to be kept until {due:%Y-%m-%d}. " if due else ""
        said = f"{term}It cannot be had back. {self._backups}"
        return Text(said, strong=True), _choice("Destroy it")

    def _destroy(self, sending: Sending) -> Done:
        case = sending.case
        if sending.sent.text("answer") != "yes":
            return Done("Nothing was destroyed. It stays on the list.")
        destroy(case.work, case.ticket, self.district, case.actor, "schedule", case.now)
        return self._gone(case, "by the schedule", ())

    def _gone(self, case: Case, how: str, facts: tuple[tuple[str, str], ...]) -> Done:
        when = dated(case.now, self.district.zone)
        named = (("Record", case.ticket.number), ("Destroyed", f"{when}, {how}"))
        who = ("By", name_of(case.actor, self.district))
        parts = (Facts((*named, who, *facts)), Text(self._backups))
        return Done("", gone=True, cards=(Card("Destroyed", parts, "smpolicy has done it"),))

    @property
    def _backups(self) -> str:
        days = self.district.record_keeping.backups_days
        return f"Backups keep a sealed copy for up to {days} days." if days else "There are no backups of it."


def _export_parts(_case: Case) -> tuple[Part, ...]:
    said = (
        "All of the case in one file, for an agency or counsel. Who reported is not in it, and the "
        "bot's own numbers are not. That you made it is on the audit trail."
    )
    kinds = (Option("PDF, to read or print", Kind.PDF), Option("JSON, for a program", Kind.JSON))
    return (
        Text(said),
        ChoiceField("kind", "As what?", kinds),
        TextField("reason", "For whom, and why?", multiline=True, max_length=_LONGEST, hint=_SEEN),
    )


def _hold_parts(_case: Case) -> tuple[Part, ...]:
    said = Text("Nothing of it is destroyed while it is on hold, by no schedule and no order.")
    return said, TextField("reason", "Why?", multiline=True, max_length=_LONGEST, hint=_SEEN)


def _hold(sending: Sending) -> Done:
    case = sending.case
    case.entry(Action.HOLD, "set")
    sending.keep(EntryKind.ORDER, said=Said.HELD, reason=sending.sent.text("reason"))
    _held(sending, True)
    return Done("It is on hold.")


def _held(sending: Sending, hold: bool) -> None:
    case = sending.case
    ticket = replace(case.ticket, hold=hold)
    case.work.tickets.save(ticket)
    withdraw(case.work, ticket, sending.district, case.now)


def _lift_parts(_case: Case) -> tuple[Part, ...]:
    said = Text("It can be destroyed again then, when its time is over or an agency orders it.")
    return said, TextField("reason", "Why?", multiline=True, max_length=_LONGEST, hint=_SEEN)


def _lift(sending: Sending) -> Done:
    case = sending.case
    case.entry(Action.HOLD, "lifted")
    sending.keep(EntryKind.ORDER, said=Said.LIFTED, reason=sending.sent.text("reason"))
    _held(sending, False)
    return Done("The hold is lifted.")


def _order(sending: Sending) -> Done:
    sent = sending.sent
    sending.case.entry(Action.ORDER_DESTRUCTION)
    agency, reference = sent.text("agency"), sent.text("reference")
    sending.keep(EntryKind.ORDER, said=Said.ORDERED, agency=agency, reference=reference)
    return Done(_second_person(sending))


def _second_person(sending: Sending) -> str:
    """Who is to agree; the alternates are called in where nobody else may know of it."""
    case, district = sending.case, sending.district
    ticket = withdraw(case.work, case.ticket, district, case.now)
    if who_agrees(case.work, ticket, district, case.actor):
        return "Another supervisor of this case, or a records officer, has to agree now. Show them the order."
    ticket = called_in(case.work, ticket, district, case.now)
    if people := who_agrees(case.work, ticket, district, case.actor):
        names = " or ".join(name_of(email, district) for email in sorted(people))
        return f"{names} has to agree now. Show them the order."
    return (
        "Nobody else may know of this case, and so nobody can agree. The district has to name an alternate."
    )


def _choice(yes: str) -> ChoiceField:
    return ChoiceField("answer", "Your answer", (Option(yes, "yes"), Option("No", "no")))


def _order_facts(fields: Mapping[str, str], asked_by: str) -> tuple[tuple[str, str], ...]:
    known = (("Ordered by", fields["agency"]), ("Reference", fields["reference"]), ("Asked by", asked_by))
    return tuple((label, text) for label, text in known if text)
