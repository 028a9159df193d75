"""What the learned part of the pre-check sees of a draft: vectors, n-grams, context, rules that hold."""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from handlers.encoding.encoder import Encoded, Matrix
from handlers.precheck.draft import Account, Context, Media

BUCKETS = 1 << 17
LONGEST_NGRAM = 5
_ACCOUNTS, _MEDIA = tuple(Account), tuple(Media)
CONTEXT = len(_ACCOUNTS) * len(_MEDIA) + len(_ACCOUNTS) + len(_MEDIA) + 2
"""How many numbers say the account, the media and the time."""
VECTOR_WEIGHT = 3.0
NGRAM_WEIGHT = 3.0

Buckets = np.ndarray[Any, np.dtype[np.int64]]

_CHARACTERS, _WORDS = zlib.crc32(b"c"), zlib.crc32(b"w")
"""What the sums begin with, so that a word is not taken for the same characters within one."""


def dense_features(encoded: Encoded, context: Context, in_work_time: bool, rules: Sequence[float]) -> Matrix:
    """The vector of the text, the context, and how sure the rules are, code by code."""
    account, media = _ACCOUNTS.index(context.account), _MEDIA.index(context.media)
    known = np.zeros(CONTEXT, dtype=np.float32)
    known[account * len(_MEDIA) + media] = 1
    known[len(_ACCOUNTS) * len(_MEDIA) + account] = 1
    known[len(_ACCOUNTS) * (len(_MEDIA) + 1) + media] = 1
    known[-2] = in_work_time
    known[-1] = in_work_time and context.account is Account.PERSONAL
    return np.concatenate([encoded.mean * VECTOR_WEIGHT, known, np.asarray(rules, dtype=np.float32)])


def ngrams(text: str) -> Iterator[tuple[int, int, int]]:
    """Every n-gram as (bucket, start, end): words one to three, and two to five characters within words.

    Hashed by CRC-32, so that no list of words has to be kept; the cost is linear in the length.
    """
    words = list(_words(text.lower()))
    for index, (word, start, _end) in enumerate(words):
        marked = f" {word} "
        for size in range(2, LONGEST_NGRAM + 1):
            for at in range(len(marked) - size + 1):
                bucket = _bucket(marked[at : at + size], _CHARACTERS)
                yield bucket, start + at - (at > 0), start + at + size - 1
        phrase = ""
        for other, _start, end in words[index : index + 3]:
            phrase = f"{phrase} {other}" if phrase else other
            yield _bucket(phrase, _WORDS), start, end


def counted(found: Iterable[tuple[int, int, int]]) -> Counter[int]:
    """How often each bucket is met among these n-grams."""
    return Counter(bucket for bucket, _, _ in found)


def weighted(counts: Mapping[int, int], rarity: Matrix) -> tuple[Buckets, Matrix]:
    """The buckets, and the weight of each: counts damped, weighted by rarity, scaled to length one."""
    buckets = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
    numbers = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
    raw = (1 + np.log(numbers)) * rarity[buckets].astype(np.float32)
    return buckets, np.asarray(raw / (np.linalg.norm(raw) or 1.0), dtype=np.float32)


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    start = None
    for position, character in enumerate(text):
        if character.isalnum() or character in "'@#":
            start = position if start is None else start
            continue
        if start is not None:
            yield text[start:position][:40], start, position
            start = None
        if not character.isspace():
            yield character, position, position + 1
    if start is not None:
        yield text[start:][:40], start, len(text)


def _bucket(ngram: str, kind: int) -> int:
    return zlib.crc32(ngram.encode("utf-8", "surrogatepass"), kind) % BUCKETS
