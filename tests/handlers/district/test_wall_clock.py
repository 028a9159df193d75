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
    assert local_time(moment, ZONE) == "Mon Nov 23, 12:05 AM"
    assert dated(moment, ZONE) == "Mon Nov 23, 2026, 12:05 AM"
    assert deadline(moment, ZONE) == "Mon Nov 23, 12:05 AM"
    assert deadline(datetime(2026, 12, 3, 6, 0, 30, tzinfo=UTC), ZONE) == "the end of Wed Dec 2"
