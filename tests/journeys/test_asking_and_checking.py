"""A teacher asks for a guideline and has a draft checked."""

from tests.journeys.world import World

PHOTOS = "Student photos require parental consent."


async def test_a_teacher_asks_in_her_own_words(world: World) -> None:
    screen = await world.phone("teacher").say("ask can I post photos of my class?")
    assert PHOTOS in screen.text
    assert "447.1 III.F" in screen.text
    assert "5/14/2012" in screen.text
    assert "04/10/2017" in screen.text


async def test_a_teacher_names_the_section(world: World) -> None:
    screen = await world.phone("teacher").say("III.F")
    assert "Ask permission before posting someone\u2019s picture" in screen.text


async def test_a_question_the_policy_does_not_answer(world: World) -> None:
    screen = await world.phone("teacher").say("ask what is for lunch on friday")
    assert PHOTOS not in screen.text
    assert "supervisor" in screen.text


async def test_help_comes_with_buttons_that_work(world: World) -> None:
    teacher = world.phone("teacher")
    screen = await teacher.say("help")
    assert "911" in screen.text
    screen = await teacher.press("Report a concern")
    assert screen.form
    assert screen.form.title == "Report a concern"


async def test_a_mistyped_command_gets_a_hint(world: World) -> None:
    screen = await world.phone("teacher").say("chekc my post")
    assert "check" in screen.text


async def test_a_draft_is_checked_verdict_first(world: World) -> None:
    screen = await world.phone("teacher").say(
        "check Caught Mr. Olson asleep in the lounge again, what an idiot"
    )
    assert screen.text.index("Mr. Olson") > 0
    assert "Ready to post" not in screen.text
    assert "Students, parents, and colleagues should not be cited or obviously referenced" in screen.text


async def test_a_harmless_draft_is_ready(world: World) -> None:
    screen = await world.phone("teacher").say("check Conferences are Thursday from 4 to 8 in the commons.")
    assert "Ready to post" in screen.text


async def test_a_long_draft_goes_through_the_form(world: World) -> None:
    teacher = world.phone("teacher")
    screen = await teacher.say("check")
    assert screen.form
    draft = "We read a chapter a day and talked about it. " * 60 + "You are all idiots."
    screen = await teacher.fill({"draft": draft, "account": "personal", "media": "none"})
    assert "idiots" in screen.text
    assert "personal insults" in screen.text


async def test_a_draft_about_a_child_in_danger_opens_the_door_to_a_report(world: World) -> None:
    teacher = world.phone("teacher")
    screen = await teacher.say(
        "check A kid in my 3rd hour said her dad hits her with a belt every night, so sad"
    )
    assert "911" in screen.text
    screen = await teacher.press("Report a concern")
    assert screen.form
