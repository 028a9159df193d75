"""A database that is locked, full, gone or read-only: NotSaved in time, and nothing half written."""

import logging
import sqlite3
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import SQLAlchemyError

from handlers.conversation.actor import Channel
from handlers.errors import NotSaved, SetupError
from handlers.reports.delivery import step_delivery
from storage import complaint
from storage.engine import connect
from storage.keyset import Keyset
from storage.work import DatabaseStore, open_store
from tests.storage.database import Database
from tests.storage.samples import CANARY, NOON, REPORT, REPORTER, entry, ticket


def timed(act: Callable[[], object]) -> float:
    """Seconds until it said NotSaved."""
    start = time.monotonic()
    with pytest.raises(NotSaved):
        act()
    return time.monotonic() - start


def file(store: DatabaseStore, number: str | None = None) -> None:
    new = ticket(number)
    with store.begin() as work:
        work.tickets.file(new, REPORT, REPORTER, new.number)
        work.outbox.put(step_delivery(new.number, 1, NOON))
        work.audit.append(entry(new))


def count(database: Database) -> list[int]:
    tables = ("tickets", "data_keys", "outbox", "audit")
    return [database.value(f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://u:hunter2@localhost/x",
        "postgresql//u:hunter2@x",
        "postgresql://u:hunter2@x:port/y",
    ],
)
def test_urls_we_do_not_serve(url: str) -> None:
    with pytest.raises(SetupError) as caught:
        connect(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg2", "postgres"])
def test_postgresql_is_always_psycopg_3(scheme: str) -> None:
    assert connect(f"{scheme}://localhost/x").driver == "psycopg"


@pytest.mark.parametrize("default", ["repeatable read", "serializable"])
def test_postgresql_reads_what_is_committed_whatever_its_default(postgresql: Database, default: str) -> None:
    name = postgresql.side_door.url.database
    postgresql.run(f"ALTER DATABASE {name} SET default_transaction_isolation = '{default}'")
    store = open_store(postgresql.url, Keyset.load(postgresql.keyset_path))
    with store.begin() as work:
        work.tickets.all()  # from here on another level would see nothing new
        file(postgresql.store)
        assert len(work.tickets.all()) == 1
        assert len(work.audit.entries()) == 1
    store.check_trail()
    store.close()


def test_sqlite_is_set_up_not_to_lose_anything(sqlite: Database) -> None:
    assert sqlite.value("PRAGMA journal_mode") == "wal"
    assert sqlite.value("PRAGMA synchronous") == 2
    assert sqlite.value("PRAGMA foreign_keys") == 1
    assert sqlite.value("PRAGMA secure_delete") == 1


class TestLocked:
    def test_sqlite(self, sqlite: Database) -> None:
        other = sqlite3.connect(sqlite.file, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        assert 1.5 < timed(lambda: file(sqlite.store)) < 2.9
        other.rollback()
        other.close()
        assert count(sqlite) == [0, 0, 0, 0]
        file(sqlite.store)

    def test_by_another_thread_of_ours(self, sqlite: Database) -> None:
        with sqlite.store.begin(), ThreadPoolExecutor(1) as thread:
            assert 1.5 < thread.submit(timed, lambda: file(sqlite.store)).result() < 2.9
        file(sqlite.store)

    def test_first_by_a_thread_and_then_by_another_process(self, sqlite: Database) -> None:
        """Both waits together stay within the time there is."""
        other = sqlite3.connect(sqlite.file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(4) as threads:
            waits = [threads.submit(timed, lambda: file(sqlite.store)) for _ in range(4)]
            assert all(1.5 < wait.result() < 2.9 for wait in waits)
        other.close()

    def test_reading_waits_for_no_writer_in_sqlite(self, sqlite: Database) -> None:
        with sqlite.store.begin():
            assert sqlite.store.addresses.find("a@example.org", Channel.SLACK) is None
            sqlite.store.check()

    def test_a_ticket_in_postgresql(self, postgresql: Database) -> None:
        mine = postgresql.file_ticket()

        def get() -> None:
            with postgresql.store.begin() as work:
                work.tickets.get(mine.number)

        with postgresql.store.begin() as work:
            work.tickets.get(mine.number)
            with ThreadPoolExecutor(1) as thread:
                assert 1.5 < thread.submit(timed, get).result() < 2.9
        get()

    def test_the_whole_table_in_postgresql(self, postgresql: Database) -> None:
        with postgresql.side_door.begin() as connection:
            connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
            assert 1.5 < timed(lambda: file(postgresql.store)) < 2.9
        assert count(postgresql) == [0, 0, 0, 0]

    def test_every_connection_taken(self, database: Database) -> None:
        busy = DatabaseStore(connect(database.url, wait=0.2), Keyset.load(database.keyset_path))
        taken = [busy._engine.connect() for _ in range(32)]
        assert timed(lambda: file(busy)) < 1.5
        for connection in taken:
            connection.close()
        file(busy)
        busy.close()


class TestFull:
    @pytest.mark.parametrize("room", [0, 1, 3, 5, 8])
    def test_sqlite(self, sqlite: Database, room: int) -> None:
        file(sqlite.store)
        pages = sqlite.value("PRAGMA page_count")
        engine = connect(sqlite.url)

        @event.listens_for(engine, "connect")
        def _limit(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages + room}")

        small = DatabaseStore(engine, Keyset.load(sqlite.keyset_path))
        refused = 0
        for _ in range(3):
            before = count(sqlite)
            try:
                file(small)
            except NotSaved:
                refused += 1
                assert count(sqlite) == before
            else:
                assert count(sqlite) == [before[0] + 1, before[1] + 2, before[2] + 1, before[3] + 1]
        assert refused
        small.close()
        with sqlite.store.begin() as work:
            assert work.audit.verify() is None
            for each in work.tickets.all():
                assert work.tickets.report(each.number) == REPORT


class TestGone:
    def test_a_file_that_was_moved_away(self, sqlite: Database) -> None:
        """An open file goes on taking what is written; nobody would ever have read the report."""
        file(sqlite.store)
        away = sqlite.file.with_name("away.db")
        sqlite.file.rename(away)
        timed(lambda: file(sqlite.store))
        assert not sqlite.file.exists()
        away.rename(sqlite.file)
        file(sqlite.store)
        assert count(sqlite)[0] == 2

    def test_another_file_in_its_place(self, sqlite: Database) -> None:
        file(sqlite.store)
        for part in sqlite.file.parent.glob("smpolicy.db*"):
            part.unlink()
        sqlite3.connect(sqlite.file).close()
        timed(lambda: file(sqlite.store))

    def test_a_connection_the_server_closed(self, postgresql: Database) -> None:
        file(postgresql.store)
        postgresql.run(_HANG_UP)
        file(postgresql.store)
        assert count(postgresql)[0] == 2

    def test_a_connection_the_server_closes_meanwhile(self, postgresql: Database) -> None:
        def interrupted() -> None:
            with postgresql.store.begin() as work:
                new = ticket()
                work.tickets.file(new, REPORT, REPORTER, new.number)
                postgresql.run(_HANG_UP)
                work.outbox.put(step_delivery(new.number, 1, NOON))

        timed(interrupted)
        assert count(postgresql) == [0, 0, 0, 0]

    def test_a_server_that_is_not_there(
        self, tmp_path: Path, keyset_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        store = open_store(f"postgresql://nobody@/x?host={tmp_path}", Keyset.load(keyset_path))
        assert timed(lambda: file(store)) < 2.9
        timed(store.check)
        assert "No such file or directory" in caplog.text  # the operator reads why
        timed(lambda: store.addresses.find("a@example.org", Channel.SLACK))


def test_a_read_only_file(sqlite: Database) -> None:
    engine = connect(sqlite.url)

    @event.listens_for(engine, "connect")
    def _limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    store = DatabaseStore(engine, Keyset.load(sqlite.keyset_path))
    timed(lambda: file(store))
    store.close()
    assert count(sqlite) == [0, 0, 0, 0]


def test_many_at_once_are_all_saved(database: Database) -> None:
    together = threading.Barrier(16)

    def send(_: int) -> None:
        together.wait(10)
        file(database.store)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(send, range(64)))
    assert count(database) == [64, 128, 64, 64]
    with database.store.begin() as work:
        assert work.audit.verify() is None


def test_a_failure_tells_names_and_never_values(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(complaint, "_told", {})  # another test may have logged the same a moment ago

    def taken_twice() -> None:
        with database.store.begin() as work:
            work.tickets.file(ticket("K7QM-2XRD"), REPORT, REPORTER, f"{CANARY} token")

    taken_twice()
    with caplog.at_level(logging.DEBUG), pytest.raises(NotSaved) as caught:
        taken_twice()
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert "canary" not in shown
    assert "K7QM-2XRD" not in shown
    assert any(code in caplog.text for code in ("23505", "SQLITE_CONSTRAINT"))
    assert str(caught.value).startswith("The database is not available")


def test_the_engine_itself_hides_parameters(database: Database) -> None:
    with database.side_door.connect() as connection, pytest.raises(SQLAlchemyError) as caught:
        connection.execute(text("INSERT INTO nowhere VALUES (:value)"), {"value": CANARY})
    assert "canary" not in "".join(traceback.format_exception(caught.value))


_HANG_UP = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
