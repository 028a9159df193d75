"""The words of a text, whole, each as a key by which a name is known again however it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import re2

from handlers.spelling.reading import bare, plain

# Without bounds on repeats: RE2 takes linear time for these too, and large bounds cost it memory.
_TOKEN = re2.compile(
    r"(?:https?://|www\.)\S+|[\w.+\-]+@[\w\-]+\.[\w.]+"
    r"|(?:[\w\-]+\.)+(?:com|org|net|edu|gov|us|io)\b\S*"
    r"|[#@][\pL\d_.$!]*[\pL\d_]"
    r"|[\pL\d$](?:[\pL\d_$@!|'\-]*[\pL\d_$@])?"
)
_POSSESSIVE = re2.compile(r"(?:'[sS]|')$")
_PIECE = re2.compile(r"\p{Lu}?[\p{Ll}'$@!|0-9]+|[\p{Lu}$@!|0-9']+")
_DISGUISED = re2.compile(r"[0-9$@!|]")


class Sort(StrEnum):
    """What a token is."""

    WORD = "word"
    TAG = "tag"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, hashtag, handle or address of a plain reading.

    The half-open offsets take in a possessive ending; `bare` is where the word ends without it.
    """

    text: str = field(repr=False)
    start: int
    bare: int
    end: int
    sort: Sort

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or with a sign that stands for a letter."""
        return not self.text[0].islower()

    @property
    def key(self) -> str:
        """Its letters in lower case, with disguises undone and without marks."""
        return key(self.text)

    @property
    def pieces(self) -> list[tuple[int, int, str]]:
        """Its parts between marks and before capitals: half-open offsets in the text, and the key."""
        return [
            (self.start + found.start(), self.start + found.end(), key(found.group()))
            for found in _PIECE.finditer(self.text)
        ]


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a plain reading, in linear time."""
    for found in _TOKEN.finditer(text):
        word, start, end = found.group(), found.start(), found.end()
        if word[0] not in "#@" and ("." in word or "/" in word):
            yield Token(word, start, end, end, Sort.ADDRESS)
        elif word[0] in "#@":
            yield Token(word, start, end, end, Sort.TAG)
        else:
            owner = _POSSESSIVE.search(word)
            ends = start + (owner.start() if owner else len(word))
            yield Token(word[: ends - start], start, ends, end, Sort.WORD)


def key(word: str) -> str:
    """The letters of a word in lower case: `olson` for `Ol$on`, `mailee` for `Mai-Lee`."""
    undone = bare(plain(word.strip("#@"))).text if _DISGUISED.search(word) else word
    return "".join(c for c in undone.lower() if c.isalpha())
