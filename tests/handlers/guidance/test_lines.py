"""The JSON Lines of answers: with what each quote is recorded."""

import json

from handlers.guidance.library import PolicyLibrary
from handlers.guidance.lines import answer_line, answers_as_data
from handlers.guidance.search import Answered, Found


def found(library: PolicyLibrary, section: str, deciding: tuple[int, int] | None = None) -> Found:
    passage = library.passage(section)
    assert passage is not None
    return Found(passage, 0.5, deciding)


def test_a_quote_is_recorded_with_policy_version_and_hash(library: PolicyLibrary) -> None:
    answers = Answered(False, (found(library, "III.F"),))
    (line,) = answer_line(lambda _question: answers, json.dumps({"id": 7, "question": "photos?"}))["answers"]
    assert line == {
        "section": "III.F",
        "score": 0.5,
        "quote": found(library, "III.F").quote,
        "policy": "447.1",
        "version": "2012-05-14",
        "sha256": library.policies[0].sha256,
    }


def test_the_deciding_sentence_is_told_by_its_offsets(library: PolicyLibrary) -> None:
    span = found(library, "III.F").passage.section.sentences[-1]
    (line,) = answers_as_data(Answered(False, (found(library, "III.F", span),)))["answers"]
    assert line["quote"][slice(*line["deciding"])] == "Student photos require parental consent."


def test_near_misses_stand_apart_from_answers(library: PolicyLibrary) -> None:
    data = answers_as_data(Answered(True, near=(found(library, "III.F"), found(library, "III.C"))))
    assert (data["abstained"], data["answers"]) == (True, [])
    assert [line["section"] for line in data["near"]] == ["III.F", "III.C"]
    assert answers_as_data(Answered(True)) == {"abstained": True, "answers": []}


def test_a_line_that_cannot_be_read_is_an_error() -> None:
    def never(_question: str) -> Answered:
        raise AssertionError

    lines = ["nonsense", "[" * 100_000, "[1]", '{"id": true}', '{"id": 1, "question": " "}']
    lines.append(json.dumps({"id": "x", "question": "y" * 4001}))
    lines += [
        '{"id": 2, "question": "photos?", "question": "pets?"}',
        '{"id": 1, "id": 2, "question": "photos?"}',
    ]
    answers = [answer_line(never, line) for line in lines]
    assert [set(answer) for answer in answers] == [{"id", "error"}] * 8
    assert [answer["id"] for answer in answers] == [None, None, None, None, 1, "x", 2, None]
