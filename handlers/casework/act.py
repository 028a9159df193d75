"""What a supervisor does to a case over a form: what it asks for, and what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.casework import case_form, lifecycle
from handlers.conversation.event import Submission
from handlers.conversation.form import Part
from handlers.district.model import District, Person
from handlers.district.wall_clock import dated, local_time
from handlers.reports import topics
from handlers.reports.access import Action, standing
from handlers.reports.admission import Case
from handlers.reports.alert import name_of
from handlers.reports.anew import first_wait, goes_back_at
from handlers.reports.duty_record import read_local
from handlers.reports.escalation import kept_out
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.mentions import HANDED_TO, LEFT_OUT, in_hand_of_another
from handlers.reports.ticket import Ticket

_BACK = "it goes back to those who may have it."
CLOCKS_DIFFER = timedelta(minutes=10)
"""How far ahead of ours the clock of a supervisor may be."""

LOOKS_BACK = timedelta(days=5 * 365 + 2)
"""How long before the report something that belongs to it may have happened."""
MISTYPED_YEAR = "This is more than five years before the report. Is the year right?"
"""What is said of older things."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One form sent in, for one case; `id` is the same where it is sent twice."""

    case: Case
    sent: Submission
    id: str
    district: District

    def keep(self, kind: EntryKind, **fields: str) -> None:
        """Write it in the sealed journal, with who else had the case in hand then."""
        kept = {**fields, **in_hand_of_another(self.case.ticket, self.case.actor)}
        entry = Entry(self.id, self.case.ticket.number, kind, self.case.now, self.case.actor, kept)
        self.case.work.journal.add(entry)


@dataclass(frozen=True, slots=True)
class Act:
    """`parts` are the form's; `do` gives the ticket as it stands then, and a sentence of what was done."""

    parts: Callable[[Case, District], tuple[Part, ...]]
    do: Callable[[Sending], tuple[Ticket, str]]
    mistakes: Callable[[Sending], Mapping[str, str]] = lambda _sending: {}


def successors(case: Case, district: District) -> tuple[Person, ...]:
    """Who could have the case in hand: supervisors who are there and may know of it."""
    kept = kept_out(case.work, case.ticket, district)
    reporter = case.work.tickets.reporter(case.ticket.number).key
    today = case.now.astimezone(district.zone).date()

    def could(person: Person) -> bool:
        if person.email == case.actor or district.roster.present(person.email, today) != person.email:
            return False
        told = replace(case.ticket, recipients=case.ticket.recipients | {person.email})
        return standing(person.email, told, kept, reporter, district).may(Action.TAKE_OVER)

    return tuple(person for person in district.people if could(person))


def _note(sending: Sending) -> tuple[Ticket, str]:
    sending.case.entry(Action.NOTE)
    sending.keep(EntryKind.NOTE, note=sending.sent.text("note"))
    return lifecycle.work_on(sending.case), "Your note is kept."


def _ask(sending: Sending) -> tuple[Ticket, str]:
    sending.case.entry(Action.ASK)
    sending.keep(EntryKind.QUESTION, question=sending.sent.text("question"))
    lifecycle.tell(sending.case, topics.QUESTION, sending.id, [None])
    return lifecycle.work_on(sending.case), "The reporter is told that you have a question."


def _agency(sending: Sending) -> tuple[Ticket, str]:
    sent, district = sending.sent, sending.district
    contact = district.contact(sent.text("agency"))
    agency = contact.name if contact else sent.text("agency_name")
    moment = _moment(sending)
    at = dated(moment, district.zone) if moment else ""
    sending.case.entry(Action.AGENCY)
    sending.keep(
        EntryKind.AGENCY, agency=agency, when=at, reference=sent.text("reference"), said=sent.text("said")
    )
    return lifecycle.work_on(sending.case), "The contact is recorded."


def _agency_mistakes(sending: Sending) -> Mapping[str, str]:
    moment, found = _moment(sending), {}
    if moment is None:
        found["at"] = "Please give a day and a time."
    elif moment > sending.case.now + CLOCKS_DIFFER:
        found["at"] = "This moment is still to come. Please check the day and the time."
    elif _is_long_past(sending, moment):
        found["at"] = MISTYPED_YEAR
    if sending.sent.text("agency") == case_form.OTHER and not sending.sent.text("agency_name"):
        found["agency_name"] = "Please name the agency."
    return found


def _is_long_past(sending: Sending, moment: datetime) -> bool:
    return moment < sending.case.ticket.opened_at - LOOKS_BACK


def _moment(sending: Sending) -> datetime | None:
    return read_local(sending.sent.text("at"), sending.district.zone)


def _hand_over(sending: Sending) -> tuple[Ticket, str]:
    to = sending.sent.text("to")
    name = name_of(to, sending.district)
    case, district = sending.case, sending.district
    ticket = lifecycle.hand_over(case, to, sending.id, first_wait(case.ticket, district))
    said = {"to": f"Handed over to {name}.", "note": sending.sent.text("note"), HANDED_TO: to}
    sending.keep(EntryKind.NOTE, **said)
    back = goes_back_at(case.work, ticket, district)
    by = f" Without an answer by {local_time(back, district.zone, case.now)}, {_BACK}" if back else ""
    return ticket, f"{name} has it in hand now, and is told.{by}"


def _close(sending: Sending) -> tuple[Ticket, str]:
    outcome = sending.district.cases.outcome(sending.sent.text("outcome"))
    label = outcome.label if outcome else ""
    ticket = lifecycle.close(sending.case, outcome.id if outcome else "", sending.id)
    sending.keep(EntryKind.OUTCOME, outcome=f"Closed: {label}", note=sending.sent.text("note"))
    return ticket, f"Closed: {label}."


def _reopen(sending: Sending) -> tuple[Ticket, str]:
    ticket = lifecycle.reopen(sending.case, sending.id)
    sending.keep(EntryKind.OUTCOME, outcome="Reopened", reason=sending.sent.text("reason"))
    return ticket, "Open again, and you have it in hand."


def _leave_out(sending: Sending) -> tuple[Ticket, str]:
    people = [p for p in sending.district.people if p.email in sending.sent.chosen("people")]
    sending.case.entry(Action.LEAVE_OUT)
    named = ", ".join(person.name for person in people)
    said = {"people": f"To be left out: {named}.", "note": sending.sent.text("note")}
    sending.keep(EntryKind.NOTE, **said, **{LEFT_OUT: " ".join(person.email for person in people)})
    emails = {person.email for person in people}
    below = any(p.reports_to in emails and p.email not in emails for p in sending.district.people)
    those = ", and those who work for them" if below else ""
    return sending.case.ticket, f"Left out from now on: {named}{those}."


def _recuse(sending: Sending) -> tuple[Ticket, str]:
    return lifecycle.recuse(sending.case, sending.district), ""


def _leaving_out_parts(case: Case, district: District) -> tuple[Part, ...]:
    return case_form.leaving_out_parts(case.actor, district)


def _hand_over_parts(case: Case, district: District) -> tuple[Part, ...]:
    return case_form.hand_over_parts(successors(case, district))


ACTS: Mapping[Action, Act] = {
    Action.NOTE: Act(lambda _case, _district: case_form.note_parts(), _note),
    Action.ASK: Act(lambda _case, _district: case_form.question_parts(), _ask),
    Action.AGENCY: Act(lambda _case, district: case_form.agency_parts(district), _agency, _agency_mistakes),
    Action.HAND_OVER: Act(_hand_over_parts, _hand_over),
    Action.CLOSE: Act(lambda _case, district: case_form.closing_parts(district), _close),
    Action.REOPEN: Act(lambda _case, _district: case_form.reopening_parts(), _reopen),
    Action.LEAVE_OUT: Act(_leaving_out_parts, _leave_out),
    Action.RECUSE: Act(lambda _case, _district: case_form.recusal_parts(), _recuse),
}
