"""The database knows its keyset, and gets a new master key without opening a report."""

import json
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from handlers.errors import KeyMissing, SchemaBehind
from storage import keyring
from storage.keyset import Keyset, create_keyset
from storage.work import open_store
from tests.storage.database import Database
from tests.storage.samples import REPORT, REPORTER, entry


def test_the_wrong_keyset_is_refused_at_once(database: Database, tmp_path: Path) -> None:
    wrong = open_store(database.url, create_keyset(tmp_path / "wrong.json"))
    with pytest.raises(KeyMissing, match="was sealed with the keyset"):
        wrong.check()
    with pytest.raises(KeyMissing), wrong.begin():
        pass
    wrong.close()


def test_the_first_keyset_is_adopted_once(database: Database) -> None:
    again = open_store(database.url, Keyset.load(database.keyset_path))
    again.check()
    again.check()
    again.close()
    assert database.rows("SELECT fingerprint FROM keyring") == [
        (Keyset.load(database.keyset_path).fingerprint,)
    ]


def test_a_keyset_is_adopted_without_a_check_too(database: Database) -> None:
    database.run("DELETE FROM keyring", "DELETE FROM audit_head")
    fresh = open_store(database.url, Keyset.load(database.keyset_path))
    with fresh.begin() as work:
        assert work.audit.verify() is None
    fresh.close()
    assert len(database.rows("SELECT * FROM keyring")) == 1


@pytest.mark.parametrize("left", ["tickets", "data_keys", "audit"])
def test_a_database_with_records_is_never_adopted(database: Database, left: str) -> None:
    mine = database.file_ticket()
    with database.store.begin() as work:
        work.audit.append(entry(mine))
    database.disarm()
    _remove_all(database, {"audit_head", "keyring", "tickets", "data_keys", "audit"} - {left})
    fresh = open_store(database.url, Keyset.load(database.keyset_path))
    with pytest.raises(KeyMissing, match="removed behind the program"):
        fresh.check()
    with pytest.raises(KeyMissing), fresh.begin():
        pass
    with pytest.raises(KeyMissing):
        keyring.rotate(database.url, database.keyset_path)
    with pytest.raises(KeyMissing, match="has met no keyset"):
        keyring.require_met(database.url)
    fresh.close()
    assert database.rows("SELECT * FROM keyring") + database.rows("SELECT * FROM audit_head") == []


def test_a_database_names_its_keyset(database: Database) -> None:
    assert keyring.fingerprint_of(database.url) == Keyset.load(database.keyset_path).fingerprint
    database.run("DELETE FROM keyring")
    assert keyring.fingerprint_of(database.url) is None


def test_no_rotation_before_the_upgrade(tmp_path: Path, keyset_path: Path) -> None:
    before = keyset_path.read_bytes()
    (tmp_path / "smpolicy.db").touch()  # one that is not there is away, and not behind
    with pytest.raises(SchemaBehind):
        keyring.rotate(f"sqlite:///{tmp_path}/smpolicy.db", keyset_path)
    assert keyset_path.read_bytes() == before


def test_rotation_wraps_keys_anew_and_nothing_else(database: Database) -> None:
    mine = [database.file_ticket() for _ in range(3)]
    keys, values = _keys(database), _values(database)
    assert keyring.rotate(database.url, database.keyset_path) == 6
    assert not set(keys) & set(_keys(database))
    assert _values(database) == values
    fresh = open_store(database.url, Keyset.load(database.keyset_path))
    fresh.check()
    for store in (database.store, fresh):  # the one that was running all the while, and a new one
        with store.begin() as work:
            for each in mine:
                assert work.tickets.report(each.number) == REPORT
                assert work.tickets.reporter(each.number) == REPORTER
            work.audit.append(entry(mine[0]))
            assert work.audit.verify() is None
        store.check()
    fresh.close()


def test_rotation_goes_on_over_more_than_a_batch(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "_BATCH", 3)
    for _ in range(4):
        database.file_ticket()
    keys = _keys(database)
    assert keyring.rotate(database.url, database.keyset_path) == 8
    assert not set(keys) & set(_keys(database))


def test_a_keyset_from_before_the_rotation_is_refused(database: Database, tmp_path: Path) -> None:
    shutil.copy(database.keyset_path, tmp_path / "old.json")
    keyring.rotate(database.url, database.keyset_path)
    old = open_store(database.url, Keyset.load(tmp_path / "old.json"))
    with pytest.raises(KeyMissing, match="older than the last rotation"):
        old.check()
    old.close()


def test_an_interrupted_rotation_loses_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = database.file_ticket()

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keyring, "_wrap_batch", interrupted)
        with pytest.raises(KeyboardInterrupt):
            keyring.rotate(database.url, database.keyset_path)
    for _ in range(2):
        store = open_store(database.url, Keyset.load(database.keyset_path))
        store.check()
        with store.begin() as work:
            assert work.tickets.report(mine.number) == REPORT
        store.close()
        assert keyring.rotate(database.url, database.keyset_path) == 2


def test_two_rotations_at_once_lose_no_key(database: Database) -> None:
    mine = [database.file_ticket() for _ in range(5)]
    with ThreadPoolExecutor(4) as threads:
        assert (
            list(threads.map(lambda _: keyring.rotate(database.url, database.keyset_path), range(4)))
            == [10] * 4
        )
    assert len(json.loads(database.keyset_path.read_text())["sealing"]["key"]) == 5
    fresh = open_store(database.url, Keyset.load(database.keyset_path))
    fresh.check()
    with fresh.begin() as work:
        for each in mine:
            assert work.tickets.report(each.number) == REPORT
    fresh.close()


def test_the_wrong_keyset_is_not_rotated(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    create_keyset(path)
    before = path.read_bytes()
    with pytest.raises(KeyMissing):
        keyring.rotate(database.url, path)
    assert path.read_bytes() == before


def _remove_all(database: Database, tables: set[str]) -> None:
    """Past the foreign keys, which SQLite looks at only where it is asked to, and owners can drop."""
    statements = [f"DELETE FROM {table}" for table in tables]  # noqa: S608 - the test's own
    if database.kind == "postgresql":
        database.run("ALTER TABLE data_keys DROP CONSTRAINT fk_data_keys_ticket", *statements)
        return
    with sqlite3.connect(database.file) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def _keys(database: Database) -> list[bytes]:
    return [bytes(row[0]) for row in database.rows("SELECT wrapped FROM data_keys")]


def _values(database: Database) -> list[tuple[object, ...]]:
    return database.rows("SELECT number, answers, involved, reporter FROM tickets ORDER BY number")
