"""The contract of `smpolicy check --jsonl`."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.jsonl import check_line

KEYS = {
    "level",
    "code",
    "section",
    "start",
    "end",
    "excerpt",
    "reason",
    "quote",
    "suggestion",
    "confidence",
    "evidence",
    "policy",
    "version",
    "sha256",
}


def line(text: object, **context: Any) -> str:
    return json.dumps({"id": "x1", "text": text, "context": context})


def test_a_good_line(checker: Checker) -> None:
    text = "👍 Ms. Haugen is an idiot"
    answer = check_line(checker, line(text, account="personal", role="para", posted_at=None, media="none"))
    assert (answer["id"], answer["verdict"]) == ("x1", "stop")
    assert {finding["code"] for finding in answer["findings"]} >= {"C-insult", "F-name"}
    for finding in answer["findings"]:
        assert set(finding) == KEYS
        assert text[finding["start"] : finding["end"]] == finding["excerpt"]
        assert finding["level"] in {"raise", "ask"}
    assert json.loads(json.dumps(answer)) == answer


def test_context_may_be_missing(checker: Checker) -> None:
    assert check_line(checker, '{"id": 7, "text": "Good morning"}') == {
        "id": 7,
        "verdict": "ok",
        "findings": [],
    }


def test_the_labels_of_a_lesson_are_read_over(checker: Checker) -> None:
    given = {
        "id": 7,
        "text": "Good morning",
        "must": ["A"],
        "may": [],
        "spans": [],
        "verdict": "stop",
        "why": "",
    }
    assert check_line(checker, json.dumps(given)) == {"id": 7, "verdict": "ok", "findings": []}


def test_an_offset_is_turned_to_the_district_clock(checker: Checker) -> None:
    moment = line("First snow!", account="personal", posted_at="2026-11-05T16:20:00+00:00")
    chicago = check_line(checker, moment, ZoneInfo("America/Chicago"))
    assert [finding["code"] for finding in chicago["findings"]] == ["B"]


@pytest.mark.parametrize(
    ("bad", "identity", "reason"),
    [
        ("{canary", None, "not JSON"),
        ("", None, "not JSON"),
        ("[]", None, "not a JSON object"),
        ('"canary"', None, "not a JSON object"),
        ('{"id": "a"}', "a", "text"),
        ('{"id": "a", "text": 5}', "a", "text"),
        ('{"id": "a", "text": "canary", "context": {"account": "canary"}}', "a", "context.account"),
        ('{"id": "a", "text": "hi", "context": {"posted_at": "canary"}}', "a", "context.posted_at"),
        ('{"id": "a", "text": "hi", "context": {"posted_at": 5}}', "a", "context.posted_at"),
        (
            '{"id": "a", "text": "hi", "context": {"acount": "class"}}',
            "a",
            "context.acount: nobody reads this",
        ),
        ('{"id": "a", "text": "hi", "contxt": {}}', "a", "did you mean context?"),
        ('{"id": "a", "text": "hi", "my own canary": 1}', "a", "an unknown key: nobody reads this"),
        ('{"id": "a", "text": "hi", "canary": 1}', "a", "an unknown key: nobody reads this"),
        ('{"id": "a", "text": "hi", "text": "ho"}', "a", "a key stands in it twice"),
        ('{"id": "a", "text": "hi", "context": {"media": "none", "media": "photo"}}', "a", "twice"),
        ('{"id": "a", "text": "hi", "id": "b"}', None, "twice"),
        ("[" * 100_000, None, "not JSON"),
        ('{"id": ' + "9" * 5000 + ', "text": "canary"}', None, "not JSON"),
    ],
)
def test_a_bad_line_is_answered_without_its_words(
    checker: Checker, bad: str, identity: str | None, reason: str
) -> None:
    answer = check_line(checker, bad)
    assert set(answer) == {"id", "error"}
    assert answer["id"] == identity
    assert reason in answer["error"]
    assert "canary" not in answer["error"]


def test_a_draft_too_long_is_a_bad_line(checker: Checker) -> None:
    answer = check_line(checker, line("a" * 40_001))
    assert "40,000" in answer["error"]
    assert answer["id"] == "x1"


def test_a_version_that_passes_is_offered(checker: Checker) -> None:
    text = "As a teacher in Moorhead I think the new grading policy is a mistake, and beans are not."
    answer = check_line(checker, json.dumps({"id": 1, "text": text, "context": {"account": "personal"}}))
    assert answer["mended"].startswith(text + " The views here are mine alone")


def test_a_draft_in_another_language_is_told_to_be_unread(checker: Checker) -> None:
    foreign = "Kuv tus tub ntxhais kawm ntawv hais tias nws txiv ntaus nws txhua hmo"
    answers = [check_line(checker, json.dumps({"text": text})) for text in (foreign, "Snow day!")]
    assert [answer.get("unread") for answer in answers] == [True, None]
