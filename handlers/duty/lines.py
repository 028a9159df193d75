"""The JSON Lines contract of `smpolicy clocks --jsonl`: what happened when in, by when to act out."""

import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.district.holidays import LegalDays
from handlers.district.wall_clock import earliest
from handlers.duty.counting import oral_due, written_due
from handlers.guidance.lines import TWICE, read_line

Count = Callable[[datetime], datetime]

_MOMENTS = ("learned_at", "oral_at")


def clocks_line(line: str, days: LegalDays, zone: ZoneInfo) -> dict[str, Any]:
    """`{"id","learned_at","oral_at"}` answered as `{"id","oral_due","written_due"}`.

    Moments are ISO 8601, on the district's wall clock where they have no offset; what is due is
    written with the district's offset, and null where its start is null or missing. A line that
    cannot be read is answered as `{"id","error"}`, and so is one with a key twice (which was meant,
    nobody can tell) and one without either moment. id is null where a line has none, or two.
    """
    try:
        given, is_double = read_line(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "not a line of JSON"}
    if not isinstance(given, dict):
        return {"id": None, "error": "not a JSON object"}
    name = given.get("id")
    if not _can_come_back(name):
        return {"id": None, "error": "id: must be a text, a number in range, true, false or null"}
    if problem := TWICE if is_double else _keys_mistake(given):
        return {"id": name, "error": problem}
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


def _can_come_back(name: object) -> bool:
    """Whether JSON can say it again as it stood: 1e999 it reads, and cannot write."""
    return not isinstance(name, dict | list) and not (isinstance(name, float) and not math.isfinite(name))


def _keys_mistake(given: Mapping[str, object]) -> str:
    """What is wrong with the names of the moments: both null would read as if nothing were due."""
    for key in given:
        if key not in _MOMENTS and key.lower() in _MOMENTS:
            return f"{key}: nobody reads this; did you mean {key.lower()}?"
    return "" if any(key in given for key in _MOMENTS) else "neither learned_at nor oral_at stands in it"


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
