"""The server-sent events of one open page."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest

from adapters.web.drawing import Drawing
from adapters.web.feed import Feed
from adapters.web.mailbox import Mail, Mailbox
from handlers.conversation.card import Card

ANN, BOB = "ann@schools.example", "bob@schools.example"


class Page:
    """Reads a feed; `turn` waits for the next write, `close` ends it."""

    def __init__(
        self, mailbox: Mailbox, people: Sequence[str] = (ANN, BOB), last_id: str = "", beat: float = 60
    ) -> None:
        self.last_id = last_id
        self._closing = asyncio.Event()
        self._writes: asyncio.Queue[bytes] = asyncio.Queue()
        self._mailbox = mailbox
        feed = Feed(people, mailbox, Drawing(), last_id)
        self._task = asyncio.create_task(feed.run(self._writes.put, self._closing, beat))

    async def raw(self) -> str:
        return (await asyncio.wait_for(self._writes.get(), 10)).decode()

    async def turn(self) -> list[tuple[str, str]]:
        """The deliveries and titles of the next batch."""
        seen = []
        for block in (await self.raw()).split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.splitlines())
            self.last_id = lines.get("id", self.last_id)
            if "data" in lines:
                data: dict[str, Any] = json.loads(lines["data"])
                seen.append((data["delivery"], data["summary"]))
        return seen

    async def close(self) -> None:
        self._closing.set()
        self._mailbox.ring()
        await asyncio.wait_for(self._task, 10)


class Desk:
    def __init__(self) -> None:
        self.mail: dict[str, list[Mail]] = {ANN: [], BOB: []}
        self.fault: Exception | None = None
        self.looked: list[str] = []
        self.mailbox = Mailbox([ANN, BOB], self.inbox)

    def inbox(self, email: str) -> list[Mail]:
        self.looked.append(email)
        if self.fault:
            raise self.fault
        return list(self.mail[email])

    async def looked_into(self, email: str, times: int) -> None:
        async with asyncio.timeout(10):
            while self.looked.count(email) < times:
                await asyncio.sleep(0.001)

    def put(self, email: str, delivery: str, title: str) -> None:
        self.mail[email].append((delivery, Card(title, summary=title)))


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_a_page_gets_what_lies_there_and_then_what_comes(desk: Desk) -> None:
    desk.put(ANN, "1", "one")
    desk.put(BOB, "2", "two")
    page = Page(desk.mailbox)
    assert await page.turn() == [("1", "one"), ("2", "two")]
    await desk.mailbox.send(ANN, Card("three", summary="three"), "3")
    assert await page.turn() == [("3", "three")]
    await page.close()


async def test_a_card_that_changed_comes_again_under_its_name(desk: Desk) -> None:
    desk.put(ANN, "1", "one")
    desk.put(ANN, "2", "two")
    page = Page(desk.mailbox)
    await page.turn()
    desk.mail[ANN][0] = ("1", Card("acknowledged", summary="acknowledged"))
    desk.mailbox.ring()
    assert await page.turn() == [("1", "acknowledged")]
    await page.close()


async def test_the_outbox_catching_up_is_no_news(desk: Desk) -> None:
    page = Page(desk.mailbox)
    card = Card("one", summary="one")
    await desk.mailbox.send(ANN, card, "1")
    assert await page.turn() == [("1", "one")]
    desk.mail[ANN].append(("1", card))
    looked = desk.looked.count(ANN)
    desk.mailbox.ring()
    await desk.looked_into(ANN, looked + 1)
    await desk.mailbox.send(ANN, Card("two", summary="two"), "2")
    assert await page.turn() == [("2", "two")]
    await page.close()


async def test_what_comes_for_others_is_not_noticed(desk: Desk) -> None:
    ann, bob = Page(desk.mailbox, (ANN,)), Page(desk.mailbox, (BOB,))
    await desk.looked_into(ANN, 1)
    await desk.looked_into(BOB, 1)
    await desk.mailbox.send(BOB, Card("for Bob", summary="for Bob"), "1")
    assert await bob.turn() == [("1", "for Bob")]
    await desk.looked_into(ANN, 2)
    await desk.mailbox.send(ANN, Card("for Ann", summary="for Ann"), "2")
    assert await ann.turn() == [("2", "for Ann")]
    await ann.close()
    await bob.close()


async def test_what_comes_for_others_puts_no_beat_off(desk: Desk) -> None:
    async def restless() -> None:
        while True:
            desk.mailbox.ring()
            await asyncio.sleep(0.001)

    page = Page(desk.mailbox, (ANN,), beat=0.05)
    others = asyncio.create_task(restless())
    assert await page.raw() == ": still here\n\n"
    others.cancel()
    await page.close()


async def test_a_page_that_comes_back_gets_only_what_it_missed(desk: Desk) -> None:
    desk.put(ANN, "1", "one")
    page = Page(desk.mailbox)
    await page.turn()
    await page.close()
    desk.put(ANN, "2", "two")
    desk.put(BOB, "3", "three")
    again = Page(desk.mailbox, last_id=page.last_id)
    assert await again.turn() == [("2", "two"), ("3", "three")]
    await again.close()
    third = Page(desk.mailbox, last_id=again.last_id)
    await desk.mailbox.send(ANN, Card("four", summary="four"), "4")
    assert await third.turn() == [("4", "four")]
    await third.close()


async def test_what_changed_while_a_page_was_away_is_not_missed(desk: Desk) -> None:
    desk.put(ANN, "1", "one")
    page = Page(desk.mailbox)
    await page.turn()
    await page.close()
    desk.mail[ANN][0] = ("1", Card("acknowledged", summary="acknowledged"))
    again = Page(desk.mailbox, last_id=page.last_id)
    assert await again.turn() == [("1", "acknowledged")]
    await again.close()


@pytest.mark.parametrize("last_id", ["nonsense", "a.b", "a.b.c", ".", "\u2713"])
async def test_an_unknown_place_means_from_the_start(desk: Desk, last_id: str) -> None:
    desk.put(ANN, "1", "one")
    page = Page(desk.mailbox, last_id=last_id)
    assert await page.turn() == [("1", "one")]
    await page.close()


async def test_with_no_news_it_says_that_it_is_still_there(desk: Desk) -> None:
    page = Page(desk.mailbox, beat=0.001)
    assert await page.raw() == ": still here\n\n"
    assert await page.raw() == ": still here\n\n"
    desk.put(ANN, "1", "one")  # written by another process: no bell rings
    while (seen := await page.turn()) == []:
        pass
    assert seen == [("1", "one")]
    await page.close()


async def test_an_inbox_that_cannot_be_read_is_read_later(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.put(ANN, "1", "one")
    desk.fault = RuntimeError("Zq7canary")
    page = Page(desk.mailbox, people=(ANN,))
    async with asyncio.timeout(10):
        while not caplog.records:
            await asyncio.sleep(0.001)
    desk.fault = None
    desk.mailbox.ring()
    assert await page.turn() == [("1", "one")]
    await page.close()
    assert [record.getMessage() for record in caplog.records] == [
        "playground: an inbox could not be read: RuntimeError"
    ]
    assert "Zq7canary" not in caplog.text
