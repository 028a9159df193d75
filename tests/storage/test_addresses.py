"""Attacks on the address book: a message must not reach another person's chat."""

import pytest

from handlers.conversation.actor import Channel
from tests.storage.database import Database

TEACHER, OTHER = "teacher@example.org", "activities@example.org"


@pytest.fixture
def book(database: Database) -> Database:
    """Two people on Teams, one of them on Slack too."""
    addresses = database.store.addresses
    addresses.remember(TEACHER, Channel.TEAMS, "chat of the teacher")
    addresses.remember(TEACHER, Channel.SLACK, "U1")
    addresses.remember(OTHER, Channel.TEAMS, "chat of activities")
    return database


@pytest.mark.parametrize("columns", ["address", "address, seal"])
def test_anothers_address_is_not_used(book: Database, columns: str, caplog: pytest.LogCaptureFixture) -> None:
    source = f"(SELECT {columns} FROM addresses WHERE email = :other)"  # noqa: S608 - the test's own
    book.run(
        f"UPDATE addresses SET ({columns}) = {source} WHERE email = :mine AND channel = 'teams'",  # noqa: S608
        mine=TEACHER,
        other=OTHER,
    )
    for _ in range(2):
        assert book.store.addresses.find(TEACHER, Channel.TEAMS) is None
    assert book.store.addresses.find(TEACHER, Channel.SLACK) == "U1"
    assert book.store.addresses.find(OTHER, Channel.TEAMS) == "chat of activities"
    assert caplog.text.count("was changed behind the program") == 1
    assert not [word for word in ("chat of", TEACHER, OTHER) if word in caplog.text]


def test_an_address_of_another_channel_or_invented_is_not_used(book: Database) -> None:
    book.run("UPDATE addresses SET email = 'new@example.org' WHERE channel = 'slack'")
    assert book.store.addresses.find("new@example.org", Channel.SLACK) is None
    book.run("UPDATE addresses SET channel = 'slack' WHERE email = :other", other=OTHER)
    assert book.store.addresses.find(OTHER, Channel.SLACK) is None


def test_who_writes_again_is_reached_again(book: Database) -> None:
    book.run("UPDATE addresses SET address = 'elsewhere'")
    assert book.store.addresses.find(TEACHER, Channel.TEAMS) is None
    book.store.addresses.remember(TEACHER, Channel.TEAMS, "chat of the teacher")
    assert book.store.addresses.find(TEACHER, Channel.TEAMS) == "chat of the teacher"
