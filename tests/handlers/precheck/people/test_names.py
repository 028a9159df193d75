"""What is a name, and what only looks like one."""

import pytest

from handlers.precheck.people.mentions import mentions, same_person
from handlers.precheck.people.names import name_model, words_of


def named(text: str) -> list[str]:
    return [text[m.start : m.end] for m in mentions(words_of(text), name_model())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Emma Larson came back to school today", ["Emma Larson"]),
        ("Thank you, Abdirahman!", ["Abdirahman"]),
        ("Luke W.'s grandma and Tou Xiong came", ["Luke W", "Tou Xiong"]),
        ("So Mrs. Abdi emailed me", ["Abdi"]),
        ("Coach Van Dinh won, says the ELL office", ["Van Dinh"]),
        ("we miss the Nguyens already", ["Nguyens"]),
        ("kevin ate a glue stick", ["kevin"]),
        ("Go team, see you on Tuesday in the gym!", []),
        ("May I ask who will mark the grades in April?", []),
        ("Vitamin K and Plan B", []),
        ("", []),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_a_possessive_is_not_part_of_the_name() -> None:
    (word, other) = words_of("Tou's dad")
    assert (word.text, word.start, word.end, other.text) == ("Tou", 0, 3, "dad")


def test_parts_of_one_name_are_one_person() -> None:
    whole, short, other = mentions(words_of("Emma Larson. Thanks, Emma! Emma Berg."), name_model())
    assert same_person(whole, short)
    assert not same_person(whole, other)


def test_the_lists_forget_what_they_hold() -> None:
    model = name_model()
    assert model.holds("given", "emma")
    assert not any(b"emma" in bits for bits in model.lists.values())
