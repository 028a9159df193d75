"""A case file as a document: JSON for a program, PDF for people. Bytes in memory, never on a disk here."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from zoneinfo import ZoneInfo

from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.duty.paper import Paper, Section, pdf, unprintable
from handlers.records.case_file import CaseFile, Event, Lines, case_file
from handlers.records.orders import Said
from handlers.reports.access import Action
from handlers.reports.admission import Case
from handlers.reports.counter import Document, Errand, Fetching, Making
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.mentions import in_hand_of_another
from handlers.reports.withdrawal import withdraw

FORMAT = "smpolicy case 1"
_NOTE = (
    "Confidential. The name of the reporter is sealed apart and is not part of this file; words that "
    "people wrote may still say who they are."
)


class Kind(StrEnum):
    """What it is made as."""

    PDF = "pdf"
    JSON = "json"


ERRAND = "export"
"""What a pass to fetch one at the counter is for; its subject is the kind."""


def errands(district: District) -> Mapping[str, Errand]:
    """What exports need of the counter."""
    make = partial(making, district=district)
    return {ERRAND: Fetching(Action.EXPORT, "A case as a file", make)}


def keep_reason(case: Case, kind: Kind, reason: str, entry_id: str, district: District) -> Case:
    """Write in the sealed journal that somebody exports the case, and why.

    Whoever is named in it loses the case; gives it as it stands then.
    """
    said = Said.EXPORTED_PDF if kind is Kind.PDF else Said.EXPORTED_JSON
    fields = {"said": said, "reason": reason, **in_hand_of_another(case.ticket, case.actor)}
    case.work.journal.add(Entry(entry_id, case.ticket.number, EntryKind.ORDER, case.now, case.actor, fields))
    return replace(case, ticket=withdraw(case.work, case.ticket, district, case.now))


def making(case: Case, kind: str, district: District) -> Making:
    """Open all of the case, and make the document later; the caller puts the export on the trail.

    Raises CannotOpen, and when it is made NotPrinted.
    """
    file = case_file(case.work, case.ticket, district, case.actor, case.now)
    return partial(_made, file, Kind(kind), district)


def _made(file: CaseFile, kind: Kind, district: District) -> Document:
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
    return f"{event.what}: {event.who}, {dated(event.at, zone)}"


def _event(event: Event, zone: ZoneInfo) -> dict[str, object]:
    known = {"at": _moment(event.at, zone), "who": event.who, "what": event.what}
    return {**known, "lines": dict(event.lines)} if event.lines else dict(known)


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")
