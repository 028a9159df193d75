"""The district's wall clock: moments as people write and read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def earliest(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment (UTC) that a local date and time without an offset means.

    In the hour that comes twice in autumn, or is skipped in spring, it is the earlier of the two
    that can be meant, so that no deadline counted from it is shown too late. Raises OverflowError.
    """
    return min(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def local_time(moment: datetime, zone: ZoneInfo) -> str:
    """Such as `Mon Nov 23, 10:05 AM`."""
    local = moment.astimezone(zone)
    return f"{_day(local)}, {_hour(local)}"


def deadline(moment: datetime, zone: ZoneInfo) -> str:
    """Such as `Fri Nov 27, 10:00 AM`, or `the end of Wed Dec 2`, for midnight is easily misread."""
    local = moment.astimezone(zone)
    if (local.hour, local.minute) == (0, 0):
        return f"the end of {_day(local - timedelta(days=1))}"
    return local_time(moment, zone)


def dated(moment: datetime, zone: ZoneInfo) -> str:
    """With the year, for paper: `Mon Nov 23, 2026, 10:05 AM`."""
    local = moment.astimezone(zone)
    return f"{_day(local)}, {local.year}, {_hour(local)}"


def _day(local: datetime) -> str:
    return f"{local:%a %b} {local.day}"


def _hour(local: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M %p}"
