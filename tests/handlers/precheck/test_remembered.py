"""What was read once is not read again, and never with another encoder's eyes."""

from pathlib import Path

import numpy as np
import pytest

from handlers.encoding.encoder import Encoded, Encoder, encoder
from handlers.precheck.remembered import VECTORS, remembering

TEXT, ABOUT = "Quiz on Friday, bring a pencil.", "class account:"


class Counting(Encoder):
    """The real one, counting."""

    def __init__(self) -> None:
        super().__init__()
        self.read = 0

    def encode(self, text: str, about: str = "") -> Encoded:
        self.read += 1
        return super().encode(text, about)


@pytest.fixture
def counting() -> Counting:
    return Counting()


def test_the_vector_is_the_encoders(tmp_path: Path, counting: Counting) -> None:
    memory = remembering(counting, tmp_path / "none.npz")
    assert memory.fingerprint == counting.fingerprint
    close = np.allclose(memory.encode(TEXT, ABOUT).mean, encoder().encode(TEXT, ABOUT).mean, atol=1e-3)
    assert close


def test_a_text_is_read_once_in_each_context_also_in_later_trainings(
    tmp_path: Path, counting: Counting
) -> None:
    memory = remembering(counting, tmp_path / "none.npz")
    for about in (ABOUT, ABOUT, ""):
        memory.encode(TEXT, about)
    assert counting.read == 2
    memory.save(tmp_path / "vectors.npz")
    later = remembering(counting, tmp_path / "vectors.npz")
    assert np.array_equal(later.encode(TEXT, ABOUT).mean, memory.encode(TEXT, ABOUT).mean)
    assert counting.read == 2


def test_vectors_of_another_encoder_are_forgotten(tmp_path: Path, counting: Counting) -> None:
    memory = remembering(counting, tmp_path / "none.npz")
    memory.encode(TEXT, ABOUT)
    memory.save(tmp_path / "vectors.npz")
    counting.__dict__["fingerprint"] = "another"
    assert not remembering(counting, tmp_path / "vectors.npz").known


def test_the_programs_own_lessons_are_known() -> None:
    """Else a district's training takes twice as long."""
    assert len(remembering(encoder(), VECTORS).known) > 5000


def test_a_damaged_file_is_read_anew(tmp_path: Path, counting: Counting) -> None:
    (tmp_path / "vectors.npz").write_bytes(b"PK")
    assert not remembering(counting, tmp_path / "vectors.npz").known
