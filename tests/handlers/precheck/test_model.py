"""The learned heads as a file: damaged, of another shape or of another encoder, it silences nothing."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from handlers.precheck.archive import Unfit
from handlers.precheck.checker import Checker
from handlers.precheck.draft import Draft
from handlers.precheck.finding import Verdict
from handlers.precheck.model import MODEL, read_model


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
