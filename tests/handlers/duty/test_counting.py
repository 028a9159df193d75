"""The law's hours: Minnesota's vectors, and what must hold of any count in any zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.district.holidays import Closure, LegalDays
from handlers.duty.counting import oral_due, written_due

CHICAGO = ZoneInfo("America/Chicago")
MINNESOTA = LegalDays()
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "America/Chicago",
            "America/New_York",
            "America/Adak",
            "America/Phoenix",
            "Pacific/Honolulu",
            "Pacific/Guam",
        )
    ]
)
MINUTES = st.integers(0, 60 * 24 * 366 * 4).map(
    lambda minutes: datetime(2025, 12, 20, tzinfo=UTC) + timedelta(minutes=minutes)
)
MINUTE = timedelta(minutes=1)


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


@pytest.mark.parametrize(
    ("called", "due"),
    [
        ("2026-11-23T10:00", "2026-11-27T10:00"),
        ("2026-11-24T15:30", "2026-11-30T15:30"),
        ("2026-10-09T16:00", "2026-10-14T16:00"),
        ("2026-12-23T09:00", "2026-12-29T09:00"),
        ("2027-07-02T12:00", "2027-07-08T12:00"),
        ("2026-11-28T11:00", "2026-12-03T00:00"),
    ],
)
def test_the_written_report(called: str, due: str) -> None:
    assert written_due(_local(called), MINNESOTA.counts, CHICAGO) == _local(due)


@pytest.mark.parametrize(
    ("learned", "due"),
    [
        ("2026-11-23T10:00-06:00", "2026-11-24T10:00-06:00"),
        ("2027-03-13T12:00-06:00", "2027-03-14T13:00-05:00"),  # the day of 23 hours
        ("2026-10-31T12:00-05:00", "2026-11-01T11:00-06:00"),  # the day of 25 hours
        ("2026-12-24T23:00-06:00", "2026-12-25T23:00-06:00"),  # a holiday stops no running hour
    ],
)
def test_the_call_is_due_after_hours_as_they_pass(learned: str, due: str) -> None:
    assert oral_due(datetime.fromisoformat(learned)) == datetime.fromisoformat(due)


def test_school_breaks_are_no_holidays() -> None:
    # The district's spring break in the sample calendar.
    assert written_due(_local("2027-03-15T08:00"), MINNESOTA.counts, CHICAGO) == _local("2027-03-18T08:00")


def test_what_the_district_says_counts() -> None:
    days = LegalDays(
        observes=frozenset({"indigenous-peoples"}), closures=(Closure(day=date(2026, 10, 13), reason="Fire"),)
    )
    assert written_due(_local("2026-10-09T16:00"), days.counts, CHICAGO) == _local("2026-10-16T16:00")


def test_a_clock_changed_at_a_weekend_moves_nothing() -> None:
    assert written_due(_local("2027-03-12T10:00"), MINNESOTA.counts, CHICAGO) == _local("2027-03-17T10:00")
    assert written_due(_local("2026-10-30T10:00"), MINNESOTA.counts, CHICAGO) == _local("2026-11-04T10:00")


@pytest.mark.parametrize(
    ("called", "due"),
    [
        # Friday 2027-03-26 has 23 hours in Jerusalem: the one skipped at two counts as passed.
        ("2027-03-25T10:00+02:00", "2027-03-28T10:00+03:00"),
        # Sunday 2027-10-31 has 25 hours: the one that comes twice at one counts twice.
        ("2027-10-30T10:00+03:00", "2027-11-02T09:00+02:00"),
    ],
)
def test_a_clock_changed_on_a_counted_day_never_makes_it_later(called: str, due: str) -> None:
    every_day_counts = written_due(
        datetime.fromisoformat(called), lambda _day: True, ZoneInfo("Asia/Jerusalem")
    )
    assert every_day_counts == datetime.fromisoformat(due)


@settings(max_examples=30, deadline=None)
@given(MINUTES, ZONES)
def test_it_is_what_stepping_through_the_minutes_finds(called: datetime, zone: ZoneInfo) -> None:
    left, now = 72 * 60, called
    while left:
        if MINNESOTA.counts(now.astimezone(zone).date()):
            left -= 1
        now += MINUTE
    assert written_due(called, MINNESOTA.counts, zone) == now


@settings(deadline=None)
@given(MINUTES, st.integers(0, 60 * 24 * 10), ZONES)
def test_a_later_call_is_never_due_earlier(called: datetime, more: int, zone: ZoneInfo) -> None:
    later = written_due(called + more * MINUTE, MINNESOTA.counts, zone)
    assert written_due(called, MINNESOTA.counts, zone) <= later


@settings(deadline=None)
@given(MINUTES, ZONES)
def test_it_ends_on_a_counted_day_or_with_one(called: datetime, zone: ZoneInfo) -> None:
    due = written_due(called, MINNESOTA.counts, zone)
    assert MINNESOTA.counts((due - MINUTE).astimezone(zone).date())
    assert called + timedelta(hours=72) <= due <= called + timedelta(days=9)


@settings(deadline=None)
@given(MINUTES, st.dates(date(2025, 12, 20), date(2029, 12, 31)), ZONES)
def test_a_closure_never_makes_it_earlier(called: datetime, day: date, zone: ZoneInfo) -> None:
    closed = LegalDays(closures=(Closure(day=day, reason="Counsel says so"),))
    due = written_due(called, closed.counts, zone)
    assert due >= written_due(called, MINNESOTA.counts, zone)
