"""A label hides nobody whose name goes on beside it, or who is named in the same breath."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.mending.mend import Mender
from tests.handlers.precheck.test_checker import draft


@pytest.mark.parametrize(
    "text",
    [
        "So proud of Student A al-Sayed, who read a book.",
        "Student A de la Cruz won the art contest!",
        "Student A y Castillo won the art contest!",
        "Lars von Student A won the art contest!",
        "Lars von der Student A won the art contest!",
        "Proud of Student A ash-Shami today!",
        "Marco al Student A won the art contest!",
        "Person A bint Person C sang.",
        "Estudiante A bin Estudiante B ganó.",
        "My student D. Student A won the art contest!",
        "Student A Runs Above won the art contest!",
        'Student A "KayKay" won the art contest!',
        "Emily Carlson and Student A from my 3rd hour sang.",
        "Way to go Will Park, Student A!",
        "Shout out to Student A and Summer Day from my 3rd hour!",
        "Student A, Noah & Student B won the art contest!",
        "Huge thanks to Student A (my 5th hour) and her mom Nyabol Deng for the cookies.",
        "Huge thanks to Giizhig White Feather (my 5th hour) and her mom Parent A.",
        "Student A's dad Nhia Yang fixed our tank.",
        "Noah's Coach A had a great season.",
        "Fadumo's mom Parent A brought sambusas.",
        'Student A ("JJ") won.',
    ],
)
def test_who_is_left_is_seen(checker: Checker, text: str) -> None:
    assert Mender(checker)._is_in_company(draft(text))


@pytest.mark.parametrize(
    "text",
    [
        "Fargo's Coach A and Today's Student A sang.",
        "Friday's Student A sang. My son Leif's Coach A came.",
        "Way to go Student A, Student B, and Student C! My 8th graders won.",
        "Huge thanks to Student A (my 5th hour) and her mom Parent A for the cookies.",
        "Estudiante A y Estudiante B cantaron con la Docente A.",
        "Estudiante A de la Docente A ganó.",
        "Felicito al Estudiante A por su poema. Admiramos al Estudiante B.",
        "Congrats Student A, Moorhead is proud of you!",
        "In Fargo, Student A won. On Friday, Student A rests.",
        "Thanks, Student A! Happy Birthday, Student B! Felicidades, Student C!",
        "We read Louise Erdrich and Student A cried.",
        "My daughter Signe and Student A sang.",
        "She got grade A. Student A got a B. Student B cheered.",
        "I love Student A. Student B too. Noah sang.",
        "Student A de Moorhead ganó.",
        'Student A said "good morning" to me.',
    ],
)
def test_others_may_be_named(checker: Checker, text: str) -> None:
    assert not Mender(checker)._is_in_company(draft(text))


def test_a_name_drawn_out_is_the_name(checker: Checker) -> None:
    mender = Mender(checker)
    text = "My student Mai won. Maiiii you are the best!"
    changes = mender._changes(draft(text))
    circle = changes._namer.circle(changes.page.people(changes.cast))
    assert circle.left_in(mender._changes(draft("Student A won. Maiiii you are the best!")).page.plain)
    assert not circle.left_in(mender._changes(draft("Student A won. Mayyy you see!")).page.plain)
