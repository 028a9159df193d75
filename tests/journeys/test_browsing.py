"""A teacher leafs through the guidelines, and sees what they said before they were revised."""

import shutil
from pathlib import Path

import pytest

from handlers.district.reading import SAMPLE
from tests.handlers.guidance.shelf import NEW_WORDS, OLD_WORDS, SECOND, revise
from tests.journeys.world import World


@pytest.fixture
async def later(world: World, tmp_path: Path) -> World:
    """The same world after 447.1 was revised, with a second policy beside it."""
    folder = tmp_path / "district"
    shutil.copytree(SAMPLE.parent, folder)
    revise(folder / "policies")
    (folder / "policies" / "500.toml").write_text(SECOND, encoding="utf-8")
    file = folder / "district.toml"
    listed = 'policies = ["policies/447.1.toml"'
    text = file.read_text(encoding="utf-8")
    assert listed in text
    file.write_text(text.replace(listed, f'{listed}, "policies/500.toml"'), encoding="utf-8")
    await world.stop()
    assert world.settings
    world.settings = world.settings.model_copy(update={"district_path": folder})
    await world.start()
    return world


async def test_a_teacher_opens_the_contents_and_turns_the_pages(world: World) -> None:
    teacher = world.phone("teacher")
    screen = await teacher.say("contents")
    assert "Confidential information, names and photos" in screen.text
    screen = await teacher.press("III.F")
    assert "Student photos require parental consent." in screen.text
    screen = await teacher.press("Next: III.F-2")
    assert "use non-identifying pseudonyms" in screen.text
    screen = await teacher.press("Previous: III.F")
    assert "Student photos require parental consent." in screen.text


async def test_a_teacher_reads_the_whole_text(world: World) -> None:
    teacher = world.phone("teacher")
    screen = await teacher.say("ask whole text")
    assert "I. PURPOSE" in screen.text
    screen = await teacher.press("Next page")
    assert "III. GUIDELINES" in screen.text
    assert "A. The line between professional and personal" in screen.text
    screen = await teacher.press("Next page")
    assert "Source: Adapted from Minnetonka" in screen.text
    assert "Next page" not in screen.buttons


async def test_a_policy_of_another_code_is_only_named(world: World) -> None:
    screen = await world.phone("teacher").say("ask 448")
    assert "448 is not in this library" in screen.text
    assert "School Board Policy 448: Electronic Communication Between Employees and Students" in screen.text


async def test_a_teacher_sees_what_changed(later: World) -> None:
    teacher = later.phone("teacher")
    screen = await teacher.say("ask what changed in 447.1")
    assert "From the version of 2012-05-14 to the version of 2026-09-01" in screen.text
    assert OLD_WORDS in screen.text
    assert NEW_WORDS in screen.text
    assert "III.G is new" in screen.text


async def test_what_was_quoted_years_ago_is_shown_again(later: World) -> None:
    teacher = later.phone("teacher")
    screen = await teacher.say("ask 447.1 III.B @2012-05-14")
    assert "no longer in force" in screen.text
    assert OLD_WORDS in screen.text
    screen = await teacher.say("ask III.B @33cc8c229217")
    assert OLD_WORDS in screen.text
    screen = await teacher.press("As in force today")
    assert NEW_WORDS in screen.text
    assert "no longer in force" not in screen.text


async def test_a_teacher_finds_the_second_policy(later: World) -> None:
    teacher = later.phone("teacher")
    screen = await teacher.say("policies")
    assert "Invented Policy for Tests" in screen.text
    screen = await teacher.press("500")
    assert "Lockers are the property of the district." in screen.text
    screen = await teacher.say("F")
    assert "Student photos require parental consent." in screen.text
    screen = await teacher.press("500 III.F")
    assert "Lockers are the property of the district." in screen.text
