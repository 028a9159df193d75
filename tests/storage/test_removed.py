"""A ticket that is on the trail, was not destroyed, and cannot be opened from end to end."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.records.keeping import DESTROYED
from handlers.records.removal import acts, existing, is_removed, removed
from handlers.reports.access import Action
from handlers.reports.journal import Entry, EntryKind
from storage.keyset import Keyset
from storage.removed import EVERY
from storage.watch import TrailDamaged
from storage.work import DatabaseStore, open_store
from tests.clock import FakeClock
from tests.storage.database import Database
from tests.storage.samples import NOON, entry, ticket


def filed(database: Database) -> str:
    """A ticket as the program files one, and its number."""
    new = database.file_ticket()
    with database.store.begin() as work:
        work.journal.add(Entry(f"note-{new.number}", new.number, EntryKind.NOTE, NOON, "ann", {"note": "x"}))
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


def found(database: Database) -> frozenset[str]:
    """As `audit verify` looks for them."""
    with database.store.begin() as work:
        numbers = existing(acts(work.audit.entries()))
    return removed(database.store, numbers)


def said(store: DatabaseStore) -> bool:
    """Whether a readiness check says that there is one, and not which."""
    try:
        store.check_trail()
    except TrailDamaged as damage:
        return "is not there or cannot be opened" in str(damage)
    return False


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def running(database: Database, clock: FakeClock) -> Iterator[DatabaseStore]:
    """The service's store, which looks now and then."""
    store = open_store(database.url, Keyset.load(database.keyset_path), clock)
    yield store
    store.close()


def test_what_was_removed_is_found_among_others(database: Database, running: DatabaseStore) -> None:
    gone, _there, ended = filed(database), filed(database), filed(database)
    destroy(database, ended)
    assert found(database) == frozenset()
    remove(database, gone)
    on_trail(database, gone, f"refused {Action.READ}", str(Action.READ_TRAIL))
    assert found(database) == {gone}
    assert said(running)


def test_a_number_that_never_was_one_is_none(database: Database, running: DatabaseStore) -> None:
    """Anybody can type a number; the refusal, and who reads of it on the trail, name it."""
    on_trail(database, "BBBB-BBBB", f"refused {Action.READ}", str(Action.READ_TRAIL), f"refused {DESTROYED}")
    with database.store.begin() as work:
        work.audit.append(replace(entry(ticket()), ticket=""))
        assert existing(acts(work.audit.entries())) == frozenset()
        assert not is_removed(work, "BBBB-BBBB")
    assert not said(running)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE tickets SET site = 'elsewhere'",
        "UPDATE tickets SET answers = involved",
        "UPDATE tickets SET reporter = answers",
        "DELETE FROM data_keys",
        "DELETE FROM data_keys WHERE purpose = 'identity'",
        "UPDATE data_keys SET wrapped = seal FROM tickets WHERE purpose = 'content'",
        "DELETE FROM journal",
        "UPDATE journal SET body = answers FROM tickets",
    ],
)
def test_one_that_was_damaged_or_put_back_without_all_of_it_is_one(
    database: Database, running: DatabaseStore, damage: str
) -> None:
    number = filed(database)
    database.run(damage)
    assert found(database) == {number}
    assert said(running)


def test_it_is_not_ready_and_says_once_which(
    database: Database, running: DatabaseStore, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    number = filed(database)
    assert not said(running)
    remove(database, number)
    assert not said(running)  # opening every ticket takes a while: not at each check
    for _ in range(2):
        clock.advance(seconds=EVERY.total_seconds())
        with pytest.raises(TrailDamaged) as damage:
            running.check_trail()
        assert number not in str(damage.value)
        assert said(running)
    told = [(record.levelno, record.getMessage()) for record in caplog.records]
    assert told == [(logging.ERROR, f"Ticket {number} was removed behind the program.")]


def test_what_was_mended_is_not_said_any_more(
    database: Database, running: DatabaseStore, clock: FakeClock
) -> None:
    filed(database)
    database.run("UPDATE tickets SET site = 'elsewhere'")
    assert said(running)
    database.run("UPDATE tickets SET site = 'high-school'")
    clock.advance(seconds=EVERY.total_seconds())
    assert not said(running)


def test_it_is_said_beside_what_else_is_wrong(sqlite: Database) -> None:
    remove(sqlite, filed(sqlite))
    sqlite.disarm()
    with pytest.raises(TrailDamaged, match=r"does not refuse changes.* is not there or cannot be opened"):
        sqlite.store.check_trail()
