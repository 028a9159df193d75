"""Small words within a name join its parts, and join no place, thing or second person to it."""

import pytest

from tests.handlers.precheck.people.test_unnamed import named


@pytest.mark.parametrize(
    "name",
    [
        "Fatima al-Sayed",
        "Nour el-Masri",
        "Ana de la Rosa",
        "María del Carmen",
        "Luz de la Cruz",
        "Emily de la Cruz",
        "Jose Luis Ramirez de la Cruz",
        "Lars van der Berg",
        "Lars von Trier",
        "Ali bin Yusuf",
        "Amina bint Khalid",
        "Ameer Abdul-Rahman ibn Yusuf",
        "Luis Ortega y Castillo",
        "Leif St. Clair",
    ],
)
def test_a_name_with_a_particle_is_whole(name: str) -> None:
    for sentence in ("My student {} won.", "Way to go {}!", "Congrats to {}, one of my 5th graders"):
        assert named(sentence.format(name)) == [name.replace("í", "i")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Abdirahman de la clase de arte, gracias", ["Abdirahman"]),
        ("Abdirahman de Fargo y Abdirahman del equipo", ["Abdirahman", "Abdirahman"]),
        ("Gracias a Emma Larson y Ximena", ["Emma Larson", "Ximena"]),
        ("Leif y Ximena Ortega ganaron", ["Leif", "Ximena Ortega"]),
        ("Compramos boletos para la Fiesta de Primavera", []),
        ("Coach St. Clair and Ms. de la Cruz yelled", ["St. Clair", "de la Cruz"]),
        ("Thanks to Emma Larson St. Cloud", ["Emma Larson"]),
    ],
)
def test_a_particle_joins_nothing_else(text: str, names: list[str]) -> None:
    assert named(text) == names
