"""Who signs a draft, or says who writes, is its author: that name stays (guideline III.E)."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.mending.mend import Mender
from handlers.precheck.mending.recipe import matchers
from handlers.precheck.mending.signing import Signature
from tests.handlers.precheck.test_checker import draft

NEWS = "My student Emma Larson won the art show! So proud of all of you."


def signed(checker: Checker, text: str) -> list[str]:
    signature = Signature(text, matchers(checker.rulebook.groups).signs)
    return [text[start:end] for start, end in signature.spans]


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("\n- Noah Berg, Horizon Middle School", "Noah Berg"),
        (" - Noah Berg, Horizon Middle School", "Noah Berg"),
        ("\n-- Hodan Abdi", "Hodan Abdi"),
        ("\n~Mr. Berg", "Mr. Berg"),
        ("\n~ Ms. Xiong", "Ms. Xiong"),
        ("\nMr. Berg", "Mr. Berg"),
        ("\n\nCoach Diego Ruiz", "Coach Diego Ruiz"),
        ("\nLove, Mrs. Olson", "Mrs. Olson"),
        ("\nLove,\nMrs. Olson", "Mrs. Olson"),
        ("\nAtentamente, Maestra Elena Ruiz", "Maestra Elena Ruiz"),
    ],
)
def test_a_name_that_signs_stays(checker: Checker, end: str, name: str) -> None:
    assert signed(checker, NEWS + end) == [name]
    post = draft(NEWS + end)
    mended = Mender(checker).mended(post, checker.check(post))
    assert mended == NEWS.replace("My student Emma Larson", "Student A") + end


def test_a_name_before_a_room_signs(checker: Checker) -> None:
    assert signed(checker, NEWS + "\n~Mrs. Olson, Room 12") == ["Mrs. Olson"]


def test_a_name_above_a_role_signs(checker: Checker) -> None:
    assert signed(checker, NEWS + "\nJane Olson\n3rd grade teacher") == ["Jane Olson"]


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("Ms. Olson here! ", "Ms. Olson"),
        ("This is Mrs. Olson from Horizon. ", "Mrs. Olson"),
        ("Hi families! I'm Mr. Xiong. ", "Mr. Xiong"),
    ],
)
def test_whoever_says_who_writes_stays(checker: Checker, start: str, name: str) -> None:
    assert signed(checker, start + NEWS) == [name]
    post = draft(start + NEWS)
    mended = Mender(checker).mended(post, checker.check(post))
    assert mended == start + NEWS.replace("My student Emma Larson", "Student A")


@pytest.mark.parametrize(
    "text",
    [
        "Winners tonight!\n- Emma Larson\n- Tou Xiong",
        "Winners tonight!\n1. Emma Larson, Horizon Middle School\n- Tou Xiong",
        "Winners:\n- Tou Xiong",
        "Guess who kissed the pig?\nMr. Berg",
        "And the winner is...\nMr. Berg",
        '"I love math!" - Fadumo',
        "We won the meet!\nEmma Larson",
        "We won the meet!\nEmma Larson, 3rd grade",
        "We won!\n- Tou Xiong, 2nd place",
        "We won!\n- Emma and Noah",
        "This is Mr. Haugen, our new cook.",
        "It's Mr. Haugen's birthday.",
        "I love Ms. Olson.",
    ],
)
def test_whoever_is_told_of_has_not_signed(checker: Checker, text: str) -> None:
    assert not signed(checker, text)


def test_a_pupil_of_the_name_that_signs_is_still_told(checker: Checker) -> None:
    post = draft("My student Emma Olson won the art show! So proud of all of you.\n- Mrs. Olson")
    assert Mender(checker).mended(post, checker.check(post)) is None
