"""A teacher keeps an eye on their own reports: clocks, receipt, questions, additions, the lighter record."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from handlers.duty.receipt import verify_receipt
from handlers.reports.own_form import GAPS
from storage.keyset import Keyset
from tests.journeys.phone import Phone, Screen, open_newest
from tests.journeys.test_reporting import CANARY, REPORT, file_report, number_on
from tests.journeys.world import World

CALL = {"agency": "child-protection", "at": "2026-11-23T09:55", "reference": f"{CANARY}-17"}
DANGER = "Is anyone in danger now? Call 911."
CONTACT = {
    "site": "high-school",
    "platform": f"{CANARY} Instagram",
    "students": f"{CANARY} Student C",
    "at": "2026-11-22T20:00",
    "why": f"{CANARY} the bus was late",
    "said": f"{CANARY} where to wait",
}


@contextmanager
def database_down(world: World) -> Iterator[None]:
    """The database is gone, and comes back as it was."""
    file = world.data_dir / "smpolicy.db"
    away = file.rename(file.with_suffix(".away"))
    try:
        yield
    finally:
        away.rename(file)


async def news(phone: Phone, said: str) -> Screen:
    """The next message that says this. One before it may have come twice, as the clock was moved on."""
    while said not in (message := await phone.message()).text:
        pass
    return message


async def in_hand(world: World) -> Phone:
    """The principal has acknowledged the report, and the teacher has heard of it."""
    principal = world.phone("principal")
    await principal.message()
    await principal.press("Acknowledge")
    await news(world.phone("teacher"), "acknowledged")
    return principal


async def own_card(teacher: Phone) -> Screen:
    """The card of the teacher's newest report."""
    return await open_newest(teacher)


async def test_911_comes_first_also_while_the_database_is_down(world: World) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    await world.phone("principal").message()
    with database_down(world):
        screen = await teacher.say("mine")
        assert screen.text.index(DANGER) < screen.text.index("the database is not available")
        assert "988" in screen.text
        assert "218-299-7139" in screen.text
        screen = await teacher.say("call")
        assert DANGER in screen.text
        screen = await teacher.say("report")
        assert screen.form
        assert screen.form.text.index("911") < screen.form.text.index("within 24 hours")
        screen = await teacher.fill({**REPORT, "what": "kept while it is down"})
        assert screen.form
        (said,) = screen.form.errors.values()
        assert said.index("911") < said.index("Not sent")
    screen = await teacher.fill({**REPORT, "what": "kept while it is down"})
    assert number_on(screen)


async def test_my_report_shows_its_state_and_clocks_and_no_content(world: World) -> None:
    teacher = world.phone("teacher")
    number = await file_report(teacher)
    await world.phone("principal").message()
    screen = await teacher.say("mine")
    async with asyncio.timeout(10):
        # The message is there a moment before its confirmation is.
        while "Supervisors are being told" in screen.text:
            await asyncio.sleep(0.05)
            screen = await teacher.say("mine")
    assert number in screen.text
    assert "Supervisors were told, last Mon Nov 23, 10:00 AM" in screen.text
    assert "Tue Nov 24, 9:30 AM" in screen.text
    await world.phone("principal").press("Acknowledge")
    message = await teacher.message()
    assert number in message.text
    assert "Marit Solberg has it in hand since Mon Nov 23, 2026, 10:00 AM" in message.text
    screen = await own_card(teacher)
    assert "Acknowledged by Marit Solberg, Mon Nov 23, 10:00 AM" in screen.text
    assert CANARY not in screen.text
    screen = await teacher.press("Read it")
    assert screen.form
    assert "nobody feeds him" in screen.form.text
    assert screen.form.fields == ()


async def test_reminders_come_until_the_call_and_the_written_report_are_recorded(world: World) -> None:
    teacher = world.phone("teacher")
    number = await file_report(teacher)
    await in_hand(world)
    world.clock.advance(hours=3, minutes=30)
    message = await news(teacher, "Your call is due")
    assert DANGER in message.text
    assert number in message.text
    assert "Your 24 hours end Tue Nov 24, 9:30 AM" in message.text
    assert {"I made the call", "Who to call"} <= set(message.buttons)

    screen = await teacher.press("I made the call")
    assert screen.form
    screen = await teacher.fill({**CALL, "at": "2026-11-23T13:45"})
    assert screen.form
    assert "still to come" in screen.form.errors["at"]
    screen = await teacher.fill({**CALL, "at": "2026-11-23T13:25", "person": f"{CANARY} Pat"})
    assert "You recorded your call: Mon Nov 23, 1:25 PM." in screen.text
    assert "Send your written report by Fri Nov 27, 1:25 PM." in screen.text

    world.clock.advance(days=3)  # past every reminder of the call, to a day before the written report
    await news(teacher, "Your written report is due")
    await teacher.press("I sent the written report")
    screen = await teacher.fill({"agency": "child-protection", "at": "2026-11-26T13:00"})
    assert "You recorded your written report: Thu Nov 26, 1:00 PM." in screen.text
    world.clock.advance(days=7)
    second = await file_report(teacher, learned_at="2026-12-03T13:00")
    world.clock.advance(hours=4)
    await news(teacher, second)
    assert not any("overdue" in message for message in world.exchange.messages)


async def test_a_report_that_opens_late_says_so_and_reminds(world: World) -> None:
    teacher = world.phone("teacher")
    await teacher.say("report")
    screen = await teacher.fill({**REPORT, "learned_at": "2026-11-20T09:30"})
    assert "It is late already; call all the same." in screen.text
    world.clock.advance(hours=1)
    await news(teacher, "Your call is overdue")
    await teacher.press("I made the call")
    screen = await teacher.fill(CALL)
    assert "Your 24 hours had ended Sat Nov 21, 9:30 AM." in screen.text


async def test_a_wrong_record_is_taken_back_and_nothing_vanishes(world: World) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    await own_card(teacher)
    await teacher.press("I made the call")
    await teacher.fill(CALL)
    await own_card(teacher)
    await teacher.press("More")
    screen = await teacher.press("Take back a wrong record")
    assert screen.form
    record = only_record(world)
    screen = await teacher.fill({"corrects": record, "reason": f"{CANARY} I only meant to."})
    assert "Call now. Your 24 hours end Tue Nov 24, 9:30 AM." in screen.text
    screen = await teacher.press("Read it")
    assert screen.form
    assert f"{CANARY} I only meant to." in screen.form.text
    assert f"{CANARY}-17" in screen.form.text


def only_record(world: World) -> str:
    """The id of the one call on record."""
    with sqlite3.connect(world.data_dir / "smpolicy.db") as database:
        rows = database.execute("SELECT id FROM journal WHERE kind = 'call'").fetchall()
    database.close()
    assert len(rows) == 1
    return str(rows[0][0])


async def test_when_it_was_learned_is_corrected(world: World) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    await own_card(teacher)
    await teacher.press("More")
    await teacher.press("Correct when I learned of it")
    screen = await teacher.fill({"learned_at": "2026-11-23T08:00", "reason": f"{CANARY} a typo"})
    assert "Your 24 hours end Tue Nov 24, 8:00 AM." in screen.text


async def test_the_signed_receipt_is_shown_and_found_again(world: World) -> None:
    teacher = world.phone("teacher")
    await teacher.say("report")
    screen = await teacher.fill(REPORT)
    assert screen.text.index("911") < screen.text.index("smpolicy receipt 1")
    assert world.settings
    public = Keyset.load(world.settings.keyset).receipts.public
    assert verify_receipt(screen.text, public).valid
    await own_card(teacher)
    await teacher.press("More")
    screen = await teacher.press("Receipt")
    assert screen.form
    checked = verify_receipt(screen.form.text, public)
    assert checked.valid, checked.sentence


async def test_what_the_teacher_adds_reaches_whoever_has_the_case(world: World) -> None:
    teacher = world.phone("teacher")
    number = await file_report(teacher)
    principal = await in_hand(world)
    await own_card(teacher)
    screen = await teacher.press("Add information")
    assert screen.form
    assert DANGER in screen.form.text
    screen = await teacher.fill({"words": f"{CANARY} it happened again", "extent": f"{CANARY} twice"})
    assert "Added." in screen.text
    message = await news(principal, "has something new")
    assert number in message.text
    assert CANARY not in message.text
    screen = await principal.press("Read the report")
    assert screen.form
    assert f"{CANARY} it happened again" in screen.form.text


async def test_what_the_teacher_adds_to_a_closed_report_that_nobody_has_is_read(world: World) -> None:
    teacher = world.phone("teacher")
    number = await file_report(teacher)
    principal = await in_hand(world)
    await principal.press("More")
    await principal.press("Close")
    await principal.fill({"outcome": "no-concern", "note": "done"})
    await principal.press("Leave me out")
    screen = await principal.fill({"sure": "yes"})
    assert "You are left out of it" in screen.text
    await own_card(teacher)
    await teacher.press("Add information")
    assert "Added." in (await teacher.fill({"words": f"{CANARY} new bruises"})).text
    assistant = world.phone("assistant")
    assert number in (await news(assistant, "needs you")).text
    screen = await assistant.press("Read the report")
    assert screen.form
    assert f"{CANARY} new bruises" in screen.form.text


async def test_a_supervisor_named_later_loses_the_case_and_hears_nothing_more(world: World) -> None:
    teacher = world.phone("teacher")
    number = await file_report(teacher)
    await in_hand(world)
    await own_card(teacher)
    await teacher.press("Add information")
    screen = await teacher.fill(
        {"words": "Ms. Solberg was there.", "involved": ("principal@schools.example",)}
    )
    assert "Solberg" not in screen.text
    # Those who work for her are left aside too.
    assert number in (await world.phone("superintendent").message()).text
    # Had anything been sent to her, it would stand before the answer to her own question.
    assert "report" not in (await world.phone("principal").say("III.F")).text.lower()


async def test_a_supervisor_s_question_is_answered_without_a_name(world: World) -> None:
    teacher = world.phone("teacher")
    number = await file_report(teacher)
    principal = await in_hand(world)
    await principal.press("More")
    await principal.press("Ask the reporter")
    await principal.fill({"question": f"{CANARY} in which room?"})
    message = await news(teacher, "A question about your report")
    assert number in message.text
    assert CANARY not in message.text
    screen = await teacher.say("mine")
    assert "Questions to you" in screen.text
    await open_newest(teacher)
    screen = await teacher.press("Answer the question")
    assert screen.form
    assert f"{CANARY} in which room?" in screen.form.text
    screen = await teacher.fill({"words": f"{CANARY} room 12"})
    assert "Your answer is kept" in screen.text
    message = await news(principal, "has an answer")
    assert CANARY not in message.text
    screen = await principal.press("Read the report")
    assert screen.form
    assert f"{CANARY} room 12" in screen.form.text
    assert "Sam Lindqvist" not in screen.form.text


async def test_a_request_to_withdraw_deletes_nothing(world: World) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    principal = await in_hand(world)
    await own_card(teacher)
    await teacher.press("More")
    screen = await teacher.press("Ask to withdraw it")
    assert screen.form
    assert "Nothing is deleted" in screen.form.text
    screen = await teacher.fill({"words": f"{CANARY} a misunderstanding"})
    assert "The report is kept" in screen.text
    await news(principal, "has something new")
    screen = await principal.press("Read the report")
    assert screen.form
    assert "Asks to withdraw" in screen.form.text
    assert "nobody feeds him" in screen.form.text
    assert "Acknowledged by Marit Solberg" in (await own_card(teacher)).text


async def test_contact_outside_district_platforms_is_kept_and_alerts_nobody(world: World) -> None:
    teacher = world.phone("teacher")
    screen = await teacher.say("contact")
    assert screen.form
    assert screen.form.text.index(DANGER) < screen.form.text.index("do not use this form")
    assert "Policy 448" in screen.form.text
    screen = await teacher.fill(CONTACT)
    number = number_on(screen)
    assert "at least a year" in screen.text
    screen = await own_card(teacher)
    assert number in screen.text
    assert CANARY not in screen.text
    screen = await teacher.press("Read it")
    assert screen.form
    assert f"{CANARY} where to wait" in screen.form.text
    world.clock.advance(days=2)
    report = await file_report(teacher, learned_at="2026-11-25T09:30")
    assert report in (await world.phone("principal").message()).text  # nothing of the record came before it


async def test_nobody_else_opens_my_report(world: World) -> None:
    number = await file_report(world.phone("teacher"))
    await world.phone("principal").message()
    screen = await world.phone("principal").say("mine")
    assert number not in screen.text
    assert "no report here" in screen.text


async def test_no_word_of_the_teacher_s_leaks(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    teacher = world.phone("teacher")
    await file_report(teacher)
    principal = await in_hand(world)
    await own_card(teacher)
    await teacher.press("Add information")
    gaps = {name: f"{CANARY} {name}" for name in GAPS}
    await teacher.fill({"words": f"{CANARY} more", **gaps})
    await principal.message()
    await own_card(teacher)
    await teacher.press("I made the call")
    await teacher.fill(
        {**CALL, "agency": "other", "other_agency": f"{CANARY} county", "person": f"{CANARY} Pat"}
    )
    await teacher.press("Read it")
    await own_card(teacher)
    await teacher.press("More")
    await teacher.press("Ask to withdraw it")
    await teacher.fill({"words": f"{CANARY} a misunderstanding"})
    await principal.message()
    await teacher.say("contact")
    await teacher.fill({**CONTACT, "link": f"https://{CANARY}.example"})
    assert CANARY.casefold() not in caplog.text.casefold()
    assert not any(CANARY in message for message in world.exchange.messages)
    for file in world.data_dir.rglob("*"):
        if file.is_file():
            assert CANARY.casefold().encode() not in file.read_bytes().lower(), file.name
