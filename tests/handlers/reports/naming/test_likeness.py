"""How alike two words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reports.naming.likeness import Neighbours, distance, edits_allowed, fold


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [
        ("solberg", "solberg", 0),
        ("solberg", "solburg", 1),
        ("solberg", "soblerg", 1),
        ("solberg", "solbergh", 1),
        ("halvorson", "halverson", 1),
        ("whitefeather", "whitfether", 2),
        ("nguyen", "nyugen", 2),
        ("reyes", "rivera", 3),
    ],
)
def test_edits(first: str, second: str, edits: int) -> None:
    assert distance(first, second, 2) == distance(second, first, 2) == edits


@given(st.text("abcd", max_size=9), st.text("abcd", max_size=9))
def test_neighbours_find_what_counting_every_edit_finds(first: str, second: str) -> None:
    for addressed in (False, True):
        most = edits_allowed(second, addressed)
        near = most > 0 and distance(first, second, most) <= most
        assert (second in Neighbours([second]).near(first, addressed)) == near


def test_letters_of_other_languages() -> None:
    assert fold("mueller") == fold("muller")
    assert fold("aaberg") == fold("aberg")
    assert not fold("sue")
