"""What has been learned of a library: the heads that fit it, mended by questions they were not taught."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from handlers.encoding.encoder import Encoder, Matrix
from handlers.guidance.asked import Asked
from handlers.guidance.grams import grams
from handlers.guidance.heads import Heads, mark
from handlers.guidance.index import WordIndex
from handlers.guidance.library import Passage, PolicyLibrary

MOST = 250
"""Questions of a district's own that are learned at load, in less than a second."""
STILL_ASKED = 0.5
"""The share of a head's questions that must still stand beside its section."""
NEAR = 0.15
"""How far apart in cosine two vectors are when one says a third as much of the other."""
TRUST = 0.2
"""How far a single question may be wrong: the ridge of the mending."""


@dataclass(frozen=True)
class Learned:
    """The heads bound to a library's passages. `fresh` are questions about them that no head was taught."""

    heads: Heads
    encoder: Encoder = field(repr=False)
    live: Mapping[int, Passage]
    fresh: Sequence[Asked] = field(repr=False)

    def vector(self, question: str) -> Matrix:
        """What a question means."""
        return self.encoder.encode(question).mean

    def probabilities(self, question: str, vector: Matrix) -> tuple[dict[Passage, float], float]:
        """How likely each passage answers, and how likely none of them does."""
        sure = self._given(question, vector)
        if self.fresh:
            weights, vectors, words = self._mending
            sure = sure + (_kernel(vectors @ vector, words.likeness(question)) @ weights)
            sure = np.clip(sure, 1e-6, None) / np.clip(sure, 1e-6, None).sum()
        return {passage: float(sure[row]) for row, passage in self.live.items()}, float(sure[-1])

    def _given(self, question: str, vector: Matrix) -> Matrix:
        """What the heads say; a section that is no longer there leaves its share to none."""
        sure = self.heads.probabilities(vector, grams(question))
        gone = [row for row in range(len(sure) - 1) if row not in self.live]
        sure[-1] += sure[gone].sum()
        sure[gone] = 0
        return sure

    @cached_property
    def _mending(self) -> tuple[Matrix, Matrix, WordIndex]:
        """Weights (a row a fresh question), the vectors, and the words.

        A ridge regression on what the heads get wrong, so that a question beside a section counts
        for what is like it in meaning and in words, and for nothing else.
        """
        texts = [asked.text for asked in self.fresh]
        vectors = np.array([self.vector(text) for text in texts])
        words = WordIndex(texts)
        said = np.array([self._given(t, v) for t, v in zip(texts, vectors, strict=True)])
        wanted = np.array([self._wanted(asked) for asked in self.fresh])
        near = np.array(
            [_kernel(vectors @ v, words.likeness(t)) for t, v in zip(texts, vectors, strict=True)]
        )
        near = (near + near.T) / 2
        weights = np.linalg.solve(near + TRUST * np.eye(len(texts)), wanted - said)
        return weights.astype(np.float32), vectors, words

    def _wanted(self, asked: Asked) -> Matrix:
        rows = [row for row, passage in self.live.items() if passage.section.id in asked.gold]
        wanted = np.zeros(len(self.heads.classes) + 1, dtype=np.float32)
        wanted[rows or [-1]] = 1 / max(len(rows), 1)
        return wanted


def learned(library: PolicyLibrary, heads: Heads, encoder: Encoder) -> Learned | None:
    """The heads that fit this library; None where none does.

    A head fits a section of its policy and id beside which most of the questions still stand that
    it was taught from.
    """
    taught = Counter(heads.taught.values())
    live: dict[int, Passage] = {}
    fresh: list[Asked] = []
    for policy in library.policies:
        asked = list(library.questions[policy.code].asked)
        marks = [mark(one) for one in asked]
        kept = Counter(heads.taught[m] for m in marks if m in heads.taught)
        rows = [
            (row, policy.section(section))
            for row, (code, section) in enumerate(heads.classes)
            if code == policy.code and kept[row] >= STILL_ASKED * taught[row]
        ]
        found = {row: Passage(policy, section) for row, section in rows if section}
        live |= found
        if found:
            fresh += [one for one, m in zip(asked, marks, strict=True) if m not in heads.taught]
    return Learned(heads, encoder, live, fresh[-MOST:]) if live else None


def _kernel(cosines: Matrix, likeness: Matrix) -> Matrix:
    return np.asarray(np.exp((cosines - 1) / NEAR) * (0.1 + 0.9 * likeness), dtype=np.float32)
