"""Mistyped words."""

import pytest

from handlers.guidance.misspelling import Speller

KNOWN = [
    "a disclaimer please",
    "no disclaimer",
    "picture of students",
    "students and picture",
    "quitter once",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("need a disclamer?", "need a disclaimer?"),
        ("DISCLAIIMER", "disclaimer"),
        ("pciture", "picture"),
        ("studants", "students"),
        ("a picture", "a picture"),
        ("quilter", "quilter"),
        ("stud", "stud"),
        ("pitcers", "pitcers"),
        ("", ""),
    ],
)
def test_one_slip_is_put_right(typed: str, meant: str) -> None:
    assert Speller(KNOWN).put_right(typed) == meant


def test_what_could_mean_two_words_stays() -> None:
    speller = Speller(["parent parent", "patent patent"])
    assert speller.put_right("pazent") == "pazent"
