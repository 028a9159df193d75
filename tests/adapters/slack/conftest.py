"""A bot with the Slack channel alone, in front of the stand-in."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from adapters.slack.channel import SlackChannel
from adapters.slack.reception import Pace
from handlers.conversation.actor import Channel
from handlers.conversation.event import Event
from handlers.conversation.reply import Reply
from handlers.errors import NotSaved
from tests.standins.slack import rules
from tests.standins.slack.member import Member, until
from tests.standins.slack.rules import Json
from tests.standins.slack.standin import SlackStandIn

ZONE = ZoneInfo("America/Chicago")


class Addresses:
    """An address book in memory; `away` and `locked` are what a database can be."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, Channel], str] = {}
        self.away = False
        self.unlocked = threading.Event()
        self.unlocked.set()

    def remember(self, email: str, channel: Channel, address: str) -> None:
        self.unlocked.wait(10)
        if self.away:
            raise NotSaved
        self.kept[email, channel] = address

    def find(self, email: str, channel: Channel) -> str | None:
        if self.away:
            raise NotSaved
        return self.kept.get((email, channel))


@dataclass
class Bot:
    """The channel under test; `reply` says what it answers, `events` what it was asked."""

    slack: SlackStandIn
    channel: SlackChannel
    addresses: Addresses
    script: "Script"
    member: Member

    def answers(self, reply: Reply | Callable[[Event], Reply] | Exception) -> None:
        """From now on, answer this."""
        self.script.reply = reply

    async def shown(self, kind: str, count: int = 1) -> list[Json]:
        """The contents of this kind on the member's screen, once there are `count`."""
        person = self.member.person

        def found() -> list[Json]:
            return [content for what, content in person.screen if what == kind]

        await until(person.changed, lambda: len(found()) >= count, 5)
        return found()

    async def read(self, phrase: str, count: int) -> str:
        """All that the member reads, once `phrase` is in it `count` times."""
        person = self.member.person

        def text() -> str:
            return "\n".join(rules.readable(content) for _, content in person.screen)

        await until(person.changed, lambda: text().count(phrase) >= count, 5)
        return text()

    async def settled(self) -> None:
        """Nothing is in flight any more."""
        while tasks := set(self.channel._reception._tasks):
            await asyncio.wait(tasks, timeout=5)

    async def view(self) -> Json:
        """The modal on top, once one has opened."""
        await self.shown("view")
        view: Json = self.member.person.views[-1]
        return view


@dataclass
class Script:
    """What the router would say; `gate`, where it is set, makes the answer wait."""

    reply: Reply | Callable[[Event], Reply] | Exception = field(default_factory=Reply)
    events: list[Event] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def answer(self, event: Event) -> Reply:
        self.events.append(event)
        if self.gate:
            await self.gate.wait()
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply(event) if callable(self.reply) else self.reply


async def serve(channel: SlackChannel) -> tuple[web.AppRunner, str]:
    """The channel's routes on a port of their own."""
    app = web.Application()
    app.add_routes(channel.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


@pytest.fixture
async def slack() -> AsyncIterator[SlackStandIn]:
    """A workspace."""
    slack = SlackStandIn()
    await slack.start()
    yield slack
    await slack.stop()


@pytest.fixture(params=["http", "socket"])
async def bot(slack: SlackStandIn, request: pytest.FixtureRequest) -> AsyncIterator[Bot]:
    """The bot, over each of the two ways in."""
    addresses, script = Addresses(), Script()
    channel = SlackChannel(
        slack.bot_token,
        slack.signing_secret,
        answer=script.answer,
        addresses=addresses,
        zone=ZONE,
        app_token=slack.app_token if request.param == "socket" else None,
        api_url=slack.api_url,
        pace=Pace(budget=0.3, grace=0.05, farewell=2.0),
    )
    runner, url = await serve(channel)
    slack.connect(url)
    await channel.start()
    if request.param == "socket":
        await asyncio.wait_for(slack.server.connected.wait(), 10)
        slack.socket_mode = True
    yield Bot(slack, channel, addresses, script, slack.member("Sam Lindqvist", "Sam@Schools.example"))
    addresses.unlocked.set()
    if script.gate:
        script.gate.set()
    await channel.stop()
    await runner.cleanup()


over_http = pytest.mark.parametrize("bot", ["http"], indirect=True)
