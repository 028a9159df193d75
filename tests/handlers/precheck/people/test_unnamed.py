"""A common noun and a Spanish greeting are nobody's name; the same word where it is a name still is."""

import pytest

from handlers.precheck.people.unnamed import read_unnamed
from handlers.precheck.sentences import sentences
from handlers.spelling.reading import plain
from tests.handlers.precheck.people.test_roles import CAST


def named(text: str) -> list[str]:
    seen = plain(text).text
    people = CAST.people(sentences(seen))
    return [seen[mention.start : mention.end] for person in people for mention in person.mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Feliz cumpleaños a mi alumna favorita", []),
        ("¡Felicidades a todos!", []),
        ("Gracias Emma Larson por venir", ["Emma Larson"]),
        ("Hoy Emma Larson leyó su poema", ["Emma Larson"]),
        ("Mira lo que hicimos hoy", []),
        ("Bienvenida a nuestra escuela", []),
        ("Buena suerte a todos", []),
        ("Mira in my homeroom lied to me again", ["Mira"]),
        ("¡No olviden su chaqueta! Debe entregarla. Tarea para hoy, jaja. Jaja", []),
        ("I sold Avon once", []),
        ("Emma de Tarea, tarea y tareas; Emma de Avon", ["Emma", "Emma"]),
        ("Julio fue mi mes favorito, y el 4 de julio comimos. Nos vemos en abril", []),
        ("Julio es mi alumno del mes", ["Julio"]),
        ("El alumno del mes: Julio Ramirez", ["Julio Ramirez"]),
        ("Feliz Navarro lied in class", ["Feliz Navarro"]),
        ("Buena Vang is in my class", ["Buena Vang"]),
        ("a bison and a lamb at the park with my class", []),
        ("Lamb and Bison, says the menu. So proud of emma in my class", ["emma"]),
    ],
)
def test_names_and_words(text: str, names: list[str]) -> None:
    assert [name for name in named(text) if name not in {"Lamb", "Bison"}] == names


def test_what_is_never_a_name_is_no_noun_besides() -> None:
    assert not read_unnamed().never & read_unnamed().nouns


def test_words_are_as_a_plain_reading_has_them() -> None:
    words = read_unnamed()
    said = words.nouns | words.openers | words.never | words.days | words.months | words.given_months
    assert all(plain(word).text == word == word.lower() for word in said)


@pytest.mark.parametrize("word", ["monday", "mondays", "march", "may"])
def test_days_and_months_are_dates(word: str) -> None:
    assert read_unnamed().is_date(word)


@pytest.mark.parametrize("word", ["mays", "mond", "julys", "abril", ""])
def test_what_is_no_date(word: str) -> None:
    assert not read_unnamed().is_date(word)
