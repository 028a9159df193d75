"""A question as hashed n-grams: words and pairs of words, and groups of letters within words."""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from handlers.encoding.encoder import Matrix
from handlers.guidance.wording import LONGEST, ideas, plain

BUCKETS = 1 << 16
_LONGEST_GROUP = 5
_WORD = re.compile(r"\w+")

Grams = tuple[Counter[int], Counter[int]]
"""How often each bucket is met: words with pairs and ideas, and groups of letters."""


def grams(question: str) -> Grams:
    """The n-grams of the first 2,000 characters; accents and capitals do not count.

    Hashed by CRC-32, so that no list of words has to be kept.
    """
    words = [word[:40] for word in _WORD.findall(plain(question[:LONGEST]))]
    return Counter(map(_bucket, _phrases(words))), Counter(map(_bucket, _groups(words)))


def weighted(found: Grams, rarity: Matrix) -> tuple[Sequence[int], Matrix]:
    """The buckets met and their weights: damped, by rarity, either kind scaled to length one."""
    buckets: list[int] = []
    weights: list[Matrix] = []
    for counts in found:
        raw = np.array([(1 + math.log(n)) * float(rarity[b]) for b, n in counts.items()], dtype=np.float32)
        buckets += counts
        weights.append(raw / max(float(np.linalg.norm(raw)), 1e-9))
    return buckets, np.concatenate(weights)


def _phrases(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield f"w{word}"
        yield from (f"i{idea}" for idea in ideas(word))
    yield from (f"w{first} {second}" for first, second in pairwise(words))


def _groups(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        marked = f" {word} "
        for size in range(2, _LONGEST_GROUP + 1):
            yield from (f"c{marked[at : at + size]}" for at in range(len(marked) - size + 1))


def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode("utf-8", "surrogatepass")) % BUCKETS
