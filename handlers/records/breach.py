"""The breach kit: who has read what, and whose data it was (Minnesota Statutes 13.055).

Written from the audit trail, so that it also tells of cases that were destroyed since.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.consultation.handler import QUESTIONED
from handlers.district.model import District
from handlers.records.case_file import person
from handlers.records.drill import STARTED
from handlers.records.trail import record_reading, visible
from handlers.reports.access import Action, Role, standing_at_large
from handlers.reports.admission import Admission, Case
from handlers.reports.journal import REPORTER, EntryKind
from handlers.reports.store import AuditEntry

CONTENT = "students and others named in the report"
IDENTITY = "the person who reported"
ASKER = "the person who asked"
"""Whoever reads a question to supervisors sees whose it is."""
LEFT_OUT = (
    "Cases that whoever reads this may not know of are left out, whether there are any or not. "
    "So are cases that cannot be opened, and drills, which hold nobody's data."
)
NO_NAMES = "Names are opened for records officers, and only of cases they may export."
UNKNOWN = (
    "This address is neither in the district's file nor in what you may see of the audit trail: look whether "
    "it is typed right."
)
NOT_YOURS = "The audit trail is for auditors and records officers. That you asked is on it."
DISCLOSED: Mapping[str, tuple[str, ...]] = {
    Action.READ: (CONTENT,),
    Action.FETCH_DOCUMENT: (CONTENT,),
    Action.EXPORT: (CONTENT,),
    "saw who reported": (IDENTITY,),
}
"""The acts that showed data to somebody, in the words of the trail, and whose data each shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One act that showed data, or was refused (`refused`)."""

    at: datetime
    key: str
    who: str
    what: str
    ticket: str
    whose: tuple[str, ...]
    refused: bool


@dataclass(frozen=True, slots=True)
class BreachReport:
    """All of them in a span of time; `students` are the names as written in each report, where asked for.

    `who` is whose readings alone they are, and `made_for` who made it: addresses. `is_unknown` where nothing
    that `made_for` may see knows of `who`. `unopened` is how many reports are left out because they cannot
    be opened. It is for the operator alone.
    """

    first: datetime
    last: datetime
    who: str | None
    made_for: str
    made_at: datetime
    readings: tuple[Reading, ...]
    students: Mapping[str, str] = field(repr=False, default_factory=dict)
    unopened: int = 0
    is_unknown: bool = False

    @property
    def tickets(self) -> Mapping[str, tuple[str, ...]]:
        """Each report that somebody saw something of, and whose data that was."""
        seen = [reading for reading in self.readings if not reading.refused]
        numbers = dict.fromkeys(reading.ticket for reading in seen)
        return {number: _once(r.whose for r in seen if r.ticket == number) for number in numbers}


def breach_report(
    admission: Admission, key: str, span: tuple[datetime, datetime], who: str | None, names: bool
) -> BreachReport:
    """What was shown, and refused, from the first moment to before the last; to one person or to all.

    For those who may read the trail, of cases they may know of. With `names` the students' names are
    opened, for those who may export these cases too. It is itself on the trail. Raises NotForYou.
    """
    found = visible(admission, key, lambda entry: span[0] <= entry.at < span[1] and _shows(entry, who))
    record_reading(admission, key, True, "", "breach")
    with admission.store.begin() as work:
        entries = work.audit.entries()
    questions = {entry.ticket for entry in entries if entry.action == QUESTIONED}
    drills = {entry.ticket for entry in entries if entry.action == STARTED}
    shown = (entry for entry in found.entries if entry.ticket not in drills)
    readings = tuple(_reading(entry, questions, admission.district) for entry in shown)
    numbers = {reading.ticket for reading in readings if not reading.refused}
    students = _students(admission, key, numbers) if names else {}
    unknown = who is not None and not readings and not _is_known(admission, key, who)
    now, left_out = admission.clock.now(), len(found.unopened)
    return BreachReport(*span, who, key, now, readings, students, left_out, unknown)


def _is_known(admission: Admission, key: str, who: str) -> bool:
    """By the district's file, or by what the reader may see of the trail: the rest of it must not tell."""
    if admission.district.person(who) or standing_at_large(who, admission.district).roles != {Role.EMPLOYEE}:
        return True
    return bool(visible(admission, key, lambda entry: entry.actor == who).entries)


def _shows(entry: AuditEntry, who: str | None) -> bool:
    # The reporter's own reading is no disclosure, and their name is not on the trail.
    told = entry.action in DISCLOSED or entry.action.startswith("refused ")
    return told and entry.actor != REPORTER and who in {None, entry.actor}


def _reading(entry: AuditEntry, questions: Collection[str], district: District) -> Reading:
    act = entry.action.removeprefix("refused ")
    refused = act != entry.action
    whose = () if refused else DISCLOSED.get(act, ())
    if act == Action.READ and whose and entry.ticket in questions:
        whose = (*whose, ASKER)
    what = f"{entry.action} ({entry.detail})" if entry.detail else entry.action
    return Reading(entry.at, entry.actor, person(entry.actor, district), what, entry.ticket, whose, refused)


def _students(admission: Admission, key: str, numbers: Iterable[str]) -> dict[str, str]:
    found = {}
    for number in sorted(numbers):
        with admission.store.begin() as work:
            case = admission.look(work, key, number, Action.EXPORT)
            if case:
                case.entry(Action.EXPORT, "breach")
                found[number] = _named(case)
    return found


def _named(case: Case) -> str:
    """The students as written in the report, and as its reporter added them later."""
    additions = case.work.journal.entries(case.ticket.number, EntryKind.ADDITION)
    said = [case.work.tickets.report(case.ticket.number).answers, *(entry.fields for entry in additions)]
    return "; ".join(names for fields in said if (names := fields.get("students", "")))


def _once(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))
