"""Names written in another alphabet: Cyrillic and Greek in Latin letters."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "alphabets.toml"
_FOREIGN = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff\u0400-\u04ff\u0300\u0301\u0306\u0308]{3,}")
_ACCENTS = frozenset("\u0300\u0301\u0342\u0313\u0314\u0345")


def in_latin(text: str) -> str:
    """The text with each word in Cyrillic or Greek by its sounds; the same where there is none."""
    return _FOREIGN.sub(lambda found: _sounded(found.group()), text)


def _sounded(word: str) -> str:
    pairs, letters = _table()
    apart = unicodedata.normalize("NFD", word)
    low = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _ACCENTS)).lower()
    for written, sound in pairs.items():
        low = low.replace(written, sound)
    latin = low.translate(letters)
    return latin.capitalize() if word[:1].isupper() else latin


@cache
def _table() -> tuple[Mapping[str, str], Mapping[int, str]]:
    """Pairs of letters, and single ones, with what they sound like."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    pairs = {written: sound for sound, forms in table["pairs"].items() for written in forms}
    return pairs, {ord(form): sound for sound, forms in table["letters"].items() for form in forms}
