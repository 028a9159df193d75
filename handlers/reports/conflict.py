"""Who of the district is named in a report, and so must get no signal that it exists."""

import re
from collections.abc import Collection, Mapping

from handlers.district.model import District, Person
from handlers.spelling.reading import plain

_NOT_NAMES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "phd", "edd", "md", "ma", "med", "mr", "mrs", "ms", "mx", "dr"}
)
_SHORTEST_NAME = 3
_RANKS_BELOW = frozenset({"assistant", "asst", "associate", "deputy", "vice", "interim"})


def involved_people(
    answers: Mapping[str, str], marked: Collection[str], district: District
) -> frozenset[str]:
    """The e-mail addresses of everybody marked by the reporter or named anywhere in the answers.

    Any part of a name, another name people use, an address or a title ("the principal") is enough,
    however it is spelled or disguised: somebody left out wrongly costs a step of the ladder,
    somebody told wrongly cannot be undone.
    """
    words = _words(" ".join(answers.values()))
    return frozenset(marked) | {person.email for person in district.people if _is_named(person, words)}


def meant_people(answers: Mapping[str, str], marked: Collection[str], district: District) -> frozenset[str]:
    """Those of them who are certainly meant: marked, or named in full or by a title of their own.

    A part of a name may belong to a student. It keeps its bearer out, but nobody who works for them.
    """
    words = _words(" ".join(answers.values()))
    return frozenset(marked) | {person.email for person in district.people if _is_meant(person, words)}


def _is_named(person: Person, words: list[str]) -> bool:
    parts = [[part] for part in _words(person.name) if len(part) >= _SHORTEST_NAME and part not in _NOT_NAMES]
    others = [_words(name) for name in (person.role, person.email, *person.also_called)]
    return any(_places(words, name) for name in (*parts, *others))


def _is_meant(person: Person, words: list[str]) -> bool:
    name = [part for part in _words(person.name.partition(",")[0]) if part not in _NOT_NAMES]
    by_title = any(i == 0 or words[i - 1] not in _RANKS_BELOW for i in _places(words, _words(person.role)))
    return by_title or any(_places(words, _words(other)) for other in (" ".join(name), person.email))


def _places(words: list[str], name: list[str]) -> list[int]:
    """Where the name begins; a plural or possessive s at its end counts as the name."""
    size = len(name)
    if not size:
        return []
    ends = {name[-1], f"{name[-1]}s", f"{name[-1]}es"}
    starts = range(len(words) - size + 1)
    return [i for i in starts if words[i : i + size - 1] == name[:-1] and words[i + size - 1] in ends]


def _words(text: str) -> list[str]:
    """Letters and digits in words as a reader sees them: O'Brien is one word, Smith-Jones are two."""
    seen = plain(text).text.casefold().replace("'", "").replace("\u2019", "")
    return re.findall(r"[^\W_]+", seen)
