"""A text as it may be meant."""

import pytest

from handlers.reports.naming.disguises import linked, looks_like, readings
from handlers.reports.naming.words import words_of


@pytest.mark.parametrize(
    ("text", "sizes"),
    [("S-o-lberg hit", [3, 1, 1, 1]), ("a, b", [1, 1]), ("x~y z", [2, 1, 1]), ("a---b", [1, 1])],
)
def test_pieces_that_hang_together(text: str, sizes: list[int]) -> None:
    words = words_of(text)
    assert [linked(words, place) for place in range(len(words))] == sizes


@pytest.mark.parametrize(
    ("word", "seen"),
    [
        ("abd1", {"abdi", "abdl"}),
        ("4bdi", {"abdi"}),
        ("h2o", set()),
        ("2026", set()),
        ("abdi", set()),
        ("th3m", set()),
        ("r2d2", set()),
        ("r3y35", {"reyes"}),
        ("r3350", set()),
    ],
)
def test_digits_that_look_like_letters(word: str, seen: set[str]) -> None:
    assert looks_like(word) == seen


def test_a_text_as_it_may_be_meant() -> None:
    assert readings("as it is") == ["as it is"]
    assert readings("$am\n\u0434\u0430", "as it is") == ["$am\n\u0434\u0430", "as it is", "sam\n\u0434a"]
    assert readings("$a \u0441\u043e\u043b") == ["$a \u0441\u043e\u043b", "$a sol", "sa co\u043b", "sa sol"]
    assert readings("a", "b", "a") == ["a", "b"]
