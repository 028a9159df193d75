"""After a destruction not a byte of the keys and the sealed values is left in the files of SQLite."""

import pytest

from handlers.reports.delivery import alert_delivery
from handlers.reports.journal import Entry, EntryKind
from storage.shredding import shred
from tests.storage.database import Database
from tests.storage.samples import NOON, entry


def destroyed(database: Database) -> list[bytes]:
    """File a ticket among others, destroy it, and give all that was sealed of it."""
    for _ in range(3):
        database.file_ticket()
    mine = database.file_ticket()
    with database.store.begin() as work:
        work.journal.add(
            Entry("e1", mine.number, EntryKind.NOTE, NOON, "a@example.org", {"note": "x" * 9000})
        )
        work.outbox.put(alert_delivery(mine.number, 1, "only-here@example.org", NOON))
        work.audit.append(entry(mine))
    of = f"'{mine.number}'"
    sealed = [
        *database.rows(f"SELECT wrapped FROM data_keys WHERE ticket = {of}"),  # noqa: S608
        *database.rows(f"SELECT body FROM journal WHERE ticket = {of}"),  # noqa: S608
        *database.rows(f"SELECT answers FROM tickets WHERE number = {of}"),  # noqa: S608
        *database.rows(f"SELECT involved FROM tickets WHERE number = {of}"),  # noqa: S608
        *database.rows(f"SELECT reporter FROM tickets WHERE number = {of}"),  # noqa: S608
    ]
    with database.store.begin() as work:
        work.tickets.destroy(mine.number)
        work.audit.append(entry(mine, "destroyed", "order"))
    return [bytes(row[0]) for row in sealed] + [b"only-here@example.org"]


def _files(database: Database) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(database.file.parent.iterdir()))


def _pieces(values: list[bytes]) -> list[bytes]:
    """Values are longer than a page: any 24 bytes of theirs that lie together are too many."""
    return [value[at : at + 24] for value in values for at in range(0, len(value) - 23, 24)] + values[-1:]


def test_not_a_byte_is_left_in_any_file(sqlite: Database) -> None:
    values = destroyed(sqlite)
    assert len(values) == 7
    assert any(piece in _files(sqlite) for piece in _pieces(values))  # the log still has them
    sqlite.store.shred()
    written = _files(sqlite)
    assert [piece for piece in _pieces(values) if piece in written] == []
    assert b"destroyed" in written  # the trail stays


def test_the_log_cannot_be_cut_off_while_somebody_reads(
    sqlite: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite.side_door.connect().execution_options(reading=True) as reader:
        reader.exec_driver_sql("SELECT count(*) FROM tickets").scalar()
        destroyed(sqlite)
        assert not shred(sqlite.side_door)
    assert "next sweep tries again" in caplog.text
    assert shred(sqlite.side_door)


def test_postgresql_frees_the_place(postgresql: Database) -> None:
    destroyed(postgresql)
    assert shred(postgresql.side_door)
    assert postgresql.value("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'data_keys'") == 0
    with postgresql.store.begin() as work:
        assert work.audit.verify() is None
