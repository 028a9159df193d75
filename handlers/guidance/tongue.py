"""Whether a question is in a language that search does not know."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from handlers.guidance.misspelling import Speller
from handlers.guidance.wording import plain

STRANGE = 0.6
"""The share of words never met from which a question is in another language."""
HINTED = 0.5
"""The share where at least two of its words are common ones of other languages."""
FEW = 3
"""Words a question has at least, if its common words tell the language."""
_FILE = Path(__file__).parent / "tongues.toml"
_WORD = re.compile(r"[^\W\d_]+")


def is_foreign(speller: Speller, question: str) -> bool:
    """Whether most of a question is in no language that the texts known to the speller are in."""
    if _in_another_script(question) or speller.strangeness(question) > STRANGE:
        return True
    words = [plain(word) for word in _WORD.findall(question)]
    if len(words) < FEW:
        return False
    hints = {word for word in words if word in _common() and not speller.is_usual(word)}
    strange = sum(word in hints or not speller.knows(word) for word in words) / len(words)
    return len(hints) > 1 and strange > HINTED


def _in_another_script(question: str) -> bool:
    """Whether most letters are not Latin; letters that are only drawn otherwise count as what they mean."""
    letters = [letter for letter in unicodedata.normalize("NFKD", question) if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    return len(letters) > 1 and latin * 2 < len(letters)


@cache
def _common() -> frozenset[str]:
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return frozenset(plain(word) for words in listed.values() for word in words.split())
