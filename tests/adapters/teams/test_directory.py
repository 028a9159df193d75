"""The directory is asked seldom, by one at a time, and never waited for without end."""

import asyncio
from collections.abc import Iterator

import msal
import pytest
import requests

from adapters.teams.credentials import credentials
from adapters.teams.directory import LIMITS, Pass, Session, SigningKeys
from adapters.teams.platform import Down
from adapters.teams.threads import Threads
from tests.adapters.teams.microsoft import Microsoft
from tests.adapters.teams.stage import APP, SECRET, TENANT

METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"


class Watch:
    """Seconds that go up when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def threads() -> Iterator[Threads]:
    threads = Threads(2, "directory")
    yield threads
    threads.close()


@pytest.fixture
def own(microsoft: Microsoft, threads: Threads, watch: Watch) -> Pass:
    who = credentials(APP, SECRET, "", TENANT)
    assert who
    return Pass(who, Session(), threads, watch)


@pytest.fixture
def keys(microsoft: Microsoft, threads: Threads, watch: Watch) -> SigningKeys:
    return SigningKeys(METADATA, Session(), threads, watch)


async def test_a_token_is_asked_for_once_until_it_is_about_to_end(
    own: Pass, microsoft: Microsoft, watch: Watch
) -> None:
    assert await asyncio.gather(*(own.token() for _ in range(5))) == ["access"] * 5
    asked = len(microsoft.asked)
    watch.now += 3200
    await own.token()
    assert len(microsoft.asked) == asked
    watch.now += 200
    microsoft.token = {**microsoft.token, "access_token": "the next"}
    own._client = None  # its own cache goes by the clock on the wall
    assert await own.token() == "the next"


async def test_every_call_is_bounded(own: Pass, keys: SigningKeys, microsoft: Microsoft) -> None:
    await own.token()
    await keys.get("known")
    assert len(microsoft.asked) == 4
    assert microsoft.limits == {LIMITS}
    assert LIMITS == (3, 10)


@pytest.mark.parametrize("error", [requests.ConnectTimeout(SECRET), requests.ReadTimeout(SECRET)])
async def test_a_directory_that_does_not_answer(
    own: Pass, keys: SigningKeys, microsoft: Microsoft, error: Exception
) -> None:
    microsoft.error = error
    for asked in (own.token(), keys.get("known")):
        with pytest.raises(Down) as down:
            await asked
        assert SECRET not in str(down.value)
        assert type(error).__name__ in str(down.value)
    microsoft.error = None
    assert await own.token() == "access"


async def test_a_refusal_says_what_to_check(own: Pass, microsoft: Microsoft) -> None:
    microsoft.token = {"error": "invalid_client", "error_description": SECRET}
    microsoft.status = 200
    with pytest.raises(Down, match="check MicrosoftAppPassword") as down:
        await own.token()
    assert SECRET not in str(down.value)


async def test_a_managed_identity_needs_no_password(
    microsoft: Microsoft, threads: Threads, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def acquire(_self: object, *, resource: str) -> dict[str, object]:
        asked.append(resource)
        return {"access_token": "managed", "expires_in": 3600}

    monkeypatch.setattr(msal.ManagedIdentityClient, "acquire_token_for_client", acquire)
    who = credentials(APP, "", "UserAssignedMSI", TENANT)
    assert who
    assert await Pass(who, Session(), threads).token() == "managed"
    assert asked == ["https://api.botframework.com"]


async def test_keys_are_believed_for_a_day(keys: SigningKeys, microsoft: Microsoft, watch: Watch) -> None:
    found = await asyncio.gather(*(keys.get("known") for _ in range(5)))
    assert {key.endorsements for key in found} == {("msteams",)}
    watch.now += 86_000
    await keys.get("known")
    assert len(microsoft.asked) == 2
    watch.now += 1_000
    await keys.get("known")
    assert len(microsoft.asked) == 4


async def test_a_new_key_is_looked_for_once_an_hour(
    keys: SigningKeys, microsoft: Microsoft, watch: Watch
) -> None:
    for _ in range(3):
        with pytest.raises(PermissionError):
            await keys.get("new")
    assert len(microsoft.asked) == 2
    microsoft.keys[0]["kid"] = "new"
    watch.now += 3_700
    await keys.get("new")
    with pytest.raises(PermissionError):
        await keys.get("known")
    assert len(microsoft.asked) == 4


@pytest.mark.parametrize("keys_", [None, [{"kid": "known"}], [{"kty": "RSA"}], [{"kty": "RSA", "kid": "k"}]])
async def test_keys_that_cannot_be_read(keys: SigningKeys, microsoft: Microsoft, keys_: object) -> None:
    microsoft.keys = keys_  # type: ignore[assignment]
    with pytest.raises(Down, match="signing keys cannot be fetched"):
        await keys.get("known")
