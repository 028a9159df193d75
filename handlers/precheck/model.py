"""The learned part: linear heads over a draft's features, one for each code and two for the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from handlers.encoding.encoder import SIZE, Matrix
from handlers.precheck.archive import Array, read_archive, write_archive
from handlers.precheck.codes import FLAG, STOP
from handlers.precheck.features import BUCKETS, CONTEXT, NGRAM_WEIGHT, VECTOR_WEIGHT, weighted
from handlers.precheck.reading import Read

MODEL = Path(__file__).parent / "model" / "heads.npz"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which something is raised or asked; `flag_ask` is below `flag`."""

    flag: float
    flag_ask: float
    stop: float
    codes: Mapping[str, float]


@dataclass(frozen=True)
class Model:
    """What training leaves: weights, calibration, thresholds, and the lessons' vectors.

    `heads` are the codes and FLAG and STOP. `dense` and `ngrams` hold a row of weights a head;
    `slope` and `offset` turn a score into a probability. `lessons` are ids with their codes, and
    `vectors` a row of length one for each. `encoder` is the fingerprint of the encoder it learned with:
    with any other one its weights mean nothing.
    """

    heads: Sequence[str]
    dense: Matrix = field(repr=False)
    ngrams: Matrix = field(repr=False)
    bias: Matrix = field(repr=False)
    rarity: Matrix = field(repr=False)
    slope: Matrix = field(repr=False)
    offset: Matrix = field(repr=False)
    thresholds: Thresholds
    lessons: Sequence[tuple[str, tuple[str, ...]]] = field(repr=False)
    vectors: Matrix = field(repr=False)
    encoder: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it was taught with, in the order of its heads and of the rules' features."""
        return tuple(head for head in self.heads if head not in {FLAG, STOP})

    def probabilities(self, read: Read) -> dict[str, float]:
        """How sure each head is, between 0 and 1."""
        buckets, weights = weighted(read.counts, self.rarity)
        by_ngrams = self.ngrams[:, buckets].astype(np.float32) @ weights * NGRAM_WEIGHT
        scores = self.dense @ read.dense + self.bias + by_ngrams
        sure = 1 / (1 + np.exp(-(self.slope * scores + self.offset)))
        return dict(zip(self.heads, map(float, sure), strict=True))

    def weight_of_places(self, read: Read, head: str) -> Matrix:
        """How much each character of the plain reading speaks for a head."""
        row, length = self.heads.index(head), len(read.page.plain.text)
        encoded, vector = read.encoded, self.dense[row, :SIZE] * VECTOR_WEIGHT
        by_vector = encoded.vectors @ vector / len(encoded.places)
        counts = read.counts
        buckets, weights = weighted(counts, self.rarity)
        told = self.ngrams[row, buckets].astype(np.float32) * weights * NGRAM_WEIGHT
        whole = {b: value / counts[b] for b, value in zip(buckets.tolist(), told.tolist(), strict=True)}
        by_ngrams = [whole[bucket] for bucket, _, _ in read.ngrams]
        places = [*encoded.places, *((start, end) for _, start, end in read.ngrams)]
        return _spread([*by_vector.tolist(), *by_ngrams], places, length)

    def nearest(self, read: Read, code: str, count: int = 2) -> list[tuple[str, float]]:
        """The ids of the lessons with this code that are nearest in meaning, with their cosines."""
        rows = self._lessons_of.get(code, [])
        near = self.vectors[rows].astype(np.float32) @ read.encoded.mean
        return [(self.lessons[rows[i]][0], float(near[i])) for i in np.argsort(-near)[:count]]

    @cached_property
    def _lessons_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, (_, codes) in enumerate(self.lessons):
            for code in codes:
                found.setdefault(code, []).append(row)
        return found

    def save(self, file: Path) -> None:
        """Write the model to one file, whole or not at all; floats at half precision. Raises SetupError."""
        facts = {
            "heads": list(self.heads),
            "encoder": self.encoder,
            "thresholds": {
                "flag": self.thresholds.flag,
                "flag_ask": self.thresholds.flag_ask,
                "stop": self.thresholds.stop,
                "codes": dict(self.thresholds.codes),
            },
            "lessons": [[name, list(codes)] for name, codes in self.lessons],
        }
        halves = {name: getattr(self, name).astype(np.float16) for name in ("ngrams", "rarity", "vectors")}
        whole = {name: getattr(self, name) for name in ("dense", "bias", "slope", "offset")}
        write_archive(file, facts, halves | whole)


def _spread(weights: Sequence[float], places: Sequence[tuple[int, int]], length: int) -> Matrix:
    """For each of so many characters the sum of the weights of the places it lies in, each shared evenly."""
    starts, ends = np.array(places).reshape(-1, 2).T
    shares = np.array(weights) / np.maximum(ends - starts, 1)
    steps = np.zeros(length + 2)
    np.add.at(steps, np.minimum(starts, length), shares)
    np.subtract.at(steps, np.minimum(ends, length), shares)
    return np.cumsum(steps, dtype=np.float64)[:length].astype(np.float32)


def read_model(file: Path = MODEL) -> Model:
    """The model in this file. Raises Unfit where it is damaged, or of another shape."""
    return read_archive(file, _model)


def _model(facts: dict[str, Any], arrays: dict[str, Array]) -> Model:
    lessons = [(name, tuple(codes)) for name, codes in facts["lessons"]]
    limits, encoder = Thresholds(**facts["thresholds"]), facts.get("encoder", "")
    model = Model(facts["heads"], thresholds=limits, lessons=lessons, encoder=encoder, **arrays)
    heads, width = len(model.heads), SIZE + CONTEXT + 2 * len(model.codes)
    shapes = {
        "dense": (heads, width),
        "ngrams": (heads, BUCKETS),
        "rarity": (BUCKETS,),
        "vectors": (len(lessons), SIZE),
        **dict.fromkeys(("bias", "slope", "offset"), (heads,)),
    }
    if any(arrays[name].shape != shape for name, shape in shapes.items()):
        raise ValueError("the arrays do not fit each other")
    return model
