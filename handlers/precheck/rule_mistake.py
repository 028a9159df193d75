"""Says which rule of a file is wrong by its own name, and which key was meant by a misspelled one."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ValidationError

from handlers.district.reading import line_of, read_model, told_first
from handlers.errors import DistrictInvalid
from handlers.precheck.rule import (
    ContextRule,
    Example,
    HoursRule,
    LexiconRule,
    NamedRule,
    PatternRule,
    RuleFile,
)

_KINDS: Mapping[str, type[BaseModel]] = {
    "lexicon": LexiconRule,
    "pattern": PatternRule,
    "context": ContextRule,
    "hours": HoursRule,
    "named": NamedRule,
}


def read_rule_file(file: Path) -> RuleFile:
    """The rules of one file. Raises DistrictInvalid, which names the rule by its id and not by its place."""
    try:
        return read_model(file, RuleFile)
    except DistrictInvalid as error:
        if isinstance(error.__cause__, ValidationError):
            line, reason = _named(file, error.__cause__) or (error.line, error.reason)
            raise DistrictInvalid(file, line, reason) from error.__cause__
        raise


def _named(file: Path, error: ValidationError) -> tuple[int, str] | None:
    """The line and the reason of a mistake in a rule; None for one elsewhere."""
    one, text = told_first(error), file.read_text(encoding="utf-8-sig")
    match one["loc"]:
        case ("rules", int(place), *path):
            kind, keys = (str(path[0]), path[1:]) if path and path[0] in _KINDS else ("", path)
            where = ".".join(map(str, keys))
            message = one["msg"].removeprefix("Value error, ")
            if one["type"] == "extra_forbidden":
                message = _misspelled(kind, keys)
            told = (_id(text, place), where, message) if where else (_id(text, place), message)
            return line_of(text, ("rules", place, *keys)), ": ".join(told)
    return None


def _misspelled(kind: str, keys: Sequence[int | str]) -> str:
    """That there is no such key, and the nearest one there is; after flags or passes, one of an example."""
    model = Example if len(keys) > 1 else _KINDS[kind]
    known: Collection[str] = model.model_fields
    near = get_close_matches(str(keys[-1]), known, 1)
    return "there is no such key" + (f"; did you mean {near[0]}?" if near else "")


def _id(text: str, place: int) -> str:
    """The id that this rule gives itself, or its place (from 1) where it gives none."""
    rule = tomllib.loads(text)["rules"][place]
    name = rule.get("id") if isinstance(rule, dict) else None
    return name if isinstance(name, str) and name else f"rule {place + 1}"
