"""The reporter's own duty as they recorded it: when they learned of it, whom they called, what they sent.

A record is never changed. A later one may correct it or take it back; the clocks are counted from
those that stand, and all of them stay in the journal.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.district.model import District
from handlers.district.wall_clock import earliest
from handlers.duty.clocks import Call, Clocks, Duty, Sending, clocks
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Ticket

AGENCY, AT, REFERENCE, PERSON = "agency", "at", "reference", "person"
CORRECTS, REASON, LEARNED_AT = "corrects", "reason", "learned_at"
"""The fields of the entries; AT and LEARNED_AT are on the district's wall clock, `YYYY-MM-DDTHH:MM`."""

RECORDS = (EntryKind.CALL, EntryKind.WRITTEN)


def has_clocks(ticket: Ticket) -> bool:
    """Whether the law's clocks run for whoever filed it: not for a drill, a question, a mere record."""
    return ticket.matter is Matter.CONCERN and not ticket.drill


def clocks_of(work: UnitOfWork, ticket: Ticket, district: District) -> Clocks:
    """Both clocks of a report, from all that its reporter recorded to this day."""
    return clocks(duty_of(work, ticket, district.zone), district.legal_days, district.zone)


def duty_of(work: UnitOfWork, ticket: Ticket, zone: ZoneInfo) -> Duty:
    """What the clocks are counted from."""
    standing = standing_records(work.journal.entries(ticket.number, *RECORDS))
    calls = (e for e in standing if e.kind is EntryKind.CALL)
    sendings = (e for e in standing if e.kind is EntryKind.WRITTEN)
    return Duty(
        learned_at_of(work, ticket, zone),
        tuple(Call(_moment(e, zone), e.fields.get(AGENCY, ""), e.fields.get(REFERENCE, "")) for e in calls),
        tuple(Sending(_moment(e, zone), e.fields.get(AGENCY, "")) for e in sendings),
    )


def learned_at_of(work: UnitOfWork, ticket: Ticket, zone: ZoneInfo) -> datetime:
    """When the reporter learned of it: as last corrected, or as first written.

    A ticket that does not say, such as one made by another program, was known when it was opened.
    """
    added = work.journal.entries(ticket.number, EntryKind.ADDITION)
    corrected = [e.fields[LEARNED_AT] for e in added if e.fields.get(LEARNED_AT)]
    first = work.tickets.report(ticket.number).answers.get(LEARNED_AT, "")
    return read_local([first, *corrected][-1], zone) or ticket.opened_at


def standing_records(entries: Iterable[Entry]) -> Sequence[Entry]:
    """The records of calls and written reports that no later one corrects or takes back."""
    records = list(entries)
    gone = {entry.fields.get(CORRECTS) for entry in records}
    return [entry for entry in records if entry.id not in gone and entry.fields.get(AT)]


def read_local(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment that `YYYY-MM-DDTHH:MM` on the district's wall clock means; None for anything else."""
    try:
        local = datetime.fromisoformat(text)
        return None if local.tzinfo else earliest(local, zone)
    except (ValueError, OverflowError):
        return None


def _moment(entry: Entry, zone: ZoneInfo) -> datetime:
    return read_local(entry.fields[AT], zone) or entry.at
