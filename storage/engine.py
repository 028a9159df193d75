"""The engine: connections to SQLite or PostgreSQL, and the one kind of transaction there is."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, exc, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import ConnectionPoolEntry

from handlers.errors import NotSaved, SetupError
from storage.complaint import complain

WAIT = 2.0
"""Seconds to wait for a lock: Slack gives three in all."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a commit survives a power cut
    "foreign_keys = ON",
    "secure_delete = ON",  # a deleted key is overwritten
    "trusted_schema = OFF",
)


def connect(url: str, wait: float = WAIT) -> Engine:
    """An engine that connects when first used. Raises SetupError where the URL is not one we serve."""
    place = _place(url)
    if place.get_backend_name() == "sqlite":
        return _sqlite(place, wait)
    return _postgresql(place, wait)


@contextmanager
def engine_at(url: str, wait: float = WAIT) -> Iterator[Engine]:
    """An engine for one errand. Raises SetupError where the URL is not one we serve."""
    engine = connect(url, wait)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def reading_at(url: str) -> Iterator[Connection]:
    """One reading transaction of the database at this URL. Raises NotSaved."""
    with engine_at(url) as engine, transaction(engine, reading=True) as connection:
        yield connection


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database; None where the database is a server."""
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None


def _place(url: str) -> URL:
    try:
        place = make_url(url)
    except (exc.ArgumentError, ValueError):
        # The URL may hold a password: it is not repeated.
        raise SetupError("The database URL is not well formed.") from None
    if place.get_backend_name() in {"postgresql", "postgres"}:
        return place.set(drivername="postgresql+psycopg")
    if place.get_backend_name() == "sqlite" and place.database not in {None, "", ":memory:"}:
        return place.set(drivername="sqlite+pysqlite")
    raise SetupError("The database URL must begin with sqlite:///FILE or postgresql://.")


def _prepare(connection: sqlite3.Connection, deadline: float) -> None:
    """Set the pragmas; a new file is busy at once, without SQLite's own waiting, while another sets WAL."""
    for pragma in _PRAGMAS:
        while True:
            try:
                connection.execute(f"PRAGMA {pragma}")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)


def _sqlite(place: URL, wait: float) -> Engine:
    path = Path(str(place.database)).absolute()

    def open_file() -> sqlite3.Connection:
        # mode=rw: only an upgrade makes a database, a connection never does.
        address = f"file:{quote(str(path))}?mode=rw"
        connection = sqlite3.connect(
            address, uri=True, timeout=wait, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, time.monotonic() + wait)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    # The threads of this process take turns: left to SQLite they would poll, and some would starve.
    turn = _Turn(threading.Lock(), wait)
    engine = create_engine(place, creator=open_file, execution_options={"turn": turn}, **_pool(wait))

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE takes the write lock at once: a transaction that begins can also commit.
        options = connection.get_execution_options()
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(options.get('left', wait) * 1000)}")
        connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")

    @event.listens_for(engine, "connect")
    def _connected(_connection: Any, entry: ConnectionPoolEntry) -> None:
        entry.info["file"] = _identity(path)

    @event.listens_for(engine, "checkout")
    def _checked_out(_connection: Any, entry: ConnectionPoolEntry, _proxy: Any) -> None:
        # A file that was moved away goes on taking what is written, and nobody would ever read it.
        if entry.info["file"] != _identity(path):
            raise exc.DisconnectionError

    return engine


@dataclass(frozen=True, slots=True)
class _Turn:
    """One writer of this process at a time; waiting for it counts towards the wait for the database."""

    lock: threading.Lock
    wait: float

    @contextmanager
    def taken(self) -> Iterator[float]:
        """Gives the seconds that are left to wait for writers of other processes."""
        start = time.monotonic()
        if not self.lock.acquire(timeout=self.wait):
            raise exc.TimeoutError("another thread is writing")
        try:
            yield max(0.0, self.wait - (time.monotonic() - start))
        finally:
            self.lock.release()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _postgresql(place: URL, wait: float) -> Engine:
    arguments = {
        "connect_timeout": max(2, round(wait)),
        "tcp_user_timeout": round((wait + 1) * 1000),  # milliseconds
    }
    # Set here, for the server may have another default: a transaction that goes on seeing the database as it
    # was at its beginning would miss the entry of the trail that this process saw last, and call it cut.
    level = "READ COMMITTED"
    engine = create_engine(
        place, connect_args=arguments, isolation_level=level, pool_pre_ping=True, **_pool(wait)
    )
    limits = f"SET LOCAL lock_timeout = '{wait:g}s'; SET LOCAL statement_timeout = '{5 * wait:g}s'"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(limits)

    return engine


def _pool(wait: float) -> dict[str, Any]:
    return {"hide_parameters": True, "pool_size": 16, "max_overflow": 16, "pool_timeout": wait}


@contextmanager
def transaction(engine: Engine, *, reading: bool = False) -> Iterator[Connection]:
    """One transaction: commits on leaving, rolls back on an exception. Raises NotSaved.

    With `reading` SQLite takes no write lock.
    """
    turn = engine.get_execution_options().get("turn")
    try:
        with (
            turn.taken() if turn and not reading else nullcontext(WAIT) as left,
            engine.connect() as connection,
            connection.execution_options(reading=reading, left=left).begin(),
        ):
            yield connection
    except exc.SQLAlchemyError as error:
        # The cause may carry values; it goes no further.
        raise NotSaved(for_operator=complain(error)) from None


def insert_into(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An insert that can say what is to happen on a conflict."""
    return postgresql.insert(table) if _is_postgresql(connection) else sqlite.insert(table)


def queue_up(connection: Connection, key: bytes) -> None:
    """Let one transaction at a time go on for this key of at least 8 bytes, until it ends.

    SQLite has one writer at a time anyway.
    """
    if _is_postgresql(connection):
        number = int.from_bytes(key[:8], "big", signed=True)
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (number,))


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
