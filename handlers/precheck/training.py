"""Learns the heads from lessons, in seconds. Needs scikit-learn, which the running service never loads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from handlers.encoding.encoder import Matrix
from handlers.precheck.codes import SAFETY
from handlers.precheck.features import BUCKETS, NGRAM_WEIGHT, weighted
from handlers.precheck.finding import Verdict
from handlers.precheck.lessons import Lesson, Part
from handlers.precheck.model import FLAG, STOP, Model, Thresholds
from handlers.precheck.reading import DraftReader, Read

STRENGTH = 2.0
"""How far weights may go: scikit-learn's C."""

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Rows = np.ndarray[Any, np.dtype[np.int_]]

SAFETY_COUNTS = 3.0
"""How much more a missed child in danger counts than a needless call."""
USUAL, DRAWN = 0.35, 10.0
"""The threshold of a code without lessons, and how many lessons outweigh it."""
FALSE_ALARMS = 0.06
"""The share of harmless posts that may be flagged, as met in training."""


@dataclass(frozen=True, slots=True)
class _Rows:
    lessons: Sequence[Lesson]
    reads: Sequence[Read]

    def matrix(self, rarity: Matrix) -> csr_matrix:
        """One row a lesson: dense features and n-grams."""
        met = [weighted(read.counts, rarity) for read in self.reads]
        rows = [row for row, values in enumerate(met) for _ in values]
        buckets = [bucket for values in met for bucket in values]
        numbers = [value * NGRAM_WEIGHT for values in met for value in values.values()]
        shape = (len(self.reads), BUCKETS)
        sparse = csr_matrix((numbers, (rows, buckets)), shape=shape, dtype=np.float32)
        return hstack([csr_matrix(np.array([read.dense for read in self.reads])), sparse]).tocsr()

    def rarity(self) -> Matrix:
        """Inverse document frequency, by bucket."""
        met: Counter[int] = Counter()
        for read in self.reads:
            met.update(read.counts.keys())
        counts = np.zeros(BUCKETS, dtype=np.float32)
        for bucket, count in met.items():
            counts[bucket] = count
        return np.asarray(np.log((1 + len(self.reads)) / (1 + counts)) + 1, dtype=np.float32)


def train(lessons: Sequence[Lesson], reader: DraftReader) -> Model:
    """The model learned from these lessons.

    Heads learn from one part of them, calibration and thresholds come from another that no head
    has seen, and the part for testing is left alone.
    """
    learned = _rows(lessons, reader, Part.LEARN)
    apart = _rows(lessons, reader, Part.CALIBRATE)
    rarity = learned.rarity()
    matrix, other = learned.matrix(rarity), apart.matrix(rarity)
    heads = [*reader.codes, FLAG, STOP]
    fitted = [_learned(matrix, *_labels(head, learned.lessons)) for head in heads]
    scores = [np.asarray(head.decision_function(other), dtype=np.float32) for head in fitted]
    scales = [_calibrated(s, *_labels(h, apart.lessons)) for h, s in zip(heads, scores, strict=True)]
    pairs = zip(heads, scores, scales, strict=True)
    sure = {head: 1 / (1 + np.exp(-(slope * score + offset))) for head, score, (slope, offset) in pairs}
    weights = np.asarray([head.coef_[0] for head in fitted], dtype=np.float32)
    width = weights.shape[1] - BUCKETS
    return Model(
        heads,
        dense=weights[:, :width],
        ngrams=weights[:, width:],
        bias=np.asarray([head.intercept_[0] for head in fitted], dtype=np.float32),
        rarity=rarity,
        slope=np.asarray([slope for slope, _ in scales], dtype=np.float32),
        offset=np.asarray([offset for _, offset in scales], dtype=np.float32),
        thresholds=_thresholds(apart.lessons, sure, reader.codes),
        lessons=[(lesson.id, lesson.must) for lesson in learned.lessons],
        vectors=np.asarray([read.encoded.mean for read in learned.reads], dtype=np.float32),
    )


def _rows(lessons: Sequence[Lesson], reader: DraftReader, part: Part) -> _Rows:
    chosen = [lesson for lesson in lessons if lesson.part is part]
    return _Rows(chosen, [reader.read(lesson.draft) for lesson in chosen])


def _labels(head: str, lessons: Sequence[Lesson]) -> tuple[Mask, Mask]:
    """Whether each lesson belongs to a head, and whether it counts for it at all."""
    if head == FLAG:
        return np.array([bool(lesson.must) for lesson in lessons]), np.ones(len(lessons), dtype=bool)
    if head == STOP:
        stop = np.array([lesson.verdict is Verdict.STOP for lesson in lessons])
        return stop, np.array([bool(lesson.must) for lesson in lessons])
    wanted = np.array([head in lesson.must for lesson in lessons])
    return wanted, np.array([head not in lesson.may for lesson in lessons])


def _learned(matrix: csr_matrix, wanted: Mask, counted: Mask) -> LogisticRegression:
    rare = float((~wanted).sum()) / max(float(wanted.sum()), 1.0)
    head = LogisticRegression(
        C=STRENGTH, max_iter=300, class_weight={False: 1.0, True: min(3.0, max(1.0, rare))}
    )
    return head.fit(matrix[counted], wanted[counted])


def _calibrated(scores: Matrix, wanted: Mask, counted: Mask) -> tuple[float, float]:
    """Slope and offset that turn scores into probabilities (Platt)."""
    fitted = LogisticRegression(C=10.0).fit(scores[counted].reshape(-1, 1), wanted[counted])
    return float(fitted.coef_[0][0]), float(fitted.intercept_[0])


def _thresholds(lessons: Sequence[Lesson], sure: dict[str, Matrix], codes: Sequence[str]) -> Thresholds:
    harmless = np.array([not lesson.must for lesson in lessons])
    flag = float(np.quantile(sure[FLAG][harmless], 1 - FALSE_ALARMS))
    asked = float(np.quantile(sure[FLAG][harmless], 1 - 2.5 * FALSE_ALARMS))
    flagged = sure[FLAG] >= flag
    best = {code: _best(sure[code], flagged, *_labels(code, lessons)) for code in codes}
    everything = np.ones_like(flagged)
    best[SAFETY] = _best(sure[SAFETY], everything, *_labels(SAFETY, lessons), recall_counts=SAFETY_COUNTS)
    violating = np.array([bool(lesson.must) for lesson in lessons])
    stop = np.array([lesson.verdict is Verdict.STOP for lesson in lessons])
    steps = np.linspace(0.2, 0.8, 25)
    right = [((sure[STOP] >= step) == stop)[violating].mean() for step in steps]
    return Thresholds(flag, asked, float(steps[int(np.argmax(right))]), best)


def _best(sure: Matrix, flagged: Mask, wanted: Mask, counted: Mask, recall_counts: float = 1.0) -> float:
    """The threshold with the best F score among the flagged; recall counts so many times as precision.

    With few lessons of a code the best threshold is luck, so it is drawn towards USUAL.
    """
    best, threshold = -1.0, USUAL
    square = recall_counts**2
    for step in np.linspace(0.05, 0.9, 35):
        raised = (sure >= step) & flagged & counted
        right = float((raised & wanted).sum())
        score = (
            (1 + square) * right / max(float(raised.sum()) + square * float((wanted & counted).sum()), 1.0)
        )
        if score > best:
            best, threshold = score, float(step)
    met = float((wanted & counted).sum())
    return (met * threshold + DRAWN * USUAL) / (met + DRAWN)
