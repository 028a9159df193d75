"""The reporter's own duty as they recorded it: when they learned of it, whom they called, what they sent.

A record is never changed. A later one may correct it or take it back; the clocks are counted from
those that stand, and all of them stay in the journal. A moment is kept as it was written, and counted
as no later than the minute in which it was recorded: nothing was done after that.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.district.model import District
from handlers.district.wall_clock import dated, earliest
from handlers.duty.clocks import Call, Clocks, Duty, Sending, clocks
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Ticket

AGENCY, AT, REFERENCE, PERSON = "agency", "at", "reference", "person"
CORRECTS, REASON, LEARNED_AT = "corrects", "reason", "learned_at"
"""The fields of the entries; AT and LEARNED_AT are on the district's wall clock, `YYYY-MM-DDTHH:MM`."""

_MOMENTS = frozenset({LEARNED_AT, AT})

RECORDS = (EntryKind.CALL, EntryKind.WRITTEN)

_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
"""The ends of the calendar, with room to be read on any wall clock."""
_LONGEST_DAY = len("2026-11-23")
_Read = Callable[[str, datetime, ZoneInfo], datetime]
"""What a moment means that was written, and recorded then."""


def has_clocks(ticket: Ticket) -> bool:
    """Whether the law's clocks run for whoever filed it: not for a drill, a question, a mere record."""
    return ticket.matter is Matter.CONCERN and not ticket.drill


def clocks_of(work: UnitOfWork, ticket: Ticket, district: District) -> Clocks:
    """Both clocks of a report, from all that its reporter recorded to this day."""
    return clocks(duty_of(work, ticket, district.zone), district.legal_days, district.zone)


def history_of(work: UnitOfWork, ticket: Ticket, district: District) -> Sequence[tuple[str, Clocks]]:
    """Both clocks as they stood after the filing (an empty id) and after each entry (its id), in order."""
    entries, zone = _entries(work, ticket), district.zone
    known = _first_learned_at(work, ticket, zone)
    found = []
    for count, name in enumerate(["", *(entry.id for entry in entries)]):
        found.append((name, clocks(_duty(known, entries[:count], zone), district.legal_days, zone)))
    return found


def duty_of(work: UnitOfWork, ticket: Ticket, zone: ZoneInfo, without: str = "") -> Duty:
    """What the clocks are counted from, or would be if the record `without` (its id) did not stand.

    It was learned of as last corrected, or as first written. A ticket that does not say, such as one
    made by another program, was known when it was opened.
    """
    return _duty(_first_learned_at(work, ticket, zone), _entries(work, ticket), zone, without)


def written_duty_of(work: UnitOfWork, ticket: Ticket, zone: ZoneInfo, without: str = "") -> Duty:
    """The same in the same order, with each moment as the reporter wrote it, also where it lies ahead."""
    known = _first_learned_at(work, ticket, zone, _as_written)
    return _duty(known, _entries(work, ticket), zone, without, _as_written)


def counted_from(moment: datetime, recorded: datetime) -> datetime:
    """No later than the minute it was recorded in: people write minutes, on a clock that may be ahead."""
    return min(moment, _minute(recorded))


def standing_records(entries: Iterable[Entry]) -> Sequence[Entry]:
    """The records of calls and written reports that no later one corrects or takes back."""
    records = list(entries)
    gone = {entry.fields.get(CORRECTS) for entry in records}
    return [entry for entry in records if entry.id not in gone and entry.fields.get(AT)]


def read_local(text: str, zone: ZoneInfo) -> datetime | None:
    """What `YYYY-MM-DDTHH:MM` on the district's wall clock means; None else, and for a bare day.

    What lies too near an end of the calendar to be counted is taken for a day away from that end.
    """
    try:
        local = datetime.fromisoformat(text) if len(text) > _LONGEST_DAY else None
    except ValueError:
        return None
    if local is None or local.tzinfo:
        return None
    try:
        return earliest(local, zone)
    except OverflowError:
        return _FIRST if local.year == _FIRST.year else _LAST


def _entries(work: UnitOfWork, ticket: Ticket) -> Sequence[Entry]:
    """What moves a clock, oldest first."""
    found = work.journal.entries(ticket.number, EntryKind.ADDITION, *RECORDS)
    return [entry for entry in found if entry.kind in RECORDS or entry.fields.get(LEARNED_AT)]


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _as_written(written: str, recorded: datetime, zone: ZoneInfo) -> datetime:
    return read_local(written, zone) or _minute(recorded)


def _as_counted(written: str, recorded: datetime, zone: ZoneInfo) -> datetime:
    return counted_from(_as_written(written, recorded, zone), recorded)


def _first_learned_at(
    work: UnitOfWork, ticket: Ticket, zone: ZoneInfo, read: _Read = _as_counted
) -> datetime:
    first = work.tickets.report(ticket.number).answers.get(LEARNED_AT, "")
    return read(first, ticket.opened_at, zone)


def _duty(
    known: datetime, entries: Sequence[Entry], zone: ZoneInfo, without: str = "", read: _Read = _as_counted
) -> Duty:
    corrected = (read(e.fields[LEARNED_AT], e.at, zone) for e in entries if e.kind not in RECORDS)
    records = standing_records(entry for entry in entries if entry.kind in RECORDS)
    done = [(e, read(e.fields[AT], e.at, zone)) for e in records if e.id != without]
    calls = ((e, at) for e, at in done if e.kind is EntryKind.CALL)
    sendings = ((e, at) for e, at in done if e.kind is EntryKind.WRITTEN)
    return Duty(
        [known, *corrected][-1],
        tuple(Call(at, e.fields.get(AGENCY, ""), e.fields.get(REFERENCE, "")) for e, at in calls),
        tuple(Sending(at, e.fields.get(AGENCY, "")) for e, at in sendings),
    )


def as_read(name: str, written: str, zone: ZoneInfo) -> str:
    """A field as people read it: of a moment its day and hour as they were typed, all else as it stands."""
    if name not in _MOMENTS:
        return written
    try:
        return dated(datetime.fromisoformat(written).replace(tzinfo=zone), zone)
    except ValueError:
        return written
