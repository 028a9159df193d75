"""The channel's start, its end, and its silence in the log."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from adapters.slack import channel as module
from adapters.slack.channel import SlackChannel
from adapters.slack.reception import Pace
from handlers.conversation.event import Command, Event
from handlers.conversation.reply import Reply
from handlers.errors import SetupError
from tests.adapters.slack.conftest import ZONE, Addresses, Bot, Script, over_http
from tests.adapters.slack.samples import CARD, FORM, RECEIPT
from tests.standins.slack import rules
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


async def test_stopping_leaves_no_modal_that_waits(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.channel._reception, "_pace", Pace(budget=0.3, farewell=0.05, last_words=2.0))
    bot.script.gate = asyncio.Event()
    await bot.member.shortcut("check_draft")
    await bot.view()
    await bot.channel.stop()
    assert "being restarted" in rules.readable(bot.member.person.views[-1])


async def test_a_form_sent_to_a_bot_that_stops_keeps_its_words(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.channel._reception, "_pace", Pace(budget=5, farewell=0.05, last_words=2.0))
    bot.answers(Reply(form=FORM))
    await bot.member.command("report")
    await bot.view()
    bot.script.gate = asyncio.Event()
    sending = asyncio.create_task(bot.member.submit({"what": {"value": "what I saw"}}))
    async with asyncio.timeout(5):
        while len(bot.script.events) < 2:
            await asyncio.sleep(0)
    await bot.channel._reception.close()
    for answer in (await sending, await bot.member.submit({})):
        assert answer.body["errors"]["site"] == (
            "smpolicy is being restarted. Please try again in a minute. Your words are still in the form."
        )


@over_http
async def test_before_slack_has_said_which_workspace_it_is_help_is_there(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MEETING", 0.0)
    monkeypatch.setattr(bot.channel, "_workspace", None)
    bot.channel._known.clear()
    bot.answers(Reply((CARD,)))
    await bot.member.command("help")
    await bot.shown("ephemeral")
    assert bot.script.events[0].actor.email is None


@pytest.mark.parametrize(
    "url",
    ["notaurl", "slack.example/api", "ftp://slack.example/", "http://", "https://:443/", "http://h:x/",
     "//h/", "http://[::1/", "https://h/api/?x=1", "https://h/#api"],
)  # fmt: skip
def test_an_address_of_slack_that_is_none_stops_the_start(url: str) -> None:
    with pytest.raises(SetupError, match="SLACK_API_URL") as caught:
        at(url)
    assert url not in str(caught.value)


async def test_a_missing_slash_at_the_end_of_slacks_address_is_added(slack: SlackStandIn) -> None:
    starting = at(slack.api_url.rstrip("/"))
    await starting.start()
    assert starting.ready
    await starting.stop()


def at(url: str) -> SlackChannel:
    answer, addresses = Script().answer, Addresses()
    return SlackChannel(
        SlackStandIn.bot_token, "s", answer=answer, addresses=addresses, zone=ZONE, api_url=url
    )


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
