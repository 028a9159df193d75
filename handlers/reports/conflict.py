"""Who of the district is named in a report, and so must get no signal that it exists."""

import unicodedata
from collections.abc import Collection, Mapping

from handlers.district.model import District, Person


def involved_people(
    answers: Mapping[str, str], marked: Collection[str], district: District
) -> frozenset[str]:
    """The e-mail addresses of everybody marked by the reporter or named anywhere in the answers.

    A surname, another name people use, an address or the first part of a title ("the principal")
    is enough: somebody left out wrongly costs a step of the ladder, somebody told wrongly cannot
    be undone.
    """
    words = _words(" ".join(answers.values()))
    named = {person.email for person in district.people if _is_named(person, words)}
    return frozenset(named | set(marked))


def _is_named(person: Person, words: list[str]) -> bool:
    surname = _words(person.name)[-1:]
    role = _words(person.title.partition(",")[0])
    names = [surname, role, _words(person.email), *(_words(name) for name in person.also_called)]
    return any(name and _holds(words, name) for name in names)


def _holds(words: list[str], name: list[str]) -> bool:
    size = len(name)
    return any(words[i : i + size] == name for i in range(len(words) - size + 1))


def _words(text: str) -> list[str]:
    """Letters and digits in words, without case, accents or a possessive s."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("'s ", " ").replace("\u2019s ", " "))
    return "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
