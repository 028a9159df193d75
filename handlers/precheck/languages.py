"""Which language a draft is in, by its commonest words, and whether it is one that is read at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import re2
from pydantic import BaseModel, ConfigDict, Field

from handlers.district.reading import read_model
from handlers.precheck.pattern import Groups, Patterns, Sentence, compiled
from handlers.spelling.reading import plain

FILE = Path(__file__).parent / "languages.toml"
_WORD = re2.compile(r"\pL+(?:'\pL+)?")
_NONE = Groups(format=1, groups={})
LEAST_LETTERS, LARGE_SHARE = 8, 1 / 3
"""Letters of another script, and their share of all letters, from which a draft is in another language."""


class Words(BaseModel):
    """Words in which a language shows: `words` alone tell it from the others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: Annotated[Patterns, Field(min_length=1)]
    others: Patterns


class Examples(BaseModel):
    """Drafts in languages that are read, and in others; run as tests."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    read: tuple[Sentence, ...]
    foreign: tuple[Sentence, ...]


class LanguageFile(BaseModel):
    """The whole file; the first language is that of a draft which shows none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    least_words: int
    least_share: float
    languages: Annotated[Mapping[str, Words], Field(min_length=1)]
    examples: Examples


@dataclass(frozen=True)
class Languages:
    """The languages that are read, compiled."""

    file: LanguageFile
    words: Mapping[str, Any]
    known: Any

    def of(self, text: str) -> str:
        """The language of which a plain reading holds most words; the first where it holds none."""
        found = {name: len(pattern.findall(text)) for name, pattern in self.words.items()}
        return max(found, key=lambda name: found[name])

    def is_foreign(self, text: str) -> bool:
        """Whether a draft is mostly in a language that is not read; a few words show none."""
        seen = plain(text).text
        letters = [character for character in seen if character.isalpha()]
        strange = sum(not character.isascii() for character in letters)
        if strange >= LEAST_LETTERS and strange > LARGE_SHARE * len(letters):
            return True
        words = len(_WORD.findall(seen))
        known = len(self.known.findall(seen))
        return words >= self.file.least_words and known < self.file.least_share * words


@cache
def read_languages() -> Languages:
    """Those that come with the program. Raises DistrictInvalid."""
    file = read_model(FILE, LanguageFile)
    words = {name: _any(one.words) for name, one in file.languages.items()}
    every = tuple(word for one in file.languages.values() for word in (*one.words, *one.others))
    return Languages(file, words, _any(every))


def _any(words: Patterns) -> Any:
    return compiled(tuple(rf"\b(?:{word})\b" for word in words), _NONE)
