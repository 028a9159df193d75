"""Vectors kept of lessons, so that a district's training need not read the program's lessons again."""

import hashlib
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from handlers.encoding.encoder import Encoded, Encoder, Matrix
from handlers.precheck.archive import Array, Unfit, read_archive, write_archive

_log = logging.getLogger(__name__)

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
        """Write what is known, with the encoder's fingerprint, whole or not at all. Raises SetupError."""
        marks = np.frombuffer(b"".join(self.known), dtype=np.uint8).reshape(-1, _MARK)
        arrays = {"marks": marks, "vectors": np.array(list(self.known.values()))}
        write_archive(file, {"encoder": self.fingerprint}, arrays)


def remembering(encoder: Encoder, file: Path = VECTORS) -> Remembering:
    """The encoder with what this file knows; with nothing where it is damaged, or of another encoder."""
    if not file.exists():
        return Remembering(encoder)

    def known(facts: dict[str, Any], arrays: dict[str, Array]) -> dict[bytes, Matrix]:
        if facts["encoder"] != encoder.fingerprint:
            return {}
        return {m.tobytes(): v for m, v in zip(arrays["marks"], arrays["vectors"], strict=True)}

    try:
        return Remembering(encoder, read_archive(file, known))
    except Unfit as error:
        _log.warning("%s. All lessons are read again.", error)
        return Remembering(encoder)


_MARK = 12  # bytes


def _mark(text: str, about: str) -> bytes:
    said = f"{about}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=_MARK).digest()
