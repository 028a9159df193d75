"""The right paragraph for a question, or none."""

import time
from pathlib import Path

import pytest

from handlers.guidance.library import read_library
from handlers.guidance.search import Search

POLICY = Path("handlers/district/moorhead/policies/447.1.toml")
PRINTED = (Path(__file__).parent / "447.1.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(read_library([POLICY]))


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("can i friend my kids on insta", "III.A"),
        ("is it okay to be on twitter at lunch?", "III.B"),
        ("may I put up pictures of my students", "III.F"),
        ("¿puedo poner fotos de los alumnos en facebook?", "III.F"),
        ("my sister runs a tutoring biz can I plug it", "III.E"),
        ("do i need a disclamer", "III.E"),
        ("who reviewed this policy and when was it adopted", "meta"),
        ("a student posted that she wants to kill herself", "III.D"),
        ("Can I swear on Facebook?", "III.C"),
        ("CAN I S\u200bWEAR ON FACE\u200bBOOK", "III.C"),
    ],
)
def test_finds_the_paragraph(search: Search, question: str, section: str) -> None:
    assert [found.section for found in search.answers(question).answers][:1] == [section]


@pytest.mark.parametrize(
    "question",
    [
        "is there school tomorrow?",
        "qwzx vbnm",
        "",
        "???",
        "the of and",
        "what is for lunch",
        "👍👍",
        "\ud800",
    ],
)
def test_abstains(search: Search, question: str) -> None:
    answered = search.answers(question)
    assert answered.abstained
    assert answered.answers == ()


def test_quotes_are_verbatim_and_scores_fall(search: Search) -> None:
    answers = search.answers("can I post pictures of my class on instagram").answers
    assert 1 <= len(answers) <= 3
    assert all(found.quote in PRINTED for found in answers)
    scores = [found.score for found in answers]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_very_long_question_is_answered_quickly(search: Search) -> None:
    began = time.perf_counter()
    search.answers("can I post photos of my students " * 2000)
    assert time.perf_counter() - began < 1
