"""Messages to people who did not ask."""

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
    assert message["metadata"]["event_payload"] == {"delivery": "K7QM-2XRD/1/sam"}
    assert message["unfurl_links"] is False
    assert bot.addresses.find(EMAIL, Channel.SLACK) == bot.member.person.id


async def test_an_address_once_known_is_not_asked_for_again(bot: Bot) -> None:
    bot.addresses.remember(EMAIL, Channel.SLACK, bot.member.person.id)
    await bot.channel.messenger.send(EMAIL, ALERT, "d")
    assert not bot.slack.server.called("users.lookupByEmail")


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
