"""Lessons as rows of numbers for the heads to learn from; many of them are read in several processes."""

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from multiprocessing import get_context
from operator import itemgetter

import numpy as np
from scipy.sparse import csr_matrix, hstack

from handlers.encoding.encoder import SIZE, Matrix
from handlers.precheck.draft import Account, Draft
from handlers.precheck.features import BUCKETS, NGRAM_WEIGHT, dense_features, weighted
from handlers.precheck.lessons import Lesson, Part
from handlers.precheck.reading import DraftReader, Skimmer, about

ON_ACCOUNT = frozenset({"B", "E-disclaimer", "E-identity"})
"""Codes that hang on whose account it is."""
MANY = 1000
"""So many lessons are worth the second that processes need to start."""
_Placed = tuple[int, Draft]


@dataclass(frozen=True, slots=True)
class Row:
    """A lesson as numbers: its vector, with context and rules beside it, and how often each n-gram is met."""

    lesson: Lesson
    mean: Matrix = field(repr=False)
    dense: Matrix = field(repr=False)
    counts: Counter[int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rows:
    """Lessons with what was read of each, in the same order."""

    rows: Sequence[Row]

    @property
    def lessons(self) -> list[Lesson]:
        """The lessons alone."""
        return [row.lesson for row in self.rows]

    def vectors(self) -> Matrix:
        """One row a lesson: the vector of its text."""
        return np.array([row.dense[:SIZE] for row in self.rows])

    def words(self, rarity: Matrix) -> csr_matrix:
        """One row a lesson: context, rules and n-grams."""
        met = [weighted(row.counts, rarity) for row in self.rows]
        starts = np.cumsum([0, *(len(buckets) for buckets, _ in met)])
        buckets = np.concatenate([buckets for buckets, _ in met])
        weights = np.concatenate([weights for _, weights in met]).astype(np.float32) * NGRAM_WEIGHT
        sparse = csr_matrix((weights, buckets, starts), shape=(len(self.rows), BUCKETS))
        known = csr_matrix(np.array([row.dense[SIZE:] for row in self.rows]))
        return hstack([known, sparse]).tocsr()

    def rarity(self) -> Matrix:
        """Inverse document frequency, by bucket."""
        met = np.fromiter(chain.from_iterable(row.counts for row in self.rows), dtype=np.int64)
        counts = np.bincount(met, minlength=BUCKETS)
        return np.asarray(np.log((1 + len(self.rows)) / (1 + counts)) + 1, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Noted:
    """What reading by rules leaves, small enough to be handed from one process to another."""

    text: str = field(repr=False)
    in_work_time: bool
    told: tuple[bool, ...]
    counts: Counter[int] = field(repr=False)


def read_rows(lessons: Sequence[Lesson], reader: DraftReader) -> tuple[Rows, Rows]:
    """The lessons to learn from and those to calibrate with, as rows.

    Some to learn from come twice: as given, and then, after all others, as if nobody had said on which
    account they would appear.
    """
    learned = [lesson for lesson in lessons if lesson.part is Part.LEARN]
    learned += [_of_unknown_account(lesson) for lesson in learned if _stands_anywhere(lesson)]
    chosen = [*learned, *(lesson for lesson in lessons if lesson.part is Part.CALIBRATE)]
    noted = _noted([lesson.draft for lesson in chosen], reader.skimmer)
    row = partial(_row, reader)
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # the encoder runs beside Python's own lock
        rows = list(threads.map(row, chosen, noted))
    return Rows(rows[: len(learned)]), Rows(rows[len(learned) :])


def _row(reader: DraftReader, lesson: Lesson, noted: _Noted) -> Row:
    context = lesson.draft.context
    encoded = reader.encoder.encode(noted.text, about(context, noted.in_work_time))
    dense = dense_features(encoded, context, noted.in_work_time, noted.told)
    return Row(lesson, encoded.mean, dense, noted.counts)


def _noted(drafts: Sequence[Draft], skimmer: Skimmer) -> list[_Noted]:
    """Reading by rules is Python's own work, and holds its lock: where there is much, processes share it."""
    alike: dict[str, list[_Placed]] = {}
    for place, draft in enumerate(drafts):
        alike.setdefault(draft.text, []).append((place, draft))
    texts = list(alike.values())
    done = _skimmed(skimmer, texts) if len(drafts) < MANY else _shared(skimmer, texts)
    return [noted for _, noted in sorted(done, key=itemgetter(0))]


def _shared(skimmer: Skimmer, texts: Sequence[Sequence[_Placed]]) -> list[tuple[int, _Noted]]:
    """What _skimmed tells, by several processes."""
    bare = replace(skimmer, rulebook=replace(skimmer.rulebook))  # compiled patterns do not travel
    count = os.cpu_count() or 1
    parts = [texts[first::count] for first in range(count)]
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as processes:
        return [*chain.from_iterable(processes.map(partial(_skimmed, bare), parts))]


def _skimmed(skimmer: Skimmer, texts: Sequence[Sequence[_Placed]]) -> list[tuple[int, _Noted]]:
    """Each text is read once, whatever accounts its drafts are for."""
    notes: list[tuple[int, _Noted]] = []
    for (place, draft), *others in texts:
        first = skimmer.skim(draft)
        counts = first.counts()
        skims = [(place, first), *((at, skimmer.skim(other, first.page)) for at, other in others)]
        notes += [(at, _Noted(s.page.plain.text, s.page.in_work_time, s.told, counts)) for at, s in skims]
    return notes


def _stands_anywhere(lesson: Lesson) -> bool:
    """Three lessons in ten whose labels do not hang on the account it would appear on."""
    known = lesson.context.account is not Account.UNSPECIFIED
    return known and lesson.id[-1] in "058" and not {*lesson.must, *lesson.may} & ON_ACCOUNT


def _of_unknown_account(lesson: Lesson) -> Lesson:
    """The same where nobody has said the account: people do not, and it must not look suspicious."""
    context = lesson.context.model_copy(update={"account": Account.UNSPECIFIED})
    return lesson.model_copy(update={"context": context})
