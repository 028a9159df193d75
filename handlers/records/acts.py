"""What is done to a record over a form: hold, order, approval, destruction, export."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers.casework.act import Sending
from handlers.conversation.card import Text
from handlers.conversation.form import ChoiceField, Option, Part, TextField
from handlers.district.model import District
from handlers.records import offers
from handlers.records.act import SEEN, Done, RecordsAct, choice
from handlers.records.certificate import backups, certificate
from handlers.records.export import ERRAND, Kind, keep_reason
from handlers.records.keeping import Keeping, destroy
from handlers.records.order_acts import OrderActs
from handlers.records.orders import Said
from handlers.records.schedule import due_on
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.counter import Counter
from handlers.reports.journal import EntryKind
from handlers.reports.withdrawal import withdraw

_LONGEST = 1000


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
            *OrderActs(self.keeping).all,
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

    def _destroy_parts(self, case: Case) -> tuple[Part, ...]:
        due = due_on(case.ticket, self.district)
        term = f"It had to be kept until {due:%Y-%m-%d}. " if due else ""
        said = f"{term}It cannot be had back. {backups(self.district)}"
        return Text(said, strong=True), choice("Destroy it")

    def _destroy(self, sending: Sending) -> Done:
        case = sending.case
        if sending.sent.text("answer") != "yes":
            return Done("Nothing was destroyed. It stays on the list.")
        destroy(case.work, case.ticket, self.district, case.actor, "schedule", case.now)
        return Done("", gone=True, cards=(certificate(case, self.district, "by the schedule"),))


def _export_parts(_case: Case) -> tuple[Part, ...]:
    said = (
        "All of the case in one file, for an agency or counsel. Who reported is not in it, and the "
        "bot's own numbers are not. That you made it is on the audit trail."
    )
    kinds = (Option("PDF, to read or print", Kind.PDF), Option("JSON, for a program", Kind.JSON))
    return (
        Text(said),
        ChoiceField("kind", "As what?", kinds),
        TextField("reason", "For whom, and why?", multiline=True, max_length=_LONGEST, hint=SEEN),
    )


def _hold_parts(_case: Case) -> tuple[Part, ...]:
    said = Text("Nothing of it is destroyed while it is on hold, by no schedule and no order.")
    return said, TextField("reason", "Why?", multiline=True, max_length=_LONGEST, hint=SEEN)


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
    return said, TextField("reason", "Why?", multiline=True, max_length=_LONGEST, hint=SEEN)


def _lift(sending: Sending) -> Done:
    case = sending.case
    case.entry(Action.HOLD, "lifted")
    sending.keep(EntryKind.ORDER, said=Said.LIFTED, reason=sending.sent.text("reason"))
    _held(sending, False)
    return Done("The hold is lifted.")
