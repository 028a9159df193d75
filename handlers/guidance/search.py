"""Finds the section a question is about, or says that none is.

Each section is known by its text and by the questions people ask of it; a question is compared with
all of them (cosine of weighted words, ideas and letter groups), and with questions that the policy
does not answer.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.wording import features, known

TEXT_WEIGHT = 0.8  # of a section's own text against one question
NEAREST = 10  # examples whose mean is a section's score: one lucky word must not decide
LEAST = 0.08
AHEAD = 0.45  # a share of the likeness to the nearest question the policy does not answer
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its score between 0 and 1.

    `deciding` are the half-open offsets, in the quote, of the sentence that decides.
    """

    passage: Passage
    score: float
    deciding: tuple[int, int] | None = None

    @property
    def section(self) -> str:
        """The section's id."""
        return self.passage.section.id

    @property
    def quote(self) -> str:
        """The section to the letter."""
        return self.passage.section.text


@dataclass(frozen=True, slots=True)
class Answered:
    """The best passages first. Where `abstained`, the policy has nothing on it and there are none.

    `near` are then the passages that come closest, if any come close enough to be worth reading.
    """

    abstained: bool
    answers: tuple[Found, ...] = ()
    near: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class _Example:
    """A text that stands for a passage, or for nothing in the library."""

    passage: Passage | None
    weight: float


class Search:
    """An index over a library, built once; questions asked of it are not kept."""

    def __init__(self, library: PolicyLibrary) -> None:
        """Index every section's text and questions."""
        texts = list(_texts(library))
        self._examples = [example for example, _ in texts]
        parts = [features(text) for _, text in texts]
        self._rarity = _rarity(parts)
        self._index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, part in enumerate(parts):
            for feature, weight in self._unit(part).items():
                self._index[feature].append((number, weight))

    def answers(self, question: str) -> Answered:
        """The best passages for a question, at most three."""
        if not known(question):
            return Answered(abstained=True)
        scores = self._scores(question)
        elsewhere = scores.pop(None, 0.0)
        best = sorted(scores.items(), key=lambda pair: -pair[1])[:SHOWN]
        found = tuple(Found(p, round(min(s, 1.0), 4)) for p, s in best if p is not None and s > 0)
        if not found or found[0].score < LEAST or found[0].score < elsewhere * AHEAD:
            return Answered(abstained=True)
        return Answered(abstained=False, answers=found)

    def _scores(self, question: str) -> dict[Passage | None, float]:
        """For each passage the mean of its nearest examples; for None the nearest one of elsewhere."""
        near: dict[int, float] = defaultdict(float)
        for feature, weight in self._unit(features(question)).items():
            for number, other in self._index.get(feature, ()):
                near[number] += weight * other
        ranked: dict[Passage | None, list[float]] = defaultdict(list)
        for number, cosine in near.items():
            example = self._examples[number]
            ranked[example.passage].append(cosine * example.weight)
        elsewhere = max(ranked.pop(None, [0.0]))
        return {None: elsewhere} | {passage: _blend(cosines) for passage, cosines in ranked.items()}

    def _unit(self, part: Mapping[str, float]) -> dict[str, float]:
        """Weighted by rarity and scaled to length one."""
        weighed = {f: w * self._rarity.get(f, self._rarity[""]) for f, w in part.items()}
        length = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
        return {f: w / length for f, w in weighed.items()}


def _blend(cosines: list[float]) -> float:
    return sum(heapq.nlargest(NEAREST, cosines)) / NEAREST


def _texts(library: PolicyLibrary) -> Iterable[tuple[_Example, str]]:
    for passage in library.passages:
        yield _Example(passage, TEXT_WEIGHT), passage.section.text
        asked = library.questions[passage.policy.code]
        for question in asked.questions.get(passage.section.id, ()):
            yield _Example(passage, 1.0), question
    for asked in library.questions.values():
        for question in asked.elsewhere:
            yield _Example(None, 1.0), question


def _rarity(parts: list[Mapping[str, float]]) -> dict[str, float]:
    """The inverse document frequency of each feature; the empty one stands for features never seen."""
    seen: dict[str, int] = defaultdict(int)
    for part in parts:
        for feature in part:
            seen[feature] += 1
    rarity = {feature: math.log((1 + len(parts)) / (1 + n)) + 0.3 for feature, n in seen.items()}
    rarity[""] = math.log(1 + len(parts)) * 0.6
    return rarity
