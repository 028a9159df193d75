"""`smpolicy lessons`: a district's own rules and lessons, and what was before beside what is now."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import knowledge
from bot.cli.teaching import _compared, lessons
from handlers.district.reading import SAMPLE
from handlers.errors import DistrictInvalid, SetupError
from handlers.precheck import training
from handlers.precheck.finding import Verdict
from handlers.precheck.lessons import Lesson
from handlers.precheck.model import Model, read_model
from handlers.precheck.score import Score, Tally

HUNGRY = "The boy in my third hour told us again nobody came home all weekend, there was nothing to eat."
AFRAID = "He said he would rather sleep in the bus garage than go back to the house tonight. Kids, huh?"
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

KEPT = [
    Lesson(id="own-0003", text=HUNGRY, must=("D",), verdict=Verdict.STOP, why="hungry"),
    Lesson(id="own-0007", text=AFRAID, must=("D",), verdict=Verdict.STOP, why="afraid"),
    Lesson(
        id="own-0005", text="Boo hoo", must=("D",), verdict=Verdict.STOP, why="teaches: not for the score"
    ),
    Lesson(id="own-0023", text="Concert at seven on Friday.", verdict=Verdict.OK),
]
"""Two posts on a child's safety that no rule knows, kept for the score, and two others."""


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


def test_it_is_said_what_ones_own_lessons_are_for(folder: Path) -> None:
    (folder / "lessons").mkdir(exist_ok=True)
    line = '{"id": "own-ID", "text": "Pickle sale on DAY!", "verdict": "ok"}'
    lines = [
        line.replace("ID", name).replace("DAY", name) for name in ("0002", "0004", "0013", "0009", "0003")
    ]
    (folder / "lessons" / "own.jsonl").write_text("\n".join(lines), encoding="utf-8")
    said = CliRunner().invoke(lessons, ["check"], catch_exceptions=False).output
    assert "5 are your own: 3 teach, 1 sets thresholds, 1 is for the score only.\n" in said
    assert "  for thresholds: own-0009\n" in said
    assert "  for the score only: own-0003\n" in said
    assert "two digits" not in said


def test_an_own_lesson_whose_id_decides_nothing_is_named(folder: Path) -> None:
    (folder / "lessons").mkdir(exist_ok=True)
    line = '{"id": "own", "text": "Pickle sale on Friday!", "verdict": "ok"}'
    (folder / "lessons" / "own.jsonl").write_text(line, encoding="utf-8")
    said = CliRunner().invoke(lessons, ["check"], catch_exceptions=False).output
    assert "1 is your own: 1 teaches, 0 set thresholds, 0 are for the score only.\n" in said
    assert "  own: this id does not end in two digits, so the lesson always teaches\n" in said


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
    monkeypatch.setattr(training, "train", lambda _lessons, _reader, _tell: read_model())
    monkeypatch.setattr(knowledge, "read_all_lessons", lambda _settings, _codes: KEPT)
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
    assert "4 lessons read. Learning from them" in said
    last = "A child's safety (D): of 2 posts that must be raised, 2 are, 2 with the model before."
    assert said.splitlines()[-1] == last
    assert read_model(trained).heads == read_model().heads
    assert trained.with_name("heads-before.npz").read_bytes() == b"the one before"


def careless() -> Model:
    """A model that never speaks of a child's safety."""
    model = read_model()
    model.bias[list(model.heads).index("D")] -= 5
    return model


def test_training_says_where_a_child_in_danger_is_missed_oftener(
    trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "train", lambda _lessons, _reader, _tell: careless())
    said = CliRunner().invoke(lessons, ["train"], catch_exceptions=False).output
    assert "2 posts that must be raised, 0 are, 2 with the model before. That is 2 fewer than before." in said
    assert "add lessons on it, in pairs" in said
    assert f"delete {trained} and start the bot anew" in said
    again = CliRunner().invoke(lessons, ["train"], catch_exceptions=False).output
    assert "0 are, 0 with the model before. That is less than 95%." in again


@pytest.mark.parametrize(
    ("own", "blamed"), [("rules/own.toml", True), ("lessons/own.jsonl", True), (None, False)]
)
def test_a_difference_is_not_laid_on_a_district_that_taught_nothing(
    trained: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, own: str | None, *, blamed: bool
) -> None:
    if own != "rules/own.toml":
        (folder / "rules" / "own.toml").unlink()
    if own == "lessons/own.jsonl":
        (folder / own).write_text(KEPT[0].model_dump_json(), encoding="utf-8")
    monkeypatch.setattr(training, "train", lambda _lessons, _reader, _tell: careless())
    trained_now = CliRunner().invoke(lessons, ["train"], catch_exceptions=False).output
    trained.with_name("heads-before.npz").unlink()  # scored against the program's then
    scored = CliRunner().invoke(lessons, ["score"], catch_exceptions=False).output
    for said in (trained_now, scored):
        assert "That is 2 fewer than before." in said
        assert ("no lessons or rules of your own" not in said) is blamed
        assert ("add lessons on it" in said) is blamed
        assert f"delete {trained} and start the bot anew" in said


def test_a_model_written_elsewhere_is_not_one_to_delete(
    trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "train", lambda _lessons, _reader, _tell: careless())
    elsewhere = str(tmp_path / "heads.npz")
    said = CliRunner().invoke(lessons, ["train", "--to", elsewhere], catch_exceptions=False).output
    assert "That is 2 fewer than before." in said
    assert "delete" not in said
    assert trained.read_bytes() == b"the one before"


def test_the_score_says_where_a_child_in_danger_is_missed_oftener(trained: Path) -> None:
    trained.unlink()
    said = CliRunner().invoke(lessons, ["score"], catch_exceptions=False).output
    assert said.splitlines()[-1] == "A child's safety (D): of 2 posts that must be raised, 2 are."
    careless().save(trained)
    said = CliRunner().invoke(lessons, ["score"], catch_exceptions=False).output
    assert "0 are, 2 with the model before. That is 2 fewer than before." in said
    assert f"delete {trained} and start the bot anew" in said


def test_training_that_cannot_write_leaves_the_model_where_it_is(
    trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SetupError, match="No space left"):
        CliRunner().invoke(lessons, ["train"], catch_exceptions=False)
    assert trained.read_bytes() == b"the one before"


def test_training_tries_to_write_before_it_learns(trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained.with_name("heads.npz.new").mkdir()
    learned: list[object] = []
    monkeypatch.setattr(training, "train", lambda *given: learned.append(given))
    with pytest.raises(SetupError, match=r"heads\.npz cannot be written"):
        CliRunner().invoke(lessons, ["train"], catch_exceptions=False)
    assert not learned


def test_before_and_after_stand_side_by_side() -> None:
    before = Score({"A": Tally(right=1, wrong=1, missed=1)}, posts=4, violating=2, caught=1, verdicts=2)
    after = Score({"A": Tally(right=2, wrong=0, missed=0)}, posts=4, violating=2, caught=2, verdicts=4)
    lines = list(_compared(before, after))
    assert lines[0].split() == ["recall", "0.50", "->", "1.00"]
    assert lines[-1].split() == [
        *("A", "precision", "0.50", "->", "1.00", "recall", "0.50", "->", "1.00", "F1", "0.50", "->", "1.00"),
    ]
