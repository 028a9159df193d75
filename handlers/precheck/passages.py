"""The passages of a long draft, read apart: one sign of danger must not drown in a page of ordinary life."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from handlers.encoding.encoder import SIZE, Encoded
from handlers.precheck.features import VECTOR_WEIGHT
from handlers.precheck.reading import Read
from handlers.precheck.sentences import Sentences

LENGTH = 300
"""Characters of a passage, as many as most posts have; a longer sentence is one of its own."""
LONG = 350
"""A draft with so many characters or fewer is one passage, and not read again."""
LEAST_TOKENS = 8


def passages(read: Read) -> Iterator[Read]:
    """What was read of each passage; none of a short draft. Nothing is encoded again.

    Each begins half a passage after the one before, so that the cost is linear in the length. What
    the rules found in the whole is taken for all of them.
    """
    if len(read.page.plain.text) <= LONG:
        return
    places = read.encoded.places
    tokens, grams = [start for start, _ in places], sorted(read.ngrams, key=lambda gram: gram[1])
    starts = [start for _, start, _ in grams]
    for start, end in _stretches(read.page.plain_sentences):
        chosen = range(bisect_left(tokens, start), bisect_left(tokens, end))
        if len(chosen) < LEAST_TOKENS:
            continue
        vectors = read.encoded.vectors[chosen.start : chosen.stop]
        scaled = vectors / max(float(np.linalg.norm(vectors.mean(axis=0))), 1e-9)
        encoded = Encoded(scaled, places[chosen.start : chosen.stop])
        inside = grams[bisect_left(starts, start) : bisect_left(starts, end)]
        dense = np.concatenate([encoded.mean * VECTOR_WEIGHT, read.dense[SIZE:]])
        ngrams = tuple(gram for gram in inside if gram[2] <= end)
        yield replace(read, encoded=encoded, ngrams=ngrams, dense=dense)


def _stretches(split: Sentences) -> Iterator[tuple[int, int]]:
    """Half-open offsets of whole sentences, LENGTH characters together at most where they are shorter."""
    sentences = split.spans
    first = 0
    while first < len(sentences):
        begin, last = sentences[first][0], first
        while last + 1 < len(sentences) and sentences[last + 1][1] - begin <= LENGTH:
            last += 1
        yield begin, sentences[last][1]
        if last == len(sentences) - 1:
            return
        middle = begin + LENGTH // 2
        first = next((at for at in range(first + 1, last + 1) if sentences[at][0] >= middle), last + 1)
