"""Emoji that stand for a word: which word, and where they do."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import re2

_FILE = Path(__file__).parent / "emoji.toml"
_NEVER = r"[^\s\S]"
_END = re2.compile(r"[.!?\n]")
_TO_END = re2.compile(r"[^.!?\n]*[.!?]?")
_REACH = 40
"""How many characters before and after an emoji are looked at."""


@dataclass(frozen=True, slots=True)
class Sign:
    """An emoji: its word, where it stands for it, and examples for the tests."""

    word: str
    behind: Any
    ahead: Any
    doubtful: Any
    unless: Any
    examples: Sequence[str]
    pictures: Sequence[str]

    def is_word(self, text: str, place: int) -> bool:
        """Whether the emoji at this place stands for its word."""
        first = max(0, place - _REACH)
        before = ("" if first else "\n") + text[first:place]
        after = text[place + 1 : place + 1 + _REACH]
        if self.behind.search(before) or self.ahead.match(after):
            return True
        if not self.doubtful.search(before):
            return False
        sentence = _END.split(before)[-1] + text[place] + _TO_END.match(after).group()
        return not self.unless.search(sentence)


def word_at(text: str, place: int) -> str | None:
    """The word for which the character at this place stands; None where it is what it is."""
    sign = signs().get(text[place])
    return sign.word if sign and sign.is_word(text, place) else None


@cache
def signs() -> Mapping[str, Sign]:
    """All of them, as emoji.toml has them."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        sign: Sign(
            one["word"],
            re2.compile(f"(?i){_any(one['behind'])} ?$"),
            re2.compile(f"(?i) ?{_any(one['ahead'])}"),
            re2.compile(f"(?i){_any(one.get('doubtful', ()))} ?$"),
            re2.compile(f"(?i){_any(one.get('unless', ()))}"),
            one["examples"],
            one["pictures"],
        )
        for sign, one in table.items()
    }


def _any(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(patterns) or _NEVER})"
