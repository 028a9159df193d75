"""Words that stand on lists of names and, as they are written, name nobody: `bison`, `Feliz cumpleaños`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model

FILE = Path(__file__).parent / "unnamed.toml"


class Unnamed(BaseModel):
    """`nouns` name nobody in lower case, `openers` nobody at the start of a sentence; all in lower case.

    `leads` are openers only before the words that stand with them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    nouns: frozenset[str]
    openers: frozenset[str]
    leads: Mapping[str, frozenset[str]]

    def holds(self, word: str, after: str = "", *, begins: bool) -> bool:
        """Whether this word, which begins a sentence or does not, is no name; `after` is the next word."""
        low = word.lower()
        opens = low in self.openers or after.lower() in self.leads.get(low, ())
        return word in self.nouns or (begins and opens)


@cache
def read_unnamed() -> Unnamed:
    """The words that come with the program. Raises DistrictInvalid."""
    return read_model(FILE, Unnamed)
