"""Whose account it is."""

import pytest

from tests.adapters.slack.conftest import Bot, over_http

pytestmark = over_http


async def test_slack_is_asked_once(bot: Bot) -> None:
    await bot.member.command("help")
    await bot.member.command("help")
    assert len(bot.slack.server.called("users.info")) == 1


@pytest.mark.parametrize(
    "profile",
    [
        {"team_id": "TOTHER"},
        {"is_stranger": True},
        {"is_email_confirmed": False},
        {"is_bot": True},
        {"profile": {"real_name": "X"}},
    ],
)
async def test_an_address_that_cannot_be_believed_is_none(bot: Bot, profile: dict[str, object]) -> None:
    outsider = bot.slack.member("X", "principal@schools.example", **profile)
    await outsider.command("help")
    assert bot.script.events[0].actor.email is None
    assert not bot.addresses.kept


@pytest.mark.parametrize("error", ["missing_scope", "user_not_found", "internal_error"])
async def test_without_an_answer_the_person_is_still_served(bot: Bot, error: str) -> None:
    bot.slack.server.fail("users.info", 200, error)
    assert (await bot.member.command("help")).status == 200
    await bot.member.command("help")
    assert [event.actor.email for event in bot.script.events] == [None, "sam@schools.example"]


async def test_the_operator_hears_once_that_addresses_are_missing(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("A", "B"):
        await bot.slack.member(name, None).command("help")
    assert caplog.text.count("users:read.email") == 1
