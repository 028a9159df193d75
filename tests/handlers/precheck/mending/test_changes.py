"""Whoever is only told of beside an animal is a person still."""

import pytest

from handlers.precheck.checker import Checker
from tests.handlers.precheck.mending.test_mend import REST, finding, first_step


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "My student Amina Berg and Noah Vang made a horse",
            "Student A and Student B made a horse",
        ),
        (
            "My student Amina Berg fed our cat, and Diego Ruiz sang",
            "Student A fed our cat, and Student B sang",
        ),
        ("My student Amina Berg fed my dog Bella", "Student A fed my dog Bella"),
        ("My student Amina Berg fed Bella, our class hamster", "Student A fed Bella, our class hamster"),
    ],
)
def test_an_animal_keeps_its_name_alone(checker: Checker, text: str, mended: str) -> None:
    text += "." + REST
    assert first_step(checker, text, finding(text, "Amina Berg", "F-name")) == f"{mended}.{REST}"
