"""An answer does not wait for the address book."""

import asyncio
import logging
import threading
import time

import pytest

from adapters.teams import contacts
from adapters.teams.address import Address
from adapters.teams.contacts import Contacts
from handlers.conversation.actor import Actor, Channel
from handlers.conversation.reply import TryLater

WHO = Actor(Channel.TEAMS, "29:1", "Sam")


class Book:
    """One whose database is locked until it is let go."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.kept: list[str] = []

    def remember(self, email: str, channel: Channel, address: str) -> None:
        if not self.free.wait(20):
            raise TimeoutError
        self.kept.append(address)

    def find(self, email: str, channel: Channel) -> str | None:
        return None if self.free.wait(20) else email


def address() -> Address:
    chat = {"app": "", "service_url": "http://127.0.0.1", "conversation": "chat"}
    return Address.model_validate({**chat, "user": "29:1", "bot": "28:1"})


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "_PATIENCE", 0.01)


@pytest.mark.usefixtures("impatient")
async def test_an_answer_does_not_wait_for_a_locked_book_which_is_written_later() -> None:
    book = Book()
    began = time.monotonic()
    await Contacts(book).remember(WHO, address())
    assert time.monotonic() - began < 5
    assert not book.kept
    book.free.set()
    async with asyncio.timeout(10):
        while not book.kept:
            await asyncio.sleep(0.01)


async def test_a_book_that_fails_is_logged_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Book):
        def remember(self, email: str, channel: Channel, address: str) -> None:
            raise OSError(address)

    with caplog.at_level(logging.ERROR):
        await Contacts(Broken()).remember(WHO, address())
        await asyncio.sleep(0)
    assert "a Teams address was not kept: OSError" in caplog.text
    assert "29:1" not in caplog.text


@pytest.mark.usefixtures("impatient")
async def test_with_every_book_stuck_names_of_hosts_are_still_looked_up() -> None:
    book = Book()
    contacts = Contacts(book)
    for _ in range(24):
        await contacts.remember(WHO, address())
    finding = [asyncio.create_task(contacts.find("sam@schools.example")) for _ in range(24)]
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(1):
            await asyncio.get_running_loop().getaddrinfo("localhost", None)
    finally:
        book.free.set()
    await asyncio.gather(*finding)
    contacts.close()


@pytest.mark.usefixtures("impatient")
async def test_after_the_end_nothing_is_written_and_nothing_fails(caplog: pytest.LogCaptureFixture) -> None:
    book = Book()
    book.free.set()
    contacts = Contacts(book)
    contacts.close()
    await contacts.remember(WHO, address())
    assert not book.kept
    assert "a Teams address was not kept: RuntimeError" in caplog.text
    with pytest.raises(TryLater):
        await contacts.find("sam@schools.example")
