"""Not a byte of a report lies in the database in the clear."""

import json
import logging
from dataclasses import fields, replace

import pytest

from handlers.reports.delivery import clock_delivery, step_delivery, word_delivery
from handlers.reports.journal import Entry, EntryKind, new_entry_id
from handlers.reports.passes import Pass
from handlers.reports.ticket import Matter, Report, Ticket
from storage.tables import metadata
from tests.storage.database import Database
from tests.storage.samples import CANARY, NOON, REPORT, REPORTER, entry, ticket
from tests.storage.written import names_written

# Long ones: half a megabyte of sealed bytes holds one of three letters by chance, one time in forty.
WORDS = [
    b"canary",
    "canary".encode("utf-16-le"),
    b"whispered",
    b"gymnasium",
    REPORTER.name.encode(),
    b"teacher@example.org",
    b"coach@example.org",
]

SECRET = f"{CANARY} whispered it in the gymnasium"
FIELDS = dict.fromkeys(sorted(names_written()), SECRET)
"""Something in every field in which anything is written down."""
FULL = Report({**FIELDS, **REPORT.answers}, REPORT.involved)
"""A report with all that any kind of ticket asks for."""
_SOME_OF_EACH_KIND = (
    "what students where learned_at platform link why question draft words danger_now note agency_name "
    "reference said reason outcome people left_out handed_to in_hand_of name data media_type about involved "
    "responsible begun dropped done undone item since request"
)


def test_the_fields_are_those_of_the_program() -> None:
    assert set(_SOME_OF_EACH_KIND.split()) - FIELDS.keys() == set()


def test_nothing_of_a_report_and_its_reporter_is_empty() -> None:
    empty = [
        one.name
        for value in (FULL, REPORTER)
        for one in fields(value)
        if "canary" not in str(getattr(value, one.name))
    ]
    assert empty == ["channel"]  # one of three words


def live_through(database: Database) -> None:
    """File, read, roll back and rewrite, whatever the ticket is about."""
    for matter in Matter:
        one_lives_through(database, replace(ticket(), matter=matter))


def one_lives_through(database: Database, new: Ticket) -> None:
    with database.store.begin() as work:
        work.tickets.filed_with(f"{CANARY} token {new.matter}")
        work.tickets.file(new, FULL, REPORTER, f"{CANARY} token {new.matter}")
        work.outbox.put(step_delivery(new.number, 1, NOON))
        work.audit.append(entry(new))
    with database.store.begin() as work:
        for kind in EntryKind:
            work.journal.add(Entry(new_entry_id(), new.number, kind, NOON, REPORTER.email or "", FIELDS))
        assert work.figures.keep(f"2026-07 to 2026-12/{new.matter}", json.dumps(FIELDS))
        work.passes.keep(f"{CANARY} pass {new.matter}", Pass("fetch", new.number, "coach@example.org", NOON))
        work.outbox.put(clock_delivery(new.number, "call-1h", NOON))
        work.outbox.put(word_delivery(new.number, "question", "1", None, NOON))
    with pytest.raises(KeyboardInterrupt):
        interrupted(database)
    with database.store.begin() as work:
        work.tickets.save(work.tickets.get(new.number))
        assert work.tickets.report(new.number) == FULL
        assert work.tickets.reporter(new.number) == REPORTER


def interrupted(database: Database) -> None:
    with database.store.begin() as work:
        work.tickets.file(ticket(), REPORT, REPORTER, f"{CANARY} other")
        raise KeyboardInterrupt


def test_in_no_file_of_sqlite(sqlite: Database, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        live_through(sqlite)
    files = sorted(sqlite.file.parent.iterdir())
    assert [path.name for path in files] == ["smpolicy.db", "smpolicy.db-shm", "smpolicy.db-wal"]
    written = b"".join(path.read_bytes() for path in files)
    assert b"high-school" in written  # what may be seen is there
    assert [word for word in WORDS if word in written] == []
    assert "canary" not in caplog.text


def test_in_no_cell_of_any_database(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        live_through(database)
    assert database.rows("SELECT * FROM figures")
    cells = [
        cell if isinstance(cell, bytes) else str(cell).encode()
        for table in metadata.tables
        for row in database.rows(f"SELECT * FROM {table}")  # noqa: S608
        for cell in row
    ]
    assert b"high-school" in cells
    assert [word for word in WORDS if any(word in cell for cell in cells)] == []
    assert "canary" not in caplog.text
