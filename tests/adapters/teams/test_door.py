"""What is let in, and what becomes of what is no activity."""

import logging
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.conversation.event import Command
from handlers.errors import SetupError
from tests.adapters.teams.stage import APP, SECRET, Stage

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda child: st.lists(child, max_size=3) | st.dictionaries(st.text(max_size=5), child, max_size=3),
    max_leaves=5,
)


async def test_a_foreign_service_url_is_refused_without_credentials(stage: Stage) -> None:
    status, body = await stage.post(stage.activity(serviceUrl="https://evil.example/"))
    assert status == 403
    assert "service URL" in body["error"]
    assert not stage.script.events


async def test_a_proxied_request_is_refused_without_credentials(stage: Stage) -> None:
    status, _ = await stage.post(stage.activity(text="x"), {"X-Forwarded-For": "127.0.0.1"})
    assert status == 403
    assert not stage.script.events


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'"x"', b"\xff", b"[" * 100_000, b"{}", b"NaN"])
async def test_what_is_no_activity_is_a_bad_request(stage: Stage, body: bytes) -> None:
    assert (await stage.post(body))[0] == 400


@pytest.mark.parametrize("name", ["type", "from", "recipient", "conversation", "serviceUrl", "channelId"])
@pytest.mark.parametrize("wrong", [None, 7, [], {"id": 7}, {"id": ""}, ""])
async def test_a_missing_or_misshapen_part_is_a_bad_request(stage: Stage, name: str, wrong: object) -> None:
    assert (await stage.post({**stage.activity(text=SECRET), name: wrong}))[0] == 400


@pytest.mark.parametrize(
    "name", ["text", "value", "entities", "channelData", "replyToId", "name", "id", "membersAdded"]
)
@pytest.mark.parametrize("kind", ["message", "invoke", "conversationUpdate"])
async def test_odd_optional_parts_are_never_a_server_error(stage: Stage, name: str, kind: str) -> None:
    for odd in (
        None,
        7,
        [],
        [7],
        {},
        {"id": 7},
        "",
        "x" * 3000,
        {"tenant": 7},
        {"data": 7},
        [{"type": "mention"}],
    ):
        status, _ = await stage.post({**stage.activity(kind), name: odd})
        assert status in {200, 400}, odd


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=ANYTHING)
@pytest.mark.parametrize(
    "name", ["task/fetch", "task/submit", "adaptiveCard/action", "composeExtension/fetchTask"]
)
async def test_any_value_of_an_invoke_is_answered(stage: Stage, name: str, value: object) -> None:
    for shape in (value, {"data": value}, {"data": {"smpolicy": value}}, {"action": {"data": value}}):
        status, _ = await stage.post(stage.activity("invoke", name=name, value=shape))
        assert status == 200


async def test_an_unknown_invoke_is_a_bad_request(stage: Stage) -> None:
    assert (await stage.post(stage.activity("invoke", name="signin/verifyState", value={})))[0] == 400


async def test_other_types_and_sizes_are_refused(stage: Stage) -> None:
    assert (await stage.post(stage.activity(), {"Content-Type": "text/plain"}))[0] == 415
    assert (await stage.post(b" " * 600_000))[0] == 413


async def test_half_a_character_becomes_a_sign_that_encodes(stage: Stage) -> None:
    await stage.say("ask \ud83d")
    assert isinstance(stage.script.last, Command)
    assert stage.script.last.text == "ask \ufffd"


async def test_nothing_is_taken_once_stopping(stage: Stage) -> None:
    before = stage.channel.ready
    await stage.channel.stop()
    assert (before, stage.channel.ready) == (True, False)
    assert (await stage.post(stage.activity(text="late")))[0] == 503


async def test_no_word_of_a_bad_activity_is_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await stage.post(stage.activity(text=[SECRET]))
    await stage.post(stage.activity("invoke", name=SECRET, value={"data": {"what": SECRET}}))
    assert SECRET not in caplog.text


def test_the_sdk_is_imported_only_when_it_is_needed() -> None:
    code = (
        "import asyncio, sys\n"
        "from adapters.teams.channel import TeamsChannel\n"
        "channel = TeamsChannel(app_id='', app_password='', app_type='', tenant_id='', answer=None,\n"
        "                       addresses=None, commands=())\n"
        "asyncio.run(channel.start())\n"
        "sys.exit(any(name.startswith(('botbuilder', 'msrest', 'msal')) for name in sys.modules))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own code


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"app_id": APP}, "MicrosoftAppPassword and MicrosoftAppTenantId"),
        ({"app_password": "p"}, "MicrosoftAppId and MicrosoftAppTenantId"),
        ({"app_id": APP, "app_password": "p"}, "MicrosoftAppTenantId"),
        ({"app_id": APP, "app_type": "UserAssignedMSI"}, "MicrosoftAppTenantId"),
        ({"app_id": APP, "app_password": "p", "app_type": "Nonsense"}, "MicrosoftAppType"),
    ],
)
def test_half_a_set_of_credentials_is_a_mistake_of_the_set_up(given: dict[str, str], missing: str) -> None:
    with pytest.raises(SetupError, match=missing):
        Stage(**given)
