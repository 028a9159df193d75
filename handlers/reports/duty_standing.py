"""Which records of the reporter's own duty stand, in words for whoever reads them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.district.wall_clock import dated, local_time
from handlers.duty.clocks import Duty
from handlers.reports.duty_record import AGENCY, AT, CORRECTS, RECORDS, read_local
from handlers.reports.journal import Entry, EntryKind

Notes = tuple[tuple[str, str], ...]
"""Labels, each with a text."""


def standing_notes(entries: Iterable[Entry], zone: ZoneInfo) -> Mapping[str, Notes]:
    """By an entry's id: that it does not stand and since when, and which earlier record it is about.

    No record is ever deleted, so that without these an old one would read as if it still stood. Ids of
    entries of which nothing is to be said are absent.
    """
    records = {entry.id: entry for entry in entries if entry.kind in RECORDS}
    found: dict[str, Notes] = {}
    for entry in records.values():
        if earlier := records.get(entry.fields.get(CORRECTS, "")):
            back, when = is_taking_back(entry), dated(entry.at, zone)
            done = "taken back" if back else "corrected"
            said = ("Takes back" if back else "Replaces", named_record(earlier, zone))
            found[entry.id] = (said, *found.get(entry.id, ()))
            found[earlier.id] = (*found.get(earlier.id, ()), ("Does not stand", f"{done} on {when}"))
    return found


def is_taking_back(entry: Entry) -> bool:
    """Whether it says of an earlier record that it was not so, and records nothing in its place."""
    return entry.kind in RECORDS and CORRECTS in entry.fields and not entry.fields.get(AT)


def counted_earlier(
    duty: Duty, wrote: Duty, zone: ZoneInfo, now: datetime, own: bool = True
) -> Iterator[str]:
    """A sentence for each moment that was written ahead of its recording, and so is counted as earlier.

    `own`: the reporter reads it.
    """
    who, they, their = ("You", "you", "your") if own else ("The reporter", "they", "their")
    called, sent = len(duty.calls), len(duty.sendings)
    names = [f"when {they} learned of it", *[f"{their} call"] * called, *[f"{their} written report"] * sent]
    for what, counted, written in zip(names, _moments(duty), _moments(wrote), strict=True):
        if counted < written:
            wrote_at, at = local_time(written, zone, now), local_time(counted, zone, now)
            yield f"{who} wrote {wrote_at} for {what}; counted as {at}, when it was recorded."


def is_in_another_order(duty: Duty, wrote: Duty) -> bool:
    """Whether the moments as they were written follow one another otherwise than as they are counted."""
    counted, written = _moments(duty), _moments(wrote)
    places = range(len(counted))
    return sorted(places, key=counted.__getitem__) != sorted(places, key=written.__getitem__)


def _moments(duty: Duty) -> list[datetime]:
    return [duty.learned_at, *(call.at for call in duty.calls), *(sent.at for sent in duty.sendings)]


def named_record(record: Entry, zone: ZoneInfo) -> str:
    """What was done, when, and to whom: by that a reporter knows their records apart."""
    what = "Call" if record.kind is EntryKind.CALL else "Written report"
    at = read_local(record.fields.get(AT, ""), zone) or record.at
    return ", ".join(word for word in (what, dated(at, zone), record.fields.get(AGENCY, "")) if word)
