"""A case file as a document: JSON for a program, PDF for people. Bytes in memory, never on a disk here."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.duty.paper import Paper, Section, pdf, unprintable
from handlers.records.case_file import CaseFile, Event, Lines, case_file
from handlers.records.orders import Said
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.journal import Entry, EntryKind, new_entry_id

FORMAT = "smpolicy case 1"
_NOTE = (
    "Confidential. The name of the reporter is sealed apart and is not part of this file; words that "
    "people wrote may still say who they are."
)


class Kind(StrEnum):
    """What it is made as. The action of a pass is LEAVE with this after it."""

    PDF = "pdf"
    JSON = "json"


LEAVE = "export-"
"""What the action of a one-time pass to an export begins with: `export-pdf`, `export-json`."""


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes to be handed out once."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


def keep_reason(case: Case, kind: Kind, reason: str, entry_id: str = "") -> None:
    """Write in the sealed journal that somebody exports the case, and why."""
    said = Said.EXPORTED_PDF if kind is Kind.PDF else Said.EXPORTED_JSON
    fields = {"said": said, "reason": reason}
    name = entry_id or new_entry_id()
    case.work.journal.add(Entry(name, case.ticket.number, EntryKind.ORDER, case.now, case.actor, fields))


def exported(case: Case, kind: Kind, district: District) -> Document:
    """The document, with the export on the trail. Raises CannotOpen, NotPrinted."""
    case.entry(Action.EXPORT, kind)
    file = case_file(case.work, case.ticket, district, case.actor, case.now)
    if kind is Kind.JSON:
        data = as_json(file, district).encode("utf-8", "backslashreplace")
        return Document(f"case-{file.number}.json", "application/json", data)
    return Document(f"case-{file.number}.pdf", "application/pdf", pdf(as_paper(file, district)))


def as_json(file: CaseFile, district: District) -> str:
    """All of it as one object; moments in ISO 8601 with the district's offset."""
    whole = {
        "format": FORMAT,
        "district": district.name,
        "case": file.number,
        "made_at": _moment(file.made_at, district.zone),
        "made_for": file.made_for,
        "note": _NOTE,
        "facts": dict(file.facts),
        "report": dict(file.report),
        "journal": [_event(event, district.zone) for event in file.journal],
        "trail": [_event(event, district.zone) for event in file.trail],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def as_paper(file: CaseFile, district: District) -> Paper:
    """The same, to be printed."""
    made = f"Made {dated(file.made_at, district.zone)} for {file.made_for}."
    events = [_section(_heading(event, district.zone), event.lines) for event in file.journal]
    steps = tuple((dated(e.at, district.zone), f"{e.who}: {e.what}") for e in file.trail)
    sections = (
        _section("The case", file.facts),
        _section("What was reported", file.report),
        *events,
        _section("Who did what when", steps),
    )
    return Paper(f"Case {file.number}", (district.name, made, _NOTE), sections, "Confidential")


def _section(title: str, lines: Lines) -> Section:
    letters = unprintable("".join(text for _, text in lines))
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in letters)
    notes = (f"Printed by their codes, for want of a font: {codes}.",) if codes else ()
    return Section(title, lines, notes)


def _heading(event: Event, zone: ZoneInfo) -> str:
    return f"{dated(event.at, zone)}. {event.what}. {event.who}"


def _event(event: Event, zone: ZoneInfo) -> dict[str, object]:
    known = {"at": _moment(event.at, zone), "who": event.who, "what": event.what}
    return {**known, "lines": dict(event.lines)} if event.lines else dict(known)


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")
