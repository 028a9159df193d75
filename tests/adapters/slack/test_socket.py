"""Socket Mode's own troubles."""

import pytest

from tests.adapters.slack.conftest import Bot

CANARY = "canary-2xw"

pytestmark = pytest.mark.parametrize("bot", ["socket"], indirect=True)


@pytest.mark.parametrize(
    "payload", [{}, {"type": CANARY}, {"type": "event_callback", "event": CANARY}, {"user": 7}]
)
async def test_a_malformed_envelope_is_acknowledged_or_it_would_come_again(
    bot: Bot, caplog: pytest.LogCaptureFixture, payload: dict[str, object]
) -> None:
    assert await bot.slack.server.envelope("interactive", payload, 3) is None
    assert CANARY not in caplog.text
    assert not bot.script.events


@pytest.mark.parametrize("payload", [None, [], [CANARY], 7, True])
async def test_an_envelope_around_no_object_is_acknowledged(
    bot: Bot, caplog: pytest.LogCaptureFixture, payload: object
) -> None:
    assert await bot.slack.server.envelope("interactive", payload, 3) is None
    assert caplog.messages == ["Slack: acknowledged an envelope without a readable payload"]
    assert not bot.script.events


async def test_after_a_lost_connection_the_bot_comes_back(bot: Bot) -> None:
    assert bot.channel.ready
    bot.slack.server.connected.clear()
    await bot.slack.server.sockets[-1].send_json({"type": "disconnect", "reason": "refresh_requested"})
    await bot.slack.server.connected.wait()
    assert (await bot.member.command("help")).status == 200
    assert len(bot.script.events) == 1
