"""Takes the reporter's own records of their duty: nothing else stops a clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.conversation.event import Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.duty.clocks import State
from handlers.reports import duty_form, own_buttons, topics
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.duty_record import (
    AGENCY,
    AT,
    CORRECTS,
    LEARNED_AT,
    PERSON,
    REASON,
    RECORDS,
    REFERENCE,
    clocks_of,
    counted_from,
    duty_of,
    has_clocks,
    read_local,
    standing_records,
    written_duty_of,
)
from handlers.reports.exchange import tell_supervisors
from handlers.reports.insiders import is_the_district
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.moment import (
    CALL_FIRST,
    OnRecord,
    call_mistake,
    learned_mistake,
    past_mistake,
    sending_mistake,
)
from handlers.reports.own_desk import OwnDesk, OwnForm, Sending
from handlers.reports.own_form import ABOUT
from handlers.reports.reminders import plan
from handlers.reports.ticket import Ticket
from handlers.reports.withdrawal import withdraw

_DONE = {
    EntryKind.CALL: "Your call is recorded.",
    EntryKind.WRITTEN: "Your written report is recorded.",
}
_NOW_WRITE = "Your written report is due by the time below."
_TAKEN_BACK = {
    State.NOT_STARTED: "Taken back. Its clock starts with your call.",
    State.RUNNING: "Taken back. Its clock runs again.",
    State.LATE: "Taken back. Nothing stops its clock now, and its time is over.",
    State.MET: "Taken back. Another record of yours still stands and stops its clock.",
    State.MET_LATE: "Taken back. Another record of yours still stands and stops its clock.",
}
"""By how the clock stands then of which a record was taken back."""
_NO_CALL_BEFORE = (
    "Your written report stays recorded, but no call before it does: record the call that came before it, or "
    "take the written report back too."
)

_NO_AGENCY = "That is the district, not an agency. Only a report to an agency stops this clock."
_NO_RECORD = "There is no record to take back."
_NO_CLOCK = "No clock of yours runs here, so there is nothing to record."


@dataclass(frozen=True, slots=True)
class DutyDesk:
    """Answers the buttons under a reminder and on the card of one's own report."""

    desk: OwnDesk

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {**{name: self._opening(form) for name, form in self._forms.items()}, **self._wrong}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {name: self._taking(form) for name, form in self._forms.items()}

    @property
    def _forms(self) -> Mapping[str, OwnForm]:
        forms = {
            own_buttons.CALL: OwnForm(Action.RECORD_CALL, self._call_form, self._called, self._call_mistakes),
            own_buttons.WRITTEN: OwnForm(
                Action.RECORD_WRITTEN, self._written_form, self._sent, self._written_mistakes, _call_first
            ),
            own_buttons.LEARNED: OwnForm(
                Action.ADD,
                lambda number, _case: duty_form.learned_form(number),
                self._learned,
                self._learned_mistakes,
            ),
            own_buttons.WRONG: OwnForm(Action.RECORD_CALL, self._wrong_form, self._taken_back),
        }
        return {name: replace(form, barred=_no_duty) for name, form in forms.items()}

    @property
    def _wrong(self) -> Mapping[str, Callable[[Press], Reply]]:
        """Where no record stands there is nothing to choose from."""
        form = self._forms[own_buttons.WRONG]

        def opened(case: Case) -> Reply:
            said = self.desk.barred(case, form) or ("" if _records(case) else _NO_RECORD)
            if said:
                return Reply((self.desk.cards.case(case, said),))
            return Reply(form=form.draw(case.ticket.number, case))

        return {own_buttons.WRONG: lambda press: self.desk.show(press, form.action, opened)}

    def _opening(self, form: OwnForm) -> Callable[[Press], Reply]:
        return lambda press: self.desk.open(press, form)

    def _taking(self, form: OwnForm) -> Callable[[Submission], Reply]:
        return lambda sent: self.desk.take(sent, form)

    def _call_form(self, number: str, case: Case | None) -> Form:
        return duty_form.call_form(number, self.desk.district, _records(case, EntryKind.CALL))

    def _written_form(self, number: str, case: Case | None) -> Form:
        return duty_form.written_form(number, self.desk.district, _records(case, EntryKind.WRITTEN))

    def _wrong_form(self, number: str, case: Case | None) -> Form:
        return duty_form.wrong_form(number, self.desk.district, _records(case))

    def _called(self, sending: Sending) -> tuple[Ticket, str]:
        return self._recorded(sending, EntryKind.CALL)

    def _sent(self, sending: Sending) -> tuple[Ticket, str]:
        return self._recorded(sending, EntryKind.WRITTEN)

    def _recorded(self, sending: Sending, kind: EntryKind) -> tuple[Ticket, str]:
        sent = sending.sent
        contact = self.desk.district.contact(sent.text(AGENCY))
        other = sent.text(duty_form.OTHER_AGENCY)
        agency = duty_form.name_of_agency(contact, kind) if contact else other
        fields = {name: sent.text(name) for name in (AT, REFERENCE, PERSON)}
        fields[CORRECTS] = _corrected(sending, kind)
        sending.keep(kind, {AGENCY: agency, **fields})
        ticket = self._planned(sending)
        written = clocks_of(sending.case.work, ticket, self.desk.district).written.state(sending.case.now)
        due = kind is EntryKind.CALL and written is State.RUNNING
        return ticket, f"{_DONE[kind]} {_NOW_WRITE}" if due else _DONE[kind]

    def _learned(self, sending: Sending) -> tuple[Ticket, str]:
        sent = sending.sent
        about = "Corrects when they learned of it."
        fields = {name: sent.text(name) for name in (LEARNED_AT, REASON)}
        sending.keep(EntryKind.ADDITION, {ABOUT: about, **fields})
        self._planned(sending)
        ticket = tell_supervisors(sending.case, topics.ADDITION, sending.id, self.desk.district)
        return ticket, "Corrected. Both moments are kept."

    def _taken_back(self, sending: Sending) -> tuple[Ticket, str]:
        sent = sending.sent
        wrong = next(record for record in _records(sending.case) if record.id == sent.text(CORRECTS))
        sending.keep(wrong.kind, {CORRECTS: wrong.id, REASON: sent.text(REASON)})
        ticket = self._planned(sending)
        return ticket, self._said_of_taking_back(sending.case, wrong.kind)

    def _said_of_taking_back(self, case: Case, kind: EntryKind) -> str:
        """From the clocks as they stand then, and what does not fit any more."""
        work, ticket, district = case.work, case.ticket, self.desk.district
        clocks, duty = clocks_of(work, ticket, district), duty_of(work, ticket, district.zone)
        said = _TAKEN_BACK[(clocks.oral if kind is EntryKind.CALL else clocks.written).state(case.now)]
        fits = duty.sent_at is None or (duty.called_at and duty.called_at <= duty.sent_at)
        return said if fits else f"{said} {_NO_CALL_BEFORE}"

    def _planned(self, sending: Sending) -> Ticket:
        """Reminders of the clocks as they run now; whoever was named in the record loses the case."""
        case, district = sending.case, self.desk.district
        plan(case.work, case.ticket, district, case.now)
        return withdraw(case.work, case.ticket, district, case.now)

    def _call_mistakes(self, sending: Sending) -> Mapping[str, str]:
        return {**self._agency_mistakes(sending), **self._mistakes(sending, AT, call_mistake, EntryKind.CALL)}

    def _written_mistakes(self, sending: Sending) -> Mapping[str, str]:
        return {
            **self._agency_mistakes(sending),
            **self._mistakes(sending, AT, sending_mistake, EntryKind.WRITTEN),
        }

    def _learned_mistakes(self, sending: Sending) -> Mapping[str, str]:
        return self._mistakes(sending, LEARNED_AT, learned_mistake)

    def _agency_mistakes(self, sending: Sending) -> Mapping[str, str]:
        if sending.sent.text(AGENCY) != duty_form.OTHER:
            return {}
        other = sending.sent.text(duty_form.OTHER_AGENCY)
        if not other:
            return {duty_form.OTHER_AGENCY: "Please name the agency."}
        return {duty_form.OTHER_AGENCY: _NO_AGENCY} if is_the_district(other, self.desk.district) else {}

    def _mistakes(
        self,
        sending: Sending,
        name: str,
        misfit: Callable[[datetime, OnRecord], str],
        kind: EntryKind | None = None,
    ) -> Mapping[str, str]:
        """What is wrong with the moment in this field: by itself, or beside what is on record."""
        case, at = sending.case, self._moment(sending, name)
        record = self._on_record(case, without=_corrected(sending, kind) if kind else "")
        found = misfit(counted_from(at, case.now), record) if at else ""
        found = found or past_mistake(at, case.now)
        return {name: found} if found else {}

    def _on_record(self, case: Case, without: str) -> OnRecord:
        work, ticket, zone = case.work, case.ticket, self.desk.district.zone
        duty, wrote = (read(work, ticket, zone, without) for read in (duty_of, written_duty_of))
        return OnRecord(duty, wrote, zone, alone=not _records(case, EntryKind.CALL))

    def _moment(self, sending: Sending, name: str) -> datetime | None:
        return read_local(sending.sent.text(name), self.desk.district.zone)


def _corrected(sending: Sending, kind: EntryKind) -> str:
    """The record of this kind that it replaces; empty where it names none that stands."""
    named = sending.sent.text(CORRECTS)
    return named if any(record.id == named for record in _records(sending.case, kind)) else ""


def _no_duty(case: Case) -> str:
    return "" if has_clocks(case.ticket) else _NO_CLOCK


def _call_first(case: Case) -> str:
    return "" if _records(case, EntryKind.CALL) else CALL_FIRST


def _records(case: Case | None, *kinds: EntryKind) -> Sequence[Entry]:
    """The records that stand, of these kinds or of both; none where the database is down."""
    if case is None:
        return ()
    return standing_records(case.work.journal.entries(case.ticket.number, *(kinds or RECORDS)))
