"""What the clocks are counted from: nothing later than it was recorded, however fast a reporter's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handlers.district.wall_clock import dated
from handlers.duty.clocks import Clocks, State
from handlers.duty.counting import oral_due, written_due
from handlers.reports.duty_record import clocks_of, read_local, written_duty_of
from handlers.reports.moment import CLOCKS_DIFFER
from tests.handlers.reports.desk import DISTRICT, somebody
from tests.handlers.reports.reporter import OwnBench

TEACHER = somebody("teacher")
AHEAD = st.integers(min_value=-120, max_value=CLOCKS_DIFFER // timedelta(minutes=1))
SECONDS = st.integers(min_value=0, max_value=59)


def _typed(bench: OwnBench, ahead: int) -> str:
    local = bench.clock.now().astimezone(DISTRICT.zone) + timedelta(minutes=ahead)
    return f"{local:%Y-%m-%dT%H:%M}"


def test_the_ends_of_the_calendar_are_moments_too() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    last, first = read_local("9999-12-31T23:59", DISTRICT.zone), read_local("0001-01-01T00:00", tokyo)
    assert last == datetime(9999, 12, 30, tzinfo=UTC)
    assert first == datetime(1, 1, 2, tzinfo=UTC)
    assert dated(last, tokyo) == "Thu Dec 30, 9999, 9:00 AM"
    assert read_local("9999-12-31T23:59+00:00", DISTRICT.zone) is None
    assert read_local("9999-12-31", DISTRICT.zone) is None


def _meant(typed: str) -> datetime:
    found = read_local(typed, DISTRICT.zone)
    assert found
    return found


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _clocks(bench: OwnBench) -> Clocks:
    with bench.store.begin() as work:
        return clocks_of(work, work.tickets.all()[0], DISTRICT)


@given(AHEAD, st.integers(min_value=0, max_value=10), AHEAD, SECONDS)
def test_no_deadline_is_later_than_what_was_recorded_allows(
    learned: int, minutes: int, called: int, seconds: int
) -> None:
    bench = OwnBench()
    bench.clock.advance(seconds=seconds)
    typed, filed = _typed(bench, learned), bench.clock.now()
    number = bench.file(learned_at=typed).number
    known = min(_meant(typed), _minute(filed))
    assert _clocks(bench).oral.due == oral_due(known)

    bench.clock.advance(minutes=minutes)
    typed, recorded = _typed(bench, called), bench.clock.now()
    first = min(_meant(typed), _minute(recorded))
    assert bool(bench.called(TEACHER, number, typed).errors) == (first < known)
    if first >= known:
        counted = _clocks(bench)
        assert counted.oral.stopped_at == first
        assert counted.written.due == written_due(first, DISTRICT.legal_days.counts, DISTRICT.zone)


@given(AHEAD, SECONDS)
def test_a_correction_counts_no_later_than_it_was_made(ahead: int, seconds: int) -> None:
    bench = OwnBench()
    number = bench.file(learned_at="2026-11-23T07:00").number
    bench.clock.advance(seconds=seconds)
    typed = _typed(bench, ahead)
    assert not bench.fill(TEACHER, "own.learned", number, learned_at=typed, reason="x").errors
    assert _clocks(bench).oral.due == oral_due(min(_meant(typed), _minute(bench.clock.now())))
    assert bench.entries(number)[0].fields["learned_at"] == typed


def test_a_call_in_the_minute_of_the_filing_stops_the_clock_however_fast_the_clock_was() -> None:
    bench = OwnBench()
    bench.clock.advance(minutes=18, seconds=40, microseconds=7)
    number = bench.file(learned_at="2026-11-23T10:23").number
    bench.clock.advance(seconds=10)
    assert not bench.called(TEACHER, number, "2026-11-23T10:18").errors
    assert not bench.written(TEACHER, number, "2026-11-23T10:18").errors
    now = bench.clock.now()
    assert {_clocks(bench).oral.state(now), _clocks(bench).written.state(now)} == {State.MET}


def test_what_was_written_is_kept_beside_what_is_counted() -> None:
    bench = OwnBench()
    number = bench.file(learned_at="2026-11-23T10:03").number
    bench.called(TEACHER, number, "2026-11-23T10:05")
    with bench.store.begin() as work:
        wrote = written_duty_of(work, work.tickets.get(number), DISTRICT.zone)
    assert (wrote.learned_at, wrote.called_at) == (_meant("2026-11-23T10:03"), _meant("2026-11-23T10:05"))
