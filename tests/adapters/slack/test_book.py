"""The address book in Slack's channel: nothing waits for one that hangs."""

import asyncio
import logging

import pytest

from adapters.slack import book as books
from adapters.slack.book import Book
from handlers.conversation.actor import Channel
from tests.adapters.slack.conftest import Addresses

EMAIL = "sam@schools.example"


class Stuck(Addresses):
    """One whose database is locked until it is let go, for those who read it too."""

    def __init__(self) -> None:
        super().__init__()
        self.unlocked.clear()

    def find(self, email: str, channel: Channel) -> str | None:
        self.unlocked.wait(10)
        return super().find(email, channel)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "_PATIENCE", 0.01)


async def test_with_every_book_stuck_names_of_hosts_are_still_looked_up() -> None:
    addresses = Stuck()
    book = Book(addresses)
    for number in range(24):
        await book.note(EMAIL, f"U{number}")
    finding = [asyncio.create_task(book.find(EMAIL)) for _ in range(24)]
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(1):
            await asyncio.get_running_loop().getaddrinfo("localhost", None)
    finally:
        addresses.unlocked.set()
    await asyncio.gather(*finding)
    book.close()


async def test_what_was_noted_late_is_found() -> None:
    addresses = Stuck()
    book = Book(addresses)
    await book.note(EMAIL, "U1")
    assert not addresses.kept
    addresses.unlocked.set()
    async with asyncio.timeout(10):
        while await book.find(EMAIL) is None:
            await asyncio.sleep(0.01)
    assert await book.find(EMAIL) == "U1"
    book.close()


async def test_after_the_end_nothing_is_written_and_nothing_fails(caplog: pytest.LogCaptureFixture) -> None:
    addresses = Addresses()
    book = Book(addresses)
    book.close()
    with caplog.at_level(logging.WARNING):
        await book.note(EMAIL, "U1")
        assert await book.find(EMAIL) is None
    assert not addresses.kept
    assert EMAIL not in caplog.text
