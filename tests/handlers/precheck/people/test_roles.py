"""As what somebody is named."""

import pytest

from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import read_cast
from handlers.precheck.sentences import sentences
from tests.handlers.precheck.test_rulebook import BOOK

CAST = read_cast(BOOK.groups)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("So proud of my 3rd hour! Emma Larson came back today.", Role.STUDENT),
        ("Hodan's IEP is an inch thick", Role.STUDENT),
        ("Kevin in my class ate a glue stick", Role.STUDENT),
        ("Gustavo from the kitchen burned the buns", Role.COLLEAGUE),
        ("Then Mrs. Abdi walked out", Role.COLLEAGUE),
        ("Hi Jenna, your daughter was late again", Role.PARENT),
        ("My daughter Signe made lefse", Role.FAMILY),
        ("Tonight I saw Leif, my son, skate", Role.FAMILY),
        ("We read a poem by Louise Erdrich", Role.PUBLIC),
        ("The Emma Larson Park is closed", Role.PLACE),
        ("that new girl from Kenya in my 3rd hour gave a great speech", Role.PLACE),
        ("a kid from Somalia in my 3rd hour sang today", Role.PLACE),
        ("A card from Kenya, a 3rd grader, made my day", Role.STUDENT),
        ("I'm Denise and I drive bus 9", Role.ONESELF),
        ("Our hamster, Emma, is asleep", Role.ANIMAL),
        ('A man named "Officer Kevin" wanted her bank card', Role.PUBLIC),
        ("Honestly Denise made it worth it", Role.SOMEBODY),
    ],
)
def test_roles(text: str, role: Role) -> None:
    assert [person.role for person in CAST.people(sentences(text))] == [role]


def test_one_person_has_one_role_for_all_mentions() -> None:
    text = "Emma Larson! She tries. Emma in my class is the kindest. Oh, Emma."
    (person,) = CAST.people(sentences(text))
    assert (person.role, len(person.mentions)) == (Role.STUDENT, 3)
