"""A case as a file for an agency or for counsel: all that is known of it, but for who reported it.

It holds no id of the bot's own, such as those of journal entries and messages, and no chat account.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.records.trail import OPERATOR
from handlers.reports.alert import URGENCY, name_of
from handlers.reports.duty_record import LEARNED_AT, as_read
from handlers.reports.duty_standing import Notes, is_taking_back, standing_notes
from handlers.reports.journal import REPORTER, Entry, EntryKind
from handlers.reports.mentions import HANDED_TO, HOLDER, LEFT_OUT, mentioned
from handlers.reports.store import AuditEntry, UnitOfWork
from handlers.reports.ticket import Matter, Ticket

Lines = tuple[tuple[str, str], ...]

MATTERS = {
    Matter.CONCERN: "Report of a concern",
    Matter.CONTACT: "Record of contact outside district platforms",
    Matter.QUESTION: "Question to a supervisor",
}
KINDS = {
    EntryKind.ADDITION: "Added by the reporter",
    EntryKind.QUESTION: "Question to the reporter",
    EntryKind.ANSWER: "Answer",
    EntryKind.CALL: "The reporter's own call",
    EntryKind.WRITTEN: "The reporter's own written report",
    EntryKind.NOTE: "Note",
    EntryKind.AGENCY: "Contact with an agency",
    EntryKind.OUTCOME: "Outcome",
    EntryKind.ITEM: "Checklist",
    EntryKind.DOCUMENT: "Document",
    EntryKind.REVEAL: "On showing who reported",
    EntryKind.ORDER: "On keeping it",
}
_TAKEN_BACK = "The reporter took back a record"
_LABELS = {
    "what": "What was seen, heard or read",
    "students": "Students",
    "where": "Where and when",
    LEARNED_AT: "The reporter learned of it",
}
_NOT_PRINTED = frozenset({"data", "item", LEFT_OUT, HANDED_TO, HOLDER})
"""The bytes of a document, which are fetched apart, the bot's own name for a point of a checklist, and
addresses of people who are named in another field."""
_ID = re.compile(r"[0-9a-f]{16,}")
"""An id of the bot's own, also of what was not written to the journal."""
_REMINDERS = {"call": "reminder of the call", "written": "reminder of the written report"}
_OWN_PEOPLE = {REPORTER: "The reporter", "courier": "The bot", OPERATOR: "The operator"}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal, or of the trail, where `lines` is empty."""

    at: datetime
    who: str
    what: str
    lines: Lines = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All of it. Moments are aware."""

    number: str
    made_at: datetime
    made_for: str
    facts: Lines
    report: Lines = field(repr=False)
    journal: tuple[Event, ...] = field(repr=False)
    trail: tuple[Event, ...]


def case_file(work: UnitOfWork, ticket: Ticket, district: District, made_for: str, now: datetime) -> CaseFile:
    """The file as it stands now. `made_for` is the key of the person it is made for. Raises CannotOpen."""
    report = work.tickets.report(ticket.number)
    entries = work.journal.entries(ticket.number)
    named = mentioned(work, ticket, district).left_out
    ids = {entry.id for entry in entries}
    standing = standing_notes(entries, district.zone)
    # The trail does not say who reported; were it ever to, the file still would not.
    own = work.tickets.reporter(ticket.number).key
    trail = (_unsaid(entry, own, ids) for entry in work.audit.entries(ticket.number))
    return CaseFile(
        ticket.number,
        now,
        person(made_for, district),
        tuple(_facts(ticket, named, district)),
        tuple(_lines(report.answers.items(), ids, district.zone)),
        tuple(_event(entry, ids, standing.get(entry.id, ()), district) for entry in entries),
        tuple(_step(entry, district) for entry in trail),
    )


def person(key: str, district: District) -> str:
    """How somebody is called in a file: by name, never by a chat account."""
    known = district.person(key)
    if known:
        return f"{known.name}, {known.title}"
    return _OWN_PEOPLE.get(key) or (key if "@" in key else "Somebody without an e-mail address")


def _facts(ticket: Ticket, named: Collection[str], district: District) -> Iterator[tuple[str, str]]:
    site, outcome = district.site(ticket.site), district.cases.outcome(ticket.outcome)
    yield "Kind", f"{'DRILL: ' if ticket.drill else ''}{MATTERS[ticket.matter]}"
    yield "Site", site.name if site else ticket.site
    # A record of contact is only kept: nobody has to act on it or have it in hand.
    if ticket.matter is not Matter.CONTACT:
        yield "Urgency", URGENCY[ticket.urgency]
        yield "State", ticket.status.replace("_", " ")
    yield "Filed", dated(ticket.opened_at, district.zone)
    if ticket.acknowledged_at:
        who = name_of(ticket.acknowledged_by, district)
        yield "Acknowledged", f"{dated(ticket.acknowledged_at, district.zone)}, {who}"
    if ticket.holder:
        yield "In hand of", name_of(ticket.holder, district)
    if ticket.closed_at:
        yield "Closed", dated(ticket.closed_at, district.zone)
    if outcome:
        yield "Outcome", outcome.label
    people = ", ".join(person(email, district) for email in sorted(named))
    yield "Named in it, and not told", people or "Nobody of the district"
    yield "Guideline", f"{ticket.policy}, SHA-256 {ticket.policy_hash}"
    yield "Notice", ticket.notice


def _lines(
    fields: Collection[tuple[str, str]], ids: Collection[str], zone: ZoneInfo
) -> Iterator[tuple[str, str]]:
    for name, text in fields:
        if text and text not in ids and name not in _NOT_PRINTED:
            label = _LABELS.get(name, name.replace("_", " ").capitalize())
            yield label, as_read(name, text, zone)


def _event(entry: Entry, ids: Collection[str], notes: Notes, district: District) -> Event:
    lines = (*notes, *_lines(entry.fields.items(), ids, district.zone))
    kind = _TAKEN_BACK if is_taking_back(entry) else KINDS[entry.kind]
    return Event(entry.at, _name(entry.by, district), kind, lines)


def _unsaid(entry: AuditEntry, own: str, ids: Collection[str]) -> AuditEntry:
    actor = REPORTER if entry.actor == own else entry.actor
    words = (word for word in entry.detail.split() if word not in ids and not _ID.fullmatch(word))
    detail = " ".join(words).replace(own, REPORTER)
    return replace(entry, actor=actor, detail=detail)


def _step(entry: AuditEntry, district: District) -> Event:
    detail = _told(entry.detail, district) if entry.action == "told" else entry.detail
    what = f"{entry.action}: {detail}" if detail else entry.action
    return Event(entry.at, _name(entry.actor, district), what)


def _told(detail: str, district: District) -> str:
    """What a message was about and who got it, without the chat: that would tell where the reporter is."""
    topic, _, last = detail.rpartition(" ")
    # Older entries end with the chat.
    whom = last if last == REPORTER or "@" in last else ""
    if whom:
        topic = topic.rpartition(" ")[0]
    about = _REMINDERS.get(topic.partition("-")[0], topic)
    return f"{about}, to {_name(whom, district)}" if whom else about


def _name(key: str, district: District) -> str:
    known = district.person(key)
    return known.name if known else person(key, district)
