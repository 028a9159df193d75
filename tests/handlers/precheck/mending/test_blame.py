"""A label is no mend where something is held against somebody, whatever name was given."""

from collections.abc import Callable

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.finding import Checked, Finding, Level, Verdict
from handlers.precheck.mending.blame import Blame
from handlers.precheck.mending.mend import Mender
from tests.handlers.precheck.test_checker import draft

ILL = [
    "Lunch lady Colleague A is fat but her cookies are great.",
    "Teacher A is a terrible teacher and everybody knows it.",
    "Colleague A is the worst leader I have worked for.",
    "My boss is Colleague A. Vote him out.",
    "Colleague A should resign.",
    "Teacher A drinks at lunch.",
    "Teacher A lies to parents.",
    "Student A is the laziest kid I know.",
    "Student A is the meanest girl in fifth grade.",
    "Estudiante A es el más flojo de la clase.",
    "Colleague A talks too much and does nothing.",
    "Student A drives me up the wall, every single day.",
    "Colega A no sabe enseñar y todos lo saben.",
    "Teacher A declined to help me hang the art show.",
    "Teacher A refused to sign the form.",
    "Teacher A would not cover my class.",
    "My boss Colleague A won't approve my leave.",
    "Teacher A denied my leave.",
    "Docente A no quiso ayudarme con la feria.",
    "Docente A nunca ayuda con la feria.",
    "Docente A se quedó con el dinero de la feria.",
    "Teacher A stayed alone with a boy from my class.",
    "Teacher A was with her alone.",
    "Teacher A drove a student alone.",
    "Teacher A stayed late with a boy, door locked.",
    "Teacher A gave Student A a beer.",
    "Teacher A drove my student home. Thank you!",
]
KIND = [
    "So proud of Student A, our champion!",
    "Shout out to Colleague A, who brought me soup!",
    "So proud of Student A, who finally finished the whole chapter book in our class today.",
    "Thank you to Student A's mom for the pumpkins!",
    "Huge thanks to Student A (my 5th hour) and her mom Parent A for the cookies.",
    "Happy birthday to Student A, one of my seniors!",
    "Colleague A down the hall covered my class today, what a lifesaver.",
    "Way to go Student A and Student B! My 8th graders won the math meet.",
    "Thanks to Student A from my third hour for cleaning up after lab.",
    "Student A sang to me. It snowed all day. The worst of winter is over.",
    "Student A and Student B from my homeroom made snow forts at recess.",
    "Student A made the honor choir, so happy!",
    "Muchas gracias a Colega A por cubrir mi clase hoy.",
    "Estudiante A cantó precioso en el concierto.",
    "Gracias a la mamá de Estudiante A por los tamales.",
    "Colega A nos trajo café a todos, mil gracias.",
]
PRAISE = [
    "Student A refuses to give up, and I love it.",
    "We would not have won without Student A.",
    "I wouldn't trade Colleague A for anything.",
    "Student A, you are not alone. With Colleague A we are never alone.",
    "Nobody was alone. Student A sang.",
]
NAME = Finding(Level.RAISE, "F-name", "III", 0, 4, "Nice", "", "", "", 0.9, ("rule x",))


@pytest.fixture
def blame(checker: Checker) -> Blame:
    found = Mender(checker).matchers
    return Blame(found.ill, found.labels, found.conduct)


@pytest.fixture
def is_blamed(checker: Checker) -> Callable[[str], bool]:
    """Whether a draft with labels is refused where only its names were found."""
    quiet = Checked(Verdict.OK, ())
    return lambda text: Mender(checker)._is_blamed(Checked(Verdict.REVISE, (NAME,)), draft(text), quiet)


@pytest.mark.parametrize("text", ILL)
def test_it_is_seen_by_its_words(blame: Blame, text: str) -> None:
    assert blame.is_said(draft(text))


@pytest.mark.parametrize("text", [*KIND, *PRAISE])
def test_no_kind_word_holds_something_against_somebody(blame: Blame, text: str) -> None:
    assert not blame.is_said(draft(text))


def test_lessons_see_what_no_word_tells(is_blamed: Callable[[str], bool]) -> None:
    assert is_blamed("Honestly Colleague A is a waste of a chair.")


def test_kind_words_get_their_labels(is_blamed: Callable[[str], bool]) -> None:
    """One of them may be lost to what was learned, no more."""
    assert sum(map(is_blamed, KIND)) <= 1


def test_a_draft_of_anybody_names_the_same_person(blame: Blame) -> None:
    text = "Person A thanked Student A's mom. Mi alumno Estudiante A y Colega B cantaron."
    assert blame.of_anybody(draft(text)).text == (
        "Emma Johnson thanked my student Emma Johnson's mom."
        " Mi alumno mi estudiante Emma Johnson y mi colega Emma Johnson cantaron."
    )


def question(code: str, evidence: str, level: Level = Level.ASK) -> Checked:
    found = Finding(level, code, "III", 0, 4, "Nice", "", "", "", 0.5, (evidence,))
    return Checked(Verdict.OK, (found,))


@pytest.mark.parametrize("code", ["C-insult", "F-record", "F-reference"])
def test_a_question_in_either_is_enough(blame: Blame, code: str) -> None:
    quiet = question("E-disclaimer", "rule x")
    asked, learned = question(code, "rule x"), question(code, "lesson x")
    assert blame.is_asked_about(asked, quiet)
    assert blame.is_asked_about(quiet, learned)
    assert blame.is_asked_about(quiet, asked, by_rule=True)
    assert not blame.is_asked_about(quiet, learned, by_rule=True)
