"""Values of another kind, written into SQLite behind the program: found, and nobody is stopped by them."""

# ruff: noqa: S608 - the statements are the test's own

import pytest

from handlers.records.removal import removed
from storage.columns import NEVER
from tests.storage.database import Database
from tests.storage.samples import NOON, REPORT, REPORTER, entry, ticket

ODD = ["'canary'", "x'00ff'", "99999999999", "''", "1.5", "'9999-99-99 00:00:00'"]


WORDS = ("actor", "action", "ticket", "detail")
IN_TRAIL = [(column, odd) for column in (*WORDS, "at", "mac") for odd in ODD]
SAME_LETTERS = [(column, f"CAST({column} AS BLOB)") for column in WORDS]


@pytest.mark.parametrize(("column", "odd"), [*IN_TRAIL, *SAME_LETTERS])
def test_verify_names_the_entry_that_holds_one(sqlite: Database, column: str, odd: str) -> None:
    with sqlite.store.begin() as work:
        for _ in range(3):
            work.audit.append(entry(ticket("K7QM-2XRD"), "read", "report"))
    sqlite.disarm()
    sqlite.run(f"UPDATE audit SET {column} = {odd} WHERE sequence = 2")
    with sqlite.store.begin() as work:
        assert work.audit.verify() == 2
        assert len(work.audit.entries()) == 3


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "column", ["opened_at", "recipients", "recused", "answers", "seal", "entries", "site"]
)
def test_a_ticket_that_holds_one_is_told_and_the_others_are_listed(
    sqlite: Database, column: str, odd: str
) -> None:
    bad, good = sqlite.file_ticket().number, sqlite.file_ticket().number
    sqlite.run(f"UPDATE tickets SET {column} = {odd} WHERE number = :bad", bad=bad)
    with sqlite.store.begin() as work:
        for number in (bad, good):
            work.audit.append(entry(ticket(number)))
    with sqlite.store.begin() as work:
        assert good in {one.number for one in work.tickets.all()}
        assert (work.tickets.report(good), work.tickets.reporter(good)) == (REPORT, REPORTER)
    assert removed(sqlite.store, (bad, good)) == {bad}


def test_a_head_that_holds_one_does_not_fit(sqlite: Database) -> None:
    with sqlite.store.begin() as work:
        work.audit.append(entry(ticket()))
    sqlite.run("UPDATE audit_head SET seal = 'canary'")
    with sqlite.store.begin() as work:
        assert work.audit.verify() == 2


def test_what_is_no_moment_is_long_ago(sqlite: Database) -> None:
    with sqlite.store.begin() as work:
        work.audit.append(entry(ticket()))
        work.audit.append(entry(ticket()))
    sqlite.disarm()
    sqlite.run("UPDATE audit SET at = 'canary' WHERE sequence = 1")
    with sqlite.store.begin() as work:
        assert [one.at for one in work.audit.entries()] == [NEVER, NOON]
