"""A district's own rules: read beside the program's, tried by their examples, named with file and line."""

import re
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.precheck.codes import read_codes
from handlers.precheck.rulebook import Rulebook, with_own
from tests.handlers.precheck.conftest import CODES_FILE, DISTRICT
from tests.handlers.precheck.test_rulebook import BOOK, RULE

TEACHING = Path("docs/teaching.md").read_text(encoding="utf-8")
LEXICON = RULE.replace('"pattern"', '"lexicon"').replace(
    "patterns = ['''\\bcanary\\b''']", 'terms = ["canary"]'
)
OFF = '\n[[off]]\nid = "E-interest.recommends"\nreason = "agreed"\n'


def read(folder: Path) -> Rulebook:
    return with_own(BOOK, read_codes(CODES_FILE), folder, DISTRICT.calendar)


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "rules").rules == BOOK.rules


def test_own_rules_are_added_and_others_switched_off(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE + OFF, encoding="utf-8")
    book = read(tmp_path)
    ids = {rule.id for rule in book.rules}
    assert book.own == {"F-name.test"} <= ids
    assert "E-interest.recommends" not in ids
    assert [(one.id, one.reason) for one in book.off] == [("E-interest.recommends", "agreed")]
    assert len(book.rules) == len(BOOK.rules)


def test_own_groups_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "groups.toml").write_text("format = 1\n[groups]\nbird = ['canary']\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text(RULE.replace("canary\\b'", "%bird%\\b'"), encoding="utf-8")
    assert read(tmp_path).own == {"F-name.test"}


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (RULE.replace('["a canary"]', '["a crow"]'), 10, "must flag: a crow"),
        (RULE.replace('["a crow"]', '["a canary"]'), 11, "must pass: a canary"),
        (RULE.replace('["a canary"]', '[{ text = "a canary", shows = "a" }]'), 10, "must show 'a'"),
        (
            RULE.replace('["a canary"]', '[{ text = "a canary", posted_at = "noon" }]'),
            10,
            "must be a date and time such as 2026-11-05T10:20",
        ),
        (RULE.replace("F-name.test", "F-name.student"), 4, "another rule"),
        (RULE + OFF.replace("recommends", "nothing"), 14, "there is no rule E-interest.nothing"),
        (RULE + OFF.replace("E-interest.recommends", "D.harm"), 14, "safety cannot be switched off"),
        (RULE + OFF.replace('reason = "agreed"\n', ""), 13, "reason"),
        ("format = 1\n", 1, "neither a rule"),
        (RULE + OFF * 2, 18, "E-interest.recommends is switched off twice"),
        (RULE.replace("F-name.test", "F-name.Test"), 4, "id: must be a code, a dot, and small letters"),
        (RULE.replace('["a crow"]', "[]"), 11, "passes: must have at least 1 item"),
        (RULE + "passes = []\n", 12, "not valid TOML: this key stands twice (at line 12"),
        (RULE.replace("'''\\bcanary\\b'''", '"\\bcanary"'), 9, "control character"),
        (LEXICON.replace('"canary"', '"\\bcanary"'), 9, "control character"),
        (RULE.replace("\\bcanary", "%Pick%"), 9, "there is no group %Pick%"),
        (RULE.replace("\\bcanary", "%my-pick%"), 9, "there is no group %my-pick%"),
        (RULE.replace("\\bcanary", "100%sure%Pick%"), 9, "there is no group %Pick%"),
        (RULE.replace("\\bcanary", "[à-ü]anary"), 9, "write the letters of this range one by one"),
        (RULE.replace("\\bcanary", "[-à-ü-]anary"), 9, "write the letters of this range one by one"),
        (RULE.replace("\\bcanary", "[\\w-é]anary"), 9, "write the letters of this range one by one"),
        (RULE.replace("\\bcanary", "canary\uff08"), 9, "write ( instead of \uff08"),
    ],
)
def test_a_mistake_names_file_line_and_reason(tmp_path: Path, text: str, line: int, reason: str) -> None:
    safety = next(rule.id for rule in BOOK.rules if rule.code == "D")
    (tmp_path / "own.toml").write_text(text.replace("D.harm", safety), encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read(tmp_path)
    assert (caught.value.file, caught.value.line) == (tmp_path / "own.toml", line)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("rule", "flagged"),
    [
        (RULE.replace("canary", "niñera"), "La niñera viene"),
        (RULE.replace("canary", "nin\u0303era"), "La niñera viene"),
        (RULE.replace("canary", "don\u2019t"), "I don't know"),
        (RULE.replace("canary", "don\u2019t"), "I don\u2019t know"),
        (RULE.replace("canary", "[éè]cole"), "une école"),
        (RULE.replace("canary", "cole[-é]e"), "une coleee"),
        (RULE.replace("canary", "cole[^-é]e"), "une colete"),
        (RULE.replace("canary", "col[é-]e"), "une col-e"),
        (RULE.replace("canary", "col[x\\-é]e"), "une col-e"),
        (RULE.replace("canary", "50%-70%"), "up 50%-70%s"),
        (RULE.replace("canary", "100%sure%"), "I am 100%sure%s"),
        (RULE.replace("canary", "70% of %student%"), "70% of students"),
        (RULE.replace("canary\\b", "👎"), "so 👎"),
        (LEXICON.replace("canary", "niñera~"), "Las niñeras vienen"),
        (LEXICON.replace("canary", "l\u2019école"), "à l\u2019école"),
    ],
)
def test_patterns_and_terms_are_read_in_the_letters_of_a_draft(
    tmp_path: Path, rule: str, flagged: str
) -> None:
    text = rule.replace("\\b👎", "👎").replace(
        re.findall(r"^flags = .*$", rule, re.MULTILINE)[0], f'flags = ["{flagged}"]'
    )
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    assert read(tmp_path).own == {"F-name.test"}


def test_the_same_rule_is_not_switched_off_in_two_files(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(f"format = 1\n{OFF}", encoding="utf-8")
    with pytest.raises(DistrictInvalid, match="switched off twice") as caught:
        read(tmp_path)
    assert (caught.value.file, caught.value.line) == (tmp_path / "b.toml", 4)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rules"
    file.write_text(RULE, encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=r"must be a folder, with files \*\.toml in it"):
        read(file)


def test_a_group_of_the_program_is_not_redefined(tmp_path: Path) -> None:
    (tmp_path / "groups.toml").write_text("format = 1\n[groups]\nstaff = ['canary']\n", encoding="utf-8")
    with pytest.raises(DistrictInvalid, match="another group staff") as caught:
        read(tmp_path)
    assert caught.value.line == 3


def twice(name: str, inner: str) -> str:
    return f'{name} = ["%{inner}% %{inner}%"]'


MULTIPLYING = "\n".join(
    ('a = ["director of activities"]', *map(twice, "bcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxy"))
)


@pytest.mark.parametrize(
    ("groups", "line", "reason"),
    [
        ('x = ["%y%"]\ny = ["%x%"]', 3, "the group %x% names itself"),
        ('a = ["b"]\nx = ["so %x%"]', 4, "the group %x% names itself"),
        ('x = ["%nobody%"]', 3, "there is no group %nobody%"),
        ('a = ["b"]\nx = ["(canary"]', 4, "not a pattern"),
        ('x = ["canary.*"]', 3, "a repeat needs an upper bound"),
        ('x = ["\\bcanary"]', 3, "control character"),
        (MULTIPLYING, 13, "too long with its groups written out: more than 20,000 characters"),
    ],
)
def test_a_group_that_has_no_end_is_named(tmp_path: Path, groups: str, line: int, reason: str) -> None:
    file = tmp_path / "groups.toml"
    file.write_text(f"format = 1\n[groups]\n{groups}\n", encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=reason) as caught:
        read(tmp_path)
    assert (caught.value.file, caught.value.line) == (file, line)


def test_the_worked_example_works(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", TEACHING, re.DOTALL)
    (tmp_path / "own.toml").write_text(example, encoding="utf-8")
    assert read(tmp_path).own == {"C-insult.pickle"}
