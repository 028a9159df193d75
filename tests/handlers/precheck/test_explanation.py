"""A finding of the learned part is explained by a lesson, in words fit for its author."""

import json
from pathlib import Path

import pytest

from handlers.precheck.checker import ALIKE, Checker
from handlers.precheck.codes import SAFETY
from handlers.precheck.draft import Account
from handlers.precheck.explanation import LONGEST_WHY, Examples
from handlers.precheck.finding import Level
from handlers.precheck.judgement import SAFETY_DOOR, Opinion
from handlers.precheck.lessons import LESSONS
from tests.handlers.precheck.test_checker import draft

GRAVE = {"D", "A"}


@pytest.fixture
def examples(tmp_path: Path) -> Examples:
    lessons = [
        {"id": "x-01", "text": "canary", "must": ["F-photo", "D"], "why": "a child in danger, pictured"},
        {"id": "x-02", "text": "canary", "must": ["F-photo", "F-name"], "why": "[subtle] team pictured. "},
        {"id": "x-03", "text": "canary", "must": ["F-photo"], "why": "long " * 60},
        {"id": "x-04", "text": "canary", "must": ["F-photo"]},
    ]
    lines = [json.dumps(lesson) for lesson in lessons]
    lines[1] = lines[1].replace("canary", "can\u2028ary")  # no end of a line in JSON Lines
    told = "\n".join([*lines, "{broken", "[1]", "", '{"must": 3}'])
    (tmp_path / "own.jsonl").write_text(told, encoding="utf-8")
    return Examples((tmp_path, tmp_path / "missing"))


def test_a_lesson_that_also_tells_of_something_graver_is_not_shown(examples: Examples) -> None:
    assert examples.nearest(["x-01", "x-02"], "F-photo", GRAVE) == "x-02"
    assert examples.nearest(["x-01"], "D", GRAVE) == "x-01"


def test_a_lesson_without_words_or_unknown_is_not_shown(examples: Examples) -> None:
    assert examples.nearest(["gone-01", "x-04"], "F-photo", GRAVE) is None


def test_the_reason_is_the_why_in_plain_words_and_short(examples: Examples) -> None:
    assert examples.reason("x-02") == (
        "The nearest example marked for this: team pictured (lesson x-02). Yours may differ."
    )
    assert len(examples.reason("x-03")) < LONGEST_WHY + 80
    assert "canary" not in repr([examples.reason(f"x-0{number}") for number in (1, 2, 3)])


def test_the_program_s_own_lessons_explain_a_finding(checker: Checker) -> None:
    """A draft that is a lesson is explained, not told the name of its code again."""
    text = "Congratulations to Emma Johnson from our team, who placed second at the state speech meet!"
    read = checker.reader.read(draft(text, Account.CLASS))
    near = [name for name, likeness in checker.model.nearest(read, "F-name", 8) if likeness > ALIKE]
    assert near
    told = checker.examples.nearest(near, "F-name", set())
    assert told in near
    assert checker.examples.reason(told).endswith(f"(lesson {told}). Yours may differ.")


def test_a_finding_of_the_learned_part_gives_a_reason_of_its_own(checker: Checker) -> None:
    lines = (LESSONS / "hallway.jsonl").read_text(encoding="utf-8").splitlines()[:60]
    texts = [lesson["text"] for lesson in map(json.loads, lines) if lesson["must"]]
    learned = [
        finding
        for text in texts[:20]
        for finding in checker.check(draft(text)).findings
        if finding.evidence[0].startswith("lesson ")
    ]
    assert learned
    for finding in learned:
        assert finding.reason.rstrip(".") != checker.codes.codes[finding.code].meaning
        code = checker.codes.codes[finding.code]
        assert finding.reason == code.likeness or f"({finding.evidence[0]})" in finding.reason


def test_a_faint_question_of_danger_shows_no_lesson(checker: Checker) -> None:
    """Whoever asks about shirts reads nothing of what was done to somebody's pupil."""
    files = sorted(LESSONS.glob("*.jsonl"))
    told = (json.loads(line) for file in files for line in file.read_bytes().splitlines())
    text = next(lesson["text"] for lesson in told if lesson.get("must") == [SAFETY] and lesson.get("why"))
    read, sure = checker.reader.read(draft(text)), SAFETY_DOOR * checker.model.thresholds.codes[SAFETY]
    raised, asked = (
        checker._of_lessons(read, Opinion(SAFETY, level, sure)).reason for level in (Level.RAISE, Level.ASK)
    )
    assert "(lesson " in raised
    assert asked == checker.codes.codes[SAFETY].likeness
