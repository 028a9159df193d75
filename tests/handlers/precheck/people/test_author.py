"""Who is the author of a draft, and who only stands where authors do."""

import pytest

from handlers.precheck.people.role import Role
from handlers.precheck.sentences import sentences
from tests.handlers.precheck.people.test_roles import CAST


def authors(text: str) -> list[str]:
    people = CAST.people(sentences(text))
    return [" ".join(one.mentions[0].words) for one in people if one.role is Role.ONESELF]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I'm Hodan Abdi, your new bus driver", "Hodan Abdi"),
        ("I'm your new bus driver, Tou Xiong, and I say hi", "Tou Xiong"),
        ("I am a para named Mai Vang", "Mai Vang"),
        ("Welcome! My name is Nodin Kingbird and I teach art.", "Nodin Kingbird"),
        ("Hi all, name's Fadumo", "Fadumo"),
        ("Hola, soy Mateo Castillo y cocino", "Mateo Castillo"),
        ("Me llamo Ximena Morales", "Ximena Morales"),
        ("Soy la Sra. Reyes", "Reyes"),
        ("Hi all, Hodan Abdi here with your bus news", "Hodan Abdi"),
        ("Hodan Abdi here. I drive bus 9.", "Hodan Abdi"),
        ("Tou signing off for the summer", "Tou"),
        ("Good morning, this is Coach Reyes.", "Reyes"),
        ("it's Ms. Olson from room 12", "Olson"),
        ("Hey everybody it's Linh from the lunch line", "Linh"),
        ("Hi everyone, it's Avin, I run the fryer", "Avin"),
        ("If it has a typo, it's me, Noah", "Noah"),
        ("Coach Lindqvist here with the scores", "Lindqvist"),
        ("not 2 hours early Hodan (that's me)", "Hodan"),
        ("Nothing more today. Tou, signing off", "Tou"),
        ("Bring mittens.\n\nLove, Ayaan", "Ayaan"),
        ("Bring mittens.\n\nLove,\nMrs. Nguyen \U0001f41d", "Nguyen"),
        ("Bring mittens. xo Ms. Haddad", "Haddad"),
        ("Bring mittens.\nYours among the shelves,\nMs. Okoye, the librarian", "Okoye"),
        ("Bring mittens.\n- Tou Xiong", "Tou Xiong"),
        ("Bring mittens.\n--Coach Reyes", "Reyes"),
        ("Bring mittens.\n- Noah Berg, Horizon Middle School", "Noah Berg"),
        ("Bring mittens. - Noah Berg, Horizon Middle School", "Noah Berg"),
        ("Bring mittens.\nMrs. Rasul, room 140", "Rasul"),
    ],
)
def test_who_is_introduced_or_signs(text: str, name: str) -> None:
    assert authors(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Winners tonight: Student A\n- Tou Xiong\n- Fadumo Warsame",
        "- Student A\n- Noah Berg\n- Tou Xiong\nmade honor roll",
        "Winners tonight:\n- Tou Xiong",
        '"School is a second home."\n- Tou Xiong',
        '"School is a second home." - Noah Berg, Horizon Middle School',
        "So proud of them\nMs. Okoye\nMr. Kingbird",
        "I love Emma, Student A, and the rest of my 3rd hour crew.",
        "How we love Hodan",
        "It's Noah Berg next week and then it's Ava.",
        "Good morning, it's Hodan's turn.",
        "I put Emma in charge of the lights.",
        "I'm so proud of Ayaan",
        "I'm Ayaan's biggest fan",
        "yes I'm talking to you Linh",
        "The new kid's name is Mateo",
        "This is Ayaan with her trombone.",
        "A card from the girl herself: this is Pa Nhia, 8th grade",
        "We are so glad to have Nodin here!",
        "Nodin out sick again",
        "Linh Nguyen here. Suspended again!",
        "Linh Nguyen here with no homework.",
        "Mateo Castillo signing off from math for good, he failed.",
        "Nobody thanks him, so I will.\n\nMr. Khoury has played for us",
        "a wish,\nMrs. Rask: no, it isn't personal",
    ],
)
def test_who_only_stands_where_authors_do(text: str) -> None:
    assert authors(text) == []
