"""A text in words as a reader sees them, and which of these are everyday words."""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

from handlers.spelling.reading import plain

_FILE = Path(__file__).parent / "common_words.txt"
_LISTS = "----"
_WORD = re.compile(r"[^\W_]+(?:(?:['\u2019]|\*+)[^\W_]+)*")
_INSIDE = str.maketrans("", "", "'\u2019*")
"""Apostrophes, and what stands for a letter: S*lberg is Solberg without one."""
_SHORTEST_SPELLED = 4
_LONGEST_INITIALS = 3
_POSSESSIVE = re.compile(r"['\u2019]s$")
_LETTERS = str.maketrans({"\u00f8": "o", "\u00e6": "ae", "\u0153": "oe", "\u00f0": "d", "\u00fe": "th"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word in lower case, without apostrophes and possessive s.

    `capital` is whether it is written with a capital inside a sentence, where that says something: not
    after a full stop, not in a text all in capitals. `initials` are two or three capitals: AD. `upper` is
    whether it is written with a capital at all, in a text that is not all in capitals, and `gap` what
    stands between it and the word before.
    """

    text: str = field(repr=False)
    capital: bool = False
    initials: bool = False
    upper: bool = field(default=False, compare=False)
    gap: str = field(default="", compare=False, repr=False)


def words_of(text: str) -> list[Word]:
    """The words: O'Brien is one, Smith-Jones are two, marit.solberg are two, S.o.l.b.e.r.g is one."""
    seen = plain(text).text
    cased = any(character.islower() for character in seen)
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(seen):
        gap = seen[end : match.start()]
        written = match.group()
        upper = cased and written[0].isupper()
        capital = upper and end > 0 and not gap.strip(" \t") and _is_no_abbreviation(written)
        found.append(Word(folded_case(written), capital, _is_initials(written), upper, gap))
        end = match.end()
    return _spelled(found)


def folded_case(written: str) -> str:
    """A word of `words_of` in the form in which words are compared."""
    low = _POSSESSIVE.sub("", written.casefold())
    return low.translate(_INSIDE).translate(_LETTERS)


def is_everyday(word: str) -> bool:
    """Whether a word is so frequent that in lower case it names nobody."""
    return word in _lists()[0]


def is_known(word: str) -> bool:
    """Whether it is a word of the language, and so no misspelling of a name."""
    everyday, others = _lists()
    return word in everyday or word in others


def _is_no_abbreviation(written: str) -> bool:
    """Up to three letters, all of them capitals, are rather an abbreviation: TV, PE."""
    return not written.isupper() or len(written) > _LONGEST_INITIALS


def _is_initials(written: str) -> bool:
    return written.isupper() and 1 < len(written) <= _LONGEST_INITIALS


def _spelled(words: list[Word]) -> list[Word]:
    """Four single letters and more in a row are one word: nobody writes so but to say a name."""
    found: list[Word] = []
    for single, run in groupby(words, lambda word: len(word.text) == 1 and word.text.isalpha()):
        letters = list(run)
        joined = single and len(letters) >= _SHORTEST_SPELLED
        found += [Word("".join(one.text for one in letters), capital=True)] if joined else letters
    return found


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    lines = [line for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    cut = lines.index(_LISTS)
    return frozenset(" ".join(lines[:cut]).split()), frozenset(" ".join(lines[cut + 1 :]).split())
