"""The district's wall clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.district.wall_clock import dated, deadline, earliest, local_time

ZONE = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("local", "moment"),
    [
        ("2026-11-23T10:00", "2026-11-23T16:00"),
        ("2026-11-01T01:30", "2026-11-01T06:30"),  # comes twice
        ("2027-03-14T02:30", "2027-03-14T07:30"),  # never comes
    ],
)
def test_a_local_time_means_its_earliest_moment(local: str, moment: str) -> None:
    expected = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert earliest(datetime.fromisoformat(local), ZONE) == expected


def test_moments_in_words() -> None:
    moment = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)
    assert local_time(moment, ZONE, moment) == "Mon Nov 23, 12:05 AM"
    assert dated(moment, ZONE) == "Mon Nov 23, 2026, 12:05 AM"
    assert deadline(moment, ZONE, moment) == "Mon Nov 23, 12:05 AM"
    late = datetime(2026, 12, 3, 6, 0, 30, tzinfo=UTC)
    assert deadline(late, ZONE, late) == "the end of Wed Dec 2"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-30T12:00", "Mon Nov 23, 12:05 AM"),
        ("2026-05-25T12:00", "Mon Nov 23, 12:05 AM"),
        ("2026-05-23T12:00", "Mon Nov 23, 2026, 12:05 AM"),
        ("2027-01-01T12:00", "Mon Nov 23, 2026, 12:05 AM"),
        ("2027-01-01T05:59", "Mon Nov 23, 12:05 AM"),  # still 2026 in Moorhead
        ("2036-11-23T06:05", "Mon Nov 23, 2026, 12:05 AM"),
    ],
)
def test_the_year_is_said_where_it_would_be_misread(now: str, said: str) -> None:
    seen_at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert local_time(datetime(2026, 11, 23, 6, 5, tzinfo=UTC), ZONE, seen_at) == said


def test_a_midnight_is_the_end_of_the_year_before() -> None:
    new_year = datetime(2027, 1, 1, 6, 0, tzinfo=UTC)
    assert deadline(new_year, ZONE, datetime(2027, 1, 2, 6, 0, tzinfo=UTC)) == "the end of Thu Dec 31, 2026"
