"""A card that says two things at once says which is which."""

import pytest

from handlers.conversation.card import Button, Buttons, Card, Text, Tone
from handlers.conversation.emergency import DANGER, DUTY, REPORT
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.precheck.checker import Checker
from handlers.precheck.codes import SAFETY
from handlers.precheck.finding import Checked, Finding, Level, Verdict
from handlers.precheck.verdict_card import (
    AGAIN,
    ASKED_FIRST,
    BESIDE,
    IF_NOT,
    INSTEAD,
    SHOWN,
    verdict_card,
)

CONSULT = Button("Ask a supervisor", "ask.open")


@pytest.mark.parametrize(
    ("verdict", "mended", "told"),
    [
        (Verdict.STOP, "Student A won.", True),
        (Verdict.STOP, None, False),
        (Verdict.REVISE, "Student A won.", False),
    ],
)
def test_a_version_that_passes_is_told_where_the_title_says_not_to_post(
    verdict: Verdict, mended: str | None, told: bool
) -> None:
    overview = verdict_card(Checked(verdict, ()), {}, {}, mended).elements[0]
    assert isinstance(overview, Text)
    assert overview.text.endswith(INSTEAD) is told


def _finding(level: Level, code: str) -> Finding:
    return Finding(level, code, "III.D", 0, 4, "left", "why", "quote", f"mend {code}", 0.9, ("rule x",))


def _card(
    checker: Checker, library: PolicyLibrary, verdict: Verdict, *findings: Finding, door_from: float = 0.0
) -> Card:
    passages = {code: Passage(library.policies[0], section) for code, section in checker.quotes.items()}
    meanings = {name: code.meaning for name, code in checker.codes.codes.items()}
    return verdict_card(Checked(verdict, findings), passages, meanings, None, CONSULT, door_from=door_from)


def _words(card: Card) -> list[str]:
    return [element.text for element in card.elements if isinstance(element, Text)]


def _buttons(card: Card) -> list[str]:
    return [b.label for element in card.elements if isinstance(element, Buttons) for b in element.buttons]


def test_a_child_in_danger_is_the_door_to_a_report_and_nothing_else(
    checker: Checker, library: PolicyLibrary
) -> None:
    found = _finding(Level.RAISE, "C-obscene"), _finding(Level.RAISE, SAFETY)
    card = _card(checker, library, Verdict.STOP, *found)
    assert card.title == "Do not post this"
    assert _words(card)[:2] == [DANGER, DUTY]
    assert BESIDE in _words(card)
    assert "mend C-obscene" not in _words(card)
    assert _buttons(card) == [REPORT.label, AGAIN.label]


def test_a_question_of_danger_alone_is_the_door_too_and_never_under_a_go_ahead(
    checker: Checker, library: PolicyLibrary
) -> None:
    card = _card(checker, library, Verdict.OK, _finding(Level.ASK, SAFETY))
    assert (card.title, card.tone) == (ASKED_FIRST, Tone.CAUTION)
    assert _words(card)[:2] == [DANGER, DUTY]
    assert any(words.startswith(IF_NOT) for words in _words(card))
    assert _buttons(card) == [REPORT.label, AGAIN.label]


def test_a_question_of_danger_is_the_door_however_many_other_questions_there_are(
    checker: Checker, library: PolicyLibrary
) -> None:
    others = [_finding(Level.ASK, "F-name")] * (SHOWN + 3)
    card = _card(checker, library, Verdict.OK, *others, _finding(Level.ASK, SAFETY))
    assert (card.title, card.tone) == (ASKED_FIRST, Tone.CAUTION)
    words = _words(card)
    assert words[:2] == [DANGER, DUTY]
    asked = next(place for place, word in enumerate(words) if word.startswith(IF_NOT))
    assert words.index("mend D") < asked < words.index("mend F-name")
    assert any(word.startswith("And 3 more.") for word in words)


def test_danger_that_is_next_to_nothing_stands_below_what_else_is_raised(
    checker: Checker, library: PolicyLibrary
) -> None:
    found = (_finding(Level.RAISE, "F-name"), _finding(Level.RAISE, SAFETY))
    sure, faint = (
        _words(_card(checker, library, Verdict.STOP, *found, door_from=door_from))
        for door_from in (0.9, 0.91)
    )
    assert DUTY in sure
    assert DUTY not in faint
    assert faint.index("mend F-name") < faint.index(DANGER)
    alone = _card(checker, library, Verdict.STOP, found[1], door_from=0.91)
    assert DUTY in _words(alone)


@pytest.mark.parametrize("many", [1, SHOWN + 3])
def test_a_question_of_danger_beside_other_findings_stands_below_them_with_whom_to_call(
    checker: Checker, library: PolicyLibrary, many: int
) -> None:
    raised = [_finding(Level.RAISE, "F-name")] * many
    card = _card(checker, library, Verdict.REVISE, *raised, _finding(Level.ASK, SAFETY))
    assert card.title == "Change this first"
    words = _words(card)
    assert words.index("mend F-name") < words.index("A question: A child's safety") < words.index(DANGER)
    assert DUTY not in words
    assert _buttons(card) == [REPORT.label, AGAIN.label, CONSULT.label]
    assert any(word.startswith("And 3 more.") for word in words) is (many > SHOWN)
