"""Words that stand on lists of names and, as they are written, name nobody: `bison`, `Feliz cumpleaños`."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import re2
from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model

FILE = Path(__file__).parent / "unnamed.toml"


class Unnamed(BaseModel):
    """`nouns` name nobody in lower case, `openers` nobody at the start of a sentence, `never` nobody at all.

    `days` and `months` are as `nouns`; `given_months` are not, and are names too. `leads` are openers only
    before the words that stand with them; `spanish_months` are months where a pattern of `month` finds
    itself in the three words before and the four after, with a stroke in the month's place. All in lower
    case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    never: frozenset[str]
    nouns: frozenset[str]
    openers: frozenset[str]
    leads: Mapping[str, frozenset[str]]
    days: frozenset[str]
    months: frozenset[str]
    given_months: frozenset[str]
    spanish_months: frozenset[str]
    month: tuple[str, ...]

    def holds(self, word: str, after: str = "", *, begins: bool) -> bool:
        """Whether this word, which begins a sentence or does not, is no name; `after` is the next word."""
        low = word.lower()
        opens = low in self.openers or after.lower() in self.leads.get(low, ())
        return self.is_noun(word) or low in self.never or (begins and opens)

    def is_noun(self, low: str) -> bool:
        """Whether this word, in lower case, is a noun, a day or a month, and no given name."""
        return low in self.nouns or low in self.days or low in self.months

    def is_date(self, low: str) -> bool:
        """Whether this word, in lower case, is a day of the week, also in the plural, or any month."""
        return low.removesuffix("s") in self.days or low in self.months or low in self.given_months

    def is_month(self, words: Sequence[str], at: int) -> bool:
        """Whether a month's name that is a given name too is the month here, as in `4 de julio`."""
        if words[at].lower() not in self.spanish_months:
            return False
        near = " ".join([*words[max(0, at - 3) : at], "|", *words[at + 1 : at + 5]]).lower()
        return any(pattern.search(near) for pattern in _compiled(self.month))


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(re2.compile(pattern) for pattern in patterns)


@cache
def read_unnamed() -> Unnamed:
    """The words that come with the program. Raises DistrictInvalid."""
    return read_model(FILE, Unnamed)
