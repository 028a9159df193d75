"""The round of the duties: reminders go on coming where the district's file counts another way."""

import logging
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.district.holidays import Closure, LegalDays
from handlers.district.model import District
from handlers.district.reminders import Reminders as Hours
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.duty_round import DutyRound
from handlers.reports.post_office import PostOffice
from handlers.reports.reminders import Reminders
from handlers.reports.ticket import Matter
from storage import schema
from storage.keyset import create_keyset
from storage.work import open_store
from tests.handlers.records.archive import Archive
from tests.handlers.reports.desk import DISTRICT, somebody
from tests.handlers.reports.reporter import OwnBench

TEACHER = somebody("teacher")
PRINCIPAL = somebody("principal")
CLOSED = DISTRICT.model_copy(
    update={"legal_days": LegalDays(closures=(Closure(day=date(2026, 11, 27), reason="Snow"),))}
)
OBSERVED = DISTRICT.model_copy(update={"legal_days": LegalDays(observes=frozenset({"after-thanksgiving"}))})
OTHER_HOURS = DISTRICT.model_copy(update={"reminders": Hours(call_hours=(10, 3))})


def _restart(bench: OwnBench, district: District) -> None:
    """Begin anew with this file, as the process does."""
    routes = {**bench.office.routes, Kind.CLOCK: Reminders(district, bench.clock)}
    bench.office = PostOffice(bench.store, bench.clock, bench.office.deeds, routes)
    _round(bench, district)


def _round(bench: OwnBench, district: District) -> None:
    duties = DutyRound(bench.store, district, bench.clock, bench.clock.now())
    assert duties.do(duties.due()) is None


def _until(bench: OwnBench, day: int) -> list[str]:
    """The reminders that come until the midnight (UTC) with which this day of the month begins."""
    found: list[Delivery] = []
    while bench.clock.now() < datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day - 1):
        bench.clock.advance(hours=1)
        found += bench.sent(Kind.CLOCK)
    return [delivery.topic for delivery in found]


def _called() -> OwnBench:
    """A report whose written one is due on Friday the 27th, 9:55."""
    bench = OwnBench()
    bench.called(TEACHER, bench.file().number, "2026-11-23T09:55")
    return bench


@pytest.mark.parametrize("district", [CLOSED, OBSERVED])
def test_an_end_that_moves_later_is_reminded_of(district: District) -> None:
    bench = _called()
    _restart(bench, district)
    due = "20261130T1555Z"
    assert _until(bench, 33) == [f"written-24h-{due}", f"written-4h-{due}", f"written-0h-{due}"]


def test_an_end_that_moves_earlier_again_is_reminded_of() -> None:
    bench = OwnBench()
    _restart(bench, CLOSED)
    number = bench.file().number
    with bench.store.begin() as work:
        assert len(work.outbox.waiting(number)) > 1
    bench.called(TEACHER, number, "2026-11-23T09:55")
    _restart(bench, DISTRICT)
    due = "20261127T1555Z"
    assert _until(bench, 33) == [f"written-24h-{due}", f"written-4h-{due}", f"written-0h-{due}"]


def test_other_hours_are_reminded_at_and_those_past_are_not() -> None:
    bench = OwnBench()
    bench.file()
    bench.clock.advance(hours=15)  # 1 in the morning: 8 hours are left
    _restart(bench, OTHER_HOURS)
    assert [topic.rpartition("-")[0] for topic in _until(bench, 33)] == ["call-3h", "call-0h"]


def test_what_fell_due_under_a_wrong_file_waits_for_the_morning_once_the_file_is_right() -> None:
    bench = _called()
    assert _until(bench, 26) == []
    _restart(bench, CLOSED)
    assert _until(bench, 27) == []  # written-24h was due on Thursday, 9:55, and was not sent
    bench.clock.advance(hours=5)  # 11 in the evening
    _restart(bench, DISTRICT)
    _restart(bench, DISTRICT)
    due = "20261127T1555Z"
    assert bench.sent(Kind.CLOCK) == []  # at night it waits, and in the morning the next one says more
    assert _until(bench, 33) == [f"written-4h-{due}", f"written-0h-{due}"]


def test_by_day_it_comes_at_once_and_never_again() -> None:
    bench = _called()
    _until(bench, 26)
    _restart(bench, CLOSED)
    bench.clock.advance(hours=16)
    assert bench.sent(Kind.CLOCK) == []
    _restart(bench, DISTRICT)
    assert [delivery.topic for delivery in bench.sent(Kind.CLOCK)] == ["written-24h-20261127T1555Z"]
    _restart(bench, CLOSED)
    _restart(bench, DISTRICT)
    assert bench.sent(Kind.CLOCK) == []


def test_an_end_that_passed_under_a_wrong_file_is_said_once_it_is_right() -> None:
    bench = _called()
    _until(bench, 27)
    _restart(bench, CLOSED)
    assert [topic for topic in _until(bench, 28) if topic.endswith("20261127T1555Z")] == []
    _restart(bench, DISTRICT)
    assert _until(bench, 33) == ["written-0h-20261127T1555Z"]


@pytest.mark.parametrize("dies", range(4))
def test_a_death_while_the_file_is_put_right_loses_and_doubles_nothing(dies: int) -> None:
    bench = _called()
    _until(bench, 26)
    _restart(bench, CLOSED)
    bench.clock.advance(hours=16)
    with bench.store.begin() as work:
        (leased,) = [d for d in work.outbox.lease(bench.clock.now(), 20, 8) if d.kind is Kind.CLOCK]
    if dies > 0:
        assert bench.office.letter(leased) is None
        bench.office.withdrawn(leased)
    if dies > 1:
        _restart(bench, DISTRICT)
    if dies > 2:
        with bench.store.begin() as work:
            assert leased.id in {d.id for d in work.outbox.lease(bench.clock.now(), 20, 8)}
    bench.clock.advance(seconds=20)
    _restart(bench, DISTRICT)
    assert [delivery.id for delivery in bench.sent(Kind.CLOCK)] == [leased.id]
    _restart(bench, DISTRICT)
    assert bench.sent(Kind.CLOCK) == []


def test_a_closed_report_is_gone_to_as_well() -> None:
    bench = _called()
    number = bench.tickets()[0].number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.fill(PRINCIPAL, "case.close", number, outcome="school", note="x")
    _restart(bench, CLOSED)
    assert len(_until(bench, 33)) == 3


def test_going_round_again_owes_nothing_twice() -> None:
    bench = _called()
    _round(bench, DISTRICT)
    sent = _until(bench, 27)
    _round(bench, DISTRICT)
    sent += _until(bench, 28)
    _round(bench, DISTRICT)
    sent += _until(bench, 33)
    assert [topic.rpartition("-")[0] for topic in sent] == ["written-24h", "written-4h", "written-0h"]


def test_a_record_of_contact_is_not_gone_to() -> None:
    archive = Archive()
    number = archive.file(matter=Matter.CONTACT)
    with archive.store.begin() as work:
        before = work.outbox.waiting(number)
    duties = DutyRound(archive.store, DISTRICT, archive.clock, archive.now())
    duties.do(duties.due())
    with archive.store.begin() as work:
        assert work.outbox.waiting(number) == before


def test_it_is_due_after_each_start_and_once_a_day() -> None:
    bench = OwnBench()
    duties = DutyRound(bench.store, DISTRICT, bench.clock, bench.clock.now())
    first = duties.due().id
    bench.clock.advance(minutes=5)
    assert duties.due().id == first
    assert DutyRound(bench.store, DISTRICT, bench.clock, bench.clock.now()).due().id != first
    bench.clock.advance(days=1)
    assert duties.due().id != first


def test_one_that_cannot_be_opened_stops_none_of_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path}/smpolicy.db"
    schema.upgrade(url)
    store = open_store(url, create_keyset(tmp_path / "keyset.json"))
    archive = Archive(store)
    numbers = [archive.file(), archive.file(), archive.file()]
    with sqlite3.connect(tmp_path / "smpolicy.db") as database:
        database.execute("UPDATE tickets SET answers = x'00' WHERE number = ?", (numbers[1],))
    database.close()
    duties = DutyRound(archive.store, OTHER_HOURS, archive.clock, archive.now())
    with caplog.at_level(logging.ERROR):
        duties.do(duties.due())
    with archive.store.begin() as work:
        owed = [[d.topic.rpartition("-")[0] for d in work.outbox.waiting(number)] for number in numbers]
    store.close()
    assert ["call-3h" in topics for topics in owed] == [True, False, True]
    assert numbers[1] in caplog.text
