"""The end of the trail taken away while the service runs, with an older head put back in its place."""

import logging
from collections.abc import Callable
from contextlib import suppress

import pytest

from storage.keyset import Keyset
from storage.watch import CUT, TrailDamaged
from storage.work import DatabaseStore, open_store
from tests.storage.database import Database
from tests.storage.samples import entry, ticket

OF = ticket("K7QM-2XRD")
Cut = Callable[[], None]


def append(store: DatabaseStore, count: int = 1, action: str = "read") -> None:
    for _ in range(count):
        with store.begin() as work:
            work.audit.append(entry(OF, action))


def verify(database: Database) -> int | None:
    """As another process would, which has seen nothing."""
    fresh = open_store(database.url, Keyset.load(database.keyset_path))
    with fresh.begin() as work:
        found = work.audit.verify()
    fresh.close()
    return found


@pytest.fixture
def cut(database: Database) -> Cut:
    """Three of five entries taken from the end, without a trace in the database."""
    database.file_ticket(OF)
    append(database.store, 2)
    head = database.rows("SELECT sequence, mac, seal FROM audit_head")[0]
    append(database.store, 3)

    def cut() -> None:
        database.disarm()
        database.run("DELETE FROM audit WHERE sequence > 2")
        values = dict(zip(("sequence", "mac", "seal"), head, strict=True))
        database.run("UPDATE audit_head SET sequence = :sequence, mac = :mac, seal = :seal", **values)

    return cut


def test_the_chain_alone_does_not_show_it(database: Database, cut: Cut) -> None:
    cut()
    assert verify(database) is None


def test_who_was_running_says_so_and_leaves_the_gap_to_be_seen(
    database: Database, cut: Cut, caplog: pytest.LogCaptureFixture
) -> None:
    cut()
    with database.store.begin():
        pass  # the courier looks for work
    assert verify(database) == 3
    append(database.store)
    assert verify(database) == 3
    rows = database.rows("SELECT sequence, action, detail FROM audit ORDER BY sequence")
    assert rows[2:] == [(6, CUT, "entry 5"), (7, "read", "")]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "entry 5 is gone" in caplog.text


def test_what_another_process_went_on_with_does_not_hide_it(database: Database, cut: Cut) -> None:
    cut()
    other = open_store(database.url, Keyset.load(database.keyset_path))
    append(other, 4, "answered")
    other.close()
    assert verify(database) is None
    append(database.store)
    assert verify(database) is not None
    assert database.value("SELECT count(*) FROM audit WHERE action = :cut", cut=CUT) == 1


def test_it_is_not_ready_any_more(database: Database, cut: Cut) -> None:
    database.store.check_trail()
    cut()
    with pytest.raises(TrailDamaged, match="entry 5 is gone"):
        database.store.check_trail()
    append(database.store)  # a report is still taken
    with pytest.raises(TrailDamaged, match="entry 5 is gone"):
        database.store.check_trail()


def test_what_another_process_wrote_is_remembered_too(sqlite: Database) -> None:
    sqlite.file_ticket(OF)
    other = open_store(sqlite.url, Keyset.load(sqlite.keyset_path))
    append(other, 3)
    other.close()
    with sqlite.store.begin():
        pass
    sqlite.disarm()
    sqlite.run("DELETE FROM audit WHERE sequence > 1")
    with pytest.raises(TrailDamaged, match="entry 3 is gone"):
        sqlite.store.check_trail()


def test_what_was_not_saved_was_not_seen(sqlite: Database) -> None:
    sqlite.file_ticket(OF)
    append(sqlite.store)
    with suppress(KeyError), sqlite.store.begin() as work:
        work.audit.append(entry(OF))
        work.audit.flush()
        raise KeyError
    append(sqlite.store)
    sqlite.store.check_trail()
    assert verify(sqlite) is None
