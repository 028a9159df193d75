"""With credentials: only what Microsoft has signed for this bot, this service URL and this tenant."""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.teams.directory import LIMITS
from tests.adapters.teams.microsoft import KEY, Microsoft
from tests.adapters.teams.stage import APP, SECRET, TENANT, Json, Stage

ISSUER = "https://api.botframework.com"
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
async def guarded(microsoft: Microsoft) -> AsyncIterator[Stage]:
    """A bot with credentials."""
    stage = Stage(app_id=APP, app_password="p", tenant_id=TENANT)
    await stage.open()
    yield stage
    await stage.close()


def token(
    stage: Stage, key: Any = KEY, algorithm: str = "RS256", kid: str = "known", **changed: object
) -> str:
    now = int(time.time())
    claims: Json = {
        "iss": ISSUER,
        "aud": APP,
        "serviceurl": stage.connector.url,
        "nbf": now - 60,
        "exp": now + 600,
    }
    claims = {name: value for name, value in (claims | changed).items() if value is not None}
    return jwt.encode(claims, key, algorithm, {"kid": kid})


async def knock(stage: Stage, bearer: str, **more: Any) -> int:
    return (await stage.post(stage.activity(text="hello", **more), {"Authorization": f"Bearer {bearer}"}))[0]


async def test_a_token_of_microsofts_is_let_in(guarded: Stage) -> None:
    assert await knock(guarded, token(guarded)) == 200
    assert len(guarded.connector.posted) == 1
    address = json.loads(next(iter(guarded.book.lines.values())))
    assert (address["a"], address["t"]) == (APP, TENANT)


async def test_proxies_and_other_hosts_are_fine_with_a_token(guarded: Stage) -> None:
    headers = {
        "Authorization": f"Bearer {token(guarded)}",
        "X-Forwarded-For": "1.2.3.4",
        "Host": "bot.example",
    }
    assert (await guarded.post(guarded.activity(text="hello"), headers))[0] == 200


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic eDp5", "Bearer a b"]
)
async def test_no_token_or_nonsense_is_unauthorized(guarded: Stage, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    assert (await guarded.post(guarded.activity(text="hello"), headers))[0] == 401
    assert not guarded.script.events


@pytest.mark.parametrize(
    "forged",
    [
        {"key": OTHER_KEY},
        {"kid": "unknown"},
        {"aud": "another-app"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", "appid": APP, "ver": "1.0"},
        {"exp": 1},
        {"nbf": 9_999_999_999},
        {"serviceurl": "https://evil.example"},
        {"serviceurl": None},
        {"key": "secret-that-is-long-enough-for-an-hmac", "algorithm": "HS256"},
        {"key": None, "algorithm": "none"},
    ],
    ids=str,
)
async def test_a_forged_token_is_unauthorized(guarded: Stage, forged: dict[str, Any]) -> None:
    assert await knock(guarded, token(guarded, **forged)) == 401
    assert not guarded.script.events
    assert not guarded.connector.posted


async def test_a_stolen_token_cannot_send_the_answer_elsewhere(guarded: Stage) -> None:
    assert await knock(guarded, token(guarded), serviceUrl="http://127.0.0.1:9/") == 401


async def test_the_tenant_may_be_written_in_capitals(guarded: Stage) -> None:
    capitals = {"tenant": {"id": TENANT.upper()}}
    conversation = {"id": "chat-1", "conversationType": "personal", "tenantId": TENANT.upper()}
    assert await knock(guarded, token(guarded), channelData=capitals, conversation=conversation) == 200


async def test_another_tenant_is_refused(guarded: Stage) -> None:
    other = {"tenant": {"id": "another-tenant"}}
    for more in ({"channelData": other}, {"channelData": {}, "conversation": {"id": "chat-1"}}):
        assert await knock(guarded, token(guarded), **more) == 403
    assert not guarded.script.events


async def test_another_channel_of_the_bot_framework_is_refused(guarded: Stage) -> None:
    for channel in ("webchat", "directline", "emulator"):
        assert await knock(guarded, token(guarded), channelId=channel) == 403


async def test_keys_that_cannot_be_had_are_a_reason_to_try_again(
    guarded: Stage, microsoft: Microsoft
) -> None:
    microsoft.error = requests.ConnectionError(SECRET)
    assert await knock(guarded, token(guarded)) == 503
    microsoft.error = None
    assert await knock(guarded, token(guarded)) == 200


async def test_without_an_access_token_nothing_is_begun_that_cannot_be_answered(
    guarded: Stage, microsoft: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    microsoft.token = {"error": "invalid_client", "error_description": SECRET}
    assert await knock(guarded, token(guarded)) == 503
    assert "check MicrosoftAppPassword" in caplog.text
    assert SECRET not in caplog.text
    assert not guarded.script.events


async def test_whatever_goes_to_teams_is_signed_and_bounded(guarded: Stage, microsoft: Microsoft) -> None:
    await knock(guarded, token(guarded))
    assert set(guarded.connector.tokens) == {"Bearer access"}
    assert microsoft.limits == {LIMITS}
