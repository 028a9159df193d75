"""Reads a district's TOML files and says file, line and reason where they are wrong."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from handlers.district.mistake import in_words, meant, toml_in_words
from handlers.district.model import District
from handlers.errors import DistrictInvalid

SAMPLE = Path(__file__).parent / "moorhead" / "district.toml"

M = TypeVar("M", bound=BaseModel)
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"^\s*([\w.-]+|\"[^\"]+\")\s*=")
_SYNTAX = re.compile(r"\(at line (\d+)")


def read_district(file: Path) -> District:
    """The district in this file. Raises DistrictInvalid."""
    return read_model(file, District)


def check_contacts(file: Path, district: District, today: date) -> None:
    """No contact of the district in this file was checked on a day to come. Raises DistrictInvalid.

    It would pass for checked until long after that day.
    """
    for position, contact in enumerate(district.contacts):
        if contact.last_checked > today:
            where = ("contacts", position, "last_checked")
            reason = f"{contact.last_checked} is still to come; write the day on which it was last checked"
            line = line_of(file.read_text(encoding="utf-8-sig"), where)
            raise DistrictInvalid(file, line, f"{'.'.join(map(str, where))}: {reason}")


def files_in(folder: Path, pattern: str) -> list[Path]:
    """The files of one of the district's folders, by name; none where it is not there.

    Raises DistrictInvalid where it is a file itself.
    """
    if folder.exists() and not folder.is_dir():
        raise DistrictInvalid(folder, 1, f"must be a folder, with files {pattern} in it")
    return sorted(folder.glob(pattern))


def read_model(file: Path, model: type[M]) -> M:
    """The TOML file as this model. Raises DistrictInvalid with the line of the first mistake."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DistrictInvalid(file, 1, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise DistrictInvalid(file, line, "is not UTF-8 text") from error
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise DistrictInvalid(file, line, f"not valid TOML: {toml_in_words(error)}") from error
    except ValidationError as error:
        raise _first_mistake(file, text, error, model) from error


def _first_mistake(file: Path, text: str, error: ValidationError, model: type[BaseModel]) -> DistrictInvalid:
    location = told_first(error)["loc"]
    reason = mistake_in(error, model)
    line = line_of(text, location) if location else _line_with(text, reason.partition(" ")[0])
    return DistrictInvalid(file, line, reason)


def mistake_in(error: ValidationError, model: type[BaseModel] | None = None) -> str:
    """The first mistake, as `where: reason`, without the value; with the key that was meant, of a model."""
    mistake = told_first(error)
    where = ".".join(str(part) for part in mistake["loc"])
    reason = mistake["msg"]
    if model and mistake["type"] == "extra_forbidden":
        reason += meant(model, mistake["loc"])
    return f"{where}: {reason}" if where else reason


def told_first(error: ValidationError) -> ErrorDetails:
    """The mistake to tell, in plain words.

    A name that nobody knows comes first: misspelled, it is why another one is missing.
    """
    mistakes = error.errors(include_url=False, include_context=False, include_input=False)
    first = next((one for one in mistakes if one["type"] == "extra_forbidden"), mistakes[0])
    return {**first, "msg": in_words(first)}


def _line_with(text: str, word: str) -> int:
    """The line (from 1) that first holds this value in quotes; 1 where none does."""
    lines = text.lower().splitlines()
    return next((n for n, line in enumerate(lines, 1) if f'"{word}"' in line), 1)


def line_of(text: str, location: Sequence[int | str]) -> int:
    """The line (from 1) of a pydantic error location in TOML text.

    The nearest enclosing table or key is named where the exact key is missing from the file; 1
    where nothing of it is found.
    """
    best, best_depth = 1, 0
    for line, path in _paths(text):
        depth = len(path)
        if depth > best_depth and tuple(location[:depth]) == path:
            best, best_depth = line, depth
    return best


def _paths(text: str) -> Iterator[tuple[int, tuple[int | str, ...]]]:
    """Each header and key with its full path, as pydantic would name it."""
    counts: dict[tuple[int | str, ...], int] = {}
    table: tuple[int | str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _table_path(header[2], header[1] == "[[", counts)
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_names(key[1]))


def _table_path(name: str, repeated: bool, counts: dict[tuple[int | str, ...], int]) -> tuple[int | str, ...]:
    path: tuple[int | str, ...] = ()
    names = _names(name)
    for position, part in enumerate(names):
        path = (*path, part)
        if repeated and position == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _names(dotted: str) -> tuple[str, ...]:
    """The parts of a key; a dot within quotes belongs to its part."""
    return tuple(part.strip('"') for part in re.findall(r'"[^"]*"|[^.\s"]+', dotted))
