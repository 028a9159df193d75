"""Every rule keeps its own promises; a wrong rule file is named with line and reason."""

import shutil
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.precheck.codes import read_codes
from handlers.precheck.rule import AnyRule
from handlers.precheck.rulebook import RULES, read_rules, wrong_examples
from tests.handlers.precheck.conftest import CODES_FILE, DISTRICT

BOOK = read_rules(read_codes(CODES_FILE), DISTRICT.known_as)

RULE = """format = 1

[[rules]]
id = "F-name.test"
code = "F-name"
kind = "pattern"
reason = "because"
suggestion = "do"
patterns = ['''\\bcanary\\b''']
flags = ["a canary"]
passes = ["a crow"]
"""


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_flags_and_passes_its_examples(rule: AnyRule) -> None:
    assert list(BOOK.mistakes(rule, DISTRICT.calendar)) == []


def test_no_file_holds_an_example_that_comes_out_otherwise() -> None:
    assert [str(wrong) for wrong in wrong_examples(BOOK, DISTRICT.calendar)] == []


def test_a_wrong_example_is_named_with_file_and_line(folder: Path) -> None:
    file = folder / "own.toml"
    file.write_text(RULE.replace("a crow", "canary song"), encoding="utf-8")
    book = read_rules(read_codes(CODES_FILE), DISTRICT.known_as, folder)
    told = [str(wrong) for wrong in wrong_examples(book, DISTRICT.calendar, folder)]
    assert told == [f"{file}:11: F-name.test: must pass: canary song (shows ['canary'])"]


def test_every_code_has_a_rule_that_raises() -> None:
    raised = {rule.code for rule in BOOK.rules if rule.level == "raise"}
    assert raised == set(read_codes(CODES_FILE).codes)


def test_examples_are_really_tried() -> None:
    rule = next(rule for rule in BOOK.rules if rule.id == "G-tone.fight")
    swapped = rule.model_copy(update={"flags": rule.passes, "passes": rule.flags})
    assert len(list(BOOK.mistakes(swapped, DISTRICT.calendar))) == len(rule.flags) + len(rule.passes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(RULES / "groups.toml", tmp_path)
    (tmp_path / "own.toml").write_text(RULE, encoding="utf-8")
    return tmp_path


def test_a_folder_of_ones_own_is_read(folder: Path) -> None:
    assert [rule.id for rule in read_rules(read_codes(CODES_FILE), DISTRICT.known_as, folder).rules] == [
        "F-name.test"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('passes = ["a crow"]\n', "", 3, "passes"),
        ('flags = ["a canary"]\n', "", 3, "flags"),
        ('flags = ["a canary"]', "flags = []", 10, "flags"),
        ("'''\\bcanary\\b'''", "'''(canary'''", 9, "not a pattern"),
        ("'''\\bcanary\\b'''", "'''crow''', '''(canary'''", 9, "in (canary"),
        ("'''\\bcanary\\b'''", "'''canary.*'''", 9, "upper bound"),
        ("'''\\bcanary\\b'''", "'''c[a]{2,}'''", 9, "upper bound"),
        ("'''\\bcanary\\b'''", "'''%nobody%'''", 9, "no group %nobody%"),
        ('code = "F-name"', 'code = "F-nome"', 3, "starts with F-nome"),
        ('kind = "pattern"', 'kind = "magic"', 3, "F-name.test: kind must be one of 'lexicon'"),
        ('passes = ["a crow"]\n', "", 3, "F-name.test: passes: is missing"),
        (
            "patterns = [",
            "pattern = [",
            9,
            "F-name.test: pattern: there is no such key; did you mean patterns?",
        ),
        ('["a crow"]', '[{ txt = "a crow" }]', 11, "passes.0.txt: there is no such key; did you mean text?"),
        ('["a crow"]', '["a crow"]\nzzz = 1', 12, "F-name.test: zzz: there is no such key"),
        ('id = "F-name.test"\n', "", 3, "rule 1: id: is missing"),
        ('reason = "because"', 'raison = "because"', 7, "raison: there is no such key; did you mean reason?"),
        ("format = 1", "format = 9", 1, "format"),
        ('reason = "because"', "reason = because", 7, "TOML"),
        (RULE[len("format = 1") :], RULE[len("format = 1") :] * 2, 15, "another rule"),
        ("F-name.test", "Nope.test", 3, "starts with"),
    ],
)
def test_a_mistake_names_file_line_and_reason(
    folder: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert old in RULE
    (folder / "own.toml").write_text(RULE.replace(old, new), encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read_rules(read_codes(CODES_FILE), DISTRICT.known_as, folder)
    assert caught.value.file == folder / "own.toml"
    assert reason in caught.value.reason
    assert caught.value.line == line


def test_an_empty_folder_is_refused(folder: Path) -> None:
    (folder / "own.toml").unlink()
    with pytest.raises(DistrictInvalid, match="no rules"):
        read_rules(read_codes(CODES_FILE), DISTRICT.known_as, folder)
