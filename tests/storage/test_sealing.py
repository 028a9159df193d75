"""Attacks on sealed values by somebody who can write to the database."""

# ruff: noqa: S608 - the statements are the test's own

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.errors import CannotOpen
from handlers.reports.ticket import Report
from storage.sealing import Cell, DataKey, frame, pad, unpad
from storage.work import DatabaseStore
from tests.storage.database import Database
from tests.storage.samples import REPORT, REPORTER, ticket

CELL = Cell("tickets", "K7QM-2XRD", "answers")


@given(st.binary(max_size=20_000))
def test_what_is_padded_comes_back(value: bytes) -> None:
    padded = pad(value)
    assert unpad(padded) == value
    assert len(padded) in {4096, 8192, 16384, 32768}


def test_lengths_say_little() -> None:
    key = DataKey.generate()
    lengths = {len(key.seal(CELL, b"x" * size)) for size in (0, 1, 100, 1500, 4000)}
    assert len(lengths) == 1


@given(st.binary(min_size=8, max_size=64))
def test_what_was_not_padded_is_no_value(raw: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpad(raw)


def test_parts_do_not_flow_into_each_other() -> None:
    assert frame("ab", "c") != frame("a", "bc") != frame("abc")


@given(st.data())
def test_one_changed_bit_and_it_does_not_open(data: st.DataObject) -> None:
    key = DataKey.generate()
    sealed = bytearray(key.seal(CELL, b"value"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        key.open(CELL, bytes(sealed))


@pytest.mark.parametrize(
    "elsewhere",
    [
        Cell("outbox", CELL.row, CELL.column),
        Cell(CELL.table, "ZZZZ-ZZZZ", CELL.column),
        Cell("tickets", CELL.row, "x"),
    ],
)
def test_a_value_opens_in_its_own_cell_only(elsewhere: Cell) -> None:
    key = DataKey.generate()
    sealed = key.seal(CELL, b"value")
    assert key.open(CELL, sealed) == b"value"
    with pytest.raises(CannotOpen):
        key.open(elsewhere, sealed)


def refuses_report(store: DatabaseStore, number: str) -> None:
    with store.begin() as work, pytest.raises(CannotOpen):
        work.tickets.report(number)


def refuses_reporter(store: DatabaseStore, number: str) -> None:
    with store.begin() as work, pytest.raises(CannotOpen):
        work.tickets.reporter(number)


class TestInTheDatabase:
    def test_a_value_moved_to_another_ticket(self, database: Database) -> None:
        mine, other = database.file_ticket(), database.file_ticket()
        database.run(
            "UPDATE tickets SET answers = (SELECT answers FROM tickets WHERE number = :other) "
            "WHERE number = :mine",
            mine=mine.number,
            other=other.number,
        )
        refuses_report(database.store, mine.number)

    def test_a_value_moved_to_another_column(self, database: Database) -> None:
        mine = database.file_ticket()
        database.run("UPDATE tickets SET answers = involved, involved = answers")
        refuses_report(database.store, mine.number)

    def test_a_value_moved_together_with_its_key(self, database: Database) -> None:
        mine, other = database.file_ticket(), database.file_ticket()
        names = {"mine": mine.number, "other": other.number}
        for column in ("answers", "involved", "reporter"):
            database.run(
                f"UPDATE tickets SET {column} = (SELECT {column} FROM tickets WHERE number = :other) "
                "WHERE number = :mine",
                **names,
            )
        database.run(
            "UPDATE data_keys SET wrapped = (SELECT wrapped FROM data_keys AS theirs "
            "WHERE theirs.ticket = :other AND theirs.purpose = data_keys.purpose) WHERE ticket = :mine",
            **names,
        )
        refuses_report(database.store, mine.number)
        refuses_reporter(database.store, mine.number)

    def test_the_two_keys_of_a_ticket_exchanged(self, database: Database) -> None:
        mine = database.file_ticket()
        database.run(
            "UPDATE data_keys SET wrapped = (SELECT wrapped FROM data_keys AS theirs "
            "WHERE theirs.purpose = 'identity') WHERE purpose = 'content'"
        )
        refuses_report(database.store, mine.number)

    def test_the_identity_put_where_the_content_is_read(self, database: Database) -> None:
        """Who may read the report must not get to the reporter by moving the sealed identity."""
        mine = database.file_ticket()
        database.run("UPDATE tickets SET answers = reporter")
        refuses_report(database.store, mine.number)

    def test_an_older_key_or_value_of_the_same_number_put_back(self, database: Database) -> None:
        mine = database.file_ticket(ticket("K7QM-2XRD"))
        old_value = database.value("SELECT answers FROM tickets")
        old_key = database.value("SELECT wrapped FROM data_keys WHERE purpose = 'content'")
        database.run("DELETE FROM data_keys", "DELETE FROM tickets")
        with database.store.begin() as work:
            work.tickets.file(mine, Report({"what": "new"}), REPORTER, "another token")
        new_value = database.value("SELECT answers FROM tickets")
        database.run("UPDATE tickets SET answers = :old", old=old_value)
        refuses_report(database.store, mine.number)
        database.run("UPDATE tickets SET answers = :new", new=new_value)
        database.run("UPDATE data_keys SET wrapped = :old WHERE purpose = 'content'", old=old_key)
        refuses_report(database.store, mine.number)

    @pytest.mark.parametrize("length", [0, 1, 5, 200, 4000])
    def test_a_value_cut_short(self, database: Database, length: int) -> None:
        mine = database.file_ticket()
        database.run(f"UPDATE tickets SET answers = substr(answers, 1, {length})")
        refuses_report(database.store, mine.number)

    def test_a_value_in_the_clear(self, database: Database) -> None:
        mine = database.file_ticket()
        database.run("UPDATE tickets SET answers = :clear", clear=b'{"what": "nothing"}')
        refuses_report(database.store, mine.number)

    @pytest.mark.parametrize("wrapped", [b"", b"\x00" * 64])
    def test_a_key_that_is_none(self, database: Database, wrapped: bytes) -> None:
        mine = database.file_ticket()
        database.run("UPDATE data_keys SET wrapped = :wrapped", wrapped=wrapped)
        refuses_report(database.store, mine.number)

    def test_a_shredded_key(self, database: Database) -> None:
        mine = database.file_ticket()
        database.run("DELETE FROM data_keys WHERE purpose = 'identity'")
        refuses_reporter(database.store, mine.number)
        with database.store.begin() as work:
            assert work.tickets.report(mine.number) == REPORT

    def test_the_operator_is_told_once_where(
        self, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        mine = database.file_ticket()
        database.run("UPDATE tickets SET answers = involved")
        for _ in range(3):
            refuses_report(database.store, mine.number)
        told = [one.getMessage() for one in caplog.records]
        assert told == [f"A sealed value does not open: tickets {mine.number} answers."]

    def test_every_report_has_its_own_two_keys(self, database: Database) -> None:
        database.file_ticket()
        database.file_ticket()
        assert len({row[0] for row in database.rows("SELECT wrapped FROM data_keys")}) == 4
