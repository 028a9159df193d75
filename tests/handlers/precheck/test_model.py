"""The learned heads as a file: damaged, of another shape or of another encoder, it silences nothing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from handlers.encoding.encoder import SIZE
from handlers.guidance.library import PolicyLibrary
from handlers.precheck.archive import Unfit
from handlers.precheck.checker import Checker, read_checker
from handlers.precheck.draft import Draft
from handlers.precheck.features import CONTEXT
from handlers.precheck.finding import Verdict
from handlers.precheck.judgement import judge
from handlers.precheck.model import MODEL, Model, read_model
from tests.handlers.precheck.conftest import CODES_FILE, DISTRICT


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where a district keeps a model of its own."""
    return tmp_path / "heads.npz"


def test_what_was_saved_is_read(checker: Checker, own: Path) -> None:
    checker.model.save(own)
    again = read_model(own)
    assert (again.heads, again.thresholds) == (checker.model.heads, checker.model.thresholds)
    assert np.array_equal(again.dense, checker.model.dense)
    assert replace(checker, own_model=own).model.heads == checker.model.heads


@pytest.mark.parametrize("kept", [0, 5_000])
def test_a_damaged_model_is_not_used_and_the_program_s_is(
    checker: Checker, own: Path, kept: int, caplog: pytest.LogCaptureFixture
) -> None:
    own.write_bytes(MODEL.read_bytes()[:kept])
    damaged = replace(checker, own_model=own)
    with pytest.raises(Unfit, match=r"heads\.npz is damaged"):
        damaged.read_own()
    assert damaged.check(Draft("what a r.e.t.a.r.d")).verdict is Verdict.STOP
    assert "heads.npz is damaged" in caplog.text
    assert "The program's own model is used instead" in caplog.text


def test_a_model_of_another_shape_is_not_used(checker: Checker, own: Path) -> None:
    replace(checker.model, dense=checker.model.dense[:, 1:]).save(own)
    with pytest.raises(Unfit, match="of another version"):
        read_model(own)


def test_a_model_of_another_encoder_is_not_used(
    checker: Checker, own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    replace(checker.model, encoder="another").save(own)
    assert replace(checker, own_model=own).model.encoder == checker.model.encoder
    assert "was trained with another encoder" in caplog.text


PLAIN = "Our neighbours from the lake get a new slide in the park next week, says the paper."
OWN_CODE = """
[codes.H-own]
meaning = "The slide in the park"
suggestion = "Leave the slide out."
section = "III.C"
severity = "stop"
"""
OWN_RULE = """format = 1

[[rules]]
id = "H-own.slide"
code = "H-own"
kind = "pattern"
reason = "It is about the slide."
suggestion = "Leave it out."
patterns = ['''\\bnew slide\\b''']
flags = ["a new slide"]
passes = ["an old slide"]
"""


@pytest.fixture
def with_own_code(library: PolicyLibrary, tmp_path: Path) -> Checker:
    """The program's model in a district that has a code and a rule of its own."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.toml").write_text(OWN_RULE, encoding="utf-8")
    codes = CODES_FILE.read_text(encoding="utf-8") + OWN_CODE
    (tmp_path / CODES_FILE.name).write_text(codes, encoding="utf-8")
    return read_checker(library, DISTRICT, tmp_path)


def test_a_code_the_model_does_not_know_is_left_to_its_rules(
    checker: Checker, with_own_code: Checker
) -> None:
    checked = with_own_code.check(Draft(PLAIN))
    assert [finding.code for finding in checked.raised] == ["H-own"]
    assert checked.verdict is Verdict.STOP  # by the code's own severity
    plain = Draft(PLAIN.replace("new", "big"))
    ours, own = (judge(c.reader.read(plain), c.model, tuple(c.codes.codes)) for c in (checker, with_own_code))
    assert ours == own


def test_a_model_taught_with_fewer_codes_goes_on_working(checker: Checker, own: Path) -> None:
    without(checker.model, "G-tone").save(own)
    fewer = replace(checker, own_model=own)
    assert "G-tone" not in fewer.model.heads
    checked = fewer.check(Draft(f"{PLAIN} And those refs are idiots, say it to my face."))
    assert {"C-insult", "G-tone"} <= {finding.code for finding in checked.findings}


def without(model: Model, code: str) -> Model:
    """The model as if it had been taught without this code."""
    row, first = list(model.heads).index(code), SIZE + CONTEXT
    heads = [head for head in model.heads if head != code]
    dense = np.delete(model.dense, [first + row, first + len(model.codes) + row], axis=1)
    kept = {
        name: np.delete(getattr(model, name), row, axis=0) for name in ("ngrams", "bias", "slope", "offset")
    }
    codes = {name: value for name, value in model.thresholds.codes.items() if name != code}
    limits = replace(model.thresholds, codes=codes)
    return replace(model, heads=heads, dense=np.delete(dense, row, axis=0), thresholds=limits, **kept)
