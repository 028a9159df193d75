"""What the learned part of the pre-check sees of a draft: vectors, n-grams, context, rules that hold."""

import math
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

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
                yield _bucket("c" + marked[at : at + size]), start + max(at - 1, 0), start + at + size - 1
        for size in range(1, 4):
            if index + size <= len(words):
                phrase = " ".join(w for w, _, _ in words[index : index + size])
                yield _bucket("w" + phrase), start, words[index + size - 1][2]


def weighted(buckets: Counter[int], rarity: Matrix) -> dict[int, float]:
    """Counts damped, weighted by rarity and scaled to length one."""
    raw = {bucket: (1 + math.log(count)) * float(rarity[bucket]) for bucket, count in buckets.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {bucket: value / length for bucket, value in raw.items()}


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


def _bucket(ngram: str) -> int:
    return zlib.crc32(ngram.encode("utf-8", "surrogatepass")) % BUCKETS
