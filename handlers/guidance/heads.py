"""What has been learned of a policy from the questions people ask of it: linear heads, one a section."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from handlers.encoding.encoder import Matrix
from handlers.guidance.asked import Asked
from handlers.guidance.grams import Grams, weighted

MODEL = Path(__file__).parent / "model" / "heads.npz"


@dataclass(frozen=True)
class Heads:
    """What teaching leaves. A head for each class, and a last one for: nothing answers this.

    `classes` are a policy's code and a section's id each. `dense` (a row a head, for the encoder's
    vector) and `words` (a row a head, for n-grams) are each turned into probabilities, which are
    multiplied, the second to the power of `share`. `taught` are the marks of the questions learned
    from, and `slope` and `offset` turn what speaks for an answer into its probability. `meanings` are
    the vectors of sentences and of the questions kept with one.
    """

    classes: Sequence[tuple[str, str]]
    dense: Matrix = field(repr=False)
    dense_bias: Matrix = field(repr=False)
    words: Matrix = field(repr=False)
    words_bias: Matrix = field(repr=False)
    rarity: Matrix = field(repr=False)
    share: float
    slope: float
    offset: float
    taught: Mapping[int, int] = field(repr=False)
    meanings: Mapping[str, Matrix] = field(repr=False)

    def probabilities(self, vector: Matrix, found: Grams) -> Matrix:
        """How likely each class is, and at the end how likely it is that nothing answers."""
        buckets, weights = weighted(found, self.rarity)
        meant = _log_softmax(self.dense @ vector + self.dense_bias)
        said = _log_softmax(self.words[:, buckets].astype(np.float32) @ weights + self.words_bias)
        both = np.exp(_log_softmax(meant + self.share * said))
        answerable = 1 - both[-1]
        speaks = np.log(max(float(answerable), 1e-7) / max(float(both[-1]), 1e-7))
        sure = 1 / (1 + np.exp(-(self.slope * speaks + self.offset)))
        both[:-1] *= sure / max(float(answerable), 1e-9)
        both[-1] = 1 - sure
        return np.asarray(both, dtype=np.float32)

    def save(self, file: Path) -> None:
        """Write to one file; what is large at half precision."""
        facts = {
            "classes": [list(one) for one in self.classes],
            "texts": list(self.meanings),
            **{name: getattr(self, name) for name in ("share", "slope", "offset")},
        }
        np.savez_compressed(
            file,
            facts=np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8),
            marks=np.array(list(self.taught), dtype=np.uint64),
            marked=np.array(list(self.taught.values()), dtype=np.int16),
            vectors=np.array(list(self.meanings.values()), dtype=np.float16),
            **{name: getattr(self, name).astype(np.float16) for name in ("words", "rarity")},
            **{name: getattr(self, name) for name in ("dense", "dense_bias", "words_bias")},
        )


def read_heads(file: Path = MODEL) -> Heads:
    """The heads in this file."""
    with np.load(file) as stored:
        facts: dict[str, Any] = json.loads(stored["facts"].tobytes())
        arrays = {name: stored[name] for name in stored.files if name != "facts"}
    taught = dict(zip(arrays.pop("marks").tolist(), arrays.pop("marked").tolist(), strict=True))
    meanings = dict(zip(facts.pop("texts"), arrays.pop("vectors").astype(np.float32), strict=True))
    facts["classes"] = [(code, section) for code, section in facts["classes"]]
    return Heads(**facts, **arrays, taught=taught, meanings=meanings)


def mark(asked: Asked) -> int:
    """A number that stands for a question and the sections that answer it."""
    said = "\n".join((asked.text, *sorted(asked.gold)))
    return int.from_bytes(blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _log_softmax(scores: Matrix) -> Matrix:
    shifted = scores - scores.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)
