"""Which name of a draft is its author's: one that is introduced, or that signs at the end of a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import re2
from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model
from handlers.precheck.pattern import Groups, Patterns, compiled
from handlers.precheck.people.mentions import Mention

FILE = Path(__file__).parent / "author.toml"
WINDOW = 60
"""Characters looked at on each side of a name."""
_ITEM = re2.compile(r"\n[ \t]{0,4}[-*\x{2022}]{1,2} ?[^\s\-*]")


class _Words(BaseModel):
    """Pairs of what touches a name from the left and from the right; `groups` are their shared words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    said: tuple[tuple[str, str], ...]
    signed: tuple[tuple[str, str], ...]
    groups: dict[str, Patterns]


@dataclass(frozen=True)
class Author:
    """Finds who writes."""

    said: Sequence[tuple[Any, Any]]
    signed: Sequence[tuple[Any, Any]]

    def among(self, text: str, people: Sequence[Sequence[Mention]]) -> set[int]:
        """The places of those people who are the author, each given with all mentions.

        Where several sign, they are a list, and of nobody is it known that it is the author.
        """
        framed = f"\n{text}\n"
        listed = [found.start() + 1 for found in _ITEM.finditer(framed)]
        said = {place for place, one in enumerate(people) if any(_holds(self.said, framed, m) for m in one)}
        signed = {
            place
            for place, one in enumerate(people)
            if any(_holds(self.signed, framed, m) and not _is_listed(framed, listed, m) for m in one)
        }
        return said | signed if len(signed) == 1 else said


def read_author(groups: Groups) -> Author:
    """The words that come with the program; `groups` are those of the rules. Raises DistrictInvalid."""
    words = read_model(FILE, _Words)
    known = Groups(format=1, groups={**groups.groups, **words.groups})
    said, signed = ([_compiled(pair, known) for pair in pairs] for pairs in (words.said, words.signed))
    return Author(said, signed)


def _compiled(pair: tuple[str, str], groups: Groups) -> tuple[Any, Any]:
    before, after = pair
    return compiled((f"(?:{before})$",), groups), compiled((f"^(?:{after})",), groups)


def _holds(pairs: Sequence[tuple[Any, Any]], framed: str, mention: Mention) -> bool:
    start, end = mention.start + 1, mention.end + 1
    before, after = framed[max(0, start - WINDOW) : start], framed[end : end + WINDOW]
    return any(left.search(before) and right.search(after) for left, right in pairs)


def _is_listed(framed: str, listed: Sequence[int], mention: Mention) -> bool:
    """Whether its line is one of several that begin with a dash."""
    line = framed.rfind("\n", 0, mention.start + 1) + 1
    return len(listed) > 1 and line in listed
