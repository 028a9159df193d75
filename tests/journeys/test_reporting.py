"""A teacher reports a concern, and it does not rest until a supervisor has acknowledged it."""

import logging
import re

import pytest

from tests.journeys.phone import Phone, Screen
from tests.journeys.world import World

CANARY = "Zq7canary"

REPORT = {
    "site": "high-school",
    "urgency": "today",
    "what": f"{CANARY} A student wrote that nobody feeds him at home.",
    "students": f"{CANARY} Student B",
    "where": f"{CANARY} a group chat",
    "learned_at": "2026-11-23T09:30",
}


def number_on(screen: Screen) -> str:
    found = re.search(r"[2-9B-Z]{4}-[2-9B-Z]{4}", screen.text)
    assert found, screen.text
    return found[0]


async def file_report(phone: Phone, **changed: str | tuple[str, ...]) -> str:
    await phone.say("report")
    return number_on(await phone.fill({**REPORT, **changed}))


async def test_a_report_reaches_the_supervisor_who_acknowledges_it(world: World) -> None:
    teacher, principal = world.phone("teacher"), world.phone("principal")
    screen = await teacher.say("report")
    assert screen.form
    assert screen.form.text.index("911") < screen.form.text.index("within 24 hours")
    assert "988" in screen.form.text
    for notice in (
        "asks for this to protect students",
        "You may leave it unsent",
        "presumed to be a punishment",
    ):
        assert notice in screen.form.text
    screen = await teacher.fill(REPORT)
    number = number_on(screen)
    assert "does not make the report the law asks of you" in screen.text

    alert = await principal.message()
    words = {word for word in re.split(r"\s+", alert.text) if word}
    # Number, urgency, buttons, the platform's own mark of attention, and nothing else.
    said = {"A", "report", "needs", "you", "Report", number, "Urgency", "Today", "Acknowledge", "Read", "the"}
    said |= {"More"}
    assert {number, "Today"} <= words <= said | {"\u26a0\ufe0f", "Attention:", "Important:"}
    assert set(alert.buttons) == {"Acknowledge", "Read the report", "More"}
    dialog = await principal.press("Read the report")
    assert dialog.form
    assert "nobody feeds him" in dialog.form.text
    assert "Sam Lindqvist" not in dialog.form.text
    screen = await principal.press("Acknowledge")
    assert "Acknowledged by Marit Solberg" in screen.text


async def test_a_form_with_mistakes_stays_open(world: World) -> None:
    teacher = world.phone("teacher")
    await teacher.say("report")
    screen = await teacher.fill({**REPORT, "learned_at": "2027-01-01T08:00"})
    assert screen.form
    assert "still to come" in screen.form.errors["learned_at"]
    screen = await teacher.fill(REPORT)
    assert number_on(screen)


async def test_without_an_acknowledgement_the_next_step_follows(world: World) -> None:
    number = await file_report(world.phone("teacher"))
    await world.phone("principal").message()
    world.clock.advance(minutes=30)
    for deputy in ("assistant", "activities"):
        assert number in (await world.phone(deputy).message()).text
    world.clock.advance(minutes=30)
    assert number in (await world.phone("superintendent").message()).text


async def test_an_acknowledgement_stops_the_ladder(world: World) -> None:
    first = await file_report(world.phone("teacher"))
    principal = world.phone("principal")
    await principal.message()
    await principal.press("Acknowledge")
    world.clock.advance(minutes=60)
    second = await file_report(world.phone("teacher"), learned_at="2026-11-23T10:30")
    assert second in (await principal.message()).text
    world.clock.advance(minutes=30)
    assistant = await world.phone("assistant").message()
    assert second in assistant.text
    assert first not in assistant.text


async def test_a_supervisor_named_in_the_report_gets_no_signal(world: World) -> None:
    number = await file_report(world.phone("teacher"), what="I saw Ms. Solberg shove a student.")
    # Nor do the two who work for her.
    assert number in (await world.phone("superintendent").message()).text
    assert sum(number in message for message in world.exchange.messages) == 1
    # Had anything at all been sent to her, it would stand before the answer to her own question.
    screen = await world.phone("principal").say("III.F")
    assert "report" not in screen.text.lower()


async def test_immediate_danger_tells_everybody_at_once(world: World) -> None:
    number = await file_report(world.phone("teacher"), urgency="danger")
    for who in ("principal", "assistant", "activities", "superintendent"):
        assert number in (await world.phone(who).message()).text


async def test_two_supervisors_press_and_both_read_one_truth(world: World) -> None:
    await file_report(world.phone("teacher"), urgency="danger")
    principal, superintendent = world.phone("principal"), world.phone("superintendent")
    await principal.message()
    await superintendent.message()
    await principal.press("Acknowledge")
    screen = await superintendent.press("Acknowledge")
    assert "Acknowledged by Marit Solberg" in screen.text


async def test_words_after_the_command_are_not_taken(world: World) -> None:
    screen = await world.phone("teacher").say(f"report {CANARY} a boy in my class")
    assert screen.form
    assert "not kept" in screen.form.text
    assert CANARY not in screen.form.text


async def test_after_a_restart_what_was_owed_goes_out(world: World) -> None:
    number = await file_report(world.phone("teacher"))
    await world.phone("principal").message()
    await world.stop()
    world.clock.advance(minutes=30)
    await world.start()
    assert number in (await world.phone("assistant").message()).text


async def test_no_word_of_a_report_leaks(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    teacher, principal = world.phone("teacher"), world.phone("principal")
    await file_report(teacher, involved=("activities@schools.example",))
    await principal.message()
    await principal.press("Read the report")
    await principal.press("Acknowledge")
    assert CANARY not in caplog.text
    assert not any(CANARY in message for message in world.exchange.messages)
    for file in world.data_dir.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes(), file.name
