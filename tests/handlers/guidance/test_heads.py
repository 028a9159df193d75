"""The learned heads as a file."""

from pathlib import Path

import numpy as np

from handlers.guidance.asked import Asked
from handlers.guidance.grams import BUCKETS, grams, weighted
from handlers.guidance.heads import Heads, mark, read_heads


def two_heads() -> Heads:
    """Section A is about the first number of the vector and the word `cat`; else nothing answers."""
    words = np.zeros((2, BUCKETS), dtype=np.float32)
    words[0, list(grams("cat")[0])] = 8
    return Heads(
        classes=[("1", "A")],
        dense=np.array([[6, 0], [0, 6]], dtype=np.float32),
        dense_bias=np.zeros(2, dtype=np.float32),
        words=words,
        words_bias=np.zeros(2, dtype=np.float32),
        rarity=np.ones(BUCKETS, dtype=np.float32),
        share=1.0,
        slope=1.0,
        offset=0.0,
        taught={2**64 - 1: 0, 5: -1},
        meanings={"Cats stay.": np.array([0.5, 0.25], dtype=np.float32)},
    )


def test_meaning_and_words_both_speak() -> None:
    heads = two_heads()
    about, other = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)
    sure = [float(heads.probabilities(v, grams(t))[0]) for v in (about, other) for t in ("cat", "dog")]
    assert sure[0] > sure[1] > sure[3]
    assert sure[0] > sure[2] > sure[3]


def test_probabilities_add_up_to_one() -> None:
    for text in ("cat", "", "a dog and a cat", "\ud800"):
        sure = two_heads().probabilities(np.array([0.6, 0.8], dtype=np.float32), grams(text))
        assert np.isclose(sure.sum(), 1)


def test_calibration_moves_the_answer_only() -> None:
    plain, bold = two_heads(), Heads(**{**two_heads().__dict__, "offset": 2.0})
    vector = np.array([0.6, 0.8], dtype=np.float32)
    assert bold.probabilities(vector, grams("dog"))[-1] < plain.probabilities(vector, grams("dog"))[-1]


def test_a_file_gives_back_what_was_saved(tmp_path: Path) -> None:
    heads = two_heads()
    heads.save(tmp_path / "heads.npz")
    found = read_heads(tmp_path / "heads.npz")
    assert (found.classes, found.taught, found.share) == (heads.classes, heads.taught, heads.share)
    assert list(found.meanings) == ["Cats stay."]
    vector = np.array([1, 0], dtype=np.float32)
    assert np.allclose(found.probabilities(vector, grams("cat")), heads.probabilities(vector, grams("cat")))


def test_a_question_with_other_sections_is_another() -> None:
    marks = {
        mark(Asked(text="a")),
        mark(Asked(text="a", gold=("I",))),
        mark(Asked(text="a", gold=("II",))),
        mark(Asked(text="b")),
    }
    assert len(marks) == 4


def test_capitals_and_accents_do_not_count() -> None:
    assert grams("¿Fotos AQUÍ?") == grams("fotos aqui")
    buckets, weights = weighted(grams("fotos aqui"), np.ones(BUCKETS, dtype=np.float32))
    assert len(buckets) == len(weights)
    assert np.isclose(np.square(weights).sum(), 2)
