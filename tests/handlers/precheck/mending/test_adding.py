"""Sentences are added after a stop, in the language of the draft."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.mending.adding import Adder
from handlers.precheck.mending.edit import applied
from handlers.precheck.mending.mend import Mender
from handlers.spelling.reading import plain

ENGLISH = "The views here are mine alone and not necessarily those of Our Schools."
SPANISH = "Estas opiniones son m\u00edas y no son necesariamente las de Our Schools."


def added(checker: Checker, text: str, *codes: str) -> str:
    mender = Mender(checker)
    adder = Adder(mender.recipe, mender.matchers, text, plain(text), "Our Schools")
    sentences = dict(adder.sentences(codes))
    return applied(text, [adder.edit(list(sentences.values()))])[len(text) :] if sentences else ""


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("I think the plan is wrong.", " "),
        ("I think the plan is wrong", ". "),
        ("I think the plan is (well) wrong (I do)", ". "),
        ('He said "no."', " "),
        ("I think the plan is wrong \U0001f643", " "),
        ("I think the plan is wrong:", "\n\n"),
        ("I think the plan is wrong #schools", "\n\n"),
        ("I think the plan is wrong https://example.org/a", "\n\n"),
        ("I think.\nThe plan is wrong", ".\n\n"),
    ],
)
def test_a_sentence_is_added_after_a_stop(checker: Checker, text: str, joint: str) -> None:
    assert added(checker, text, "E-disclaimer") == joint + ENGLISH


def test_a_spanish_draft_is_answered_in_spanish(checker: Checker) -> None:
    text = "Creo que la junta se equivoca con el horario de las escuelas"
    assert added(checker, text, "E-disclaimer") == ". " + SPANISH


def test_a_stake_is_not_made_up(checker: Checker) -> None:
    assert added(checker, "Best pizza in town.", "E-interest") == ""
    for talk in ("My brother runs the marathon", "My brother's favorite", "My sister started Tuesday"):
        assert "through" not in added(checker, f"{talk}. Use my code at checkout.", "E-interest")
    assert "my brother" in added(checker, "Join my brother's gym.", "E-interest")
    told = added(checker, "Compren el pan que mi hermano vende en la calle.", "E-interest")
    assert told == " Tengo un inter\u00e9s personal en esto, por mi hermano."


def test_nothing_is_added_for_other_codes(checker: Checker) -> None:
    assert added(checker, "I think the plan is wrong.", "C-insult") == ""
