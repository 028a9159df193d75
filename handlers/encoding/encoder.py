"""The sentence encoder: a small model that turns words into vectors, on this machine alone.

all-MiniLM-L6-v2 (Apache-2.0) taught further with the lessons, at int8, run by ONNX Runtime;
docs/model-card.md says how it was made and how well it does.
"""

import hashlib
import os
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from tokenizers import BertWordPieceTokenizer

from handlers.encoding.pictures import spelled_out

# From 1.29 on the runtime tells its maker of every session unless it is forbidden before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

MODELS = Path(__file__).parent / "model"
VOCABULARY = MODELS / "vocabulary.txt"
SIZE = 384
WINDOW = 254  # tokens read at once, two less than the model was trained with

LONGEST_ABOUT = 24
"""Tokens of `about` that are read."""

Matrix = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as vectors: one of SIZE for each token, and where each stands in the text.

    `mean` has length one; `vectors` are scaled so that their mean is `mean`.
    """

    vectors: Matrix = field(repr=False)
    places: tuple[tuple[int, int], ...] = field(repr=False)

    @property
    def mean(self) -> Matrix:
        """The text as one vector."""
        return np.asarray(self.vectors.mean(axis=0), dtype=np.float32)


class Encodes(Protocol):
    """What turns texts into vectors, and how it is told from others."""

    @property
    def fingerprint(self) -> str:
        """Names the model."""

    def encode(self, text: str, about: str = "") -> Encoded:
        """The text as vectors, read after a few words on where it stands."""


class Encoder:
    """Loads the model at construction, in about half a second; may be used by many threads."""

    def __init__(self, file: Path = MODELS / "encoder.onnx") -> None:
        """Run on one thread a text: several people are answered at once."""
        self._file = file
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        onnxruntime.disable_telemetry_events()  # where the system keeps such events, as Windows does
        self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)

    @cached_property
    def fingerprint(self) -> str:
        """Names the model: the SHA-256 of its file, in hexadecimal."""
        return hashlib.sha256(self._file.read_bytes()).hexdigest()

    def encode(self, text: str, about: str = "") -> Encoded:
        """The text as vectors; a long one is read in windows, so that the cost is linear in its length.

        `about` are a few words on where it stands: every window is read after them, and no vector is
        kept of them.
        """
        spelled = spelled_out(text)
        read = self._tokenizer.encode(spelled.text, add_special_tokens=False)
        first = self._tokenizer.encode(about, add_special_tokens=False).ids[:LONGEST_ABOUT] if about else []
        room = WINDOW - len(first)
        starts = range(0, max(len(read.ids), 1), room)
        parts = [self._window(first, read.ids[start : start + room]) for start in starts]
        vectors = np.concatenate(parts)
        places = tuple(spelled.place(*place) for place in read.offsets) or ((0, len(text)),)
        return Encoded(vectors / max(float(np.linalg.norm(vectors.mean(axis=0))), 1e-9), places)

    def _window(self, first: list[int], tokens: list[int]) -> Matrix:
        ids = np.array([[_BEGIN, *first, *tokens, _END]], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        hidden: Matrix = np.asarray(self._session.run(None, given)[0])[0]
        return hidden[len(first) + 1 : -1] if tokens else hidden[:1]


_BEGIN, _END = 101, 102  # [CLS] and [SEP] of the vocabulary


@cache
def encoder() -> Encoder:
    """The one encoder of posts in this process."""
    return Encoder()


@cache
def question_encoder() -> Encoder:
    """The one encoder of questions in this process."""
    return Encoder(MODELS / "questions.onnx")
