"""A case to read: the report, and what has been written to it since."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handlers.casework.case_card import OFFERS, STATES, has_state
from handlers.conversation.card import Divider, Facts, Text
from handlers.conversation.form import Form, Part
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.alert import name_of
from handlers.reports.duty_record import (
    CORRECTS,
    LEARNED_AT,
    as_read,
    duty_of,
    has_clocks,
    written_duty_of,
)
from handlers.reports.duty_standing import Notes, counted_earlier, is_taking_back, standing_notes
from handlers.reports.exchange import ASKED
from handlers.reports.form import URGENCIES
from handlers.reports.journal import REPORTER, Entry, EntryKind
from handlers.reports.mentions import HANDED_TO, HOLDER, LEFT_OUT, mentioned
from handlers.reports.own_form import INVOLVED, LABELS, WORDS
from handlers.reports.ticket import Ticket

_LABELS = {
    **LABELS,
    "what": "What was seen, heard or read",
    LEARNED_AT: "The reporter learned of it",
    INVOLVED: "Marked as involved",
}
"""The reporter's own labels, where they do not speak to the reporter."""
_UNLABELLED = frozenset({WORDS})
_KINDS = {
    EntryKind.ADDITION: "added",
    EntryKind.QUESTION: "asked the reporter",
    EntryKind.ANSWER: "answered",
    EntryKind.CALL: "recorded their own call",
    EntryKind.WRITTEN: "recorded their own written report",
    EntryKind.NOTE: "noted",
    EntryKind.AGENCY: "was in contact with an agency",
    EntryKind.OUTCOME: "closed or reopened it",
    EntryKind.ITEM: "ticked the checklist",
    EntryKind.DOCUMENT: "handed in a document",
    EntryKind.REVEAL: "on showing who reported",
    EntryKind.ORDER: "on keeping, exporting or destroying it",
}
_TAKEN_BACK = "took back a record of their own"
_NOTE = "Confidential. The reporter's name is sealed apart. This reading is on the audit trail."
_CLOSING = (Divider(), Text(_NOTE, small=True))
_NOT_PEOPLE = {REPORTER: "The reporter", "courier": "The bot"}
_NOT_TO_READ = frozenset(
    {"data", "media_type", "request", ASKED, "item", CORRECTS, LEFT_OUT, HANDED_TO, HOLDER}
)


def reading_form(case: Case, district: District) -> Form:
    """The whole case; the caller has put the reading on the trail."""
    report = case.work.tickets.report(case.ticket.number)
    journal = case.work.journal.entries(case.ticket.number)
    named = mentioned(case.work, case.ticket, district).left_out
    parts: list[Part] = [_facts(case, district, named), Divider(), *_written(report.answers, district.zone)]
    parts += _counted(case, district)
    standing = standing_notes(journal, district.zone)
    for entry in journal:
        parts += [Divider(), *_entry(entry, district, standing.get(entry.id, ()))]
    opener = OFFERS[Action.READ].named_for(case.ticket).button(case.ticket.number)
    title = "Report" if has_state(case.ticket) else "Record of contact"
    return Form("case.report", title, (*parts, *_CLOSING), opener, submit=None)


def _counted(case: Case, district: District) -> list[Part]:
    """Which moments are counted otherwise than they stand here."""
    if not has_clocks(case.ticket):
        return []
    work, ticket, zone = case.work, case.ticket, district.zone
    duty, wrote = (read(work, ticket, zone) for read in (duty_of, written_duty_of))
    return [Text(said, small=True) for said in counted_earlier(duty, wrote, zone, case.now, own=False)]


def _facts(case: Case, district: District, named: frozenset[str]) -> Facts:
    ticket = case.ticket
    site = district.site(ticket.site)
    people = ", ".join(name_of(email, district) for email in sorted(named))
    outcome = district.cases.outcome(ticket.outcome)
    facts = [
        ("Report" if has_state(ticket) else "Record", ticket.number),
        ("Site", site.name if site else ticket.site),
        ("Filed", dated(ticket.opened_at, district.zone)),
        *(_standing(ticket, district) if has_state(ticket) else ()),
        ("Named in it, and not told", people or "nobody of the district"),
    ]
    return Facts((*facts, *([("Outcome", outcome.label)] if outcome else [])))


def _standing(ticket: Ticket, district: District) -> tuple[tuple[str, str], ...]:
    return (
        ("Urgency", URGENCIES[ticket.urgency]),
        ("State", STATES[ticket.status]),
        ("In hand of", name_of(ticket.holder, district)),
    )


def _written(answers: Mapping[str, str], zone: ZoneInfo) -> list[Part]:
    parts: list[Part] = []
    for name, written in answers.items():
        if written:
            label = _LABELS.get(name, name.replace("_", " ").capitalize())
            parts += [Text(label, strong=True), Text(as_read(name, written, zone))]
    return parts


def _entry(entry: Entry, district: District, notes: Notes) -> list[Part]:
    who = _NOT_PEOPLE.get(entry.by) or name_of(entry.by, district)
    did = _TAKEN_BACK if is_taking_back(entry) else _KINDS[entry.kind]
    head = f"{dated(entry.at, district.zone)}: {who} {did}"
    fields = [(name, text) for name, text in entry.fields.items() if text and name not in _NOT_TO_READ]
    standing = [Text(f"{label}: {text}") for label, text in notes]
    said = [Text(_labelled(name, text, district.zone)) for name, text in fields]
    return [Text(head, strong=True), *standing, *said]


def _labelled(name: str, written: str, zone: ZoneInfo) -> str:
    label = None if name in _UNLABELLED else _LABELS.get(name)
    value = as_read(name, written, zone)
    return f"{label}: {value}" if label else value
