"""A teacher prepares the written report: what is missing stays said until it is filled."""

from tests.journeys.phone import Phone, Screen, open_newest
from tests.journeys.test_my_reports import in_hand, news, only_record
from tests.journeys.test_reporting import CANARY, file_report
from tests.journeys.world import World

CHILD, PLACE = "Missing: which child this is about.", "Missing: where and when it happened."


async def draft_card(teacher: Phone) -> Screen:
    """What is said before the link to the draft."""
    await open_newest(teacher)
    return await teacher.press("Draft of the written report")


async def draft(teacher: Phone) -> str:
    """The draft as the teacher reads it in the chat."""
    await draft_card(teacher)
    screen = await teacher.press("Read the draft")
    assert screen.form
    return screen.form.text


async def test_a_question_is_answered_and_the_gaps_stay_until_they_are_filled(world: World) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher, students="", where="")
    principal = await in_hand(world)
    await principal.press("More")
    await principal.press("Ask the reporter")
    await principal.fill({"question": f"{CANARY} in which room?"})
    await news(teacher, "A question about your report")
    await teacher.press("Answer the question")
    await teacher.fill({"words": f"{CANARY} room 12"})
    screen = await draft_card(teacher)
    assert "7 things are still missing." in screen.text
    assert CHILD in screen.text
    assert PLACE in screen.text
    text = await draft(teacher)
    assert text.count(f"{CANARY} in which room?") == 1
    assert f"{CANARY} room 12" in text

    await open_newest(teacher)
    await teacher.press("Add information")
    await teacher.fill({"students": f"{CANARY} Student B", "where": f"{CANARY} in the gym"})
    screen = await draft_card(teacher)
    assert CHILD not in screen.text
    assert PLACE not in screen.text
    text = await draft(teacher)
    assert f"{CANARY} Student B" in text
    assert f"{CANARY} in the gym" in text


async def test_words_added_with_danger_are_in_the_written_report(world: World) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    await in_hand(world)
    await open_newest(teacher)
    await teacher.press("Add information")
    screen = await teacher.fill({"words": f"{CANARY} he ran away", "danger_now": ("yes",)})
    assert "Every supervisor who may know is told at once" in screen.text
    assert f"{CANARY} he ran away" in await draft(teacher)


async def test_a_call_taken_back_does_not_read_as_made(world: World) -> None:
    teacher = world.phone("teacher")
    await file_report(teacher)
    principal = await in_hand(world)
    await open_newest(teacher)
    await teacher.press("I made the call")
    await teacher.fill({"agency": "child-protection", "at": "2026-11-23T09:55"})
    await open_newest(teacher)
    await teacher.press("More")
    await teacher.press("Take back a wrong record")
    await teacher.fill({"corrects": only_record(world), "reason": f"{CANARY} I only meant to."})
    for phone in (teacher, principal):
        screen = await phone.press("Read it" if phone is teacher else "Read the report")
        assert screen.form
        assert "Does not stand: taken back on Mon Nov 23, 2026, 10:00 AM" in screen.form.text
        assert "Takes back: Call, Mon Nov 23, 2026, 9:55 AM" in screen.form.text
