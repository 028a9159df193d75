"""The learned part: linear heads over a draft's features, one for each code and two for the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from handlers.encoding.encoder import SIZE, Matrix
from handlers.precheck.archive import Array, read_archive, write_archive
from handlers.precheck.features import BUCKETS, CONTEXT, NGRAM_WEIGHT, VECTOR_WEIGHT, weighted
from handlers.precheck.reading import Read

FLAG, STOP = "flag", "stop"
"""The heads for the whole: is there anything to settle; if so, is it not for publishing."""

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
        row = self.heads.index(head)
        weight = np.zeros(len(read.page.plain.text) + 1, dtype=np.float32)
        vector = self.dense[row, :SIZE] * VECTOR_WEIGHT
        for part, (start, end) in zip(read.encoded.vectors @ vector, read.encoded.places, strict=False):
            weight[start:end] += float(part) / (len(read.encoded.places) * max(end - start, 1))
        counts = read.counts
        buckets, weights = weighted(counts, self.rarity)
        by_ngrams = self.ngrams[row, buckets].astype(np.float32) * weights * NGRAM_WEIGHT
        whole = dict(zip(buckets.tolist(), by_ngrams.tolist(), strict=True))
        for bucket, start, end in read.ngrams:
            weight[start:end] += whole[bucket] / counts[bucket] / max(end - start, 1)
        return weight[:-1]

    def nearest(self, read: Read, code: str, count: int = 2) -> list[str]:
        """The ids of the lessons with this code that are nearest in meaning."""
        rows = [i for i, (_, codes) in enumerate(self.lessons) if code in codes]
        if not rows:
            return []
        near = self.vectors[rows].astype(np.float32) @ read.encoded.mean
        return [self.lessons[rows[i]][0] for i in np.argsort(-near)[:count]]

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
