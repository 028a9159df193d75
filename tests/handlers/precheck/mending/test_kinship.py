"""A word of kin between a grown-up and a child says what label stands for the grown-up."""

import pytest

from handlers.precheck.mending.edit import applied
from handlers.precheck.mending.kinship import read_kinship
from handlers.precheck.mending.naming import Namer
from handlers.precheck.mending.recipe import read_recipe
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Person
from handlers.spelling.reading import plain
from tests.handlers.precheck.mending.test_known import person

PARENT, PERSON = "parent", "person"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("thanks to parents Bob and Sue Miller", "Bob", PARENT),
        ("thanks to parents Bob and Sue Miller", "Sue Miller", PARENT),
        ("gracias a los padres Elena Ruiz y Mateo Ortega", "Mateo Ortega", PARENT),
        ("thanks to parents Mai Xiong, Hodan Abdi, and Leif Haugen", "Leif Haugen", PARENT),
        ("Jane Larson (Emma's mom) came", "Jane Larson", PARENT),
        ("Jane Larson, Emma's mom, came", "Jane Larson", PARENT),
        ("Jane Larson, mother of Emma, came", "Jane Larson", PARENT),
        ("Pang Vang is Tou's grandma", "Pang Vang", PERSON),
        ("Tou's grandmother Mai Xiong", "Mai Xiong", PERSON),
        ("Tou's great-aunt, Mai Xiong", "Mai Xiong", PERSON),
        ("Emma and her mother Dr. Jane Larson", "Jane Larson", PARENT),
        ("Diego y su papá Luis", "Luis", PARENT),
        ("Jane Larson (Emma's mom's boss) came", "Jane Larson", None),
        ("Tou's cousin Mai Xiong", "Mai Xiong", None),
        ("the parents liked it. Bob Miller came", "Bob Miller", None),
        ("my mom Jane Larson", "Jane Larson", None),
    ],
)
def test_kin_tells_the_label(text: str, name: str, kind: str | None) -> None:
    seen = plain(text).text
    start = seen.index(name)
    assert read_kinship().of(seen, Mention(start, start + len(name), tuple(name.split()))) == kind


@pytest.mark.parametrize(
    ("text", "people", "mended"),
    [
        (
            "Thanks to parents Bob and Sue Miller!",
            [("Bob", Role.STUDENT, ""), ("Sue Miller", Role.STUDENT, "")],
            "Thanks to Parent A and Parent B!",
        ),
        (
            "Thanks, Jane Larson (Emma's mom)!",
            [("Jane Larson", Role.STUDENT, ""), ("Emma", Role.STUDENT, "")],
            "Thanks, Parent A (Student A's mom)!",
        ),
        (
            "Tou's grandmother Mai Xiong sang",
            [("Tou", Role.STUDENT, ""), ("Mai Xiong", Role.STUDENT, "")],
            "Student A's grandmother Person A sang",
        ),
        (
            "Emma and her mother Dr. Jane Larson sang",
            [("Emma", Role.STUDENT, ""), ("Jane Larson", Role.COLLEAGUE, "dr")],
            "Student A and her mother Parent A sang",
        ),
    ],
)
def test_kin_outranks_a_title_and_the_words_around(
    text: str, people: list[tuple[str, Role, str]], mended: str
) -> None:
    namer = Namer(read_recipe().languages["en"].labels, plain(text))
    known: list[Person] = [person(text, name, role=role, title=title) for name, role, title in people]
    assert applied(text, namer.edits(known)) == mended
