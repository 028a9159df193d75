"""The forms of a reporter's own reports: to read, to add, to answer, to ask for withdrawal."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from handlers.conversation.card import Divider, Excerpt, Facts, Text
from handlers.conversation.emergency import DANGER
from handlers.conversation.form import ChoiceField, Form, Option, Part, TextField
from handlers.district.model import District
from handlers.district.record_keeping import Record
from handlers.district.wall_clock import dated
from handlers.reports import contact_form, own_buttons
from handlers.reports.admission import Case
from handlers.reports.alert import known_name
from handlers.reports.duty_record import AGENCY, LEARNED_AT, PERSON, REASON, REFERENCE, as_read
from handlers.reports.duty_standing import Notes, is_taking_back, standing_notes
from handlers.reports.exchange import QUESTION, new_state
from handlers.reports.form import LONGEST
from handlers.reports.journal import REPORTER, Entry, EntryKind
from handlers.reports.ticket import Matter

WORDS, INVOLVED, ABOUT, DANGER_NOW = "words", "involved", "about", "danger_now"
"""Fields of an addition: the reporter's words, whom they marked, and what the bot says it is about."""
SAYS_DANGER = "Says that somebody is in danger now."
"""What the bot says of an addition that has words of the report all the same."""
_ASKED_BEFORE = {
    "students": ("Which student or students?", 500),
    "where": ("Where and when?", 2000),
}
_ASKED_LATER = {
    "responsible": ("Who is believed responsible?", 500),
    "child_home": ("Where does the child live, or where is the child now?", 500),
    "extent": ("How often, how long, what harm?", 1000),
}
GAPS = {**_ASKED_BEFORE, **_ASKED_LATER}
"""What a written report needs besides; the names are those of `handlers.duty.written`."""
LABELS = {
    "what": "What you saw, heard or read",
    "students": "Students",
    "where": "Where and when",
    LEARNED_AT: "When you learned of it",
    **{name: label for name, label in contact_form.LABELS.items() if name != "students"},
    WORDS: "In your words",
    INVOLVED: "You marked as involved",
    **{name: label for name, (label, _) in _ASKED_LATER.items()},
    AGENCY: "Agency",
    REFERENCE: "Reference",
    PERSON: "Spoke to",
    REASON: "Why",
    "name": "Document",
}
"""What each answer or field of an entry is called; one that is not here is not shown."""
_HEADS = {
    EntryKind.ADDITION: "You added",
    EntryKind.ANSWER: "You answered",
    EntryKind.CALL: "You recorded a call",
    EntryKind.WRITTEN: "You recorded a written report",
    EntryKind.DOCUMENT: "You handed in a document",
}
_IN_DANGER = ChoiceField(
    DANGER_NOW,
    "Is somebody in danger now?",
    (Option("Yes: tell every supervisor again, at once", "yes"),),
    required=False,
    several=True,
    hint="Call 911 first. Supervisors are told as for a report of danger.",
)
_NOBODY_ELSE = "It is read by whoever reads the rest. Whoever you name in it now is kept out."


def read_form(case: Case, district: District, state: str) -> Form:
    """All of the reporter's own words, and what was asked and recorded since."""
    ticket, work = case.ticket, case.work
    report = work.tickets.report(ticket.number)
    facts = (("Number", ticket.number), ("Filed", dated(ticket.opened_at, district.zone)))
    parts: list[Part] = [Text(DANGER, strong=True), Facts((*facts, ("Status", state)))]
    parts += _words(report.answers, district.zone)
    if report.involved:
        marked = ", ".join(known_name(email, district) for email in sorted(report.involved))
        parts += [Text(LABELS[INVOLVED], strong=True), Excerpt(marked)]
    entries = work.journal.entries(ticket.number, EntryKind.QUESTION, *_HEADS)
    standing = standing_notes(entries, district.zone)
    for entry in entries:
        parts += [Divider(), *_entry(entry, district, standing.get(entry.id, ()))]
    title = "Your record" if ticket.matter is Matter.CONTACT else "Your report"
    return Form(own_buttons.READ, title, tuple(parts), own_buttons.read(ticket), submit=None)


def add_form(number: str, district: District, duty: bool) -> Form:
    """More to a report, or with no `duty` to a record. It opens without the database."""
    people = tuple(Option(f"{p.name}, {p.title}", p.email) for p in district.people)
    return Form(
        own_buttons.ADD,
        "Add information",
        (
            Text(DANGER, strong=True),
            Text(_NOBODY_ELSE),
            TextField(WORDS, "What do you want to add?", False, multiline=True, max_length=LONGEST),
            ChoiceField(INVOLVED, "Is one of these people involved?", people, required=False, several=True),
            *((_IN_DANGER, *_gap_fields()) if duty else ()),
        ),
        own_buttons.add(number),
        submit="Add",
        state=new_state(number),
    )


def answer_form(number: str, question: Entry | None, district: District) -> Form:
    """A supervisor's question with a field for the answer; without the database the field alone."""
    asked = _entry(question, district) if question else ()
    return Form(
        own_buttons.ANSWER,
        "Answer",
        (
            Text(DANGER, strong=True),
            *asked,
            Text(f"Your name stays sealed apart. {_NOBODY_ELSE}", small=True),
            TextField(WORDS, "Your answer", multiline=True, max_length=LONGEST),
        ),
        own_buttons.answer(number),
        submit="Answer",
        state=new_state(number, question.id if question else "-"),
    )


def withdraw_form(number: str, district: District, duty: bool) -> Form:
    """A request with its reason; without `duty` nobody decides, as a record is only kept."""
    decided = (
        "The supervisors read your request and decide. Nothing is deleted by it. Your own duty to call stays "
        "the same."
    )
    kept = (
        "Your request is kept with the record, and read with it; the record is kept"
        f"{_contact_term(district)} all the same."
    )
    return Form(
        own_buttons.WITHDRAW,
        "Ask to withdraw it",
        (
            Text(DANGER, strong=True),
            Text(decided if duty else kept),
            TextField(WORDS, "Why should it be withdrawn?", multiline=True, max_length=LONGEST),
        ),
        own_buttons.withdraw(number),
        submit="Send request",
        state=new_state(number),
    )


def _contact_term(district: District) -> str:
    """How long records of contact are kept at the least, by the district's schedule."""
    term = district.record_keeping.term(Record.CONTACT)
    if term is None:
        return ""
    count, unit = (term.days, "day") if term.days else (term.years or 0, "year")
    return f" for at least {f'{count:,} {unit}s' if count > 1 else f'a {unit}'}"


def _gap_fields() -> Iterator[Part]:
    yield Text("Your written report needs these too, as far as you know them.", small=True)
    for name, (label, longest) in GAPS.items():
        yield TextField(name, label, False, multiline=True, max_length=longest)


def _words(answers: Mapping[str, str], zone: ZoneInfo) -> Iterator[Part]:
    for name, label in LABELS.items():
        if written := answers.get(name):
            yield Text(label, strong=True)
            yield Excerpt(as_read(name, written, zone))


def _entry(entry: Entry, district: District, notes: Notes = ()) -> tuple[Part, ...]:
    when = dated(entry.at, district.zone)
    if entry.kind is EntryKind.QUESTION:
        asked = f"{known_name(entry.by, district)} asked, {when}"
        return Text(asked, strong=True), Text(entry.fields.get(QUESTION, ""))
    if entry.by != REPORTER:
        return ()
    head = "You took back a record" if is_taking_back(entry) else _HEADS[entry.kind]
    about = [Text(entry.fields[ABOUT])] if ABOUT in entry.fields else []
    about += [Text(f"{label}: {text}") for label, text in notes]
    return Text(f"{head}, {when}", strong=True), *about, *_words(entry.fields, district.zone)
