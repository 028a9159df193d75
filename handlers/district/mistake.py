"""What is wrong with a district's data, in words of a person who does not know the validator."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from tomllib import TOMLDecodeError
from typing import get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_NUMBER, _WHOLE = "must be a number", "must be a whole number"
_KEYS, _LIST = "must be keys with their values, in braces { }", "must be a list, in brackets [ ]"
_MOMENT, _DAY = "must be a date and time such as 2026-11-05T10:20", "must be a date such as 2026-11-05"
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "there is no such key",
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dict_type": _KEYS,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "string_type": "must be text, in quotes",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT,
    "timezone_naive": "must be a local date and time such as 2026-11-05T10:20, with no offset from UTC",
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
}
"""By pydantic's names of mistakes; of the others its own sentence is kept, as in `_REWORDED`."""
_REWORDED = (
    (re.compile(r"^Value error, Invalid isoformat string: .*$", re.DOTALL), _MOMENT),
    (re.compile(r"^Value error, "), ""),
    (
        re.compile(r"^\w+ should have (at (?:least|most) \d+ items?) after validation, not .*$"),
        r"must have \1",
    ),
    (re.compile(r"^Invalid JSON: (.*) at line \d+ column (\d+)$", re.DOTALL), r"not JSON: \1 at column \2"),
    (re.compile(r"^Unable to extract tag using discriminator '(\w+)'$"), r"\1 is missing"),
    (
        re.compile(r"^Input tag .* found using '(\w+)' does not match any of the expected tags:"),
        r"\1 must be one of",
    ),
    (re.compile(r"^[A-Z]\w+ should "), "must "),
)
_TOML = (
    (re.compile(r"^Cannot overwrite a value"), "this key stands twice"),
    (re.compile(r"^Duplicate inline table key"), "this key stands twice:"),
    (re.compile(r"^Cannot declare \(.*\) twice"), "this table stands twice"),
)


def toml_in_words(error: TOMLDecodeError) -> str:
    """What is wrong with TOML, with the place."""
    return _reworded(str(error), _TOML)


def in_words(mistake: ErrorDetails) -> str:
    """What is wrong, without the place."""
    if told := _WORDS.get(mistake["type"]):
        return told
    return _reworded(mistake["msg"], _REWORDED)


def _reworded(message: str, ways: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """In the first of these ways that fits; as it is where none does."""
    reworded = (pattern.sub(words, message) for pattern, words in ways if pattern.match(message))
    return next(reworded, message)


def meant(model: type[BaseModel], location: Sequence[int | str]) -> str:
    """`; did you mean KEY?` for a key the model does not know; empty where none is near."""
    near = get_close_matches(str(location[-1]), _keys(model, location[:-1]), 1)
    return f"; did you mean {near[0]}?" if near else ""


def _keys(model: type[BaseModel], location: Sequence[int | str]) -> Collection[str]:
    """The keys there are at a place; none where it cannot be told which."""
    for name in (part for part in location if isinstance(part, str)):
        inner = list(_models(model.model_fields[name].annotation)) if name in model.model_fields else []
        if len(inner) != 1:
            return ()
        model = inner[0]
    return tuple(model.model_fields)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
