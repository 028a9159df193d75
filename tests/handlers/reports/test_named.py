"""What is written down of names keeps the same people out again."""

import pytest

from handlers.reports.conflict import involved_people, meant_people
from handlers.reports.named import Named
from tests.handlers.reports.desk import DISTRICT


@pytest.mark.parametrize("email", [person.email for person in DISTRICT.people])
def test_whoever_is_meant_or_marked_is_meant_again(email: str) -> None:
    person = DISTRICT.person(email)
    assert person
    for named in (
        Named.looked_for(person.name, DISTRICT),
        Named.looked_for("nobody", DISTRICT).with_marked([email]),
    ):
        again = {"": ", ".join(named.in_words())}
        assert email in involved_people(again, (), DISTRICT)
        assert email in meant_people(again, (), DISTRICT)


def test_a_part_of_a_name_stays_a_part() -> None:
    named = Named.looked_for("Solberg was late.", DISTRICT)
    assert list(named.in_words()) == ["Solberg"]
    again = {"": "Solberg"}
    assert "principal@schools.example" in involved_people(again, (), DISTRICT)
    assert "principal@schools.example" not in meant_people(again, (), DISTRICT)


def test_whoever_is_marked_too_is_meant() -> None:
    named = Named.looked_for("Solberg was late.", DISTRICT).with_marked(["principal@schools.example"])
    assert list(named.in_words()) == ["Marit Solberg (principal@schools.example)"]


def test_words_that_name_nobody_give_nothing() -> None:
    assert list(Named.looked_for("A student was late.", DISTRICT).in_words()) == []
