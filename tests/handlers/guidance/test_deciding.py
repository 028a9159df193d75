"""Which sentence of a section is marked."""

from handlers.guidance.deciding import deciding_sentence, sentences
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
    place = deciding_sentence("can I wear gloves", SECTION)
    assert place
    assert SECTION.text[slice(*place)] == "Gloves may be worn."


def test_a_question_kept_with_a_sentence_speaks_for_it() -> None:
    place = deciding_sentence("is my beanie okay", SECTION, (("beanie", "Hats"),))
    assert place
    assert SECTION.text[slice(*place)] == "Hats stay outside (e.g. caps)."


def test_nothing_is_marked_where_nothing_is_near() -> None:
    assert deciding_sentence("zzz", SECTION) is None
    assert deciding_sentence("hats", Section(id="B", text="Hats stay outside.")) is None
