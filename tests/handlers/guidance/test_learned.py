"""Which heads fit a library, and how a district's own questions mend them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from handlers.encoding.encoder import question_encoder
from handlers.guidance.asked import Asked
from handlers.guidance.heads import read_heads
from handlers.guidance.learned import MOST, Learned, learned
from handlers.guidance.library import PolicyLibrary, read_library

POLICY = Path("handlers/district/moorhead/policies/447.1.toml")


@pytest.fixture(scope="module")
def library() -> PolicyLibrary:
    return read_library([POLICY])


def taught(library: PolicyLibrary, more: Sequence[Asked] = (), kept: float = 1.0) -> Learned | None:
    """The heads for a library with these further questions, and this share of its own."""
    own = library.questions["447.1"]
    further = own.further[: int(len(own.further) * kept)]
    changed = own.model_copy(update={"further": (*further, *more)})
    changed = changed if kept else changed.model_copy(update={"questions": {}})
    return learned(PolicyLibrary(library.policies, {"447.1": changed}), read_heads(), question_encoder())


def sure(found: Learned | None, question: str) -> dict[str, float]:
    assert found
    passages, nothing = found.probabilities(question, found.vector(question))
    return {passage.section.id: share for passage, share in passages.items()} | {"": nothing}


def test_the_sample_has_a_head_for_each_section(library: PolicyLibrary) -> None:
    found = taught(library)
    assert found
    assert {passage.section.id for passage in found.live.values()} == {
        section.id for section in library.policies[0].sections
    }
    assert not found.fresh


def test_without_the_questions_no_head_fits(library: PolicyLibrary) -> None:
    assert taught(library, kept=0.0) is None


def test_an_added_question_counts_for_what_is_like_it(library: PolicyLibrary) -> None:
    asked = "may the gerbil have a page"
    before, after = taught(library), taught(library, [Asked(text=asked, gold=("III.dialogue",))])
    assert sure(after, asked)["III.dialogue"] > 0.6 > sure(before, asked)["III.dialogue"]
    like = "may our gerbil have his own page"
    assert sure(after, like)["III.dialogue"] > sure(before, like)["III.dialogue"] + 0.05


def test_an_added_question_leaves_others_alone(library: PolicyLibrary) -> None:
    before = taught(library)
    after = taught(library, [Asked(text="may the gerbil have a page", gold=("III.dialogue",))])
    for question in ("can i friend my students", "when was this adopted", "what is for lunch"):
        first, then = sure(before, question), sure(after, question)
        assert all(abs(first[section] - then[section]) < 0.1 for section in first)


def test_a_question_that_nothing_answers_can_be_added(library: PolicyLibrary) -> None:
    asked = "may the gerbil post his picture"
    after = taught(library, [Asked(text=asked)])
    assert sure(after, asked)[""] > 0.6


def test_of_very_many_the_last_are_learned(library: PolicyLibrary) -> None:
    many = [Asked(text=f"question number {n}", gold=("I",)) for n in range(MOST + 5)]
    found = taught(library, many)
    assert found
    assert [asked.text for asked in found.fresh] == [asked.text for asked in many[-MOST:]]
