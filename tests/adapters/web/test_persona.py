import pytest

from adapters.web.persona import Persona, cast
from handlers.conversation.actor import Channel
from handlers.errors import SetupError


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Sam Lindqvist", "SL"),
        ("Sam van der Berg", "SB"),
        ("Sam", "S"),
        ("", "A"),
        ("\u00f6zg\u00fcr \u0131\u015f\u0131k", "\u00d6I"),
    ],
)
def test_initials_are_those_of_first_and_last_name(name: str, initials: str) -> None:
    assert Persona("a@schools.example", name, "Teacher").initials == initials


def test_a_persona_speaks_under_its_own_address() -> None:
    actor = Persona("a@schools.example", "Ann", "Teacher").actor
    assert (actor.channel, actor.key, actor.name) == (Channel.WEB, "a@schools.example", "Ann")


def test_nobody_is_no_cast() -> None:
    with pytest.raises(SetupError, match="at least one person"):
        cast([])


def test_one_address_is_one_person() -> None:
    ann = Persona("a@schools.example", "Ann", "Teacher")
    bob = Persona("a@schools.example", "Bob", "Coach")
    with pytest.raises(SetupError, match="same e-mail address"):
        cast([ann, bob])
