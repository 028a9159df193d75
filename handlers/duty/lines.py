"""The JSON Lines contract of `smpolicy clocks --jsonl`: what happened when in, by when to act out."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.district.holidays import LegalDays
from handlers.district.wall_clock import earliest
from handlers.duty.counting import oral_due, written_due
from handlers.guidance.lines import TWICE, identity

Count = Callable[[datetime], datetime]


def clocks_line(line: str, days: LegalDays, zone: ZoneInfo) -> dict[str, Any]:
    """`{"id","learned_at","oral_at"}` answered as `{"id","oral_due","written_due"}`.

    Moments are ISO 8601, on the district's wall clock where they have no offset; what is due is
    written with the district's offset, and null where its start is null or missing. A line that
    cannot be read is answered as `{"id","error"}`, and so is one with a key twice: which was meant,
    nobody can tell. id is null where a line has none, or two.
    """
    try:
        pairs = json.loads(line, object_pairs_hook=tuple)  # only objects are tuples then
    except (ValueError, RecursionError):
        return {"id": None, "error": "not a line of JSON"}
    if not isinstance(pairs, tuple):
        return {"id": None, "error": "not a JSON object"}
    given, keys = dict(pairs), [key for key, _ in pairs]
    name = identity(given) if keys.count("id") == 1 else None
    if len(given) < len(keys):
        return {"id": name, "error": TWICE}
    try:
        oral = _due(given, "learned_at", oral_due, zone)
        written = _due(given, "oral_at", lambda start: written_due(start, days.counts, zone), zone)
    except ValueError as error:
        return {"id": name, "error": str(error)}
    return {"id": name, "oral_due": oral, "written_due": written}


def read_moment(given: str, zone: ZoneInfo) -> datetime:
    """The moment (UTC) that an ISO 8601 date and time means. Raises ValueError, OverflowError."""
    moment = datetime.fromisoformat(given.strip())
    if _is_day(given.strip()):
        raise ValueError("a day without a time")
    return moment.astimezone(UTC) if moment.tzinfo else earliest(moment, zone)


def _due(given: Mapping[str, object], field: str, count: Count, zone: ZoneInfo) -> str | None:
    """What is due after the moment in this field, with the district's offset."""
    start = given.get(field)
    if start is None:
        return None
    try:
        text = start if isinstance(start, str) else ""
        return count(read_moment(text, zone)).astimezone(zone).isoformat()
    except OverflowError:
        raise ValueError(f"{field}: out of range") from None
    except ValueError:
        example = "2026-11-23T10:00, with or without an offset"
        raise ValueError(f"{field}: must be a date and time such as {example}, or null") from None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
