"""A name in pieces is one person's."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.mending.edit import applied
from handlers.precheck.mending.mend import Mender
from handlers.precheck.people.role import Role
from tests.handlers.precheck.test_checker import draft


def labelled(checker: Checker, text: str) -> str:
    """The draft with a label for everybody who is known."""
    changes = Mender(checker)._changes(draft(text))
    return applied(text, changes._namer.edits(changes._named([])))


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('my coworker Jenny "JJ" Larson led it!', "Colleague A led it!"),
        ("my coworker Jenny “JJ” Larson led it!", "Colleague A led it!"),
        ("my coworker Guadalupe (Lupita) Ortega led it!", "Colleague A led it!"),
        ("my student Fadumo 'Mo' Warsame ran. I saw Mo win.", "Student A ran. I saw Student A win."),
        ('my student Tou "The Rocket" Xiong ran. The end.', "Student A ran. The end."),
        ("My 3rd hour:\nLarson, Emma", "My 3rd hour:\nStudent A"),
        ("My 3rd hour winners: Larson, Emma; Ortega, Diego", "My 3rd hour winners: Student A; Student B"),
        (
            "My 3rd hour: Emma Larson, Diego and Tou Xiong.",
            "My 3rd hour: Student A, Student B and Student C.",
        ),
    ],
)
def test_a_name_in_pieces_has_one_label(checker: Checker, text: str, mended: str) -> None:
    assert labelled(checker, text) == mended


def test_a_title_in_quotes_is_no_nickname(checker: Checker) -> None:
    text = 'Painting "Nighthawks" Hodan from my 3rd hour smiled.'
    assert labelled(checker, text) == 'Painting "Nighthawks" Student A from my 3rd hour smiled.'


def test_family_stays_family_with_a_nickname(checker: Checker) -> None:
    mender = Mender(checker)
    changes = mender._changes(draft('My cousin Jenny "JJ" Larson won.'))
    assert not changes._named([])
    assert {person.role for person in changes._people} == {Role.FAMILY}
