"""The JSON Lines contract of `smpolicy ask --jsonl`: a question a line in, its answers a line out."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from handlers.guidance.search import Answered

LONGEST = 4000


def answer_line(answers: Callable[[str], Answered], line: str) -> dict[str, Any]:
    """`{"id","question"}` answered as `{"id","abstained","answers":[{"section","score","quote"}]}`.

    A line that cannot be read is answered as `{"id","error"}`; id is null where a line has none.
    """
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "not a line of JSON"}
    if not isinstance(given, dict):
        return {"id": None, "error": "not a JSON object"}
    name = identity(given)
    question = given.get("question")
    if not isinstance(question, str) or not question.strip():
        return {"id": name, "error": "question: must be a text that is not empty"}
    if len(question) > LONGEST:
        return {"id": name, "error": f"question: has more than {LONGEST:,} characters"}
    return {"id": name, **answers_as_data(answers(question))}


def identity(given: object) -> str | int | None:
    """A line's own id, a text or a whole number; None where it has none."""
    found = given.get("id") if isinstance(given, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def answers_as_data(answered: Answered) -> Mapping[str, Any]:
    """The answers as plain data, best first."""
    answers = [{"section": f.section, "score": f.score, "quote": f.quote} for f in answered.answers]
    return {"abstained": answered.abstained, "answers": answers}
