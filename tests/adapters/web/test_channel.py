"""The playground over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.web.channel import WebChannel
from adapters.web.persona import Persona
from handlers.conversation.event import Press, Submission
from tests.adapters.web.fragment import Fragment
from tests.adapters.web.stage import ALERT, CAST, COACH, PRINCIPAL, TEACHER, UNDRAWABLE, Play, Stage
from tests.journeys.exchanges.web import WebExchange
from tests.journeys.phone import Person

CANARY = "Zq7canary"


async def post(stage: Stage, path: str, **parts: Any) -> tuple[int, dict[str, Any]]:
    async with stage.client.post(f"/playground/{path}", json={"persona": TEACHER.email, **parts}) as response:
        return response.status, await response.json()


async def test_the_page_names_everybody_and_needs_nothing_from_outside(stage: Stage) -> None:
    async with stage.client.get("/") as response:
        page = await response.text()
    for persona in (TEACHER, PRINCIPAL, COACH):
        assert page.count(f'data-persona="{persona.email}"') == 1
    assert f'data-beside="{PRINCIPAL.email}"' in page
    assert "://" not in page
    assert "style=" not in page
    assert page.startswith("<!doctype html>")


async def test_every_asset_is_served(stage: Stage) -> None:
    for asset in (files("adapters.web") / "static").iterdir():
        async with stage.client.get(f"/playground/{asset.name}") as response:
            assert response.status == 200
            assert await response.read() == asset.read_bytes()


@pytest.mark.parametrize("name", ["page.html", "..%2Fchannel.py", "x", "channel.py"])
async def test_nothing_else_is(stage: Stage, name: str) -> None:
    async with stage.client.get(f"/playground/{name}") as response:
        assert response.status == 404


async def test_a_command_is_answered_with_cards(stage: Stage) -> None:
    status, answer = await post(stage, "say", text="/smpolicy ask may I post photos?")
    assert status == 200
    assert Fragment(answer["html"]).title == "OK: Yes, with consent"


async def test_a_very_long_command_is_answered(stage: Stage) -> None:
    status, answer = await post(stage, "say", text="check " + "\u05e9\u200b" * 20_000)
    assert status == 200
    assert "Revise" in answer["html"]


async def test_a_press_may_open_a_form_or_replace_its_card(stage: Stage) -> None:
    _, answer = await post(stage, "press", action="report.open")
    assert Fragment(answer["form"]).title == "Report a concern"
    _, answer = await post(stage, "press", action="ack", value="K7QM-2XRD")
    assert answer["replaces"] is True
    assert isinstance(stage.play.events[-1], Press)


async def test_a_submission_is_answered_with_errors_or_cards(stage: Stage) -> None:
    _, answer = await post(stage, "submit", form="report", state="s", values={"what": "tomorrow"})
    assert answer["errors"]["what"] == "Please write what has happened."
    _, answer = await post(stage, "submit", form="report", state="s", values={"what": "x", "involved": ["a"]})
    assert Fragment(answer["html"]).title == "OK: Report received"
    sent = stage.play.events[-1]
    assert isinstance(sent, Submission)
    assert sent.chosen("involved") == ("a",)


@pytest.mark.parametrize("path", ["say", "press", "submit"])
async def test_a_stranger_is_told_so(stage: Stage, path: str) -> None:
    status, answer = await post(stage, path, persona="stranger@schools.example", text="help")
    assert status == 400
    assert "not in the playground" in answer["error"]


async def test_a_stranger_has_no_events(stage: Stage) -> None:
    async with stage.client.get("/playground/events?persona=stranger@schools.example") as response:
        assert response.status == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff"])
async def test_what_is_malformed_is_answered(stage: Stage, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with stage.client.post("/playground/say", data=body, headers=headers) as response:
        assert response.status == 400
        assert "could not read" in (await response.json())["error"]


async def test_what_cannot_be_drawn_is_a_sentence_for_the_person_and_one_line_for_the_operator(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.play.undrawable = UNDRAWABLE
    status, answer = await post(stage, "submit", form="report", values={"what": CANARY})
    assert status == 500
    assert "Please try again" in answer["error"]
    assert CANARY not in answer["error"]
    assert [record.getMessage() for record in caplog.records] == [
        "playground: an answer could not be drawn: KeyError"
    ]
    assert CANARY not in caplog.text


@asynccontextmanager
async def connected(stage: Stage) -> AsyncIterator[WebExchange]:
    exchange = WebExchange()
    await exchange.start([Person(each.email, each.name) for each in CAST])
    await exchange.connect(stage.url)
    try:
        yield exchange
    finally:
        await exchange.stop()


async def test_a_report_arrives_live_where_it_is_acknowledged(stage: Stage) -> None:
    async with connected(stage) as exchange:
        teacher, principal = exchange.phone(TEACHER.email), exchange.phone(PRINCIPAL.email)
        screen = await teacher.say("report")
        assert screen.form
        screen = await teacher.fill({"site": "high", "what": "tomorrow"})
        assert screen.form
        assert set(screen.form.errors) == {"what", ""}
        screen = await teacher.fill({"what": "A student wrote.", "involved": (COACH.email,)})
        assert "K7QM-2XRD" in screen.text
        assert screen.form is None
        alert = await principal.message()
        assert alert.buttons == ("Acknowledge", "Read the report")
        reading = await principal.press("Read the report")
        assert reading.form
        assert "nobody feeds him" in reading.form.text
        assert "Acknowledged" in (await principal.press("Acknowledge")).text
        assert not any("nobody feeds him" in message for message in exchange.messages)


async def test_after_a_restart_what_was_delivered_is_shown_again() -> None:
    play = Play()
    async with Stage(play):
        await play.deliver(PRINCIPAL, ALERT, "1")
    again = Play()
    again.mail = play.mail
    async with Stage(again) as stage, connected(stage) as exchange:
        assert "A report is waiting" in (await exchange.phone(PRINCIPAL.email).message()).text


async def test_stopping_ends_the_open_pages(stage: Stage) -> None:
    async with ClientSession(stage.url) as client, client.get("/playground/events") as events:
        assert await events.content.readuntil(b"\n\n") == b"retry: 1000\n\n"
        await asyncio.wait_for(stage.play.channel.stop(), 1.5)
        rest = await asyncio.wait_for(events.content.read(), 1.5)
        assert b"data:" not in rest


async def test_readiness_follows_start_and_stop(stage: Stage) -> None:
    assert stage.play.channel.ready
    await stage.play.channel.stop()
    still_ready: bool = stage.play.channel.ready
    assert not still_ready
    status, answer = await post(stage, "say", text="help")
    assert status == 503
    assert "Try again" in answer["error"]
    async with stage.client.get("/playground/events") as response:
        assert response.status == 503
    await stage.play.channel.start()
    assert (await post(stage, "say", text="help"))[0] == 200


@pytest.mark.parametrize(
    ("beside", "expected"), [(COACH.email, COACH), (None, PRINCIPAL), ("stranger", PRINCIPAL)]
)
async def test_who_is_beside_may_be_chosen(beside: str | None, expected: Persona) -> None:
    play = Play()
    play.channel = WebChannel(
        (TEACHER, PRINCIPAL, COACH), "District", play.answer, play.inbox, (), beside=beside
    )
    async with Stage(play) as stage, stage.client.get("/") as response:
        assert f'data-beside="{expected.email}"' in await response.text()


async def test_one_person_alone_has_one_conversation() -> None:
    play = Play()
    play.channel = WebChannel((TEACHER,), "District", play.answer, play.inbox, ())
    async with Stage(play) as stage, stage.client.get("/") as response:
        page = await response.text()
    assert page.count('class="view"') == 1
    assert 'id="beside"' not in page
