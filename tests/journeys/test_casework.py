"""Supervisors work a case from the first message to its closing, and nobody else learns of it."""

import logging
import re

import pytest

from tests.journeys.phone import Phone, Screen, open_newest
from tests.journeys.test_reporting import CANARY, REPORT, file_report
from tests.journeys.world import World

EVERYBODY = ("principal", "assistant", "activities", "superintendent")


async def in_hand(world: World, **changed: str | tuple[str, ...]) -> tuple[str, Phone]:
    """A report that the principal has acknowledged, and the principal's phone."""
    number = await file_report(world.phone("teacher"), **changed)
    principal = world.phone("principal")
    await principal.message()
    await principal.press("Acknowledge")
    return number, principal


async def danger(world: World) -> tuple[str, dict[str, Phone]]:
    """A report of danger that four supervisors have on their phones, with the principal's hand on it."""
    number = await file_report(world.phone("teacher"), urgency="danger")
    phones = {who: world.phone(who) for who in EVERYBODY}
    for phone in phones.values():
        assert number in (await phone.message()).text
    await phones["principal"].press("Acknowledge")
    return number, phones


async def sent(phone: Phone, label: str, **values: str) -> Screen:
    """Press a button, fill the form it opens, send it."""
    opened = await phone.press(label)
    assert opened.form, opened.text
    return await phone.fill(values)


async def message_about(phone: Phone, words: str) -> Screen:
    """The next message with these words. A clock moved between a sending and its record sends again."""
    while words not in (screen := await phone.message()).text:
        pass
    return screen


def messages_about(world: World, number: str) -> int:
    return sum(number in message for message in world.exchange.messages)


def calls_for(world: World, number: str) -> int:
    """The messages that call a supervisor to this report."""
    return sum(number in message and "needs you" in message for message in world.exchange.messages)


async def test_the_ladder_goes_on_until_somebody_acknowledges_reading_is_not_enough(world: World) -> None:
    number = await file_report(world.phone("teacher"))
    principal = world.phone("principal")
    await principal.message()
    dialog = await principal.press("Read the report")
    assert dialog.form
    world.clock.advance(minutes=30)
    for deputy in ("assistant", "activities"):
        assert number in (await world.phone(deputy).message()).text
    for _ in range(2):  # the last step again and again
        world.clock.advance(minutes=60)
        await message_about(world.phone("superintendent"), number)
    await world.phone("superintendent").press("Acknowledge")
    # It stops for everybody, while the ladder of another report goes all the way up.
    before = calls_for(world, number)
    second = await file_report(world.phone("teacher"), what="another one")
    await message_about(principal, second)
    for minutes, phones in ((30, ("assistant", "activities")), (30, ("superintendent",))):
        world.clock.advance(minutes=minutes)
        for who in phones:
            await message_about(world.phone(who), second)
    assert calls_for(world, number) == before


async def test_a_night_holds_back_what_can_wait_and_never_danger(world: World) -> None:
    world.clock.advance(hours=12)  # ten in the evening
    teacher, principal = world.phone("teacher"), world.phone("principal")
    routine = await file_report(teacher, urgency="routine")
    urgent = await file_report(teacher, urgency="danger")
    assert urgent in (await principal.message()).text
    assert messages_about(world, routine) == 0
    await principal.press("Acknowledge")
    world.clock.advance(hours=8, minutes=30)
    assert routine in (await principal.message()).text


async def test_the_queue_and_what_can_be_done_from_it(world: World) -> None:
    number, principal = await in_hand(world)
    screen = await principal.say("cases")
    assert f"{number}, Today, in hand of Marit Solberg" in screen.text
    assert f"Open {number}" in screen.buttons
    assert CANARY not in screen.text
    screen = await principal.press(f"Open {number}")
    assert {"Add a note", "Ask the reporter", "Agency contact", "Hand over", "Close"} <= set(screen.buttons)
    assert number in (await principal.say("cases mine")).text
    assert number not in (await principal.say("cases unassigned")).text
    assert number not in (await principal.say("cases overdue")).text
    world.clock.advance(days=15)
    assert number in (await principal.say("cases overdue")).text


async def test_a_case_is_noted_asked_about_and_closed_and_opened_again(world: World) -> None:
    number, principal = await in_hand(world)
    await principal.press("More")
    screen = await sent(principal, "Add a note", note=f"{CANARY} spoke with the counsellor")
    assert "Your note is kept." in screen.text
    await principal.say(f"cases {number}")
    screen = await sent(principal, "Ask the reporter", question=f"{CANARY} which day was it?")
    assert "The reporter is told that you have a question." in screen.text
    await principal.say(f"cases {number}")
    values = {"agency": "child-protection", "at": "2026-11-23T09:58", "reference": f"{CANARY}-4"}
    screen = await sent(principal, "Agency contact", **values)
    assert "The contact is recorded." in screen.text
    await principal.say(f"cases {number}")
    screen = await sent(principal, "Close", outcome="agency", note=f"{CANARY} with the county")
    assert "Closed: An agency or the police has it." in screen.text
    await principal.say(f"cases {number}")
    read = await principal.press("Read the report")
    assert read.form
    for said in ("spoke with the counsellor", "which day was it?", "Clay County", "with the county"):
        assert said in read.form.text
    await principal.say(f"cases {number}")
    screen = await sent(principal, "Reopen", reason=f"{CANARY} the county has sent it back")
    assert "Open again, and you have it in hand." in screen.text


async def test_a_case_goes_from_hand_to_hand(world: World) -> None:
    number, phones = await danger(world)
    principal, assistant = phones["principal"], phones["assistant"]
    await assistant.press("More")
    screen = await assistant.press("Take over")
    assert "You have it in hand now." in screen.text
    taken = await principal.message()
    assert "is in other hands now" in taken.text
    await assistant.say(f"cases {number}")
    chosen = {"to": "superintendent@schools.example", "note": f"{CANARY} please see the family"}
    screen = await sent(assistant, "Hand over", **chosen)
    assert "Thomas Whitefeather has it in hand now" in screen.text
    handed = await phones["superintendent"].message()
    assert "was handed to you" in handed.text
    assert CANARY not in handed.text
    read = await phones["superintendent"].press("Read the report")
    assert read.form
    assert "please see the family" in read.form.text


async def test_two_press_at_once_and_read_one_truth(world: World) -> None:
    number, phones = await danger(world)
    for who in ("assistant", "superintendent"):
        screen = await phones[who].press("Acknowledge")
        assert "Acknowledged by Marit Solberg" in screen.text
    await phones["assistant"].press("More")
    await phones["assistant"].press("Take over")
    await phones["principal"].say(f"cases {number}")
    assert "In hand of" in (await phones["principal"].say(f"cases {number}")).text


async def test_whoever_is_named_later_loses_the_case_without_a_signal(world: World) -> None:
    number, principal = await in_hand(world)
    teacher = world.phone("teacher")
    before = messages_about(world, number)
    await open_newest(teacher)
    await sent(teacher, "Add information", words=f"{CANARY} It was Ms. Solberg herself.")
    # Not her deputies, who work for her.
    assert number in (await world.phone("superintendent").message()).text
    assert messages_about(world, number) > before
    unknown = await principal.say("cases AAAA-BBBB")
    assert (await principal.say(f"cases {number}")).text == unknown.text
    assert number not in (await principal.say("cases")).text
    # Had anything been sent to her, it would be the next message on her phone.
    other = await file_report(teacher, what="something else")
    assert other in (await principal.message()).text


async def test_whoever_recuses_themself_hears_nothing_more(world: World) -> None:
    number, phones = await danger(world)
    await phones["principal"].press("More")
    screen = await sent(phones["principal"], "Leave me out", sure="yes")
    assert "You are left out of it" in screen.text
    for who in EVERYBODY[1:]:
        assert number in (await phones[who].message()).text
    unknown = await phones["principal"].say("cases AAAA-BBBB")
    assert (await phones["principal"].say(f"cases {number}")).text == unknown.text
    assert number not in (await phones["principal"].say("cases")).text


async def test_the_reporters_name_takes_a_reason_and_a_second_person(world: World) -> None:
    number, phones = await danger(world)
    principal, assistant = phones["principal"], phones["assistant"]
    await principal.press("More")
    screen = await sent(principal, "Who reported?", reason=f"{CANARY} the county must call them")
    assert "Sam Lindqvist" not in screen.text
    asked = await assistant.message()
    assert "needs your consent" in asked.text
    assert CANARY not in asked.text
    await assistant.press("More")
    screen = await assistant.press("Agree or refuse")
    assert screen.form
    assert "the county must call them" in screen.form.text
    await assistant.fill({"answer": "agree"})
    assert "has an answer for you" in (await principal.message()).text
    await principal.say(f"cases {number}")
    shown = await principal.press("Who reported?")
    assert shown.form
    assert "Sam Lindqvist" in shown.form.text
    teacher = world.phone("teacher")
    told = [(await teacher.message()).text for _ in range(2)]
    assert any("Your name was opened" in text and "Marit Solberg" in text for text in told)


async def test_the_reporters_name_stays_sealed_where_the_second_person_refuses(world: World) -> None:
    number, phones = await danger(world)
    principal, assistant = phones["principal"], phones["assistant"]
    await principal.press("More")
    await sent(principal, "Who reported?", reason="I am curious")
    assert "needs your consent" in (await assistant.message()).text
    await assistant.press("More")
    await sent(assistant, "Agree or refuse", answer="refuse")
    assert "has an answer for you" in (await principal.message()).text
    await principal.say(f"cases {number}")
    shown = await principal.press("Who reported?")
    assert "Sam Lindqvist" not in str(shown)


@pytest.mark.parametrize("who", ["teacher", "activities", "superintendent"])
async def test_nobody_else_learns_that_a_case_exists(world: World, who: str) -> None:
    number, _ = await in_hand(world, involved=("activities@schools.example",))
    phone = world.phone(who)
    shown = (await phone.say("cases")).text
    assert "No cases wait for you." in shown
    assert number not in shown
    assert (await phone.say(f"cases {number}")).text == (await phone.say("cases AAAA-BBBB")).text
    for words in ("cases overdue", "cases closed", "cases high-school"):
        assert number not in (await phone.say(words)).text


async def test_no_word_of_casework_leaks(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    number, principal = await in_hand(world)
    await principal.press("More")
    for label, values in (
        ("Add a note", {"note": f"{CANARY} note"}),
        ("Ask the reporter", {"question": f"{CANARY} question"}),
        ("Close", {"outcome": "school", "note": f"{CANARY} end"}),
        ("Reopen", {"reason": f"{CANARY} reason"}),
        ("Who reported?", {"reason": f"{CANARY} why"}),
    ):
        await principal.say(f"cases {number}")
        await sent(principal, label, **values)
    assert re.search(CANARY, caplog.text) is None
    assert not any(CANARY in message for message in world.exchange.messages)
    for file in world.data_dir.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes(), file.name
    assert REPORT["what"].startswith(CANARY)
