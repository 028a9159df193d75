"""Attacks on what is in plain columns, by somebody who can write to the database."""

# ruff: noqa: S608 - the statements are the test's own

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.errors import CannotOpen
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.ticket import Reporter, Ticket
from storage.keyset import Keyset
from storage.sealing import Cell
from storage.work import open_store
from tests.storage.database import Database
from tests.storage.samples import NOON, REPORT, REPORTER, ticket

INTRUDER = Reporter("An intruder", "intruder@example.org", "web", "intruder")
EDITS = (
    "recipients = '[\"intruder@example.org\"]'",
    "recused = '[\"principal@example.org\"]'",
    "holder = 'intruder@example.org'",
    "status = 'closed'",
    "urgency = 'routine'",
    "matter = 'question'",
    "site = 'elsewhere'",
    "policy_hash = 'ffff'",
    "acknowledged_by = 'intruder@example.org'",
    "closed_at = '2020-01-01 00:00:00+00:00'",
    "opened_at = '2020-01-01 00:00:00+00:00'",
    "step = 4",
    "hold = NOT hold",
    "drill = NOT drill",
    "outcome = 'unfounded'",
    "number = 'ZZZZ-ZZZ2'",
)


def note(of: Ticket, name: str, after: float = 0) -> Entry:
    """A supervisor's note, so many minutes after noon."""
    at = NOON + timedelta(minutes=after)
    return Entry(name, of.number, EntryKind.NOTE, at, "principal@example.org", {"note": name})


def file_own(database: Database) -> Ticket:
    """A report by the intruder."""
    own = ticket()
    with database.store.begin() as work:
        work.tickets.file(own, REPORT, INTRUDER, own.number)
    return own


@pytest.mark.parametrize("kept", [True, False])
def test_anothers_report_under_ones_own_index(database: Database, kept: bool) -> None:
    theirs, own = database.file_ticket(), file_own(database)
    columns = "reporter_index" if kept else "reporter_index, seal"
    database.run(
        f"UPDATE tickets SET ({columns}) = (SELECT {columns} FROM tickets WHERE number = :own) "
        "WHERE number = :theirs",
        own=own.number,
        theirs=theirs.number,
    )
    with database.store.begin() as work:
        assert list(work.tickets.of_reporter("intruder@example.org")) == [own]


def test_an_index_that_fits_is_compared_with_who_reported(database: Database) -> None:
    """Even where the seal fits, as after a mistake of the program's own."""
    theirs = database.file_ticket()
    keyset = Keyset.load(database.keyset_path)
    database.run("UPDATE keyring SET mark = :mark", mark=keyset.seal(Cell("keyring", "1", "mark"), b""))
    database.run(
        "UPDATE tickets SET seal = :none, reporter_index = :index",
        none=b"",
        index=keyset.index("reporter", "intruder@example.org"),
    )
    database.store.check()
    with database.store.begin() as work:
        assert not work.tickets.of_reporter("intruder@example.org")
        assert list(work.tickets.of_reporter(REPORTER.key)) == [theirs]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_column_opens_nothing(database: Database, edit: str) -> None:
    mine, other = database.file_ticket(), database.file_ticket()
    if edit.startswith("number"):
        database.run(f"DELETE FROM data_keys WHERE ticket = '{mine.number}'")
    database.run(f"UPDATE tickets SET {edit} WHERE number = :number", number=mine.number)
    number = "ZZZZ-ZZZ2" if edit.startswith("number") else mine.number
    with database.store.begin() as work:
        assert list(work.tickets.all()) == [other]
        assert list(work.tickets.of_reporter(REPORTER.key)) == [other]
    for read in ("get", "report", "reporter"):
        with database.store.begin() as work, pytest.raises(CannotOpen):
            getattr(work.tickets, read)(number)
    with database.store.begin() as work, pytest.raises(CannotOpen):
        work.tickets.filed_with(mine.number)
    with database.store.begin() as work, pytest.raises(CannotOpen):
        work.tickets.save(replace(mine, number=number))


def test_it_is_logged_once_with_its_number(sqlite: Database, caplog: pytest.LogCaptureFixture) -> None:
    mine = sqlite.file_ticket()
    sqlite.run("UPDATE tickets SET status = 'closed'")
    for _ in range(3):
        with sqlite.store.begin() as work:
            assert not work.tickets.all()
    assert caplog.text.count(mine.number) == 1


def test_a_seal_taken_away_is_not_written_anew(database: Database) -> None:
    mine = database.file_ticket()
    database.run("UPDATE tickets SET status = 'closed', seal = :none", none=b"")
    again = open_store(database.url, Keyset.load(database.keyset_path))
    again.check()
    again.close()
    with database.store.begin() as work, pytest.raises(CannotOpen):
        work.tickets.get(mine.number)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM journal WHERE id = 'b'",
        "UPDATE journal SET at = '2020-01-01 00:00:00+00:00' WHERE id = 'b'",
        "UPDATE journal SET kind = 'item' WHERE id = 'b'",
        "UPDATE journal SET id = 'c' WHERE id = 'b'",
        "UPDATE journal SET ticket = (SELECT max(number) FROM tickets WHERE number <> ticket) WHERE id = 'b'",
    ],
)
def test_a_journal_with_an_entry_gone_or_changed(database: Database, attack: str) -> None:
    mine = database.file_ticket()
    database.file_ticket()
    with database.store.begin() as work:
        work.journal.add(note(mine, "a"))
        work.journal.add(note(mine, "b", 1))
        assert len(work.journal.entries(mine.number)) == 2
    database.run(attack)
    for kinds in ((), (EntryKind.NOTE,), (EntryKind.CALL,)):
        with database.store.begin() as work, pytest.raises(CannotOpen):
            work.journal.entries(mine.number, *kinds)
    with database.store.begin() as work, pytest.raises(CannotOpen):
        work.journal.add(note(mine, "d", 2))


def test_a_moment_of_an_entry_that_is_not_the_sealed_one(sqlite: Database) -> None:
    """Even where the list was sealed with it, as before rows had seals."""
    mine = sqlite.file_ticket()
    with sqlite.store.begin() as work:
        work.journal.add(note(mine, "a"))
    keyset = Keyset.load(sqlite.keyset_path)
    mark = keyset.seal(Cell("keyring", "1", "mark"), b"")
    sqlite.run("UPDATE journal SET at = '2020-01-01 00:00:00.000000'")
    sqlite.run("UPDATE keyring SET mark = :mark", mark=mark)
    sqlite.run("UPDATE tickets SET seal = :none", none=b"")
    sqlite.store.check()
    with sqlite.store.begin() as work, pytest.raises(CannotOpen):
        work.journal.entries(mine.number)
