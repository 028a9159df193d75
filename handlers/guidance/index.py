"""Texts by the words in them: how like a question is to each, as the cosine of weighted features."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from handlers.encoding.encoder import Matrix
from handlers.guidance.wording import features

_Posting = tuple[np.ndarray[Any, np.dtype[np.int32]], Matrix]


class WordIndex:
    """An index of texts, built once. Questions asked of it are not kept."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index the texts; they are numbered in their order."""
        parts = [features(text) for text in texts]
        self._count = len(parts)
        self._rarity = _rarity(parts)
        found: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for number, part in enumerate(parts):
            for feature, weight in self._unit(part).items():
                numbers, weights = found[feature]
                numbers.append(number)
                weights.append(weight)
        self._postings: dict[str, _Posting] = {
            feature: (np.array(numbers, dtype=np.int32), np.array(weights, dtype=np.float32))
            for feature, (numbers, weights) in found.items()
        }

    def likeness(self, question: str) -> Matrix:
        """For each text the cosine between 0 and 1."""
        total = np.zeros(self._count, dtype=np.float32)
        for feature, weight in self._unit(features(question)).items():
            if posting := self._postings.get(feature):
                # A text is in a posting once, so that adding in place counts it once.
                total[posting[0]] += posting[1] * weight
        return total

    def _unit(self, part: Mapping[str, float]) -> dict[str, float]:
        """Weighted by rarity and scaled to length one."""
        weighed = {f: w * self._rarity.get(f, self._rarity[""]) for f, w in part.items()}
        length = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
        return {f: w / length for f, w in weighed.items()}


def _rarity(parts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The inverse document frequency of each feature; the empty one stands for features never seen."""
    seen: dict[str, int] = defaultdict(int)
    for part in parts:
        for feature in part:
            seen[feature] += 1
    rarity = {feature: math.log((1 + len(parts)) / (1 + n)) + 0.3 for feature, n in seen.items()}
    rarity[""] = math.log(1 + len(parts)) * 0.6
    return rarity
