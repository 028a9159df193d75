"""Reads a text as a person would see it, with an exact map back to the offsets as given.

Two readings: `plain` undoes disguises of single characters (compatibility forms, accents, invisible
characters, look-alikes of other scripts) and keeps case; `bare` is lower case and also undoes leet
(r3t@rd) and spaced letters (g.a.y), for lists of words. Both take linear time.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import re2

_TABLES = Path(__file__).parent / "lookalikes.toml"
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc"})
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_WORD = re2.compile(r"[A-Za-z0-9@$!|]{2,40}")
_HONEST = re2.compile(r"[A-Za-z]+[0-9]*|\$?[0-9]+(?:[A-Za-z]{0,2}|min|hrs|lbs|pts|mph|ish)|[^A-Za-z]*")
_LETTER = "[A-Za-z0-9@$]"
_SPACED = re2.compile(
    "|".join(rf"\b{_LETTER}(?:{mark}{_LETTER}){{2,30}}\b" for mark in (" ", r"\.", "-", "_", r"\*"))
)
_LONGEST_SHOWN = 6
_SPACERS = frozenset(" .-_*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as read; character i stands for the characters from starts[i] to ends[i] as given."""

    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a non-empty stretch of the reading stands in the text as given."""
        return self.starts[start], self.ends[end - 1]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.text.strip()


def plain(text: str) -> Reading:
    """The text with disguises of single characters undone; case and line breaks are kept."""
    seen: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for position, character in enumerate(text):
        shown = _shown(character)
        if not shown and ends:
            ends[-1] = position + 1  # an accent or an invisible character belongs to the one before
        for one in shown:
            seen.append(one)
            starts.append(position)
            ends.append(position + 1)
    return Reading("".join(seen), tuple(starts), tuple(ends))


def bare(reading: Reading) -> Reading:
    """Lower case, with leet and spaced letters undone."""
    characters = [low if len(low := c.lower()) == 1 else c for c in reading.text]
    leet = _tables()[1]
    for found in _WORD.finditer(reading.text):
        word = found.group().rstrip("!|")
        if not (word.isalpha() or _HONEST.fullmatch(word)):  # most are letters alone, told quickly
            end = found.start() + len(word)
            characters[found.start() : end] = word.lower().translate(leet)
    kept = [True] * len(characters)
    for found in _SPACED.finditer(reading.text):
        for position in range(found.start(), found.end()):
            kept[position] = reading.text[position] not in _SPACERS
            characters[position] = characters[position].translate(leet)
    places = [position for position, keep in enumerate(kept) if keep]
    return Reading(
        "".join(characters[p] for p in places),
        tuple(reading.starts[p] for p in places),
        tuple(reading.ends[p] for p in places),
    )


@cache
def _shown(character: str) -> str:
    """What one character looks like, in Latin letters where it imitates them; empty if invisible."""
    if character == "\t" or (" " <= character <= "~" and character != "`"):
        return character
    if character in _BREAKS:
        return "\n"
    category = unicodedata.category(character)
    if category in _INVISIBLE or character in _BLANK:
        return ""
    if category == "Cs":
        return "\ufffd"  # half of a pair: text that cannot be encoded
    lookalikes = _tables()[0]
    parts = unicodedata.normalize("NFKD", character.translate(lookalikes))
    if len(parts) > _LONGEST_SHOWN:
        return "\ufffd"  # a whole phrase in one character: nothing could be read into it, at a high price
    return "".join(
        part.translate(lookalikes) for part in parts if unicodedata.category(part) not in _INVISIBLE
    )


@cache
def _tables() -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Look-alikes and leet, as str.translate wants them."""
    tables = tomllib.loads(_TABLES.read_text(encoding="utf-8"))
    letters, leet = (
        {ord(form): letter for letter, forms in tables[name].items() for form in forms}
        for name in ("letters", "leet")
    )
    return letters, leet
