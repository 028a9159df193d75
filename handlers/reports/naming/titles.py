"""Titles in a text: their words in any order, also misspelled."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import re2

from handlers.reports.naming.likeness import Neighbours
from handlers.reports.naming.words import Word, is_everyday, is_known, words_of

_LINKS = frozenset({"of", "for", "the", "to", "our"})
_MOST_LINKS = 2
_WHOLE_UP_TO = 2
_FORMS = Path(__file__).parent / "titles.toml"
_SHORTEST_SPLIT = 8
_SHORTEST_MASKED = 4
_DETERMINERS = (
    "the our my your his her their a an this that new old "
    "vice assistant asst associate deputy interim head mr mrs ms miss dr"
)
_BEFORE = frozenset(_DETERMINERS.split())

Marks = Sequence[frozenset[str]]
"""For each word of a text, the words of titles that it may be."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is looked for; `head` is the word it is not one without: `chair` of a board's chair."""

    words: frozenset[str]
    head: str

    @classmethod
    @cache
    def read(cls, written: str) -> "Title":
        """A title as the district's file has it."""
        listed = [_stem(word.text) for word in words_of(written)]
        link = next((i for i, word in enumerate(listed) if word in _LINKS and i), len(listed))
        own = [word for word in listed if word not in _LINKS]
        return cls(frozenset(own), listed[link - 1] if own else "")

    def places(self, words: Sequence[Word], marks: Marks) -> list[int]:
        """Where it begins: its words next to each other in any order, but for words such as `of the`.

        Of three and more, one besides the head may be missing: `the board chair` is the chair of the
        school board.
        """
        return [i for i in range(len(words)) if self.words & marks[i] and self._begins(words, marks, i)]

    def _begins(self, words: Sequence[Word], marks: Marks, start: int) -> bool:
        left, links = set(self.words), 0
        for place in range(start, len(words)):
            found = next(iter(left & marks[place]), None)
            if found and self._counts(words, found, place):
                left.discard(found)
                links = 0
            elif place == start or words[place].text not in _LINKS or links == _MOST_LINKS:
                break
            else:
                links += 1
        missing = 1 if len(self.words) > _WHOLE_UP_TO else 0
        return len(left) < len(self.words) and len(left) <= missing and self.head not in left

    def _counts(self, words: Sequence[Word], found: str, place: int) -> bool:
        """In company any spelling; alone, "in principle" is no misspelled title, "the principle" may be."""
        word = words[place].text
        if len(self.words) > 1 or _stem(word) == found or not is_known(word):
            return True
        return place > 0 and words[place - 1].text in _BEFORE


class TitleWords:
    """The words of a district's titles, looked up all at once."""

    def __init__(self, titles: Iterable[Title]) -> None:
        """Remember the words of these."""
        self._words = frozenset(word for title in titles for word in title.words)
        self._near = Neighbours(self._words)
        # Words of the language come again and again; words of a report alone are not kept here.
        self._of_known: dict[str, frozenset[str]] = {}

    def joined(self, words: Sequence[Word]) -> list[Word]:
        """The words with those of titles put together again: super intendent."""
        found: list[Word] = []
        for word in words:
            if found and self._is_split(found[-1].text, word.text):
                found[-1] = replace(found[-1], text=found[-1].text + word.text)
            else:
                found.append(word)
        return found

    def _is_split(self, first: str, second: str) -> bool:
        whole = first + second
        if len(whole) < _SHORTEST_SPLIT or (is_known(first) and is_known(second)):
            return False
        return not self._mark(first) and not self._mark(second) and bool(self._looked_up(whole))

    def marks(self, words: Sequence[Word]) -> Marks:
        """What each word may be."""
        return [self._mark(word.text) | self._masked(word) for word in words]

    def _masked(self, word: Word) -> frozenset[str]:
        """The superint***, the princ***."""
        if not word.shape or word.weak or len(word.text) < _SHORTEST_MASKED:
            return frozenset()
        # RE2, in linear time: whoever writes a report also writes this pattern.
        matcher = re2.compile(word.shape)
        return frozenset(own for own in self._words if matcher.fullmatch(own))

    def _mark(self, word: str) -> frozenset[str]:
        if not is_known(word):
            return self._looked_up(word)
        if word not in self._of_known:
            self._of_known[word] = self._looked_up(word)
        return self._of_known[word]

    def _looked_up(self, word: str) -> frozenset[str]:
        stem = _stem(word)
        return frozenset({stem} & self._words or self._near.near(stem))


def is_title(word: str) -> bool:
    """Whether a word by itself is a title for certain: chairwoman, and not chair."""
    return word in _same() or (word in _same().values() and not is_everyday(word))


def _stem(word: str) -> str:
    """Activities as activity, records as record, chairwoman as chair."""
    if word in _same():
        return _same()[word]
    for plural, one in (("ies", "y"), ("s", "")):
        if word.endswith(plural) and len(word) > len(plural) + 3:
            word = word.removesuffix(plural) + one
            break
    return _same().get(word, word)


@cache
def _same() -> Mapping[str, str]:
    """Other forms of a word of a title, and the word."""
    forms = tomllib.loads(_FORMS.read_text("utf-8"))["forms"]
    return {other: word for word, others in forms.items() for other in others}
