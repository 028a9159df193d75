"""Words that stand on lists of names and, as they are written, name nobody: `bison`, `Feliz cumpleaños`."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model

FILE = Path(__file__).parent / "unnamed.toml"


class Unnamed(BaseModel):
    """`nouns` name nobody in lower case, `openers` nobody at the start of a sentence; all in lower case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    nouns: frozenset[str]
    openers: frozenset[str]

    def holds(self, word: str, *, begins: bool) -> bool:
        """Whether this word, which begins a sentence or does not, is no name."""
        return word in self.nouns or (begins and word.lower() in self.openers)


@cache
def read_unnamed() -> Unnamed:
    """The words that come with the program. Raises DistrictInvalid."""
    return read_model(FILE, Unnamed)
