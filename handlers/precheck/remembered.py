"""Vectors kept of lessons, so that a district's training need not read the program's lessons again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from handlers.encoding.encoder import Encoded, Encoder, Matrix

VECTORS = Path(__file__).parent / "model" / "vectors.npz"
"""Those of the program's own lessons: `smpolicy lessons train --vectors` writes them."""


@dataclass(frozen=True)
class Remembering:
    """An encoder that keeps the vector of each text it has read, and knows some by heart.

    Of a text that is known there is one vector, that of the whole: enough to learn from.
    """

    encoder: Encoder
    known: dict[bytes, Matrix] = field(default_factory=dict, repr=False)

    @property
    def fingerprint(self) -> str:
        """The encoder's own."""
        return self.encoder.fingerprint

    def encode(self, text: str, about: str = "") -> Encoded:
        """The text's vector, from memory where it is there."""
        mark = _mark(text, about)
        if mark not in self.known:
            self.known[mark] = self.encoder.encode(text, about).mean.astype(np.float16)
        return Encoded(self.known[mark].astype(np.float32)[None], ((0, len(text)),))

    def save(self, file: Path) -> None:
        """Write what is known, with the encoder's fingerprint."""
        facts = np.frombuffer(json.dumps({"encoder": self.fingerprint}).encode(), dtype=np.uint8)
        marks = np.frombuffer(b"".join(self.known), dtype=np.uint8).reshape(-1, _MARK)
        np.savez_compressed(file, facts=facts, marks=marks, vectors=np.array(list(self.known.values())))


def remembering(encoder: Encoder, file: Path = VECTORS) -> Remembering:
    """The encoder with what this file knows; with nothing where it was made with another encoder."""
    return Remembering(encoder, dict(_known(encoder, file)) if file.exists() else {})


def _known(encoder: Encoder, file: Path) -> Mapping[bytes, Matrix]:
    with np.load(file) as stored:
        facts = json.loads(stored["facts"].tobytes())
        if facts["encoder"] != encoder.fingerprint:
            return {}
        return {m.tobytes(): v for m, v in zip(stored["marks"], stored["vectors"], strict=True)}


_MARK = 12  # bytes


def _mark(text: str, about: str) -> bytes:
    said = f"{about}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=_MARK).digest()
