"""Counting the law's hours: 24 that run on, and 72 that stand still on days that do not count.

Source: Minnesota Statutes 260E.06 (an oral report at once, within 24 hours) and 260E.09 (in writing
within 72 hours of it, weekends and holidays not counted).

Wherever the law can be read in two ways, the earlier moment is taken. Both clocks count hours as
they pass, not the hands of a clock. A change of the clock comes on a Sunday in every American zone,
and so never within counted time; should one ever come on a counted day, an hour that is skipped
counts as passed and an hour that comes twice counts twice.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ORAL_WITHIN = timedelta(hours=24)
WRITTEN_WITHIN = timedelta(hours=72)

_DAY = timedelta(days=1)

Counts = Callable[[date], bool]
"""Whether a day counts."""


def oral_due(learned_at: datetime) -> datetime:
    """The end (UTC) of 24 running hours. `learned_at` is aware. Raises OverflowError past year 9999."""
    return learned_at.astimezone(UTC) + ORAL_WITHIN


def written_due(oral_at: datetime, counts: Counts, zone: ZoneInfo) -> datetime:
    """The end (UTC) of 72 counted hours after an oral report.

    `oral_at` is aware; `zone` says where a day begins and ends. A count that runs out with a day ends
    at that day's midnight, whatever the next day is. Raises OverflowError past year 9999.
    """
    start = oral_at.astimezone(zone)

    def passed(day: date) -> datetime:
        return datetime.combine(day, time(), zone).astimezone(UTC)

    def on_the_wall(day: date) -> datetime:
        return datetime.combine(day, time())

    by_hours = _run_out(start.astimezone(UTC), start.date(), passed, counts)
    by_wall = _run_out(start.replace(tzinfo=None), start.date(), on_the_wall, counts)
    return min(by_hours, by_wall.replace(tzinfo=zone).astimezone(UTC))


def _run_out(now: datetime, day: date, midnight: Callable[[date], datetime], counts: Counts) -> datetime:
    """Where the 72 hours run out from `now`, a moment of `day`; `midnight` begins a day."""
    left = WRITTEN_WITHIN
    while True:
        end = midnight(day + _DAY)
        if counts(day):
            if left <= end - now:
                return now + left
            left -= end - now
        day, now = day + _DAY, end
