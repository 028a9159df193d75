"""A number goes with all that belongs to it, and any address that is not a school's."""

import pytest

from handlers.precheck.checker import Checker
from tests.handlers.precheck.mending.test_mend import REST, finding, first_step


@pytest.mark.parametrize(
    "contact",
    [
        "at +1 218 555 0142",
        "at 1-218-555-0142",
        "at 218-555-0142 x12",
        "at 218-555-0142 ext. 44",
        "at 218-555-0142 or 0143",
        "at kari@haugenfarm.com",
        "at my gmail kari.haugen@gmail.com",
        "at my own personal email: kari.haugen@gmail.com",
        "at 412 Elm Street, MN 56560",
        "at 412 Elm Street, Fargo, ND 58102",
    ],
)
def test_a_contact_goes_whole(checker: Checker, contact: str) -> None:
    text = f"Call me {contact} if it snows." + REST
    assert first_step(checker, text, finding(text, contact, "G-pii")) == "Call me if it snows." + REST


@pytest.mark.parametrize("word", ["Spuds2024!", "spudpower7", "4417"])
def test_a_password_goes(checker: Checker, word: str) -> None:
    text = f"Cake at six. The wifi password is {word}" + "\n" + REST
    assert word not in first_step(checker, text, finding(text, "wifi", "G-pii"))


def test_the_address_of_a_school_stays(checker: Checker) -> None:
    text = "Write to pat@moorheadschools.org or to sam@gmail.com on Friday." + REST
    mended = first_step(checker, text, finding(text, "sam@gmail.com", "G-pii"))
    assert "pat@moorheadschools.org" in mended
    assert "gmail" not in mended
