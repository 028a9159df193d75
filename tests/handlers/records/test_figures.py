"""Figures of a settled period: worked out once, the same at every look, and never made up anew."""

import logging
import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.errors import CannotOpen
from handlers.records.chores import FIGURES
from handlers.records.figures import SETTLED, VOIDED, Figures
from handlers.records.keeping import destroy
from handlers.records.statistics import last_period, period_before
from handlers.reports.access import Action
from handlers.reports.complaints import Complaints
from handlers.reports.delivery import chore_delivery
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Report
from storage.memory import MemoryRegister
from storage.memory_trail import MemoryAuditTrail
from tests.clock import FakeClock
from tests.handlers.casework.bench import address, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive, archive_at
from tests.handlers.records.test_statistics import START, fill, wait_until

AFTER_ALL = START + timedelta(days=400)


@pytest.fixture
def archive() -> Archive:
    archive = Archive(clock=FakeClock(START))
    fill(archive)
    return archive


def shown(archive: Archive, back: int = 0) -> str:
    return lines(archive.press("principal", "statistics.show", str(back)))


def settle(archive: Archive) -> None:
    Figures(archive.admission).settle(chore_delivery(FIGURES, "now", archive.now()))


def settlings(archive: Archive, word: str = SETTLED) -> list[str]:
    with archive.store.begin() as work:
        return [entry.detail for entry in work.audit.at_large(word)]


def something_happens(archive: Archive) -> None:
    with archive.store.begin() as work:
        work.audit.append(AuditEntry(archive.now(), "courier", "started", ""))


def held(archive: Archive) -> list[str]:
    """Cases that the principal has in hand."""
    with archive.store.begin() as work:
        return [t.number for t in work.tickets.all() if t.holder == address("principal")]


def leave_out(archive: Archive, number: str) -> None:
    archive.do("principal", "case.leave-out", number, people=(address("assistant"),))


def name_late(archive: Archive, number: str) -> None:
    archive.add(number, "Ms. Solberg shoved him")


def recuse(archive: Archive, number: str) -> None:
    archive.do("principal", "case.recuse", number, sure="yes")


def destroyed(archive: Archive, number: str) -> None:
    with archive.store.begin() as work:
        destroy(work, work.tickets.get(number), archive.district, address(RECORDS), "order", archive.now())


@pytest.mark.parametrize("later", [leave_out, name_late, recuse, destroyed])
@pytest.mark.parametrize("first", ["the chore", "a look"])
def test_nothing_that_happens_later_changes_a_printed_figure(
    archive: Archive, later: object, first: str
) -> None:
    if first == "the chore":
        settle(archive)
    else:
        shown(archive)
    number = held(archive)[0]
    assert callable(later)
    later(archive, number)
    assert "174 in all." in shown(archive)
    twin = Archive(archive.store, archive.clock)  # another process
    assert shown(twin) == shown(archive)
    archive.clock.advance(days=200)
    assert "174 in all." in shown(archive, back=1)


def test_a_case_that_leaves_somebody_out_when_it_is_settled_stays_out_for_everybody(archive: Archive) -> None:
    leave_out(archive, held(archive)[0])
    settle(archive)
    assert "173 in all." in shown(archive)
    assert shown(archive) == lines(archive.say(CHAIR, "statistics"))


def test_the_daily_chore_settles_each_period_once(archive: Archive) -> None:
    archive.tick()
    archive.run()
    settle(archive)
    assert settlings(archive) == ["2026-07 to 2026-12"]
    archive.clock.advance(days=170)
    archive.tick()
    archive.run()
    assert len(settlings(archive)) == 1
    archive.clock.advance(days=30)
    archive.tick()
    archive.run()
    assert settlings(archive) == ["2026-07 to 2026-12", "2027-01 to 2027-06"]


def test_who_may_not_see_them_settles_nothing(archive: Archive) -> None:
    archive.say("teacher", "statistics")
    assert settlings(archive) == []


def test_what_is_kept_is_read_as_it_was_told(archive: Archive) -> None:
    with archive.store.begin() as work:
        period = last_period(archive.now(), archive.district)
        before = period_before(period, archive.district.record_keeping.statistics)
        figures = Figures(archive.admission)
        assert [figures.of(work, one) for one in (period, before)] == [
            figures.of(work, one) for one in (period, before)
        ]


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM figures",
        "UPDATE figures SET body = x'00'",
        "UPDATE figures SET period = '2026-01 to 2026-06'",
    ],
)
def test_what_was_changed_in_the_database_is_said_and_not_counted_anew(
    tmp_path: Path, deed: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What was complained of before, in another database, is complained of again.
    complaints = Complaints(logging.getLogger("handlers.records.figures"))
    monkeypatch.setattr("handlers.records.figures._complaints", complaints)
    with archive_at(tmp_path) as archive:
        wait_until(archive, AFTER_ALL)
        settle(archive)
        first = last_period(archive.now(), archive.district).name
        assert settlings(archive) == [first]
        with sqlite3.connect(tmp_path / "smpolicy.db") as database:
            assert database.execute(deed).rowcount == 1
        database.close()
        said = shown(archive)
        assert f"The figures of {first} cannot be opened, and are not counted anew." in said
        assert "under 5" not in said
        settle(archive)  # puts nothing in their place
        assert settlings(archive) == [first]
        with archive.store.begin() as work:  # who looked is on the trail all the same
            [looked] = work.audit.at_large(Action.STATISTICS)
        assert looked.actor == address("principal")
        assert f"The figures of {first} are gone or were changed in the database." in caplog.text


class TestWrongClocks:
    def test_what_a_clock_ahead_has_settled_is_void_and_counted_anew(self) -> None:
        archive = Archive(clock=FakeClock(START))
        wait_until(archive, AFTER_ALL)
        settle(archive)  # of periods in which nothing was filed yet
        archive.clock.advance(days=-400)
        ahead = settlings(archive)
        something_happens(archive)
        settle(archive)
        assert settlings(archive, VOIDED) == ahead == ["2027-01 to 2027-06"]
        wait_until(archive, AFTER_ALL + timedelta(days=1))
        settle(archive)
        assert settlings(archive) == [*ahead, "2026-01 to 2026-06", *ahead]
        assert settlings(archive, VOIDED) == ahead

    def test_a_look_sees_it_too(self, archive: Archive) -> None:
        archive.clock.advance(days=40)
        settle(archive)
        archive.clock.advance(days=-40)
        leave_out(archive, held(archive)[0])
        assert "173 in all." in shown(archive)
        assert settlings(archive, VOIDED) == ["2026-07 to 2026-12"]

    def test_what_was_settled_before_its_time_is_void(self, archive: Archive) -> None:
        period = last_period(archive.now(), archive.district)
        archive.clock.advance(days=-3)
        with archive.store.begin() as work:
            Figures(archive.admission).of(work, period)
        archive.clock.advance(days=3)
        leave_out(archive, held(archive)[0])
        assert "173 in all." in shown(archive)
        assert settlings(archive, VOIDED) == [period.name]

    def test_a_clock_behind_for_a_tick_voids_nothing(self, archive: Archive) -> None:
        settle(archive)
        something_happens(archive)
        archive.clock.advance(days=-2)
        settle(archive)
        archive.clock.advance(days=2)
        assert settlings(archive, VOIDED) == []
        assert "174 in all." in shown(archive)

    def test_what_another_process_has_voided_and_settled_meanwhile_is_looked_up_once_more(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settle(archive)
        period = last_period(archive.now(), archive.district).name
        with archive.store.begin() as work:
            kept = work.figures.find(f"{period}/1") or ""
            work.figures.drop(f"{period}/1")
            work.figures.keep(f"{period}/2", kept)
            for word in (VOIDED, SETTLED):
                work.audit.append(AuditEntry(archive.now(), "courier", word, "", period))
        at_large, looks = MemoryAuditTrail.at_large, []

        def late(trail: MemoryAuditTrail, *actions: str) -> Sequence[AuditEntry]:
            looks.append(actions)
            said = at_large(trail, *actions)
            return said if len(looks) > 1 else said[:1]

        monkeypatch.setattr(MemoryAuditTrail, "at_large", late)
        assert "174 in all." in shown(archive)
        assert len(looks) > 1


def damage_one(archive: Archive, patch: pytest.MonkeyPatch) -> None:
    """One case that cannot be opened."""
    bad, report = held(archive)[0], MemoryRegister.report

    def closed(register: MemoryRegister, number: str) -> Report:
        if number == bad:
            raise CannotOpen
        return report(register, number)

    patch.setattr(MemoryRegister, "report", closed)


def test_while_something_cannot_be_opened_and_may_be_mended_nothing_is_kept(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        damage_one(archive, patch)
        settle(archive)
        assert settlings(archive) == []
    settle(archive)
    assert settlings(archive) == ["2026-07 to 2026-12"]
    assert "174 in all." in shown(archive)


def test_a_month_later_they_are_kept_without_it(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    damage_one(archive, monkeypatch)
    archive.clock.advance(days=31)
    settle(archive)
    assert settlings(archive) == ["2026-07 to 2026-12"]
    assert "173 in all." in shown(archive)
