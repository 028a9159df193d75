"""What is sure is raised, what may be is asked, and what is next to nothing is let pass."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.codes import FLAG, SAFETY, STOP
from handlers.precheck.draft import Draft
from handlers.precheck.finding import Level
from handlers.precheck.judgement import (
    SAFETY_ASK,
    SAFETY_BESIDE,
    SAFETY_DOOR,
    SAFETY_FLAGGED,
    STRONG,
    judge,
)
from handlers.precheck.model import Model

OTHER = "C-insult"


def judged(
    checker: Checker, monkeypatch: pytest.MonkeyPatch, suspicion: float, danger: float, other: float
) -> dict[Level, set[str]]:
    """The codes raised and asked about, with danger and another code at these shares of their thresholds."""
    limits = checker.model.thresholds.codes
    sure = {**dict.fromkeys(checker.model.codes, 0.0), FLAG: suspicion, STOP: 0.0}
    sure |= {SAFETY: danger * limits[SAFETY], OTHER: other * limits[OTHER]}
    monkeypatch.setattr(Model, "probabilities", lambda *_: sure)
    read = checker.reader.read(Draft("Traigan su instrumento el lunes."))
    opinions = judge(read, checker.model, tuple(checker.codes.codes)).opinions
    return {level: {o.code for o in opinions if o.level is level} for level in Level}


@pytest.mark.parametrize(
    ("danger", "beside", "asked"),
    [
        (SAFETY_DOOR * 0.9, False, False),
        (SAFETY_DOOR * 1.1, False, True),
        (SAFETY_DOOR * 0.9, True, True),
        (SAFETY_ASK * 0.9, True, False),
    ],
)
def test_a_question_of_danger_needs_less_beside_what_is_raised_than_where_it_opens_the_door(
    checker: Checker, monkeypatch: pytest.MonkeyPatch, danger: float, beside: bool, asked: bool
) -> None:
    other = STRONG if beside else 0.0
    told = judged(checker, monkeypatch, checker.model.thresholds.flag_ask, danger, other)
    assert told[Level.RAISE] == ({OTHER} if beside else set())
    assert (SAFETY in told[Level.ASK]) is asked


@pytest.mark.parametrize(
    ("danger", "beside", "raised"),
    [
        (SAFETY_BESIDE * 1.1, True, True),
        (SAFETY_BESIDE * 0.9, True, False),
        (SAFETY_BESIDE * 1.1, False, False),
        (SAFETY_FLAGGED * 1.1, False, True),
    ],
)
def test_danger_is_raised_on_less_beside_another_code(
    checker: Checker, monkeypatch: pytest.MonkeyPatch, danger: float, beside: bool, raised: bool
) -> None:
    other = 1.0 if beside else 0.0
    told = judged(checker, monkeypatch, checker.model.thresholds.flag, danger, other)
    assert (SAFETY in told[Level.RAISE]) is raised
