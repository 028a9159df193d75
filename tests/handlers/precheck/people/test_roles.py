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
        ("Shoutout to our custodian Bob Dahl, he is amazing.", Role.COLLEAGUE),
        ("Shoutout to our para Hope Larson, she is amazing.", Role.COLLEAGUE),
        ("Shoutout to our paraprofessional Fadumo Jama, she is amazing.", Role.COLLEAGUE),
        ("Shoutout to our bus driver Tou Xiong, he is the best.", Role.COLLEAGUE),
        ("Shoutout to our lunch lady Rosa Ortiz, she has the best smile.", Role.COLLEAGUE),
        ("Superintendent Lindqvist cut our budget and she is wrong", Role.COLLEAGUE),
        ("Principal Larson watched the Vikings with us", Role.COLLEAGUE),
        ("I'm Principal Dahl and this is my school", Role.ONESELF),
        ("Dr. King's letter was read aloud", Role.PUBLIC),
        ("Hi Jenna, she needs her inhaler", Role.PARENT),
        ("Jenna said she has a cold", Role.SOMEBODY),
        ("A boy of mine (name changed, I'll call him Liam) read a page aloud", Role.PUBLIC),
        ("My student Liam, not his real name, read a page aloud", Role.PUBLIC),
        ("Names changed: Liam fell and laughed", Role.PUBLIC),
        ("I've changed everyone's names. Liam fell.", Role.PUBLIC),
        ("The street names were changed last week. My student Liam Berg was late", Role.STUDENT),
        ("No names were changed. My student Liam fell", Role.STUDENT),
        ("I changed all the names except Liam's", Role.SOMEBODY),
        ("My student Liam Berg, not a pseudonym, sang", Role.STUDENT),
        ("My student Liam changed his name last year", Role.STUDENT),
        ("Hi Jenna, your daughter was late again", Role.PARENT),
        ("My daughter Signe made lefse", Role.FAMILY),
        ("Tonight I saw Leif, my son, skate", Role.FAMILY),
        ("We read a poem by Louise Erdrich", Role.PUBLIC),
        ("Tonight I watched Simone Biles fly", Role.PUBLIC),
        ("I love Emma and the rest of my 3rd hour crew", Role.STUDENT),
        ("We watched Emma skate. She's our goalie!", Role.SOMEBODY),
        ("Loved Fadumo's solo. One of my students, and so brave.", Role.STUDENT),
        ("We watched Hodan skate, and Student A was next", Role.SOMEBODY),
        ("The Emma Larson Park is closed", Role.PLACE),
        ("that new girl from Kenya in my 3rd hour gave a great speech", Role.PLACE),
        ("a kid from Somalia in my 3rd hour sang today", Role.PLACE),
        ("A card from Kenya, a 3rd grader, made my day", Role.STUDENT),
        ("I'm Denise and I drive bus 9", Role.ONESELF),
        ("Our hamster, Emma, is asleep", Role.ANIMAL),
        ('A man named "Officer Kevin" wanted her bank card', Role.PUBLIC),
        ("Shout out to Abdirahman Warsame!", Role.STUDENT),
        ("Shout-out to Abdirahman Warsame!", Role.STUDENT),
        ("The bus went out to Larson", Role.PLACE),
        ("Congrats to Lars van der Berg, a 5th grader", Role.STUDENT),
        ("Emma rides in the van", Role.ANIMAL),
        ("Honestly Denise made it worth it", Role.SOMEBODY),
        ("My own kid is sick, and Lars Dahl in 3rd hour failed the test again.", Role.STUDENT),
        ("My own kid is 9. Tou Xiong in my 3rd hour has autism.", Role.STUDENT),
        ("Noor Ali came to school without socks again, unlike my own kids.", Role.STUDENT),
        ("My son Ole and Khalid Farah from my 3rd hour got into a fight.", Role.STUDENT),
        ("My daughter Maya and my son made me cry at the dance", Role.FAMILY),
        ("Mateo Castillo told the class his dog ate his homework.", Role.STUDENT),
        ("Little Fadumo Jama wet herself on my field trip bus. My own son did that once", Role.STUDENT),
        ("Mr. Castillo was suspended", Role.COLLEAGUE),
        ("Tyler (not his real name) surprised me", Role.PUBLIC),
        ("Tyler (not his real name, ok yes it is) surprised me", Role.SOMEBODY),
        ("My student Ximena drew a horse", Role.STUDENT),
        ("Mai Vang is failing math.\n- Mai Vang", Role.STUDENT),
        ("So proud of Emma Larson, she got a 98 on her chemistry final!", Role.STUDENT),
        ("Tou Xiong just earned a B+ in our class", Role.STUDENT),
        ("Hi Maria, he got a C- in my class", Role.PARENT),
        ("I watched Nodin Kingbird get arrested.", Role.SOMEBODY),
        ("Watched Hodan Abdi cry over her math test.", Role.SOMEBODY),
        ("Story of Mateo Castillo: three suspensions.", Role.SOMEBODY),
        ("Linh Nguyen (2014) has ADHD.", Role.SOMEBODY),
        ("Linh Nguyen (2014) is worth a reading.", Role.PUBLIC),
        ("Character: Noah Berg, grade 7, suspended again.", Role.STUDENT),
        ("I love Emma Watson in this film. My 3rd hour agrees.", Role.PUBLIC),
        ("My 3rd hour failed the quiz on Toni Morrison's novel", Role.PUBLIC),
    ],
)
def test_roles(text: str, role: Role) -> None:
    assert [person.role for person in CAST.people(sentences(text))] == [role]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("My student Kia Yang's dad, Mr. Yang, fixed our tank. Mr. Yang!", [("Kia", 1), ("Yang", 2)]),
        ("My student Kia Yang, says Mr. Yang. Kia Yang", [("Kia", 3)]),
        ("Grandma of my student Zaynab, Khadija Farah, taught us", [("Zaynab", 1), ("Khadija", 1)]),
    ],
)
def test_a_parent_is_not_the_child(text: str, roles: list[tuple[str, int]]) -> None:
    people = CAST.people(sentences(text))
    assert [(person.mentions[0].words[0], len(person.mentions)) for person in people] == roles
    if len(people) > 1:
        assert [person.role for person in people] == [Role.STUDENT, Role.PARENT]


def test_a_particle_makes_nobody_the_same() -> None:
    text = "Luz de la Cruz sang. Mateo de la Rosa sang."
    assert len(CAST.people(sentences(text))) == 2


def test_one_person_has_one_role_for_all_mentions() -> None:
    text = "Emma Larson! She tries. Emma in my class is the kindest. Oh, Emma."
    (person,) = CAST.people(sentences(text))
    assert (person.role, len(person.mentions)) == (Role.STUDENT, 3)


@pytest.mark.parametrize(
    ("name", "is_sure"),
    [("Hope Larson", True), ("Mark Ortiz", True), ("Anna-Lena Berg", True), ("Kingbird", False)],
)
def test_a_given_name_that_is_a_word_is_sure_before_a_surname(name: str, is_sure: bool) -> None:
    (person,) = CAST.people(sentences(f"Congratulations to Mrs. {name}!"))
    assert CAST.is_surely_named(person) is is_sure
