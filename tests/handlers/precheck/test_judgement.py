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
    limits, other = checker.model.thresholds, "C-insult"
    sure = {**dict.fromkeys(checker.model.codes, 0.0), FLAG: limits.flag_ask, STOP: 0.0}
    sure[SAFETY] = danger * limits.codes[SAFETY]
    sure[other] = STRONG * limits.codes[other] if beside else 0.0
    monkeypatch.setattr(Model, "probabilities", lambda *_: sure)
    read = checker.reader.read(Draft("Traigan su instrumento el lunes."))
    opinions = judge(read, checker.model, tuple(checker.codes.codes)).opinions
    assert {o.code for o in opinions if o.level is Level.RAISE} == ({other} if beside else set())
    assert (SAFETY in {o.code for o in opinions if o.level is Level.ASK}) is asked


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
    limits, other = checker.model.thresholds, "C-insult"
    sure = {**dict.fromkeys(checker.model.codes, 0.0), FLAG: limits.flag, STOP: 0.0}
    sure[SAFETY] = danger * limits.codes[SAFETY]
    sure[other] = limits.codes[other] if beside else 0.0
    monkeypatch.setattr(Model, "probabilities", lambda *_: sure)
    read = checker.reader.read(Draft("Traigan su instrumento el lunes."))
    opinions = judge(read, checker.model, tuple(checker.codes.codes)).opinions
    assert (SAFETY in {o.code for o in opinions if o.level is Level.RAISE}) is raised
