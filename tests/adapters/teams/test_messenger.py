"""Messages unasked: confirmed, put off, or left to another channel."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from adapters.teams import address
from adapters.teams.address import Address
from adapters.teams.contacts import Contacts
from adapters.teams.messenger import TeamsMessenger
from adapters.teams.platform import Down, Talk, retry_after
from handlers.conversation.actor import Channel
from handlers.conversation.card import Button, Buttons, Card, Text
from handlers.conversation.reply import TryLater, Unreachable
from tests.adapters.teams.stage import APP, SECRET, Book, Stage
from tests.standins.teams import drawn

SAM = "sam@schools.example"
ALERT = Card("Report K7QM-2XRD", (Buttons((Button("Acknowledge", "ack", "K7QM-2XRD"),)),), "A report waits.")


async def test_a_message_reaches_the_chat_it_remembers(stage: Stage) -> None:
    await stage.say("hello")
    await stage.channel.messenger.send(SAM, ALERT, "K7QM-2XRD/1/sam")
    message = stage.connector.posted[-1]
    assert (message["chat"], message["summary"]) == ("chat-1", "A report waits.")
    assert "replyToId" not in message
    assert drawn.text(stage.connector.cards[-1]) == "Report K7QM-2XRD"
    assert stage.channel.messenger.channel is Channel.TEAMS


async def test_who_never_talked_to_the_bot_is_unreachable(stage: Stage) -> None:
    with pytest.raises(Unreachable):
        await stage.channel.messenger.send("nobody@schools.example", ALERT, "d")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413])
async def test_a_refusal_leaves_it_to_another_channel(
    stage: Stage, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.say("hello")
    stage.connector.status = status
    with pytest.raises(Unreachable):
        await stage.channel.messenger.send(SAM, ALERT, "d")
    expected = [] if status in {403, 404} else [f"Teams refused a message: HTTP {status}"]
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == expected


@pytest.mark.parametrize("status", [408, 412, 429, 500, 502, 503, 504])
async def test_a_busy_platform_is_tried_later(stage: Stage, status: int) -> None:
    await stage.say("hello")
    stage.connector.status = status
    with pytest.raises(TryLater) as busy:
        await stage.channel.messenger.send(SAM, ALERT, "d")
    assert 15 <= busy.value.seconds <= 20


async def test_the_platform_says_how_long(stage: Stage) -> None:
    await stage.say("hello")
    stage.connector.status, stage.connector.headers = 429, {"Retry-After": "40"}
    with pytest.raises(TryLater) as busy:
        await stage.channel.messenger.send(SAM, ALERT, "d")
    assert 40 <= busy.value.seconds <= 50


async def test_a_platform_that_is_not_there_is_tried_later(stage: Stage) -> None:
    await stage.say("hello")
    await stage.connector.server.close()
    with pytest.raises(TryLater):
        await stage.channel.messenger.send(SAM, ALERT, "d")


async def test_a_long_message_goes_in_parts(stage: Stage) -> None:
    await stage.say("hello")
    words = [f"word{n}" for n in range(9000)]
    await stage.channel.messenger.send(SAM, Card("Long", (Text(" ".join(words)),)), "d")
    assert " ".join(drawn.text(card) for card in stage.connector.cards[1:]).split() == ["Long", *words]


async def test_no_word_of_a_message_is_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await stage.say("hello")
    for status in (201, 400, 502):
        stage.connector.status = status
        card = Card(SECRET, (Text(SECRET),), SECRET)
        await asyncio.gather(stage.channel.messenger.send(SAM, card, "d"), return_exceptions=True)
    assert SECRET not in caplog.text


def an_address(**changed: str) -> Address:
    given = {"app": "", "service_url": "http://localhost:1/c", "conversation": "c", "user": "u", "bot": "b"}
    return Address.model_validate(given | changed)


class NoFramework:
    """Fails a test that comes as far as sending."""

    async def resume(self, address: Address, logic: Callable[[Talk], Awaitable[None]]) -> None:
        raise Down


async def attempt(app_id: str, line: str | None) -> None:
    book = Book()
    if line is not None:
        book.remember(SAM, Channel.TEAMS, line)

    async def load() -> NoFramework:
        return NoFramework()

    await TeamsMessenger(Contacts(book), app_id, load).send(SAM, ALERT, "d")


@pytest.mark.parametrize(
    ("app_id", "line"),
    [
        ("", None),
        ("", "not json"),
        ("", "{}"),
        ("", an_address(service_url="https://smba.trafficmanager.net/amer/").line()),
        ("", an_address(app=APP).line()),
        (APP, an_address().line()),
        (APP, an_address(app=APP, service_url="http://localhost:1/c").line()),
        (APP, an_address(app="another").line()),
    ],
)
async def test_addresses_that_must_not_be_used(app_id: str, line: str | None) -> None:
    with pytest.raises(Unreachable):
        await attempt(app_id, line)


async def test_an_address_of_this_app_is_used() -> None:
    line = an_address(app=APP, service_url="https://smba.trafficmanager.net/amer/").line()
    with pytest.raises(TryLater):
        await attempt(APP, line)


def test_an_address_comes_back_and_is_short() -> None:
    where = an_address(tenant="t", conversation="a:" + "x" * 300)
    line = where.line()
    assert line
    assert len(line) < 600
    assert address.read(line, "") == where
    assert json.loads(line)["c"] == where.conversation
    assert an_address(conversation="x" * 4000).line() is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7.0),
        ("Mon, 23 Nov 2026 15:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 14:00:00 GMT", 0.0),
        ("soon", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, datetime(2026, 11, 23, 15, tzinfo=UTC)) == seconds
