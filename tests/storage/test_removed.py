"""A ticket that is on the trail, and neither there nor destroyed."""

import logging
from dataclasses import replace

import pytest

from handlers.records.keeping import DESTROYED
from handlers.records.removal import existing
from handlers.reports.access import Action
from storage.removed import removed_at
from storage.watch import TrailDamaged
from tests.storage.database import Database
from tests.storage.samples import entry, ticket


def filed(database: Database) -> str:
    """A ticket as the program files one, and its number."""
    new = database.file_ticket()
    on_trail(database, new.number, "filed")
    return new.number


def on_trail(database: Database, number: str, *actions: str) -> None:
    with database.store.begin() as work:
        for action in actions:
            work.audit.append(entry(ticket(number), action))


def remove(database: Database, number: str) -> None:
    """As the database's admin would, who has no keyset."""
    database.run("DELETE FROM outbox WHERE ticket = :number", number=number)
    database.run("DELETE FROM journal WHERE ticket = :number", number=number)
    database.run("DELETE FROM data_keys WHERE ticket = :number", number=number)
    database.run("DELETE FROM tickets WHERE number = :number", number=number)


def destroy(database: Database, number: str) -> None:
    with database.store.begin() as work:
        work.audit.append(entry(ticket(number), DESTROYED))
        work.tickets.destroy(number)


def test_what_was_removed_is_found_among_others(database: Database) -> None:
    gone, there, ended = filed(database), filed(database), filed(database)
    destroy(database, ended)
    assert removed_at(database.url) == frozenset()
    remove(database, gone)
    on_trail(database, gone, f"refused {Action.READ}", str(Action.READ_TRAIL))
    assert removed_at(database.url) == {gone}
    with database.store.begin() as work:
        assert existing(work.audit.entries()) == {gone, there}


def test_a_number_that_never_was_one_is_none(database: Database) -> None:
    """Anybody can type a number; the refusal, and who reads of it on the trail, name it."""
    on_trail(database, "BBBB-BBBB", f"refused {Action.READ}", str(Action.READ_TRAIL), f"refused {DESTROYED}")
    with database.store.begin() as work:
        work.audit.append(replace(entry(ticket()), ticket=""))
        assert existing(work.audit.entries()) == frozenset()
    assert removed_at(database.url) == frozenset()


def test_one_that_cannot_be_opened_is_there(database: Database) -> None:
    filed(database)
    database.run("UPDATE tickets SET site = 'elsewhere'")
    assert removed_at(database.url) == frozenset()


def test_a_row_put_back_without_its_keys_is_none(database: Database) -> None:
    number = filed(database)
    database.run("DELETE FROM data_keys")
    assert removed_at(database.url) == {number}


def test_it_is_not_ready_and_says_once_which(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    number = filed(database)
    database.store.check_trail()
    remove(database, number)
    for _ in range(2):
        with pytest.raises(TrailDamaged, match="neither there nor destroyed") as damage:
            database.store.check_trail()
        assert number not in str(damage.value)
    told = [(record.levelno, record.getMessage()) for record in caplog.records]
    assert told == [(logging.ERROR, f"Ticket {number} was removed behind the program.")]


def test_it_is_said_beside_what_else_is_wrong(sqlite: Database) -> None:
    remove(sqlite, filed(sqlite))
    sqlite.disarm()
    with pytest.raises(TrailDamaged, match=r"does not refuse changes.* neither there nor destroyed"):
        sqlite.store.check_trail()
