"""What comes in over HTTP and is not what it should be."""

import json
import time
from urllib.parse import urlencode

import pytest

from tests.adapters.slack.conftest import Bot, over_http
from tests.standins.slack.member import signature

FORM = "application/x-www-form-urlencoded"
CANARY = "canary-93k"

pytestmark = over_http


async def test_a_forged_signature(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    forged = signature("another secret", str(int(time.time())), f"text={CANARY}")
    answer = await bot.slack.post(f"text={CANARY}", FORM, signed=forged)
    assert answer.status == 401
    assert "wrong or old signature" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("timestamp", [str(int(time.time()) - 400), "yesterday", "", "9" * 40])
async def test_a_stale_or_senseless_timestamp(bot: Bot, timestamp: str) -> None:
    signed = signature(bot.slack.signing_secret, timestamp, "text=x")
    answer = await bot.slack.post("text=x", FORM, timestamp=timestamp or "0", signed=signed)
    assert answer.status == 401


async def test_an_unsigned_request_that_pretends_to_check_the_certificate_runs_nothing(bot: Bot) -> None:
    answer = await bot.slack.post("ssl_check=1&command=/smpolicy&text=x", FORM, signed="v0=0")
    assert answer.status == 200
    assert not bot.script.events


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ("null", "application/json"),
        ('"text"', "application/json"),
        ("payload=", FORM),
        ("payload={", FORM),
        ("payload=[]", FORM),
        ("payload=7", FORM),
        ("", FORM),
        (f"text={CANARY}", FORM),
        (f"command=/smpolicy&text={CANARY}", FORM),
        ("command=/smpolicy&user_id=U1&text=x", FORM),
        (json.dumps({"type": "event_callback"}), "application/json"),
        (json.dumps({"type": "event_callback", "event": CANARY}), "application/json"),
        (json.dumps({"type": "event_callback", "event": {"type": 7}}), "application/json"),
        (
            json.dumps({"type": "event_callback", "event": {"type": "message", "channel_type": "im"}}),
            "application/json",
        ),
        (urlencode({"payload": json.dumps({"type": "block_actions", "actions": []})}), FORM),
        (urlencode({"payload": json.dumps({"type": "block_actions", "actions": [CANARY]})}), FORM),
        (urlencode({"payload": json.dumps({"type": "block_actions", "user": 7, "actions": [{}]})}), FORM),
        (urlencode({"payload": json.dumps({"type": "view_submission", "view": CANARY})}), FORM),
        (urlencode({"payload": json.dumps({"type": "view_submission", "view": {"callback_id": "x"}})}), FORM),
        (urlencode({"payload": json.dumps({"type": "shortcut", "callback_id": 5})}), FORM),
        (urlencode({"payload": json.dumps({"type": CANARY})}), FORM),
    ],
)
async def test_malformed_but_correctly_signed(
    bot: Bot, caplog: pytest.LogCaptureFixture, body: str, content_type: str
) -> None:
    answer = await bot.slack.post(body, content_type)
    assert answer.status in {200, 400}
    assert answer.status == 200 or caplog.records
    assert CANARY not in caplog.text
    assert not any(record.exc_info for record in caplog.records)
    assert not bot.script.events


async def test_a_body_that_is_no_text(bot: Bot) -> None:
    answer = await bot.slack.post("x", "text/plain; charset=nonsense")
    assert answer.status == 401


async def test_the_address_is_verified_when_slack_asks(bot: Bot) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c-1", "token": "t"})
    answer = await bot.slack.post(body, "application/json")
    assert answer.body == {"challenge": "c-1"}
