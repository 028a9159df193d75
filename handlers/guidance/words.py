"""Search by words, for policies that nothing was learned of: their text and what is asked of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from handlers.guidance.index import WordIndex
from handlers.guidance.library import Passage

NEAREST = 3  # texts whose mean counts half: one lucky word must not decide
NEIGHBOURS = 100  # texts looked at
LEAST = 0.12
AHEAD = 0.5  # a share of the likeness to the nearest question that nothing answers


class WordSearch:
    """An index over texts, each with its passage, or None for a question that no policy answers."""

    def __init__(self, texts: Sequence[tuple[Passage | None, str]]) -> None:
        """Index the texts."""
        self._passages = [passage for passage, _ in texts]
        self._index = WordIndex([text for _, text in texts])

    def scores(self, question: str, within: frozenset[str] = frozenset()) -> Mapping[Passage, float]:
        """How near each passage is, by its nearest texts; nothing if what no policy answers is nearer.

        `within` are the codes of the policies that alone count, if there are any; what other policies
        do not answer counts for nothing then.
        """
        if not any(self._passages):
            return {}
        likeness = self._index.likeness(question)
        if within:
            likeness[[p is None or p.policy.code not in within for p in self._passages]] = 0
        count = min(NEIGHBOURS, len(likeness))
        nearest = np.argpartition(-likeness, count - 1)[:count]
        near: dict[Passage | None, list[float]] = defaultdict(list)
        for number in sorted(nearest, key=lambda number: -float(likeness[number])):
            near[self._passages[number]].append(float(likeness[number]))
        elsewhere = max(near.pop(None, [0.0]))
        scores = {p: (found[0] + _mean(found[:NEAREST])) / 2 for p, found in near.items() if p}
        best = max(scores.values(), default=0.0)
        return scores if best >= LEAST and best >= elsewhere * AHEAD else {}


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
