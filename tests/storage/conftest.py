"""A database of each kind, with its keyset."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import schema
from storage.engine import connect
from storage.keyset import Keyset, create_keyset
from storage.work import DatabaseStore, open_store
from tests.storage.database import Database
from tests.storage.postgres import fresh_database


@pytest.fixture
def keyset_path(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "keyset.json"
    create_keyset(path)
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, keyset_path: Path) -> Iterator[Database]:
    """A database at the newest schema, with a store and a second, unguarded way in."""
    if request.param == "postgresql":
        url = fresh_database()
    else:
        url = f"sqlite:///{tmp_path}/data/smpolicy.db"
        schema.upgrade(url)
    yield from _opened(url, keyset_path)


@pytest.fixture
def sqlite(tmp_path: Path, keyset_path: Path) -> Iterator[Database]:
    """The same, SQLite alone."""
    url = f"sqlite:///{tmp_path}/data/smpolicy.db"
    schema.upgrade(url)
    yield from _opened(url, keyset_path)


@pytest.fixture
def postgresql(keyset_path: Path) -> Iterator[Database]:
    """The same, PostgreSQL alone."""
    yield from _opened(fresh_database(), keyset_path)


@pytest.fixture
def store(database: Database) -> DatabaseStore:
    return database.store


def _opened(url: str, keyset_path: Path) -> Iterator[Database]:
    store = open_store(url, Keyset.load(keyset_path))
    store.check()
    side_door = connect(url)
    yield Database(url, keyset_path, store, side_door)
    store.close()
    side_door.dispose()
