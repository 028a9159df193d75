"""One name that a draft writes in pieces: `Jenny "JJ" Larson` with a nickname, `Larson, Emma` in a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.precheck.mending.beside import may_be_name
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.names import NameModel
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Person

_FIRST = (Role.FAMILY, Role.ONESELF, Role.PARENT, Role.STUDENT, Role.COLLEAGUE, Role.PUBLIC, Role.SOMEBODY)
"""Whose role is the whole name's, where its pieces were taken for different people."""


@dataclass(frozen=True, slots=True)
class Joints:
    """Patterns with regard to case, whose first group is the whole name.

    The second is its first piece and the third its last. In `nicknamed` a nickname stands between them;
    `inverted` begins an item of a list with the surname, and `closed` finds itself after it.
    """

    nicknamed: Any
    inverted: Any
    closed: Any


@dataclass(frozen=True)
class Pieces:
    """Puts the pieces in one plain reading together."""

    text: str = field(repr=False)
    joints: Joints
    model: NameModel = field(repr=False)

    def joined(self, people: Sequence[Person]) -> list[Person]:
        """The people, with one person for each name in pieces."""
        left = list(people)
        for name in [*self._nicknamed(people), *self._inverted()]:
            parts = [person for person in left if any(_meet(m, name) for m in person.mentions)]
            if parts and self._are_pieces(name, parts):
                left = [person for person in left if person not in parts]
                left.append(_one(name, parts))
        return sorted(left, key=lambda person: person.mentions[0].start)

    def _nicknamed(self, people: Sequence[Person]) -> Iterator[Mention]:
        known = {word for person in people for m in person.mentions for word in m.words}
        for found in self.joints.nicknamed.finditer(self.text):
            first, last = found.group(2), found.group(3)
            if all(one in known or self._is_name(one) for one in (first, last)):
                between = self.text[found.end(2) : found.start(3)].strip(" ()\"'").split()
                nick = [word for word in between if len(between) == 1 or self._is_name(word)]
                yield Mention(found.start(1), found.end(1), (first, *nick, last))

    def _inverted(self) -> Iterator[Mention]:
        for found in self.joints.inverted.finditer(self.text):
            last, first = found.group(2), found.group(3)
            closes = self.joints.closed.search(self.text[found.end(1) :][:2])
            if closes and self._is_name(last) and self._is_name(first):
                yield Mention(found.start(1), found.end(1), (first, last))

    def _is_name(self, word: str) -> bool:
        return may_be_name(self.model, word, shouted=True) and not self.model.holds("common", word.lower())

    @staticmethod
    def _are_pieces(name: Mention, parts: Sequence[Person]) -> bool:
        """Whether no name goes on beyond: in `Emma Larson, Noah` stand two people."""
        met = [m for person in parts for m in person.mentions if _meet(m, name)]
        return all(name.start <= m.start and m.end <= name.end for m in met)


def _one(name: Mention, parts: Sequence[Person]) -> Person:
    everywhere = sorted((m for person in parts for m in person.mentions), key=lambda m: m.start)
    title = next((m.title for m in everywhere if _meet(m, name) and m.title), "")
    whole = Mention(name.start, name.end, name.words, title)
    others = [m for m in everywhere if not _meet(m, name)]
    roles = {person.role for person in parts}
    role = next((one for one in _FIRST if one in roles), parts[0].role)
    return Person(role, tuple(sorted([*others, whole], key=lambda m: m.start)))


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
