"""How answers look: the deciding sentence marked, near misses, nothing found, the button to a supervisor."""

from dataclasses import replace

import pytest

from handlers.conversation.card import Button, Card, Text, Tone
from handlers.guidance.answer_card import answer_card, how_card, with_first_things
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.search import Answered, Found
from tests.handlers.guidance.sayable import Sayable, buttons, quotes

CONSULT = Button("Ask a question", "consult.open", "opaque")


def found(library: PolicyLibrary, section: str, score: float = 0.9) -> Found:
    passage = library.passage(section)
    assert passage is not None
    return Found(passage, score, passage.section.sentences[-1])


def small(card: Card) -> str:
    return " ".join(e.text for e in card.elements if isinstance(e, Text) and e.small)


@pytest.fixture
def answered(library: PolicyLibrary) -> Answered:
    return Answered(
        False, (found(library, "III.F"), found(library, "III.F-2", 0.8), found(library, "III.C", 0.3))
    )


def test_the_deciding_sentence_is_marked(library: PolicyLibrary, answered: Answered) -> None:
    first, second = quotes(answer_card(library, answered))
    (span,) = first.marked
    assert first.text[slice(*span)] == "Student photos require parental consent."
    assert second.text[slice(*second.marked[0])].startswith("Furthermore, public social networking sites")


def test_without_a_deciding_sentence_nothing_is_marked(library: PolicyLibrary, answered: Answered) -> None:
    plain = Answered(False, tuple(replace(one, deciding=None) for one in answered.answers))
    assert [quote.marked for quote in quotes(answer_card(library, plain))] == [(), ()]


def test_what_is_further_away_is_a_button(library: PolicyLibrary, answered: Answered) -> None:
    assert [b.label for b in buttons(answer_card(library, answered))] == ["See III.C"]


def test_the_version_and_fingerprint_stand_below(library: PolicyLibrary, answered: Answered) -> None:
    assert "447.1 version 2012-05-14, fingerprint 33cc8c229217" in small(answer_card(library, answered))


def test_a_supervisor_can_be_asked_only_where_that_is_possible(
    library: PolicyLibrary, answered: Answered
) -> None:
    near = Answered(True, near=answered.answers)
    for one in (answered, near):
        assert CONSULT in buttons(answer_card(library, one, CONSULT))
        assert "consult.open" not in [b.action for b in buttons(answer_card(library, one))]


def test_a_near_miss_offers_the_two_best(library: PolicyLibrary, answered: Answered) -> None:
    card = answer_card(library, Answered(True, near=answered.answers), CONSULT)
    assert card.tone is Tone.CAUTION
    assert card.title == "I am not sure the policy answers this"
    assert [quote.citation.partition(",")[0] for quote in quotes(card)] == ["447.1 III.F", "447.1 III.F-2"]
    assert "supervisor" in repr(card)


def test_nothing_found_quotes_nothing(library: PolicyLibrary) -> None:
    card = answer_card(library, Answered(True), CONSULT)
    assert quotes(card) == []
    assert card.tone is Tone.CAUTION
    assert [b.value for b in buttons(card)] == [CONSULT.value, "447.1"]


def test_of_many_policies_the_number_is_said(library: PolicyLibrary) -> None:
    many = replace(library, policies=library.policies * 6)
    card = answer_card(many, Answered(True))
    assert "6 policies" in repr(card)
    assert [b.value for b in buttons(card)] == ["policies"]


def test_a_policy_that_is_only_named_is_not_paraphrased(library: PolicyLibrary) -> None:
    card = answer_card(library, Answered(False, (found(library, "III.A"),)))
    assert "448 is not in this library, so I cannot quote it. Ask your supervisor for it." in small(card)


def test_a_section_on_safety_opens_with_whom_to_call(library: PolicyLibrary) -> None:
    for answered in (
        Answered(False, (found(library, "III.D"),)),
        Answered(True, near=(found(library, "III.D"),)),
    ):
        texts = [e.text for e in answer_card(library, answered).elements if isinstance(e, Text)]
        assert any("911" in text for text in texts[:2])


@pytest.mark.parametrize(("score", "opens"), [(0.02, True), (0.019, False)])
def test_a_section_on_safety_that_is_not_shown_brings_it_too(
    library: PolicyLibrary, score: float, opens: bool
) -> None:
    first, safety = found(library, "III.A"), found(library, "III.D", score)
    assert ("911" in repr(answer_card(library, Answered(False, (first, safety))))) is opens


def test_in_a_crisis_it_stands_above_an_abstention_too(library: PolicyLibrary) -> None:
    card = with_first_things(with_first_things(answer_card(library, Answered(True))))
    assert "911" in repr(card.elements[0])
    assert repr(card).count("911") == 1
    assert Sayable(library).unsaid(card) == []


def test_every_word_is_fixed_or_the_policys(library: PolicyLibrary, answered: Answered) -> None:
    sayable = Sayable(library)
    for one in (answered, Answered(True, near=answered.answers), Answered(True)):
        assert sayable.unsaid(answer_card(library, one)) == []
    assert sayable.unsaid(how_card(library)) == []


def test_how_to_see_changes_is_told_where_there_are_any(
    library: PolicyLibrary, revised: PolicyLibrary
) -> None:
    assert "what changed" not in repr(how_card(library))
    assert "what changed" in repr(how_card(revised))
