"""A grade of somebody who is labelled goes with its clause; what a class or a team did stays."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.finding import Checked, Verdict
from handlers.precheck.mending.edit import Edit, applied
from handlers.precheck.mending.marks import Marked
from handlers.precheck.mending.mend import Mender
from handlers.precheck.sentences import sentences
from handlers.spelling.reading import plain
from tests.handlers.precheck.mending.test_mend import REST, finding
from tests.handlers.precheck.test_checker import draft


def without(checker: Checker, text: str) -> str:
    """The text without the marks of those who are labelled."""
    matchers, reading = Mender(checker).matchers, plain(text)
    named = [label.span() for label in matchers.labels.finditer(reading.text)]
    cuts = Marked(matchers.marks, sentences(reading.text)).cuts(named, [])
    return applied(text, [Edit(*reading.span(start, end)) for start, end in cuts])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Student A scored 98% and Student B 72% on the final! Go us.", "Go us."),
        ("Student A got a 97% on the math test and she never gave up.", "Student A never gave up."),
        ("Student A! She got a 97% on the math test and she never gave up.", "Student A! She never gave up."),
        ("Thanks to Student A, who got straight As and helped us!", "Thanks to Student A, who helped us!"),
        ("Student A earned a 4.0 GPA and led our drive.", "Student A led our drive."),
        ("Student A failed the test on Friday, but he smiled.", "Student A smiled."),
        ("Student A got an F on the quiz, but I am proud.", "I am proud."),
        ("Go us. Student A and Student B both failed the test and I cried.", "Go us."),
        ("Student A and Student B both failed the test and cried.", "Student A and Student B both cried."),
        ("Student A sang and she got a 97% on the math test.", "Student A sang."),
        ("So proud of Student A for her 98% on the final!", "So proud of Student A!"),
        ("Student A reads at a 5th grade level now and wrote a poem.", "Student A wrote a poem."),
        ("Student A went from a D to a B and made us cake.", "Student A made us cake."),
        ("Student A scored 34 on the ACT and made us cake.", "Student A made us cake."),
        ("Student A got a B. We are all happy.", "We are all happy."),
        ("Student A went from a D to an A. I love this kid.", "I love this kid."),
        (
            "So proud of Student A, who got straight A's, and of Student B, who painted.",
            "So proud of Student A, and of Student B, who painted.",
        ),
        ("Student A raised her math score from 60% to 91% and sang.", "Student A sang."),
        ("Student A finally passed algebra and she sang.", "Student A finally sang."),
        ("Student A moved from level C to level M in reading and sang.", "Student A sang."),
        ("Estudiante A sacó un 10 en el examen. Nos hizo pan.", "Nos hizo pan."),
        ("Estudiante A pasó el examen. Nos hizo pan.", "Nos hizo pan."),
    ],
)
def test_a_mark_goes_with_its_clause(checker: Checker, text: str, left: str) -> None:
    assert without(checker, text) == left


@pytest.mark.parametrize(
    "text",
    [
        "We averaged 94% as a class, and Student A baked us a cake.",
        "Student A shot 90% of her free throws from the line.",
        "It is report card day for Student A.",
        "Student A sold 12 pies at 20% off.",
        "Student A scored 20 points and we won 54-50.",
        "Student A read 40 books and got a prize.",
        "Student A passed the ball to me on 10/12.",
        "Student A sang. The class got 98% of the vote.",
        "Estudiante A sacó 12 fotos.",
        "My son got a B on the quiz.",
        "Student A raised $600 or 91% of it for the fair.",
        "Student A raised more money than 91% of you.",
    ],
)
def test_what_is_public_stays(checker: Checker, text: str) -> None:
    assert without(checker, text) == text


def offered(checker: Checker, text: str, words: str) -> str | None:
    found = (finding(text, "little Amina", "F-name"), finding(text, words, "F-record"))
    return Mender(checker).mended(draft(text), Checked(Verdict.STOP, found))


def test_a_record_that_is_a_mark_holds_nothing_back(checker: Checker) -> None:
    text = "little Amina got a B on the quiz and called me a pirate." + REST
    assert offered(checker, text, "got a B") == "little Student A called me a pirate." + REST


@pytest.mark.parametrize("also", ["has an IEP", "was suspended"])
def test_beside_what_else_a_record_tells_nothing_is_offered(checker: Checker, also: str) -> None:
    text = f"little Amina {also}. Amina got a B on the quiz and called me a pirate." + REST
    assert offered(checker, text, "got a B") is None
    assert offered(checker, text, also) is None


def test_a_mark_goes_also_where_only_a_name_was_found(checker: Checker) -> None:
    text = "little Amina got a B on the quiz and called me a pirate." + REST
    mended = Mender(checker).mended(draft(text), Checked(Verdict.REVISE, (finding(text, "Amina", "F-name"),)))
    assert mended == "little Student A called me a pirate." + REST


def test_praise_stays_where_a_mark_was_most_of_a_short_draft(checker: Checker) -> None:
    text = "So proud of Emma Larson, she got a 98 on her chemistry final!"
    found = (finding(text, "Emma Larson", "F-name"), finding(text, "got a 98", "F-record"))
    assert Mender(checker).mended(draft(text), Checked(Verdict.STOP, found)) == "So proud of Student A!"
