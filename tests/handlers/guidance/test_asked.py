"""Files of questions, one line of JSON each."""

from pathlib import Path

import pytest

from handlers.district.reading import SAMPLE
from handlers.errors import DistrictInvalid
from handlers.guidance.asked import read_asked
from handlers.guidance.questions import read_questions
from handlers.guidance.versions import read_policy

POLICY_FILE = SAMPLE.parent / "policies" / "447.1.toml"
POLICY = read_policy(POLICY_FILE)


def test_lines_become_questions(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(
        '{"text": "pics?", "gold": ["III.F"], "also": ["III.F-2"], "deciding": "Student photos"}\n\n'
        '{"text": "lunch?"}\n',
        encoding="utf-8",
    )
    first, second = read_asked([file], POLICY)
    assert (first.text, first.gold, first.also, first.deciding) == (
        "pics?",
        ("III.F",),
        ("III.F-2",),
        "Student photos",
    )
    assert second.gold == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not a line of JSON"),
        ("[1]", "must be keys with their values"),
        ('{"text": "a", "gold": ["III.Z"]}', "447.1 has no section III.Z"),
        ('{"text": "a", "also": ["III.F"]}', "has also, but no gold"),
        ('{"text": "a", "golden": ["III.F"]}', "golden"),
        ('{"gold": ["III.F"]}', "text"),
        ('{"text": ""}', "text: must have at least 1 character"),
        ('{"text": "  ", "gold": ["III.F"]}', "text: must have at least 1 character"),
    ],
)
def test_a_mistake_names_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"text": "fine"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(DistrictInvalid) as error:
        read_asked([file], POLICY)
    assert f"{file}:2: " in str(error.value)
    assert reason in str(error.value)


def test_a_sentence_that_a_revision_has_changed_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"text": "a", "gold": ["III.F"], "deciding": "Cats"}\n', encoding="utf-8")
    [asked] = read_asked([file], POLICY)
    assert asked.deciding == "Cats"


def test_a_sentence_needs_a_section(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"text": "a", "deciding": "Cats"}\n', encoding="utf-8")
    with pytest.raises(DistrictInvalid, match="has deciding, but no gold"):
        read_asked([file], POLICY)


def test_bytes_that_are_no_text_are_said(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(DistrictInvalid, match="UTF-8"):
        read_asked([file], POLICY)


def test_the_sample_has_questions_for_every_section_and_for_none() -> None:
    asked = list(read_questions(POLICY_FILE, POLICY).asked)
    sections = [section for one in asked for section in one.gold]
    assert all(sections.count(section.id) >= 80 for section in POLICY.sections)
    assert sum(not one.gold for one in asked) > 500


def test_no_question_is_there_twice_with_different_answers() -> None:
    met: dict[str, tuple[str, ...]] = {}
    for one in read_questions(POLICY_FILE, POLICY).asked:
        assert met.setdefault(one.text.casefold(), one.gold) == one.gold, one.text
