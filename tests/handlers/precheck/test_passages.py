"""A sign of danger in a long draft is found where it stands; the passages cover all of it."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.encoding.encoder import SIZE
from handlers.precheck.checker import Checker
from handlers.precheck.codes import SAFETY
from handlers.precheck.passages import LENGTH, LONG, _stretches, passages
from handlers.precheck.sentences import sentences
from tests.handlers.precheck.test_checker import draft

ORDINARY = (
    "The tomatoes came in at last and I have put up forty pints with my sister's old canner.",
    "Route 9 runs ten minutes late this week while they mend the culvert by the elevator.",
    "Thank you to everybody who brought bars for the concert, and to the choir for the encore.",
    "My knee is better, and the dog has learned to open the porch door by herself.",
    "Snow is coming on Thursday they say, so look for the shovels before you need them.",
    "We open the gym at six on Monday for anybody who wants to walk laps out of the wind.",
)
SIGN = "One of the little ones told me her uncle comes into her bed at night and she must not say so."


def test_a_short_draft_is_not_read_again(checker: Checker) -> None:
    assert list(passages(checker.reader.read(draft("Snow is coming on Thursday.")))) == []


@pytest.mark.parametrize("place", range(len(ORDINARY) + 1))
def test_a_sign_in_a_long_post_is_raised_wherever_it_stands(checker: Checker, place: int) -> None:
    told = [*ORDINARY[:place], SIGN, *ORDINARY[place:]]
    assert SAFETY in {finding.code for finding in checker.check(draft(" ".join(told))).raised}
    without = checker.check(draft(" ".join(ORDINARY)))
    assert SAFETY not in {finding.code for finding in without.raised}


def test_a_passage_is_read_as_a_draft_of_its_own_would_be(checker: Checker) -> None:
    """Only nearly: its words were encoded among the others."""
    text = " ".join(ORDINARY)
    first = next(passages(checker.reader.read(draft(text))))
    alone = checker.reader.read(draft(" ".join(ORDINARY[:3])))
    assert {bucket for bucket, _, _ in first.ngrams} <= {bucket for bucket, _, _ in alone.ngrams}
    assert first.dense.shape == alone.dense.shape
    assert float(np.linalg.norm(first.encoded.mean)) == pytest.approx(1, abs=1e-5)
    assert float(first.dense[:SIZE] @ alone.dense[:SIZE]) > 0.8 * float(
        alone.dense[:SIZE] @ alone.dense[:SIZE]
    )


@settings(max_examples=200)
@given(st.lists(st.integers(3, 2 * LENGTH), min_size=1, max_size=60))
def test_passages_cover_the_whole_and_no_place_more_than_three_times(lengths: Sequence[int]) -> None:
    text = " ".join("x" * length + "." for length in lengths)
    met = np.zeros(len(text), dtype=int)
    for start, end in _stretches(sentences(text)):
        assert end - start <= LENGTH or text[start : end - 1].count(". ") == 0
        met[start:end] += 1
    assert met.min() == 1
    assert met.max() <= 3
    assert LONG >= LENGTH
