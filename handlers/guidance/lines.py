"""The JSON Lines contract of `smpolicy ask --jsonl`: a question a line in, its answers a line out."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from handlers.guidance.search import Answered, Found

LONGEST = 4000
TWICE = "a key stands in it twice"


def answer_line(answers: Callable[[str], Answered], line: str) -> dict[str, Any]:
    """`{"id","question"}` answered as `{"id","abstained","answers"}`, see `answers_as_data`.

    A line that cannot be read is answered as `{"id","error"}`; id is null where a line has none, or two.
    """
    try:
        given, is_double = read_line(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "not a line of JSON"}
    if not isinstance(given, dict):
        return {"id": None, "error": "not a JSON object"}
    name = identity(given)
    if is_double:
        return {"id": name, "error": TWICE}
    question = given.get("question")
    if not isinstance(question, str) or not question.strip():
        return {"id": name, "error": "question: must be a text that is not empty"}
    if len(question) > LONGEST:
        return {"id": name, "error": f"question: has more than {LONGEST:,} characters"}
    return {"id": name, **answers_as_data(answers(question))}


def read_line(line: str) -> tuple[object, bool]:
    """What a line of JSON says, and whether a key stands twice in one object of it.

    An id that does is left out. Raises ValueError, RecursionError.
    """
    doubled: list[dict[str, object]] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found, keys = dict(pairs), [key for key, _ in pairs]
        if len(found) < len(keys):
            doubled.append(found)
        if keys.count("id") > 1:
            del found["id"]
        return found

    return json.loads(line, object_pairs_hook=once), bool(doubled)


def identity(given: object) -> str | int | None:
    """A line's own id, a text or a whole number; None where it has none."""
    found = given.get("id") if isinstance(given, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def answers_as_data(answered: Answered) -> Mapping[str, Any]:
    """`{"abstained","answers"}`, best first, and `near` where there are near misses.

    Each is `{"section","score","quote","policy","version","sha256"}`: which policy was quoted, in
    which version, and the hash of all it states. `deciding` are the offsets, in Python code points,
    of the sentence that decides, where one does.
    """
    answers = {"abstained": answered.abstained, "answers": [_as_data(found) for found in answered.answers]}
    return {**answers, "near": [_as_data(found) for found in answered.near]} if answered.near else answers


def _as_data(found: Found) -> Mapping[str, Any]:
    quoted = {"section": found.section, "score": found.score, "quote": found.quote, **found.passage.record}
    return {**quoted, "deciding": list(found.deciding)} if found.deciding else quoted
