"""Reads a text as a person would see it, with an exact map back to the offsets as given.

Two readings: `plain` undoes disguises of single characters (compatibility forms, accents, invisible
characters, look-alikes of other scripts) and keeps case; `bare` is lower case and also undoes leet
(r3t@rd) and spaced letters (g.a.y), and puts words for the emoji that stand for them, for lists of words.
Both take linear time.
"""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

import re2

from handlers.spelling.emoji import word_at

_TABLES = Path(__file__).parent / "lookalikes.toml"
_INVISIBLE = frozenset({"Cf", "Mn", "Me", "Cc"})
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_WORD = re2.compile(r"[A-Za-z0-9@$!|]{2,40}")
_HONEST = re2.compile(r"[A-Za-z]+[0-9]*|\$?[0-9]+(?:[A-Za-z]{0,2}|min|hrs|lbs|pts|mph|ish)|[^A-Za-z]*")
_LETTER = "[A-Za-z0-9@$]"
_MARKS = (" ", "  ", r"\.", "-", "_", r"\*")
_LISTING = "/,"  # they also list things: the chords F,A,G and C, locker A/5/5
_SPACED_WORDS = (
    *(rf"\b{_LETTER}(?:{mark}{_LETTER}){{2,30}}\b" for mark in _MARKS),
    *(rf"\b[A-Za-z](?:{mark}[A-Za-z]){{3,30}}\b" for mark in _LISTING),
)
_ADDRESS = r"(?:\b(?:https?://|www\.)|[A-Za-z0-9]\.[A-Za-z]{2,12}/)\S+"
_SPACED = re2.compile(f"(?i){_ADDRESS}|({'|'.join(_SPACED_WORDS)})")  # nothing in an address is spaced
_SPACERS = frozenset(" .-_*/,")
_WORD_BEFORE = re2.compile(r"(?i)(?:u r|r u|[aiu])( ) {0,1}\S {1,2}\S")
"""A word of one letter before spaced letters: a m o r o n."""
_OWN_BEGINNING = re2.compile(
    r"(?i)a ?(?:s ?s|s ?i ?a|r ?s ?e|r ?a ?b|n ?[au] ?[ls]|n ?n|t ?t|b ?u ?s|p ?e ?s?$|i ?d)"
    r"|i ?(?:d ?i ?o|m ?[bm]|n|l ?l|c ?e|g ?n|d ?l)|u ?(?:g ?l|n|s ?e)|r ?u ?d"
)
"""Spaced words that merely begin with such a letter, by their beginnings: a s s h o l e, i l l e g a l."""
_FLAG = r"[\x{1F1E6}-\x{1F1FF}]"
_FLAG_LETTERS = {0x1F1E6 + place: letter for place, letter in enumerate(ascii_lowercase)}
_FLAGS = re2.compile(f"{_FLAG}{{3,30}}|{_FLAG}(?: {_FLAG}){{2,30}}")
_OPEN_C = re2.compile(r"(?i)[aeiou](?:\(k(?:s|e[dr]s?|ing?)?|t\(h(?:es)?)\b")
_BRACKET = re2.compile(r"(?:[:;=]-?)?\)|[(\n]")
_LONGEST_SHOWN = 6


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
    """Lower case, with emoji for words, leet and spaced letters undone."""
    reading = _in_words(reading)
    text = _between_letters(reading.text)
    characters = [low if len(low := c.lower()) == 1 else c for c in text]
    leet = _tables().leet
    for found in _WORD.finditer(text):
        word = found.group().rstrip("!|")
        if not (word.isalpha() or _HONEST.fullmatch(word)):  # most are letters alone, told quickly
            end = found.start() + len(word)
            characters[found.start() : end] = word.lower().translate(leet)
    kept = [True] * len(characters)
    for found in _SPACED.finditer(text):
        if _is_word(found.group(1) or ""):
            for position in range(found.start(), found.end()):
                kept[position] = text[position] not in _SPACERS
                characters[position] = characters[position].translate(leet)
            if (before := _WORD_BEFORE.match(found.group())) and not _OWN_BEGINNING.match(found.group()):
                kept[found.start() + before.start(1)] = True
    for found in _FLAGS.finditer(text):  # two alone are a flag
        for position in range(found.start(), found.end()):
            kept[position] = text[position] != " "
            characters[position] = text[position].translate(_FLAG_LETTERS)
    return _made(reading, [(p, characters[p]) for p, keep in enumerate(kept) if keep])


def _is_word(spaced: str) -> bool:
    """Whether these are spaced letters of a word: at most half digits, for 4-5-5 is a date, a-5-5 a room."""
    digits = sum(map(str.isdigit, spaced))
    return any(map(str.isalpha, spaced)) and 2 * digits <= sum(c not in _SPACERS for c in spaced)


def _in_words(reading: Reading) -> Reading:
    """With the word in place of each emoji that stands for one."""
    words = {p: word for p in range(len(reading.text)) if (word := word_at(reading.text, p))}
    if not words:
        return reading
    return _made(reading, [(p, one) for p, c in enumerate(reading.text) for one in words.get(p, c)])


def _made(reading: Reading, characters: Sequence[tuple[int, str]]) -> Reading:
    """A reading of these characters, each standing for the one at its place in this reading."""
    return Reading(
        "".join(character for _, character in characters),
        tuple(reading.starts[place] for place, _ in characters),
        tuple(reading.ends[place] for place, _ in characters),
    )


def _between_letters(text: str) -> str:
    """With the signs undone that stand in for a letter between two others, as long as before.

    A bracket does so only within the end of a word (fu(k, bit(h): in all(idiots it is one.
    """
    signs = _tables().between
    opened = {found.start() + found.group().index("(") for found in _OPEN_C.finditer(text)} - _closed(text)
    places = {p for p, c in enumerate(text) if ord(c) in signs and (c != "(" or p in opened)}
    inner = {p for p in places if text[p - 1 : p].isalpha() and text[p + 1 : p + 2].isalpha()}
    return "".join(c.translate(signs) if p in inner else c for p, c in enumerate(text)) if inner else text


def _closed(text: str) -> set[int]:
    """The opening brackets that are closed on their line, and so are brackets; `:)` closes none."""
    opened: list[int] = []
    closed: set[int] = set()
    for found in _BRACKET.finditer(text):
        match found.group():
            case "(":
                opened.append(found.start())
            case "\n":
                opened.clear()
            case ")" if opened:
                closed.add(opened.pop())
    return closed


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
    lookalikes = _tables().letters
    parts = unicodedata.normalize("NFKD", character.translate(lookalikes))
    if len(parts) > _LONGEST_SHOWN:
        return "\ufffd"  # a whole phrase in one character: nothing could be read into it, at a high price
    return "".join(
        part.translate(lookalikes) for part in parts if unicodedata.category(part) not in _INVISIBLE
    )


class _Tables(NamedTuple):
    """Characters and what they stand in for, as str.translate wants them."""

    letters: Mapping[int, str]
    leet: Mapping[int, str]
    between: Mapping[int, str]


@cache
def _tables() -> _Tables:
    """As lookalikes.toml has them."""
    tables = tomllib.loads(_TABLES.read_text(encoding="utf-8"))
    return _Tables(
        **{
            name: {ord(form): letter for letter, forms in table.items() for form in forms}
            for name, table in tables.items()
        }
    )
