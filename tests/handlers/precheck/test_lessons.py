"""Lessons as data, and what the pre-check makes of those it has not seen."""

import re
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.lines import read_line
from handlers.precheck.checker import Checker
from handlers.precheck.finding import Verdict
from handlers.precheck.lessons import LESSONS, Lesson, Part, read_lessons
from handlers.precheck.score import score

LINE = '{"id": "own-0001", "text": "Go team", "must": [], "verdict": "ok"}'
STOP = (
    '{"id": "own-0001", "text": "Boo hoo", "context": {}, "must": ["D"], "spans": [["D", "Boo"]], '
    '"verdict": "stop", "why": "sad"}'
)


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
        (STOP.replace('"D"', '"Q"'), "no code Q"),
        (STOP.replace('"Boo"', '"boo"'), "the span of D is not in the text"),
        (STOP.replace('"Boo"', '" "'), "the span of D is not in the text"),
        (STOP.replace('["D", "Boo"]', '["A", "Boo"]'), "a span of A, which is neither in must nor in may"),
        (STOP.replace('["D"]', '["D", "D"]'), "D stands twice in must"),
        (STOP.replace('["D"]', '["D"], "may": ["A", "A"]'), "A stands twice in may"),
        (STOP.replace('["D"]', '["D"], "may": ["D"]'), "D is in must and in may"),
        (LINE.replace("Go team", " \\u2003"), "text: is empty"),
        (STOP.replace('"sad"', '" "'), "why: say in a few words"),
        (STOP.replace(', "why": "sad"', ""), "why: say in a few words"),
        (STOP.replace("{}", '{"posted_at": "2026-11-05T10:20-06:00"}'), "posted_at: must be a local date"),
        (STOP.replace("{}", '{"posted_at": 1730802000}'), "posted_at: must be a local date"),
        (STOP.replace("{}", '{"acount": "class"}'), "acount: there is no such key; did you mean account?"),
        (STOP.replace("{}", '{"role": "a", "role": "b"}'), "a key stands in it twice"),
        (STOP.replace('"why"', '"must": ["D"], "why"'), "a key stands in it twice"),
        (f"{LINE}\n{LINE}", "another lesson"),
    ],
)
def test_a_mistake_names_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "own.jsonl").write_text(f"{LINE.replace('0001', '0000')}\n{line}\n", encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=reason) as caught:
        read_lessons([tmp_path], ["A", "D"])
    assert caught.value.line == (3 if "another" in reason else 2)


def read(folder: Path, *lines: str) -> int:
    numbered = [line.replace("own-0001", f"own-{number}") for number, line in enumerate(lines)]
    (folder / "own.jsonl").write_text("\n".join(numbered), encoding="utf-8")
    return len(read_lessons([folder], ["A", "D"]))


HARMLESS = '{"id": "own-0001", "text": "Boo hoo ", "context": {}, "must": [], "verdict": "ok"}'


@pytest.mark.parametrize(
    "other",
    [
        HARMLESS,
        HARMLESS.replace("[]", '[], "may": ["A"]'),
        STOP.replace('"D"', '"A"'),
        STOP.replace('["D"]', '["D", "A"]', 1),
        HARMLESS.replace("Boo hoo ", "boo, hoo!"),
        HARMLESS.replace("Boo hoo ", "\U0001f622 BOO HOO..."),
    ],
)
def test_two_lessons_that_contradict_each_other_are_refused(tmp_path: Path, other: str) -> None:
    for lines in ((LINE, STOP, other), (LINE, other, STOP)):
        with pytest.raises(DistrictInvalid, match="own-1 says the opposite of the same post") as caught:
            read(tmp_path, *lines)
        assert caught.value.line == 3


@pytest.mark.parametrize(
    "other",
    [
        STOP,
        HARMLESS.replace("[]", '[], "may": ["D"]'),
        STOP.replace('["D"]', '["D", "A"]', 1).replace('"spans"', '"may": [], "spans"'),
        HARMLESS.replace("{}", '{"posted_at": "2026-11-05T19:20"}'),
        HARMLESS.replace("{}", '{"account": "class"}'),
        HARMLESS.replace("Boo hoo ", "Boo hoo 2"),
    ],
)
def test_the_same_words_may_be_labelled_otherwise_where_that_is_no_contradiction(
    tmp_path: Path, other: str
) -> None:
    allowing = STOP.replace('"spans"', '"may": ["A"], "spans"')
    assert read(tmp_path, allowing, other) == 2


def test_posts_of_marks_alone_are_told_apart(tmp_path: Path) -> None:
    assert (
        read(
            tmp_path,
            STOP.replace("Boo hoo", "\U0001f622").replace('"Boo"', '"\U0001f622"'),
            LINE.replace("Go team", "!!"),
        )
        == 2
    )


@pytest.mark.parametrize("name", ["own", "7", "own-1a", "own-\u00b2\u00b3", "own-\u0660\u0663"])
def test_an_id_without_two_digits_at_its_end_teaches(name: str) -> None:
    lesson = Lesson(id=name, text="Go team", verdict=Verdict.OK)
    assert (lesson.has_number, lesson.part) == (False, Part.LEARN)


def test_a_third_lesson_is_held_against_all_with_its_words(tmp_path: Path) -> None:
    at_night = HARMLESS.replace("{}", '{"posted_at": "2026-11-05T19:20"}')
    with pytest.raises(DistrictInvalid, match="own-1 says the opposite"):
        read(tmp_path, at_night, STOP, HARMLESS)


def test_the_program_s_lessons_hold_no_key_twice() -> None:
    for file in sorted(LESSONS.glob("*.jsonl")):
        lines = file.read_text(encoding="utf-8").split("\n")
        assert [n for n, line in enumerate(lines, 1) if line.strip() and read_line(line)[1]] == [], file


def test_what_the_documents_say_of_an_id_is_so() -> None:
    teaching = " ".join(Path("docs/teaching.md").read_text(encoding="utf-8").split())
    said = re.search(
        r"an even digit before a 3 or 7 makes a post for the score only \(`(own-\d+)`\), before a 1 or 9 "
        r"one that sets thresholds \(`(own-\d+)`\); all others teach \(`(own-\d+)`, `(own-\d+)`\)",
        teaching,
    )
    assert said
    parts = [Lesson(id=name, text="Go team", verdict=Verdict.OK).part for name in said.groups()]
    assert parts == [Part.TEST, Part.CALIBRATE, Part.LEARN, Part.LEARN]


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


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "lessons"
    file.write_text(LINE, encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=r"must be a folder, with files \*\.jsonl in it"):
        read_lessons([file], ())
