"""The two clocks of one report: which runs, and what stops it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.district.holidays import LegalDays
from handlers.duty.clocks import Call, Clocks, Countdown, Duty, Sending, State, clocks

ZONE = ZoneInfo("America/Chicago")
LEARNED = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CALL = Call(LEARNED + 2 * HOUR, "Clay County", "ref 7")


def _clocks(*calls: Call, sent: datetime | None = None) -> Clocks:
    sendings = (Sending(sent, "Clay County"),) if sent else ()
    return clocks(Duty(LEARNED, calls, sendings), LegalDays(), ZONE)


def test_before_the_call_only_the_24_hours_run() -> None:
    counted = _clocks()
    assert counted.oral.due == LEARNED + 24 * HOUR
    assert counted.oral.state(LEARNED) is State.RUNNING
    assert counted.written == Countdown(None)
    assert counted.written.state(LEARNED) is State.NOT_STARTED
    assert counted.next_due(LEARNED) == LEARNED + 24 * HOUR


def test_the_call_stops_one_and_starts_the_other() -> None:
    counted = _clocks(CALL)
    assert counted.oral.state(LEARNED + 48 * HOUR) is State.MET
    assert counted.written.due == datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
    assert counted.written.state(LEARNED + 48 * HOUR) is State.RUNNING
    assert counted.next_due(LEARNED + 48 * HOUR) == counted.written.due


def test_the_written_report_stops_the_second() -> None:
    counted = _clocks(CALL, sent=LEARNED + 30 * HOUR)
    assert counted.written.state(LEARNED + 300 * HOUR) is State.MET
    assert counted.next_due(LEARNED + 30 * HOUR) is None


@pytest.mark.parametrize(("after", "state"), [(0, State.RUNNING), (1, State.LATE)])
def test_late_begins_after_the_last_moment(after: int, state: State) -> None:
    assert _clocks().oral.state(LEARNED + 24 * HOUR + after * timedelta(microseconds=1)) is state


def test_a_report_can_be_late_when_it_opens() -> None:
    counted = _clocks()
    assert counted.oral.state(LEARNED + 30 * HOUR) is State.LATE
    assert counted.next_due(LEARNED + 30 * HOUR) is None


def test_what_was_done_late_stays_late() -> None:
    late_call = Call(LEARNED + 25 * HOUR, "Clay County")
    counted = _clocks(late_call, sent=LEARNED + 24 * 30 * HOUR)
    assert counted.oral.state(LEARNED + 26 * HOUR) is State.MET_LATE
    assert counted.written.state(LEARNED + 24 * 31 * HOUR) is State.MET_LATE


def test_the_first_of_several_calls_counts() -> None:
    second = Call(LEARNED + 5 * HOUR, "Police")
    assert _clocks(second, CALL) == _clocks(CALL)


def test_writing_without_a_call_leaves_the_first_running() -> None:
    counted = _clocks(sent=LEARNED + HOUR)
    assert counted.oral.state(LEARNED + 2 * HOUR) is State.RUNNING
    assert counted.written.state(LEARNED + 2 * HOUR) is State.MET


def test_a_call_shows_no_agency_and_no_reference() -> None:
    assert "Clay" not in repr(Duty(LEARNED, (CALL,), (Sending(LEARNED, "Clay County"),)))
    assert "ref 7" not in repr(CALL)
