"""A label is no mend where something is held against somebody; a congratulation gets one."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.finding import Checked, Finding, Level, Verdict
from handlers.precheck.mending.blame import Blame
from handlers.precheck.mending.mend import Mender
from tests.handlers.precheck.test_checker import draft


def blame(checker: Checker) -> Blame:
    found = Mender(checker).matchers
    return Blame(checker, found.ill, found.labels)


@pytest.mark.parametrize(
    ("text", "named", "label"),
    [
        ("Lunch lady Brenda Kowalski is fat but her cookies are great.", "Brenda Kowalski", "Colleague A"),
        ("Mr. Peterson is a terrible teacher and everybody knows it.", "Mr. Peterson", "Teacher A"),
        ("My colleague Dave is the worst leader I have worked for.", "colleague Dave", "Colleague A"),
        ("My boss is colleague Dave. Vote him out.", "colleague Dave", "Colleague A"),
        ("My colleague Dave should resign.", "colleague Dave", "Colleague A"),
        ("Mr. Peterson drinks at lunch.", "Mr. Peterson", "Teacher A"),
        ("Mr. Peterson lies to parents.", "Mr. Peterson", "Teacher A"),
        ("My student Liam is the laziest kid I know.", "student Liam", "Student A"),
        ("My student Amina is the meanest girl in fifth grade.", "student Amina", "Student A"),
        ("Mi alumno Diego es el más flojo de la clase.", "alumno Diego", "Estudiante A"),
        ("Honestly my colleague Dave Olson is a waste of a chair.", "colleague Dave Olson", "Colleague A"),
    ],
)
def test_it_is_seen(checker: Checker, text: str, named: str, label: str) -> None:
    assert blame(checker).is_laid(draft(text), draft(text.replace(named, label)))


@pytest.mark.parametrize(
    ("text", "named", "label"),
    [
        ("So proud of my student Maria Ortiz, state champion!", "student Maria Ortiz", "Student A"),
        ("Shout out to my colleague Dave Olson, who brought me soup!", "colleague Dave Olson", "Colleague A"),
        ("So happy for my student Diego Ruiz, he got the solo!", "student Diego Ruiz", "Student A"),
        ("Thank you to Liam's mom for the pumpkins!", "Liam", "Student A"),
        ("Amina sang to me. It snowed all day. The worst of winter is over.", "Amina", "Student A"),
        ("Mi alumno Diego Ruiz ganó el concurso, ¡qué orgullo!", "alumno Diego Ruiz", "Estudiante A"),
    ],
)
def test_a_kind_word_is_none(checker: Checker, text: str, named: str, label: str) -> None:
    assert not blame(checker).is_laid(draft(text), draft(text.replace(named, label)))


def question(code: str, level: Level = Level.ASK) -> Checked:
    found = Finding(level, code, "III", 0, 4, "Nice", "", "", "", 0.5, ("lesson x",))
    return Checked(Verdict.OK, (found,))


@pytest.mark.parametrize("code", ["C-insult", "F-record", "F-reference"])
def test_a_question_in_either_is_enough(checker: Checker, code: str) -> None:
    quiet = question("E-disclaimer")
    assert blame(checker).is_asked_about(question(code), quiet)
    assert blame(checker).is_asked_about(quiet, question(code))
    assert not blame(checker).is_asked_about(quiet, question(code, Level.RAISE))
