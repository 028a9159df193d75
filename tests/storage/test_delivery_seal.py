"""Attacks on the outbox, by somebody who can write to the database and has no keyset."""

# ruff: noqa: S608 - the statements are the test's own

from dataclasses import replace

import pytest

from handlers.reports import topics
from handlers.reports.delivery import Delivery, Kind, State, alert_delivery, chore_delivery, word_delivery
from storage.delivery_seal import seal_of
from storage.keyset import Keyset, create_keyset
from storage.work import open_store
from tests.storage.database import Database
from tests.storage.samples import NOON, minutes, ticket

_INSERT = (
    "INSERT INTO outbox (id, ticket, kind, topic, step, recipient, due_at, attempts, state, seal) "
    "VALUES (:id, :ticket, :kind, :topic, 0, NULL, '2026-11-23 17:00:00+00:00', 0, :state, :seal)"
)


def invent(database: Database, **values: object) -> None:
    """Put a row into the outbox behind the program's back."""
    database.run(_INSERT, **{"ticket": None, "seal": b"", "state": "due", **values})


def lease(database: Database) -> list[Delivery]:
    with database.store.begin() as work:
        return list(work.outbox.lease(minutes(1), 60, 100))


def states(database: Database) -> set[str]:
    return {row[0] for row in database.rows("SELECT state FROM outbox")}


def owe(database: Database, *deliveries: Delivery) -> None:
    with database.store.begin() as work:
        for delivery in deliveries:
            work.outbox.put(delivery)


@pytest.mark.parametrize(
    ("name", "kind", "topic", "of_ticket"),
    [
        ("chore/drill-end/{number}", Kind.CHORE, "drill-end", False),
        ("{number}/closed/x/reporter", Kind.WORD, topics.CLOSED, True),
        ("{number}/revealed/x/reporter", Kind.WORD, topics.REVEALED, True),
        ("{number} without a cause", Kind.WORD, topics.REVEALED, True),
        ("{number}/9", "a kind that is none", "", True),
    ],
)
def test_an_invented_delivery_is_put_aside(
    database: Database, name: str, kind: str, topic: str, of_ticket: bool, caplog: pytest.LogCaptureFixture
) -> None:
    number = database.file_ticket().number
    owed = word_delivery(number, topics.ACKNOWLEDGED, "entry", None, NOON)
    owe(database, owed)
    known = {"id": name.format(number=number), "kind": str(kind), "topic": topic}
    invent(database, ticket=number if of_ticket else None, **known)
    assert lease(database) == [owed]
    with database.store.begin() as work:
        assert list(work.outbox.waiting(number)) == [owed]
    rows = database.rows(f"SELECT state, ended_at FROM outbox WHERE kind <> 'word' OR id <> '{owed.id}'")
    assert [(state, ended is not None) for state, ended in rows] == [("cancelled", True)]
    assert caplog.text.count("invented or changed") == 1
    assert "revealed" not in caplog.text


@pytest.mark.parametrize(
    "edit",
    [
        "recipient = 'intruder@example.org'",
        "recipient = NULL",
        "kind = 'word'",
        "topic = 'closed'",
        "step = 7",
        "id = 'K7QM-2XRD/1/another'",
        "ticket = (SELECT max(number) FROM tickets WHERE number <> outbox.ticket)",
        "ticket = NULL",
    ],
)
def test_a_changed_delivery_is_put_aside(database: Database, edit: str) -> None:
    mine = database.file_ticket()
    database.file_ticket()
    owe(database, alert_delivery(mine.number, 1, "principal@example.org", NOON))
    database.run(f"UPDATE outbox SET {edit}")
    assert lease(database) == []
    assert states(database) == {"cancelled"}
    assert lease(database) == []


def test_a_seal_of_another_delivery_does_not_fit(database: Database) -> None:
    mine, other = database.file_ticket(), database.file_ticket()
    owe(database, word_delivery(mine.number, topics.CLOSED, "entry", None, NOON))
    seal = bytes(database.value("SELECT seal FROM outbox"))
    name = f"{other.number}/closed/entry/reporter"
    invent(database, seal=seal, id=name, ticket=other.number, kind="word", topic=topics.CLOSED)
    assert [delivery.ticket for delivery in lease(database)] == [mine.number]


def test_a_seal_of_another_keyset_does_not_fit(sqlite: Database) -> None:
    number = sqlite.file_ticket().number
    values = {"id": f"{number}/1", "ticket": number, "kind": "step", "topic": ""}
    stranger = create_keyset(sqlite.keyset_path.with_name("other.json"))
    invent(sqlite, seal=seal_of(stranger, {**values, "step": 0, "recipient": None}), **values)
    assert lease(sqlite) == []


@pytest.mark.parametrize("state", [State.DUE, State.DONE, State.CANCELLED])
def test_an_invented_one_does_not_stand_in_the_way_of_ours(database: Database, state: State) -> None:
    owed = chore_delivery("retention", "2026-11-23", NOON)
    invent(database, state=str(state), id=owed.id, kind="chore", topic="elsewhere")
    owe(database, owed)
    assert lease(database) == [owed]
    owe(database, owed)  # ours is there, and leased
    assert lease(database) == []


def test_what_was_never_sent_is_in_nobodys_inbox(database: Database) -> None:
    number = database.file_ticket().number
    owe(
        database,
        alert_delivery(number, 1, "a@example.org", NOON),
        word_delivery(number, topics.CLOSED, "entry", None, NOON),
    )
    with database.store.begin() as work:
        for delivery in work.outbox.lease(NOON, 60, 10):
            work.outbox.done(delivery.id, NOON, "web")
    with database.store.begin() as work:
        assert work.outbox.delivered("a@example.org", "web")
        assert work.outbox.delivered_to_reporter(number, "web")
    database.run("UPDATE outbox SET recipient = 'b@example.org' WHERE recipient IS NOT NULL")
    database.run("UPDATE outbox SET topic = 'revealed' WHERE recipient IS NULL")
    with database.store.begin() as work:
        assert not work.outbox.delivered("b@example.org", "web")
        assert not work.outbox.delivered_to_reporter(number, "web")


def test_what_changes_of_a_delivery_leaves_its_seal(database: Database) -> None:
    number = database.file_ticket().number
    owed = alert_delivery(number, 1, "a@example.org", NOON)
    owe(database, owed)
    assert lease(database) == [owed]
    with database.store.begin() as work:
        work.outbox.postpone(owed.id, minutes(1))
    assert lease(database) == [replace(owed, due_at=minutes(1), attempts=1)]


def test_an_odd_value_stops_nobody(sqlite: Database) -> None:
    owed = chore_delivery("retention", "2026-11-23", NOON)
    owe(sqlite, owed)
    sqlite.run(_INSERT, id="odd", ticket=None, kind="chore", topic=b"\xff", seal=b"", state="due")
    assert lease(sqlite) == [owed]


def test_a_seal_taken_away_is_not_written_anew(database: Database) -> None:
    owe(database, alert_delivery(database.file_ticket(ticket()).number, 1, "a@example.org", NOON))
    database.run("UPDATE outbox SET recipient = 'b@example.org', seal = :none", none=b"")
    again = open_store(database.url, Keyset.load(database.keyset_path))
    again.check()
    again.close()
    assert lease(database) == []
