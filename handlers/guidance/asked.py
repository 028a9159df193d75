"""Questions with the sections that answer them, one line of JSON each."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from handlers.district.reading import mistake_in
from handlers.errors import DistrictInvalid
from handlers.guidance.policy import Policy

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Asked(BaseModel):
    """A question. `gold` are the sections to quote, none where the policy has nothing on it.

    `also` are sections that would do as well. `deciding` is how the sentence of the first section
    begins that answers it, where somebody has said so; one that no sentence begins with is passed over, as
    after a revision.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    text: Words
    gold: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    deciding: str = ""


def read_asked(files: Sequence[Path], policy: Policy) -> tuple[Asked, ...]:
    """The questions in these files. Raises DistrictInvalid with file, line and reason."""
    return tuple(asked for file in files for _, asked in asked_lines(file, policy))


def asked_lines(file: Path, policy: Policy) -> Iterator[tuple[int, Asked]]:
    """The questions of a file, each with its line from 1. Raises DistrictInvalid."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DistrictInvalid(file, 1, "cannot be read as UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        asked = _line(file, number, line)
        for reason in _mistakes(asked, policy):
            raise DistrictInvalid(file, number, reason)
        yield number, asked


def _mistakes(asked: Asked, policy: Policy) -> Iterator[str]:
    for named in (*asked.gold, *asked.also):
        if policy.section(named) is None:
            yield f"{policy.code} has no section {named}"
    if asked.also and not asked.gold:
        yield "has also, but no gold"
    if asked.deciding and not asked.gold:
        yield "has deciding, but no gold"


def _line(file: Path, number: int, line: str) -> Asked:
    try:
        return Asked.model_validate(json.loads(line))
    except ValidationError as error:
        raise DistrictInvalid(file, number, mistake_in(error)) from error
    except (ValueError, RecursionError) as error:
        raise DistrictInvalid(file, number, "not a line of JSON") from error
