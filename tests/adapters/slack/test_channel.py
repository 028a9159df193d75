"""The channel's start, its end, and its silence in the log."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from adapters.slack import channel as module
from adapters.slack.channel import SlackChannel
from handlers.conversation.event import Command, Event
from handlers.conversation.reply import Reply
from handlers.errors import SetupError
from tests.adapters.slack.conftest import ZONE, Addresses, Bot, Script
from tests.adapters.slack.samples import CARD, FORM, RECEIPT
from tests.standins.slack.standin import SlackStandIn

CANARY = "canary-8hd"


def channel(
    slack: SlackStandIn, bot_token: str = SlackStandIn.bot_token, app_token: str | None = None
) -> SlackChannel:
    return SlackChannel(
        bot_token,
        slack.signing_secret,
        answer=Script().answer,
        addresses=Addresses(),
        zone=ZONE,
        app_token=app_token,
        api_url=slack.api_url,
    )


async def ready(starting: SlackChannel) -> bool:
    """Whether it is ready, after everybody else had a turn."""
    await asyncio.sleep(0)
    return starting.ready


@pytest.fixture
async def gone() -> AsyncIterator[SlackStandIn]:
    """A Slack that is down."""
    slack = SlackStandIn()
    await slack.start()
    await slack.server.stop()
    yield slack
    await slack.stop()


async def test_a_wrong_token_stops_the_start_with_one_sentence(slack: SlackStandIn) -> None:
    with pytest.raises(SetupError, match="Slack refuses SLACK_BOT_TOKEN: invalid_auth"):
        await channel(slack, bot_token="xoxb-wrong").start()


async def test_a_wrong_app_token_stops_the_start_with_one_sentence(slack: SlackStandIn) -> None:
    with pytest.raises(SetupError, match="Slack refuses SLACK_APP_TOKEN: invalid_auth"):
        await channel(slack, app_token="xapp-wrong").start()


async def test_while_slack_is_down_the_channel_is_not_ready_and_tries_again(
    slack: SlackStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_RETRY", 0.01)
    slack.server.fail("auth.test", 503, "service_unavailable")
    starting = channel(slack)
    await starting.start()
    assert await ready(starting) is False
    async with asyncio.timeout(5):
        while not await ready(starting):
            pass
    await starting.stop()


async def test_a_slack_that_cannot_be_reached_does_not_stop_the_start(gone: SlackStandIn) -> None:
    starting = channel(gone)
    await starting.start()
    assert not starting.ready
    await starting.stop()


async def test_a_web_proxy_is_not_asked_for_this_machine(
    slack: SlackStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    starting = channel(slack, app_token=slack.app_token)
    await starting.start()
    await asyncio.wait_for(slack.server.connected.wait(), 5)
    await starting.stop()


async def test_stopping_finishes_what_is_in_flight(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    bot.script.gate = asyncio.Event()
    await bot.member.command("ask photos")
    bot.script.gate.set()
    await bot.channel.stop()
    assert await bot.shown("ephemeral")


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
async def test_nothing_anybody_wrote_is_in_the_log(
    bot: Bot, caplog: pytest.LogCaptureFixture, level: int
) -> None:
    def reply(event: Event) -> Reply:
        return Reply(form=FORM) if isinstance(event, Command) else Reply((RECEIPT,))

    caplog.set_level(level)
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(("slack", "adapters")) and logging.getLogger(name).level <= logging.CRITICAL:
            logging.getLogger(name).setLevel(level)
    bot.answers(reply)
    await bot.member.command(f"report {CANARY}")
    await bot.view()
    await bot.member.submit({"what": {"value": CANARY}})
    await bot.member.write(CANARY)
    await bot.member.mention(CANARY)
    await bot.member.message_shortcut("check_post", CANARY)
    await bot.member.interact({"type": CANARY, "text": CANARY})
    await bot.slack.post(f"text={CANARY}", "application/x-www-form-urlencoded", signed="v0=forged")
    assert caplog.records
    assert CANARY not in caplog.text


async def test_without_a_signing_secret_nothing_is_served_over_http() -> None:
    """An empty secret would let anybody sign."""
    only_socket = SlackChannel("xoxb-1", None, answer=Script().answer, addresses=Addresses(), zone=ZONE)
    assert only_socket.routes() == []
