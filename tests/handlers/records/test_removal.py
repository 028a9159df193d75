"""A ticket that was removed behind the program: hidden by name, and told to the operator."""

import logging
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.errors import NotForYou
from handlers.records.breach import breach_report
from handlers.records.keeping import DESTROYED
from handlers.records.removal import is_removed
from handlers.records.trail import OPERATOR, read_removed, read_trail
from handlers.reports.store import AuditEntry
from tests.handlers.casework.bench import address
from tests.handlers.records.archive import CHAIR, RECORDS, Archive, archive_at

LONG_AGO, FAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with archive_at(tmp_path) as found:
        yield found


def changed(folder: Path, *statements: str) -> None:
    with sqlite3.connect(folder / "smpolicy.db") as database:
        for statement in statements:
            database.execute(statement)
    database.close()


@pytest.fixture
def gone(archive: Archive, tmp_path: Path) -> str:
    """A case that somebody took out of the database."""
    number = archive.acknowledged()
    archive.press("principal", "case.read", number)
    changed(
        tmp_path, "DELETE FROM outbox", "DELETE FROM journal", "DELETE FROM data_keys", "DELETE FROM tickets"
    )
    return number


@pytest.mark.parametrize("who", [CHAIR, RECORDS])
def test_by_name_nobody_sees_it(archive: Archive, gone: str, who: str) -> None:
    archive.press("assistant", "case.read", gone)  # a refusal names it too
    other = archive.acknowledged()
    seen = {entry.ticket for entry in read_trail(archive.admission, address(who))}
    assert (other in seen, gone in seen) == (True, False)
    with pytest.raises(NotForYou):
        read_trail(archive.admission, address(who), gone)


def test_the_log_says_its_own_sentence_once(
    archive: Archive, gone: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        read_trail(archive.admission, address(CHAIR))
    told = [(one.levelno, one.getMessage()) for one in caplog.records if gone in one.getMessage()]
    assert told == [(logging.ERROR, f"Ticket {gone} was removed behind the program.")]


def test_the_breach_kit_counts_it_among_what_is_left_out(archive: Archive, gone: str) -> None:
    report = breach_report(archive.admission, address(CHAIR), (LONG_AGO, FAR), None, False)
    assert (set(report.tickets), report.unopened) == (set(), 1)


def test_the_operator_reads_all_of_it_and_that_is_kept(archive: Archive, gone: str) -> None:
    before = archive.details(gone)
    assert ("principal", "acknowledged", "") in before
    assert [entry.action for entry in read_removed(archive.admission, gone)] == [one[1] for one in before]
    assert archive.details(gone)[-1] == (OPERATOR, "read the trail", "")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE tickets SET site = 'elsewhere'",
        "UPDATE tickets SET involved = answers",
        "DELETE FROM data_keys",
        "UPDATE data_keys SET wrapped = x'00' WHERE purpose = 'identity'",
    ],
)
def test_one_that_was_damaged_is_the_operators_too(archive: Archive, tmp_path: Path, damage: str) -> None:
    number = archive.acknowledged()
    changed(tmp_path, damage)
    with pytest.raises(NotForYou):
        read_trail(archive.admission, address(CHAIR), number)
    assert "acknowledged" in [entry.action for entry in read_removed(archive.admission, number)]
    assert archive.details(number)[-1] == (OPERATOR, "read the trail", "")


@pytest.mark.parametrize("which", ["there", "destroyed", "only refused"])
def test_the_operator_reads_no_other_without_a_name(archive: Archive, which: str) -> None:
    number = archive.closed()
    if which == "destroyed":
        with archive.store.begin() as work:
            work.audit.append(AuditEntry(archive.now(), address(RECORDS), DESTROYED, number))
            work.tickets.destroy(number)
    elif which == "only refused":
        number = "BBBB-BBBB"
        with archive.store.begin() as work:
            work.audit.append(AuditEntry(archive.now(), address("assistant"), "refused read", number))
    with archive.store.begin() as work:
        assert not is_removed(work, number)
    before = len(archive.trail())
    with pytest.raises(NotForYou):
        read_removed(archive.admission, number)
    assert len(archive.trail()) == before
