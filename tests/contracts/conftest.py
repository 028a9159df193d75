"""Every store there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import schema
from storage.keyset import create_keyset
from storage.memory import MemoryStore
from storage.work import DatabaseStore, open_store
from tests.storage.postgres import fresh_database

AnyStore = MemoryStore | DatabaseStore


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyStore]:
    """A store, empty and ready to serve."""
    opened = _open(request.param, tmp_path)
    opened.check()
    yield opened
    opened.close()


def _open(kind: str, folder: Path) -> AnyStore:
    if kind == "memory":
        return MemoryStore()
    if kind == "postgresql":
        url = fresh_database()
    else:
        url = f"sqlite:///{folder}/smpolicy.db"
        schema.upgrade(url)
    return open_store(url, create_keyset(folder / "keyset.json"))
