"""Learns the heads from lessons, in about a minute. Needs scikit-learn, which the service never loads."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from handlers.encoding.encoder import Matrix
from handlers.precheck.codes import FLAG, SAFETY, STOP
from handlers.precheck.features import BUCKETS
from handlers.precheck.finding import Verdict
from handlers.precheck.lessons import Lesson, Part
from handlers.precheck.model import Model, Thresholds
from handlers.precheck.reading import DraftReader
from handlers.precheck.rows import read_rows

VECTOR_STRENGTH, WORD_STRENGTH = 0.3, 8.0
"""How far weights may go: scikit-learn's C."""
NEAR_ENOUGH = 3e-4
"""The gradient at which learning ends: in a third less time than with 1e-4, and nothing lost that shows."""

_Matrices = tuple[Matrix, csr_matrix, Matrix, csr_matrix]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

SAFETY_COUNTS = 2.0
"""How much more a missed child in danger counts than a needless call."""
USUAL, DRAWN = 0.35, 10.0
"""The threshold of a code without lessons, and how many lessons outweigh it."""
DRAWS = 30
"""Draws of the lessons that a threshold is the mean of."""
FALSE_ALARMS = 0.04
"""The share of harmless posts that may be flagged, as met in training."""


@dataclass(frozen=True, slots=True)
class _Head:
    """One head's weights, and its scores for the lessons kept apart and for those it learned from."""

    vector: Matrix
    words: Matrix
    bias: float
    scores: Matrix
    known: Matrix


def train(lessons: Sequence[Lesson], reader: DraftReader, tell: Callable[[str], object]) -> Model:
    """The model learned from these lessons.

    Heads learn from one part of them, calibration and thresholds come from another that no head
    has seen, and the part for testing is left alone. A code that no lesson teaches gets no head. Each
    step is told as it begins.
    """
    reader = replace(reader, codes=_taught(reader.codes, lessons))
    tell("Step 1 of 2: reading the lessons, which takes longest.")
    learned, apart = read_rows(lessons, reader)
    rarity = learned.rarity()
    shown = sum(lesson.part is Part.LEARN for lesson in lessons)
    heads = [*reader.codes, FLAG, STOP]
    tell(f"Step 2 of 2: learning {len(reader.codes)} codes.")
    matrices = learned.vectors(), learned.words(rarity), apart.vectors(), apart.words(rarity)
    # One thread a head: more of them, each asking for all cores, wait for one another.
    with threadpool_limits(1), ThreadPoolExecutor(os.cpu_count()) as threads:
        fitted = list(threads.map(lambda head: _learned(matrices, *_labels(head, learned.lessons)), heads))
    scales = [_scale(h, f, apart.lessons, learned.lessons) for h, f in zip(heads, fitted, strict=True)]
    pairs = zip(heads, fitted, scales, strict=True)
    sure = {head: 1 / (1 + np.exp(-(slope * f.scores + offset))) for head, f, (slope, offset) in pairs}
    words = np.asarray([f.words for f in fitted], dtype=np.float32)
    known = words.shape[1] - BUCKETS
    return Model(
        heads,
        dense=np.hstack([np.asarray([f.vector for f in fitted], dtype=np.float32), words[:, :known]]),
        ngrams=words[:, known:],
        bias=np.asarray([f.bias for f in fitted], dtype=np.float32),
        rarity=rarity,
        slope=np.asarray([slope for slope, _ in scales], dtype=np.float32),
        offset=np.asarray([offset for _, offset in scales], dtype=np.float32),
        thresholds=_thresholds(apart.lessons, sure, reader.codes),
        lessons=[(row.lesson.id, row.lesson.must) for row in learned.rows[:shown]],
        vectors=np.asarray([row.mean for row in learned.rows[:shown]], dtype=np.float32),
        encoder=reader.encoder.fingerprint,
    )


def _taught(codes: Sequence[str], lessons: Sequence[Lesson]) -> tuple[str, ...]:
    shown = {code for lesson in lessons if lesson.part is Part.LEARN for code in lesson.must}
    return tuple(code for code in codes if code in shown)


def _labels(head: str, lessons: Sequence[Lesson]) -> tuple[Mask, Mask]:
    """Whether each lesson belongs to a head, and whether it counts for it at all."""
    if head == FLAG:
        return np.array([bool(lesson.must) for lesson in lessons]), np.ones(len(lessons), dtype=bool)
    if head == STOP:
        stop = np.array([lesson.verdict is Verdict.STOP for lesson in lessons])
        return stop, np.array([bool(lesson.must) for lesson in lessons])
    wanted = np.array([head in lesson.must for lesson in lessons])
    return wanted, np.array([head not in lesson.may for lesson in lessons])


def _learned(matrices: _Matrices, wanted: Mask, counted: Mask) -> _Head:
    """Vectors and words learn apart and are then added, each counting half.

    The encoder has seen these lessons: learning together, its vectors would take all the weight.
    """
    vectors, words, other_vectors, other_words = matrices
    by_vector = _regression(VECTOR_STRENGTH, wanted).fit(vectors[counted], wanted[counted])
    by_words = _regression(WORD_STRENGTH, wanted).fit(words[counted], wanted[counted])
    first, second = by_vector.decision_function(other_vectors), by_words.decision_function(other_words)
    one, two = 0.5 / max(float(first.std()), 1e-6), 0.5 / max(float(second.std()), 1e-6)
    known = by_vector.decision_function(vectors) * one + by_words.decision_function(words) * two
    return _Head(
        by_vector.coef_[0] * one,
        by_words.coef_[0] * two,
        float(by_vector.intercept_[0] * one + by_words.intercept_[0] * two),
        np.asarray(first * one + second * two, dtype=np.float32),
        np.asarray(known, dtype=np.float32),
    )


def _regression(strength: float, wanted: Mask) -> LogisticRegression:
    rare = float((~wanted).sum()) / max(float(wanted.sum()), 1.0)
    weight = {False: 1.0, True: min(3.0, max(1.0, rare))}
    return LogisticRegression(C=strength, max_iter=300, tol=NEAR_ENOUGH, class_weight=weight)


def _scale(name: str, head: _Head, apart: Sequence[Lesson], learned: Sequence[Lesson]) -> tuple[float, float]:
    """From the lessons kept apart; where none of them has the code, from those it learned from.

    Of those the head is surer than it will be of others, so that such a code is raised too seldom
    rather than too often.
    """
    wanted, counted = _labels(name, apart)
    if wanted[counted].any():
        return _calibrated(head.scores, wanted, counted)
    return _calibrated(head.known, *_labels(name, learned))


def _calibrated(scores: Matrix, wanted: Mask, counted: Mask) -> tuple[float, float]:
    """Slope and offset that turn scores into probabilities (Platt)."""
    fitted = LogisticRegression(C=10.0).fit(scores[counted].reshape(-1, 1), wanted[counted])
    return float(fitted.coef_[0][0]), float(fitted.intercept_[0])


def _thresholds(lessons: Sequence[Lesson], sure: dict[str, Matrix], codes: Sequence[str]) -> Thresholds:
    harmless = np.array([not lesson.must for lesson in lessons])
    flag = float(np.quantile(sure[FLAG][harmless], 1 - FALSE_ALARMS))
    asked = float(np.quantile(sure[FLAG][harmless], 1 - 2.5 * FALSE_ALARMS))
    flagged = sure[FLAG] >= flag
    best = {code: _steady(sure[code], flagged, *_labels(code, lessons)) for code in codes}
    everything = np.ones_like(flagged)
    best[SAFETY] = _steady(sure[SAFETY], everything, *_labels(SAFETY, lessons), recall_counts=SAFETY_COUNTS)
    return Thresholds(flag, asked, _stopping(lessons, sure[STOP]), best)


def _stopping(lessons: Sequence[Lesson], sure: Matrix) -> float:
    """The threshold of STOP that gets most verdicts right."""
    violating = np.array([bool(lesson.must) for lesson in lessons])
    wanted = np.array([lesson.verdict is Verdict.STOP for lesson in lessons])
    steps = np.linspace(0.2, 0.8, 25)
    right = [((sure >= step) == wanted)[violating].mean() for step in steps]
    return float(steps[int(np.argmax(right))])


def _steady(sure: Matrix, flagged: Mask, wanted: Mask, counted: Mask, recall_counts: float = 1.0) -> float:
    """The mean of the best thresholds in many draws of the lessons: of few, the best one is mostly luck."""
    chance = np.random.default_rng(1)
    draws = (chance.integers(0, len(sure), len(sure)) for _ in range(DRAWS))
    best = [_best(sure[d], flagged[d], wanted[d], counted[d], recall_counts) for d in draws]
    return float(np.mean(best))


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
