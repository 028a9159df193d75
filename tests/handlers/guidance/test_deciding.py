"""Which sentence of a section is marked."""

import numpy as np

from handlers.guidance.deciding import sentences, sentences_of
from handlers.guidance.policy import Section

SECTION = Section(id="A", text="Hats stay outside (e.g. caps). Gloves may be worn. Ask first!")


def test_sentences_are_found_to_the_letter() -> None:
    assert [SECTION.text[a:b] for a, b in sentences(SECTION)] == [
        "Hats stay outside (e.g. caps).",
        "Gloves may be worn.",
        "Ask first!",
    ]


def test_dates_are_marked_by_line() -> None:
    meta = Section(id="meta", text="Code: 1\nAdopted: 1/2/2020")
    assert [meta.text[a:b] for a, b in sentences(meta)] == ["Code: 1", "Adopted: 1/2/2020"]


def test_the_nearest_sentence_is_marked() -> None:
    place = sentences_of(SECTION).deciding("can I wear gloves")
    assert place
    assert SECTION.text[slice(*place)] == "Gloves may be worn."


def test_a_question_kept_with_a_sentence_speaks_for_it() -> None:
    place = sentences_of(SECTION, (("beanie", "Hats"),)).deciding("is my beanie okay")
    assert place
    assert SECTION.text[slice(*place)] == "Hats stay outside (e.g. caps)."


def test_nothing_is_marked_where_nothing_is_near() -> None:
    assert sentences_of(SECTION).deciding("zzz") is None
    assert sentences_of(Section(id="B", text="Hats stay outside.")).deciding("hats") is None


def test_meaning_counts_where_no_word_is_shared() -> None:
    texts = [SECTION.text[a:b] for a, b in sentences(SECTION)]
    known = dict(zip(texts, np.eye(3, dtype=np.float32), strict=True))
    place = sentences_of(SECTION, known=known).deciding("mittens", np.array([0, 1, 0], dtype=np.float32))
    assert place
    assert SECTION.text[slice(*place)] == "Gloves may be worn."
