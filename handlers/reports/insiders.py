"""Whether what somebody wrote for an agency is the district itself, or one of its people."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from handlers.district.model import District, Person
from handlers.reports.naming.people import ADDRESSED
from handlers.reports.naming.words import folded_case
from handlers.spelling.reading import plain

_FILE = Path(__file__).parent / "insiders.toml"
_APOSTROPHES = re.compile(r"['\u2019]")
_INITIAL = re.compile(r"\b(\w)\.(?=\w\b)")
_WORD = re.compile(r"[^\W_]+")

_Phrase = tuple[str, ...]


def is_the_district(written: str, district: District) -> bool:
    """Whether all of this names the district: itself, a site, its people, their titles, or "my boss".

    One word that is none of these makes it free text: Moorhead is the district, Moorhead Police is not. To
    tell a supervisor does not discharge the duty (260E.06 subd. 1: welfare agency, police or sheriff).
    """
    words = _words(written)
    phrases = {phrase for phrase in _phrases(district) if phrase}
    longest = max(map(len, phrases))
    reached = {0}
    for end in range(1, len(words) + 1):
        sizes = range(1, min(longest, end) + 1)
        if any(end - size in reached and words[end - size : end] in phrases for size in sizes):
            reached.add(end)
    return bool(words) and len(words) in reached


def _phrases(district: District) -> Iterator[_Phrase]:
    names = (district.name, *district.known_as, *(site.name for site in district.sites))
    yield from map(_words, (*names, *_listed("words")))
    for person in district.people:
        yield from _of_person(person)


def _of_person(person: Person) -> Iterator[_Phrase]:
    called = (person.name, person.email, person.title, person.role, *person.also_called)
    yield from map(_words, called)
    family = _words(person.name)[-1:]
    for before in (person.role, *person.also_called, *ADDRESSED):
        yield (*_words(before), *family)


def _words(written: str) -> _Phrase:
    """In the form in which they are compared; initials with points (A.P.) are one word."""
    seen = _APOSTROPHES.sub("", plain(written).text)
    found = [folded_case(word) for word in _WORD.findall(_INITIAL.sub(r"\1", seen))]
    return tuple(word for word in found if word not in _listed("small"))


@cache
def _listed(key: str) -> tuple[str, ...]:
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))[key])
