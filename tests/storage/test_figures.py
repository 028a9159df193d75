"""Kept figures behind the program's back: moved, put back, and met by two at once."""

import pytest

from handlers.errors import CannotOpen
from handlers.records import figures
from handlers.records.figures import SETTLED, VOIDED, Figures
from handlers.records.recount import RECOUNTED, recount
from handlers.records.statistics import Period, Statistics, last_period, statistics
from handlers.reports.access import Action
from handlers.reports.delivery import chore_delivery
from handlers.reports.store import AuditEntry, UnitOfWork
from storage.work import DatabaseStore
from tests.clock import FakeClock
from tests.handlers.casework.bench import address, lines
from tests.handlers.records.archive import RECORDS, Archive
from tests.storage.database import Database
from tests.storage.samples import NOON

PERIOD = "2026-01 to 2026-06"
LOST = f"The figures of {PERIOD} cannot be opened, and are not counted anew."


def archive_in(store: DatabaseStore) -> Archive:
    return Archive(store, FakeClock(NOON))


def settle(archive: Archive) -> None:
    Figures(archive.admission).settle(chore_delivery("figures", "now", archive.now()))


def shown(archive: Archive) -> str:
    return lines(archive.press("principal", "statistics.show", ""))


def recounted(archive: Archive) -> Statistics | None:
    return recount(archive.admission, address(RECORDS), PERIOD)


def lose(database: Database) -> None:
    database.run("DELETE FROM figures")


def something_happens(archive: Archive) -> None:
    """What has to wait while another writes the trail."""
    with archive.store.begin() as work:
        work.audit.append(AuditEntry(archive.now(), "courier", "started", ""))


def body(database: Database, key: str) -> bytes:
    return bytes(database.value("SELECT body FROM figures WHERE period = :key", key=key))


@pytest.mark.parametrize(("taken", "put"), [("a/1", "a/2"), ("a/2", "a/1"), ("b/1", "a/1")])
def test_what_was_kept_on_another_occasion_does_not_open(database: Database, taken: str, put: str) -> None:
    with database.store.begin() as work:
        for key in ("a/1", "a/2", "b/1"):
            work.figures.keep(key, key)
    database.run("UPDATE figures SET body = :body WHERE period = :key", body=body(database, taken), key=put)
    with database.store.begin() as work, pytest.raises(CannotOpen):
        work.figures.find(put)


@pytest.mark.parametrize(
    "deeds",
    [
        ["UPDATE figures SET body = :old"],
        ["DELETE FROM figures", "INSERT INTO figures VALUES (:first, :old)"],
        ["DELETE FROM figures", "INSERT INTO figures VALUES (:second, :old)"],
    ],
)
def test_older_figures_that_are_put_back_are_not_told(database: Database, deeds: list[str]) -> None:
    archive = archive_in(database.store)
    settle(archive)
    old = body(database, f"{PERIOD}/1")
    lose(database)
    assert recounted(archive)
    assert PERIOD in shown(archive)
    for deed in deeds:
        needed = {"old": old, "first": f"{PERIOD}/1", "second": f"{PERIOD}/2"}
        database.run(deed, **{name: value for name, value in needed.items() if f":{name}" in deed})
    assert LOST in shown(archive)
    assert recounted(archive)
    assert LOST not in shown(archive)


def test_void_figures_that_are_put_back_are_not_told(database: Database) -> None:
    archive = archive_in(database.store)
    archive.clock.advance(days=-150)  # the end of June
    period = Period(NOON.date().replace(month=1, day=1), NOON.date().replace(month=7, day=1))
    with archive.store.begin() as work:
        Figures(archive.admission).of(work, period)
    old = body(database, f"{PERIOD}/1")
    with archive.store.begin() as work:
        work.figures.drop(f"{PERIOD}/1")
        work.audit.append(AuditEntry(archive.now(), "courier", VOIDED, "", PERIOD))
    archive.clock.advance(days=150)
    database.run("INSERT INTO figures VALUES (:key, :old)", key=f"{PERIOD}/1", old=old)
    assert LOST in shown(archive)
    assert recounted(archive)
    assert LOST not in shown(archive)


def test_what_was_put_where_nothing_was_kept_is_not_told(database: Database) -> None:
    archive = archive_in(database.store)
    database.run("INSERT INTO figures VALUES (:key, :body)", key=f"{PERIOD}/1", body=b"x")
    assert LOST in shown(archive)
    found = recounted(archive)
    assert found
    assert found.note in shown(archive)


class TestTwoAtOnce:
    """On PostgreSQL, where two transactions can be open."""

    @pytest.fixture
    def archive(self, postgresql: Database) -> Archive:
        archive = archive_in(postgresql.store)
        archive.clock.advance(days=-200)
        archive.file()  # whose entries on the trail are read as it is counted
        archive.clock.advance(days=200)
        settle(archive)
        lose(postgresql)
        return archive

    def test_reports_are_taken_while_figures_are_counted_anew(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        while_counting(monkeypatch, lambda: something_happens(archive))
        assert recounted(archive)
        assert archive.trail()[-2:] == [("courier", SETTLED), (RECORDS, RECOUNTED)]
        assert ("courier", "started") in archive.trail()

    def test_reports_are_taken_while_void_figures_are_counted_again(
        self, archive: Archive, postgresql: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        recounted(archive)
        period = last_period(archive.now(), archive.district)
        archive.clock.advance(days=300)
        with archive.store.begin() as work:
            work.figures.drop(f"{period.name}/2")
            work.figures.keep(f"{period.name}/3", "{}")
            work.audit.append(AuditEntry(archive.now(), "courier", SETTLED, "", period.name))
        archive.clock.advance(days=-300)
        something_happens(archive)
        while_counting(monkeypatch, lambda: something_happens(archive))
        assert LOST not in shown(archive)
        assert archive.trail()[-4:] == [
            ("courier", "started"),
            ("courier", VOIDED),
            ("courier", SETTLED),
            ("principal", Action.STATISTICS),
        ]

    def test_the_second_is_told_what_the_first_has_kept(
        self, archive: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = list[Statistics | None]()

        def meanwhile() -> None:
            archive.clock.advance(days=-1)
            first.append(recounted(archive))
            archive.clock.advance(days=1)

        while_counting(monkeypatch, meanwhile)
        assert [recounted(archive)] == first
        assert first[0] is not None
        assert first[0].note in shown(archive)
        with archive.store.begin() as work:
            assert len(work.audit.at_large(SETTLED)) == 2

    def test_the_second_to_look_is_told_what_the_first_has_kept(
        self, postgresql: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        archive = archive_in(postgresql.store)
        archive.clock.advance(days=60)
        first = list[str]()
        while_counting(monkeypatch, lambda: first.append(shown(archive)))
        assert [shown(archive)] == first
        with archive.store.begin() as work:
            assert len(work.audit.at_large(SETTLED)) == 1


def while_counting(monkeypatch: pytest.MonkeyPatch, deed: object) -> None:
    """Do this once, after the first count was made and before it is kept."""
    deeds = [deed]

    def count(work: UnitOfWork, period: Period, district: object) -> Statistics:
        found = statistics(work, period, district)  # type: ignore[arg-type]
        if deeds:
            todo = deeds.pop()
            assert callable(todo)
            todo()
        return found

    monkeypatch.setattr(figures, "statistics", count)
