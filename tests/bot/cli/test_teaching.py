"""`smpolicy lessons`: a district's own rules and lessons, and what was before beside what is now."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.teaching import _compared, lessons
from handlers.district.reading import SAMPLE
from handlers.errors import DistrictInvalid, SetupError
from handlers.precheck import training
from handlers.precheck.model import read_model
from handlers.precheck.score import Score, Tally

OWN = """format = 1

[[rules]]
id = "C-insult.pickle"
code = "C-insult"
kind = "pattern"
reason = "An old taunt."
suggestion = "Leave it out."
patterns = ['''\\bpickle people\\b''']
flags = ["go home, pickle people"]
passes = ["Pickle sale on Friday!"]

[[off]]
id = "E-interest.recommends"
reason = "agreed in May"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "district"
    shutil.copytree(SAMPLE.parent, place)
    (place / "rules").mkdir()
    (place / "rules" / "own.toml").write_text(OWN, encoding="utf-8")
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(place))
    return place


def test_own_rules_are_counted_and_those_switched_off_are_named(folder: Path) -> None:
    said = CliRunner().invoke(lessons, ["check"], catch_exceptions=False).output
    assert "1 of them your own, 1 switched off." in said
    assert "off: E-interest.recommends: agreed in May" in said
    assert "All right." in said


def test_a_file_that_nobody_reads_is_named(folder: Path) -> None:
    (folder / "lessons").mkdir(exist_ok=True)
    for name in ("own.json", "heads-before.npz", ".hidden"):
        (folder / "lessons" / name).write_text("{}", encoding="utf-8")
    said = CliRunner().invoke(lessons, ["check"], catch_exceptions=False).output
    assert said.count("Not read: ") == 1
    assert f"Not read: {folder / 'lessons' / 'own.json'}." in said


def test_a_wrong_rule_is_named_with_its_line(folder: Path) -> None:
    file = folder / "rules" / "own.toml"
    file.write_text(OWN.replace("go home, pickle people", "go home"), encoding="utf-8")
    with pytest.raises(DistrictInvalid, match="must flag: go home") as caught:
        CliRunner().invoke(lessons, ["check"], catch_exceptions=False)
    assert (caught.value.file, caught.value.line) == (file, 10)


@pytest.fixture
def trained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of the district's own; training would leave the program's in its place."""
    (folder / "lessons").mkdir(exist_ok=True)
    file = folder / "lessons" / "heads.npz"
    file.write_bytes(b"the one before")
    monkeypatch.setattr(training, "train", lambda _lessons, _reader: read_model())
    return file


def test_a_model_that_cannot_be_used_is_said(trained: Path) -> None:
    done = CliRunner().invoke(lessons, ["check"], catch_exceptions=False)
    assert done.exit_code == 1
    assert f"{trained} is damaged" in done.output
    assert "All right." not in done.output
    read_model().save(trained)
    assert "All right." in CliRunner().invoke(lessons, ["check"], catch_exceptions=False).output


def test_training_replaces_the_model_and_keeps_the_one_before(trained: Path) -> None:
    said = CliRunner().invoke(lessons, ["train"], catch_exceptions=False).output
    assert [line.split()[-1] for line in said.splitlines()[:3]] == ["minutes.", "model.", str(trained)]
    assert " lessons read. Learning from them" in said
    assert read_model(trained).heads == read_model().heads
    assert trained.with_name("heads-before.npz").read_bytes() == b"the one before"


def test_training_that_cannot_write_leaves_the_model_where_it_is(
    trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SetupError, match="No space left"):
        CliRunner().invoke(lessons, ["train"], catch_exceptions=False)
    assert trained.read_bytes() == b"the one before"


def test_before_and_after_stand_side_by_side() -> None:
    before = Score({"A": Tally(right=1, wrong=1, missed=1)}, posts=4, violating=2, caught=1, verdicts=2)
    after = Score({"A": Tally(right=2, wrong=0, missed=0)}, posts=4, violating=2, caught=2, verdicts=4)
    lines = list(_compared(before, after))
    assert lines[0].split() == ["recall", "0.50", "->", "1.00"]
    assert lines[-1].split() == [
        *("A", "precision", "0.50", "->", "1.00", "recall", "0.50", "->", "1.00", "F1", "0.50", "->", "1.00"),
    ]
