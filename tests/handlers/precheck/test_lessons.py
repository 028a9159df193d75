"""Lessons as data, and what the pre-check makes of those it has not seen."""

from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.precheck.checker import Checker
from handlers.precheck.lessons import LESSONS, Part, read_lessons
from handlers.precheck.score import score

LINE = '{"id": "own-0001", "text": "Go team", "must": [], "verdict": "ok"}'


def test_the_program_s_lessons_are_right_and_cover_every_code(checker: Checker) -> None:
    codes = tuple(checker.codes.codes)
    lessons = read_lessons([LESSONS], codes)
    assert len(lessons) > 3000
    assert {code for lesson in lessons for code in lesson.must} == set(codes)
    assert {lesson.part for lesson in lessons} == set(Part)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "JSON"),
        (LINE.replace('"ok"', '"stop"'), "exactly where must is empty"),
        (LINE.replace("[]", '["Q"]').replace('"ok"', '"stop"'), "no code Q"),
        (LINE.replace('"verdict"', '"spans": [["D", "boo"]], "verdict"'), "not in the text"),
        (f"{LINE}\n{LINE}", "another lesson"),
    ],
)
def test_a_mistake_names_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "own.jsonl").write_text(f"{LINE.replace('0001', '0000')}\n{line}\n", encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=reason) as caught:
        read_lessons([tmp_path], ["D"])
    assert caught.value.line == (3 if "another" in reason else 2)


def test_a_line_separator_within_a_lesson_ends_no_line(tmp_path: Path) -> None:
    text = f"{LINE.replace('Go team', 'Go' + chr(0x2028) + 'team' + chr(0x85))}\r\n\nnonsense"
    (tmp_path / "own.jsonl").write_text(text, encoding="utf-8-sig", newline="")
    with pytest.raises(DistrictInvalid, match="JSON") as caught:
        read_lessons([tmp_path], ["D"])
    assert caught.value.line == 3


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "own.jsonl"
    file.write_bytes(f"{LINE}\n".encode() + LINE.replace("team", "caf\xe9").encode("latin-1"))
    with pytest.raises(DistrictInvalid, match="is not UTF-8 text") as caught:
        read_lessons([tmp_path], ["D"])
    assert (caught.value.file, caught.value.line) == (file, 2)


def test_what_it_has_not_seen_is_judged_well(checker: Checker) -> None:
    codes = tuple(checker.codes.codes)
    apart = [lesson for lesson in read_lessons([LESSONS], codes) if lesson.part is Part.TEST]
    result = score(apart, checker.check, codes)
    assert result.recall >= 0.85
    assert result.false_alarm_rate <= 0.12
    assert result.verdict_rate >= 0.78
    assert result.macro_f1 >= 0.62
