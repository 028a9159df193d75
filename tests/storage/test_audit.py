"""The trail refuses changes, and shows those that were made nevertheless."""

# ruff: noqa: S608 - the statements are the test's own

from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from handlers.reports.ticket import Ticket
from tests.storage.database import Database
from tests.storage.samples import entry, minutes, ticket

OF = ticket("K7QM-2XRD")


@pytest.fixture
def trail(database: Database) -> Database:
    """Five entries."""
    for number in range(5):
        append(database, f"step {number}")
    return database


def append(database: Database, detail: str, of: Ticket = OF) -> None:
    with database.store.begin() as work:
        work.audit.append(replace(entry(of, "step", detail), at=minutes(0.123456)))


def verify(database: Database) -> int | None:
    with database.store.begin() as work:
        return work.audit.verify()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET detail = 'x'",
        "UPDATE audit SET detail = 'x' WHERE sequence = 5",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE sequence = 5",
    ],
)
def test_the_database_refuses_changes(trail: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="the audit trail only grows"):
        trail.run(statement)
    assert verify(trail) is None


def test_postgresql_refuses_to_empty_it(postgresql: Database) -> None:
    with pytest.raises(DBAPIError, match="the audit trail only grows"):
        postgresql.run("TRUNCATE audit")


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_sqlite_refuses_to_replace_an_entry(sqlite: Database, verb: str) -> None:
    append(sqlite, "step 1")
    columns = "sequence, at, actor, action, ticket, detail, mac"
    with pytest.raises(DBAPIError, match="the audit trail only grows"):
        sqlite.run(f"{verb} INTO audit ({columns}) SELECT {columns} FROM audit WHERE sequence = 1")


@pytest.mark.parametrize("column", ["actor", "action", "ticket", "detail"])
def test_a_changed_word_is_found(trail: Database, column: str) -> None:
    trail.disarm()
    trail.run(f"UPDATE audit SET {column} = 'x' WHERE sequence = 3")
    assert verify(trail) == 3


def test_a_changed_moment_is_found(trail: Database) -> None:
    trail.disarm()
    zone = "+00" if trail.kind == "postgresql" else ""
    trail.run(f"UPDATE audit SET at = '2026-11-23 18:00:07.407361{zone}' WHERE sequence = 2")
    assert verify(trail) == 2


def test_a_missing_entry_is_found(trail: Database) -> None:
    trail.disarm()
    trail.run("DELETE FROM audit WHERE sequence = 2")
    assert verify(trail) == 2


def test_entries_moved_together_over_a_missing_one_are_found(trail: Database) -> None:
    trail.disarm()
    trail.run("DELETE FROM audit WHERE sequence = 2")
    for number in (3, 4, 5):
        trail.run(f"UPDATE audit SET sequence = {number - 1} WHERE sequence = {number}")
    assert verify(trail) == 2


def test_exchanged_entries_are_found(trail: Database) -> None:
    trail.disarm()
    for old, new in ((2, 99), (3, 2), (99, 3)):
        trail.run(f"UPDATE audit SET sequence = {new} WHERE sequence = {old}")
    assert verify(trail) == 2


@pytest.mark.parametrize("last", [0, 3, 4])
def test_a_missing_end_is_found(trail: Database, last: int) -> None:
    trail.disarm()
    trail.run(f"DELETE FROM audit WHERE sequence > {last}")
    assert verify(trail) == last + 1


@pytest.mark.parametrize("head", ["forged", "gone"])
def test_a_missing_end_is_found_with_the_head_adjusted(trail: Database, head: str) -> None:
    trail.disarm()
    trail.run("DELETE FROM audit WHERE sequence > 3")
    if head == "gone":
        trail.run("DELETE FROM audit_head")
    else:
        trail.run("UPDATE audit_head SET sequence = 3, mac = (SELECT mac FROM audit WHERE sequence = 3)")
    assert verify(trail) == 4


@pytest.mark.parametrize("head", ["left", "forged", "gone"])
def test_what_is_appended_later_does_not_hide_it(trail: Database, head: str) -> None:
    """And a report is still taken: a damaged trail must not keep a child's report from its reader."""
    trail.disarm()
    trail.run("DELETE FROM audit WHERE sequence > 3")
    if head == "gone":
        trail.run("DELETE FROM audit_head")
    elif head == "forged":
        trail.run("UPDATE audit_head SET sequence = 3, mac = (SELECT mac FROM audit WHERE sequence = 3)")
    append(trail, "later")
    append(trail, "later still")
    assert verify(trail) is not None
    with trail.store.begin() as work:
        assert [each.detail for each in work.audit.entries()][-2:] == ["later", "later still"]


def test_a_forged_entry_at_the_end_is_found(trail: Database) -> None:
    columns = "at, actor, action, ticket, detail, mac"
    trail.run(f"INSERT INTO audit (sequence, {columns}) SELECT 6, {columns} FROM audit WHERE sequence = 5")
    assert verify(trail) == 6


def test_it_outlives_the_ticket(database: Database) -> None:
    mine = database.file_ticket()
    append(database, "filed", mine)
    database.run("DELETE FROM data_keys", "DELETE FROM tickets")
    with database.store.begin() as work:
        assert [each.ticket for each in work.audit.entries()] == [mine.number]
        assert work.audit.verify() is None
