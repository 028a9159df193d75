"""Which language a draft is in, by its commonest words, and whether it is one that is read at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import re2
from pydantic import BaseModel, ConfigDict, Field

from handlers.district.reading import read_model
from handlers.encoding.encoder import VOCABULARY
from handlers.precheck.pattern import Groups, Patterns, Sentence, compiled
from handlers.spelling.reading import plain

FILE = Path(__file__).parent / "languages.toml"
_WORD = re2.compile(r"\pL+(?:'\pL+)?")
_ADDRESS = re2.compile(r"https?://\S+|www\.\S+|[@#]\w+")
_NONE = Groups(format=1, groups={})


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
    least_letters: int
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
        """Whether a draft, as given, is mostly in a language that is not read; a few words show none.

        Names, handles and addresses are of no language: only words without a capital count.
        """
        found = _WORD.findall(_ADDRESS.sub(" ", plain(text).text))
        strange = [word for word in found if not word.isascii()]
        if 2 * len(strange) > len(found) and sum(map(len, strange)) >= self.file.least_letters:
            return True
        words = [word for word in found if word[0].islower()]
        known = sum(self._is_known(word) for word in words)
        return len(words) >= self.file.least_words and known < self.file.least_share * len(words)

    def _is_known(self, word: str) -> bool:
        return self.known.fullmatch(word) is not None or word in _vocabulary(self.file.least_letters)


@cache
def read_languages() -> Languages:
    """Those that come with the program. Raises DistrictInvalid."""
    file = read_model(FILE, LanguageFile)
    words = {name: _any(one.words) for name, one in file.languages.items()}
    every = tuple(word for one in file.languages.values() for word in (*one.words, *one.others))
    return Languages(file, words, _any(every))


@cache
def _vocabulary(least: int) -> frozenset[str]:
    """The words of so many letters or more that the encoder knows whole: most are English."""
    return frozenset(word for word in VOCABULARY.read_text(encoding="utf-8").split() if len(word) >= least)


def _any(words: Patterns) -> Any:
    return compiled(tuple(rf"\b(?:{word})\b" for word in words), _NONE)
