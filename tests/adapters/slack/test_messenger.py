"""Messages to people who did not ask."""

import asyncio
import json

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.card import Button, Buttons, Card, Text
from handlers.conversation.reply import TryLater, Unreachable
from tests.adapters.slack.conftest import Bot, over_http

ALERT = Card(
    "A report waits for you",
    (Text("K7QM-2XRD"), Buttons((Button("Acknowledge", "ack", "K7QM-2XRD"),))),
    summary="smpolicy: a report waits for you.",
)
EMAIL = "sam@schools.example"

pytestmark = over_http


async def test_a_message_finds_its_person_by_address(bot: Bot) -> None:
    await bot.channel.messenger.send(EMAIL, ALERT, "K7QM-2XRD/1/sam")
    [message] = await bot.shown("message")
    assert message["text"] == "smpolicy: a report waits for you."
    assert "/1/sam" not in json.dumps(message)
    assert message["unfurl_links"] is False
    assert bot.addresses.find(EMAIL, Channel.SLACK) == bot.member.person.id


async def test_somebody_without_an_address_is_reached_by_account(bot: Bot) -> None:
    await bot.channel.messenger.send(f"slack:{bot.member.person.id}", ALERT, "d")
    [message] = await bot.shown("message")
    assert message["text"] == "smpolicy: a report waits for you."
    with pytest.raises(Unreachable):
        await bot.channel.messenger.send("teams:29:somebody", ALERT, "d")


async def test_an_address_that_changed_hands_reaches_who_has_it_now(bot: Bot) -> None:
    retired = bot.slack.member("Retired", "retired@schools.example")
    bot.addresses.remember(EMAIL, Channel.SLACK, retired.person.id)
    await bot.channel.messenger.send(EMAIL, ALERT, "d")
    await bot.shown("message")
    assert not retired.person.screen
    assert bot.addresses.find(EMAIL, Channel.SLACK) == bot.member.person.id


async def test_a_former_holder_of_an_address_that_nobody_has_is_not_told(bot: Bot) -> None:
    bot.addresses.remember("principal@schools.example", Channel.SLACK, bot.member.person.id)
    with pytest.raises(Unreachable):
        await bot.channel.messenger.send("principal@schools.example", ALERT, "d")
    assert not bot.member.person.screen


async def test_where_slack_never_says_whose_address_it_is_the_account_last_known_is_told(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.addresses.remember(EMAIL, Channel.SLACK, bot.member.person.id)
    for _ in range(2):
        bot.slack.server.fail("users.lookupByEmail", 200, "missing_scope")
        await bot.channel.messenger.send(EMAIL, ALERT, "d")
    await bot.shown("message", 2)
    assert caplog.messages == ["Slack refuses to find people by their address: missing_scope"]


async def test_while_slack_is_busy_nobody_is_told_in_another_ones_place(bot: Bot) -> None:
    retired = bot.slack.member("Retired", "retired@schools.example")
    bot.addresses.remember(EMAIL, Channel.SLACK, retired.person.id)
    bot.slack.server.fail("users.lookupByEmail", 503, "service_unavailable")
    with pytest.raises(TryLater):
        await bot.channel.messenger.send(EMAIL, ALERT, "d")
    assert not retired.person.screen


@pytest.mark.parametrize("code", ["missing_scope", "invalid_blocks", "restricted_action", "account_inactive"])
async def test_the_operator_reads_once_that_slack_refuses_messages(
    bot: Bot, caplog: pytest.LogCaptureFixture, code: str
) -> None:
    bot.addresses.remember(EMAIL, Channel.SLACK, bot.member.person.id)
    for _ in range(3):
        bot.slack.server.fail("chat.postMessage", 200, code)
        with pytest.raises(Unreachable):
            await bot.channel.messenger.send(EMAIL, ALERT, "d")
    assert caplog.messages == [f"Slack refuses the bot's messages: {code}"]
    await bot.channel.messenger.send(EMAIL, ALERT, "d")
    bot.slack.server.fail("chat.postMessage", 200, code)
    with pytest.raises(Unreachable):
        await bot.channel.messenger.send(EMAIL, ALERT, "d")
    assert len(caplog.messages) == 2


async def test_an_address_book_that_is_away_does_not_undo_a_message_that_slack_has(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.addresses.away = True
    await bot.channel.messenger.send(EMAIL, ALERT, "d")
    await bot.shown("message")
    assert caplog.messages == ["Slack: an account could not be put in the address book (NotSaved)"]


async def test_a_message_that_slack_has_does_not_wait_for_a_locked_address_book(bot: Bot) -> None:
    bot.addresses.unlocked.clear()
    async with asyncio.timeout(5):
        await bot.channel.messenger.send(EMAIL, ALERT, "d")


async def test_without_lookup_and_without_an_address_book_the_channel_cannot_reach_anybody(bot: Bot) -> None:
    bot.addresses.away = True
    bot.slack.server.fail("users.lookupByEmail", 200, "missing_scope")
    with pytest.raises(Unreachable):
        await bot.channel.messenger.send(EMAIL, ALERT, "d")


async def test_an_address_that_went_stale_is_looked_up_again(bot: Bot) -> None:
    bot.addresses.remember(EMAIL, Channel.SLACK, "U7777")
    await bot.channel.messenger.send(EMAIL, ALERT, "d")
    assert bot.addresses.find(EMAIL, Channel.SLACK) == bot.member.person.id


async def test_nobody_with_this_address(bot: Bot) -> None:
    with pytest.raises(Unreachable):
        await bot.channel.messenger.send("nobody@schools.example", ALERT, "d")


@pytest.mark.parametrize(
    "profile",
    [{"deleted": True}, {"is_email_confirmed": False}, {"team_id": "TOTHER"}, {"is_stranger": True}],
)
async def test_accounts_that_cannot_be_trusted_with_an_alert(bot: Bot, profile: dict[str, object]) -> None:
    bot.slack.member("Marit", "marit@schools.example", **profile)
    with pytest.raises(Unreachable):
        await bot.channel.messenger.send("marit@schools.example", ALERT, "d")


@pytest.mark.parametrize(
    ("status", "error", "seconds"),
    [(429, "ratelimited", 7), (503, "service_unavailable", 30), (200, "internal_error", 30)],
)
async def test_a_busy_slack_asks_for_patience(bot: Bot, status: int, error: str, seconds: float) -> None:
    bot.slack.server.fail("chat.postMessage", status, error, 7 if status == 429 else None)
    with pytest.raises(TryLater) as caught:
        await bot.channel.messenger.send(EMAIL, ALERT, "d")
    assert caught.value.seconds == seconds
    await bot.channel.messenger.send(EMAIL, ALERT, "d")
    await bot.shown("message")


async def test_a_slack_that_is_gone_asks_for_patience(bot: Bot) -> None:
    await bot.slack.server.stop()
    with pytest.raises(TryLater):
        await bot.channel.messenger.send(EMAIL, ALERT, "d")


async def test_a_revoked_token_is_the_operators_to_hear_of(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.slack.server.fail("chat.postMessage", 200, "token_revoked")
    bot.slack.server.fail("users.lookupByEmail", 200, "token_revoked")
    with pytest.raises(Unreachable):
        await bot.channel.messenger.send(EMAIL, ALERT, "d")
    assert "token_revoked" in caplog.text
