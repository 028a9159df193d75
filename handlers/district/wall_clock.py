"""The district's wall clock: moments as people write and read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_HALF_A_YEAR = timedelta(days=183)


def earliest(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment (UTC) that a local date and time without an offset means.

    In the hour that comes twice in autumn, or is skipped in spring, it is the earlier of the two
    that can be meant, so that no deadline counted from it is shown too late. Raises OverflowError.
    """
    return min(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def local_time(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Such as `Mon Nov 23, 10:05 AM`; with the year where it would be misread, seen from `now`."""
    local = moment.astimezone(zone)
    return f"{_day(local, now)}, {_hour(local)}"


def deadline(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Such as `Fri Nov 27, 10:00 AM`, or `the end of Wed Dec 2`, for midnight is easily misread."""
    local = moment.astimezone(zone)
    if (local.hour, local.minute) == (0, 0):
        return f"the end of {_day(local - timedelta(days=1), now)}"
    return local_time(moment, zone, now)


def dated(moment: datetime, zone: ZoneInfo) -> str:
    """With the year, for what is read later: `Mon Nov 23, 2026, 10:05 AM`."""
    local = moment.astimezone(zone)
    return f"{_day(local)}, {local.year}, {_hour(local)}"


def _day(local: datetime, now: datetime | None = None) -> str:
    """With the year where it is not this one, or half a year away."""
    day = f"{local:%a %b} {local.day}"
    if now is None or (local.year == now.astimezone(local.tzinfo).year and abs(local - now) < _HALF_A_YEAR):
        return day
    return f"{day}, {local.year}"


def _hour(local: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M %p}"
