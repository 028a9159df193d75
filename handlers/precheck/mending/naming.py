"""Names in a draft become Student A, Teacher A, Parent A: one person, one label."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import re2

from handlers.precheck.mending.edit import Edit
from handlers.precheck.mending.recipe import Labels
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Person
from handlers.spelling.reading import Reading

KNOWN = frozenset({Role.STUDENT, Role.PARENT, Role.COLLEAGUE})
"""Roles whose names are replaced."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEAD = re2.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|miss|mx|dr|sra?|coach|principal|profe|nurse|maestr[oa]|ap|superintendent|mister"
    r"|madame|officer|senora?)\.? ?)$"
)
_NOUN = r"(?i)\b(?:little |lil )?{noun},? $"
_FAMILY = re2.compile(r"(?i)^(?: famil(?:y|ies)\b)")
_TEACHING = {"profe", "maestra", "maestro", "madame", "senor", "senora"}
_FORMAL = frozenset({"mr", "mrs", "ms", "miss", "mx", "mister", "sr", "sra", "dr"} | _TEACHING)
_IN_SCHOOL = re2.compile(
    r"(?i)\b(?:my|our|this|the) (?:\w{1,10} ){0,2}(?:students?|class|kids?|kiddos?|homeroom|team"
    r"|(?:[1-9](?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth)[ \-]"
    r"(?:hour|period|grade|graders))\b"
)


@dataclass(frozen=True)
class Namer:
    """Writes labels in the place of names. `labels` are the data file's."""

    labels: Labels
    reading: Reading = field(repr=False)

    def edits(self, people: Sequence[Person]) -> Iterator[Edit]:
        """The changes for these people, in all their mentions."""
        used: Counter[str] = Counter()
        for person in sorted(people, key=lambda p: p.mentions[0].start):
            kind = self._kind(person)
            number = used[kind]
            letter = _LETTERS[number] if number < len(_LETTERS) else str(number + 1)
            used[kind] += 1
            for mention in person.mentions:
                yield self._edit(mention, getattr(self.labels, kind), letter)

    def _edit(self, mention: Mention, label: str, letter: str) -> Edit:
        text = self.reading.text
        start, end = mention.start, mention.end
        before = text[max(0, start - 24) : start]
        if label == self.labels.family:
            start -= len("the ")
        elif lead := _LEAD.search(before):
            start -= len(lead.group())
        elif noun := re2.search(_NOUN.format(noun=label), before):
            start -= len(noun.group())
        if label == self.labels.family and (found := _FAMILY.search(text[end : end + 12])):
            end += len(found.group())
        if text[end : end + 1] == "." and len(mention.words[-1]) == 1 and text[end + 1 : end + 2].strip():
            end += 1  # the stop of an initial
        return Edit(*self.reading.span(start, end), f"{label} {letter}")

    def _kind(self, person: Person) -> str:
        titles = {mention.title for mention in person.mentions if mention.title}
        if any(self._is_household(mention) for mention in person.mentions):
            return "family"
        if person.role is Role.PARENT:
            return "parent"
        if person.role is Role.STUDENT:
            return "student"
        if "coach" in titles:
            return "coach"
        if titles & _FORMAL:
            return "teacher"
        if person.role is Role.COLLEAGUE:
            return "colleague"
        return "student" if _IN_SCHOOL.search(self.reading.text) else "person"

    def _is_household(self, mention: Mention) -> bool:
        text = self.reading.text
        before, after = (
            text[max(0, mention.start - 4) : mention.start].lower(),
            text[mention.end : mention.end + 10],
        )
        named = mention.words[-1]
        return before in {"the ", "los "} and (_FAMILY.search(after) is not None or named.endswith("s"))
