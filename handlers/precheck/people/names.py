"""Tells a person's name from another word, by the word and what stands around it.

A linear model over hashed features, learned from public tweets with marked names and from lists of
given names and surnames; docs/model-card.md names them. The lists themselves are not here: a word
is looked up in a Bloom filter, which forgets the words and is wrong for one in a hundred.
"""

import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import re2

FILE = Path(__file__).parent / "names.npz"
BUCKETS = 1 << 16
HASHES = 5
LISTS = ("given", "family", "common")
_WORD = re2.compile(r"[A-Za-z][A-Za-z'\-]{0,30}|[0-9]{1,20}|[^\sA-Za-z0-9]")

_ADDRESS = re2.compile(
    r"(?i)\b(?:https?://|www\.)[^\s]+|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
    r"|\b(?:[\w\-]+\.)+(?:com|org|edu|net|gov)\b(?:/[^\s]*)?|\b(?:[\w\-]+\.)+[a-z]{2,3}/[^\s]+"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a mark, with its half-open offsets; a possessive ending is not part of it.

    `opens` tells the first of a line.
    """

    text: str = field(repr=False)
    start: int
    end: int
    opens: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    def follows(self, before: "Word") -> bool:
        """Whether it stands one space after another: the names of two lines are of two people."""
        return self.start - before.end == 1 and not self.opens


@dataclass(frozen=True, slots=True)
class Seen:
    """A word with what is known of it alone: on which lists it is, and how it is written."""

    word: Word
    low: str = field(repr=False)
    lists: str
    shape: str

    @property
    def is_listed(self) -> bool:
        """Whether it is a given name and no common word."""
        return self.lists[0] == "1" and not self.is_common

    @property
    def is_common(self) -> bool:
        """Whether it is often written without a capital."""
        return self.lists[2] == "1"

    @property
    def may_be_name(self) -> bool:
        """Whether it is worth a look: it has a capital, or is a given name and nothing else."""
        return self.shape not in "0." and (self.word.is_capital or self.is_listed)


_NOTHING = Seen(Word("", 0, 0), "", "000", ".")


@dataclass(frozen=True)
class NameModel:
    """What was learned: a weight for each hashed feature, and the lists as Bloom filters."""

    weights: Sequence[int] = field(repr=False)
    scale: float
    bias: float
    lists: Mapping[str, bytes] = field(repr=False)

    def look(self, words: Sequence[Word]) -> list[Seen]:
        """Each word with what is known of it."""
        return [self._seen(word) for word in words]

    def holds(self, name: str, word: str) -> bool:
        """Whether a list holds this word, in lower case."""
        return holds(self.lists[name], word)

    def score(self, seen: Sequence[Seen], at: int) -> float:
        """How much speaks for the word being a person's name."""
        met = sum(self.weights[bucket] for bucket in features(seen, at))
        return met * self.scale + self.bias

    def _seen(self, word: Word) -> Seen:
        low = word.text.lower()
        sums = _sums(low)
        lists = "".join("1" if _has(self.lists[name], sums) else "0" for name in LISTS)
        return Seen(word, low, lists, _shape(word.text))


def is_near(seen: Sequence[Seen], at: int) -> bool:
    """Whether there is a word here, one space after what is before it."""
    return 0 < at < len(seen) and seen[at].word.follows(seen[at - 1].word)


def features(seen: Sequence[Seen], at: int) -> Iterator[int]:
    """The buckets of everything seen of a word and of two words on each side."""
    for feature in _features(seen, at):
        yield zlib.crc32(feature.encode()) % BUCKETS


def _features(seen: Sequence[Seen], at: int) -> Iterator[str]:
    one = seen[at]
    kind = one.lists + one.shape
    yield f"w{one.low}"
    yield f"k{kind}"
    marked = f"<{one.low}>"
    for size in (2, 3, 4):
        for place in range(len(marked) - size + 1):
            yield f"c{marked[place : place + size]}"
    around = [_at(seen, at + step) for step in (-2, -1, 1, 2)]
    for place, other in enumerate(around):
        yield f"{place}{other.low}"
        yield f"{place}k{other.lists}{other.shape}|{one.lists}"
    yield f"b{around[1].low}|{kind}"
    yield f"a{around[2].low}|{kind}"
    yield f"f{around[1].low}|{around[2].low}"
    yield f"s{around[1].low in _STARTS}{kind}"


def words_of(text: str) -> list[Word]:
    """The words of a plain reading, but for those in addresses and links, in linear time."""
    found: list[Word] = []
    hidden = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    last = 0
    for match in _WORD.finditer(hidden):
        word, start = match.group(), match.start()
        opens, last = "\n" in hidden[last:start], match.end()
        word = word.rstrip("'-")
        if len(word) > 2 and word[-2:] in {"'s", "'S"}:
            word = word[:-2]
        if word:
            found.append(Word(word, start, start + len(word), opens))
    return found


def holds(bits: bytes, word: str) -> bool:
    """Whether a Bloom filter holds a word."""
    return _has(bits, _sums(word))


def places(word: str, size: int) -> Iterator[int]:
    """The bits of a word in a filter of so many bits."""
    first, second = _sums(word)
    for step in range(HASHES):
        yield (first + step * second) % size


def _sums(word: str) -> tuple[int, int]:
    """The two sums that a word's bits are made of, in a filter of any size."""
    known = word.encode()
    return zlib.crc32(known), zlib.adler32(known) * 2654435761 | 1


def _has(bits: bytes, sums: tuple[int, int]) -> bool:
    """As `holds`; a loop of its own, because every word of a draft is looked up three times."""
    size = len(bits) * 8
    place, second = sums
    for _ in range(HASHES):
        at = place % size
        if not bits[at >> 3] >> (at & 7) & 1:
            return False
        place += second
    return True


@cache
def name_model() -> NameModel:
    """The model that comes with the program."""
    with np.load(FILE) as stored:
        # Plain bytes and numbers: a single one of them is read several times faster than from an array.
        lists = {name: stored[name].tobytes() for name in LISTS}
        scale, bias = map(float, stored["numbers"])
        return NameModel(array("b", stored["weights"].tobytes()), scale, bias, lists)


def _at(seen: Sequence[Seen], place: int) -> Seen:
    return seen[place] if 0 <= place < len(seen) else _NOTHING


_STARTS = frozenset({"", ".", "!", "?", ":"})


def _shape(word: str) -> str:
    if not (word[:1].isalpha() and word.isascii()):
        return "0" if word[:1].isdigit() else "."
    if word.islower():
        return "x"
    if len(word) == 1:
        return "A"
    return "X" if word.isupper() else "Xx" if word[1:].islower() else "XxX"
