"""Whoever is to be named no more, and every way a text can still say who that is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby

import re2

from handlers.precheck.mending.tokens import Token, key, tokens
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.names import NameModel
from handlers.precheck.people.parts import read_parts
from handlers.precheck.people.roles import Person
from handlers.spelling.reading import Reading, bare

WITHIN = 4
"""Letters of a name that show it within a hashtag, a handle or a joined word."""
SHORTEST = 3
"""Letters left of a name drawn out by one letter more that still show it."""
LONGEST = 24
"""Letters of a name looked for within a word."""
_INITIALS = re2.compile(r"[0-9] ?[AP]\.?M\b|\b((?:\p{Lu}\.){2,4}|\p{Lu}{2,4}\b)")
_OPENING = ".!?\u2026\n\"'(:"
_LOOSE = frozenset({"al", "da", "di", "el"})
"""Of the particles that join nothing of themselves, those that are hardly names: `Le` and `Do` are."""


@dataclass(frozen=True, slots=True)
class Known:
    """One person with all mentions, the keys of the names, and the role the draft shows."""

    people: tuple[Person, ...] = field(repr=False)
    keys: frozenset[str] = field(repr=False)

    @property
    def mentions(self) -> list[Mention]:
        """Every mention, in order."""
        return sorted((m for person in self.people for m in person.mentions), key=lambda m: m.start)


@dataclass(frozen=True)
class Circle:
    """The people of one draft whose names go. `text` is the draft's plain reading."""

    members: Sequence[Known]
    model: NameModel = field(repr=False)

    @cached_property
    def owners(self) -> Mapping[str, int | None]:
        """By each key whose it is; None where two share it."""
        found: dict[str, int | None] = {}
        for place, known in enumerate(self.members):
            for one in known.keys:
                found[one] = None if one in found else place
        return found

    @cached_property
    def _drawn(self) -> frozenset[str]:
        """The keys with every run of a letter as one, as a name drawn out is compared."""
        return frozenset(map(_squeezed, self.owners))

    def owner(self, text: str, token: Token) -> int | None:
        """Who is named by a word that stands alone, if it is plain who."""
        one = token.key
        if self._is_word(one) and is_opening(text, token.start):
            return None
        return self.owners.get(one) if self._is_meant(token, one) else None

    def names(self, token: Token) -> bool:
        """Whether a token names anybody of the circle, alone, in a part of it, or joined to other words."""
        parts = [one for _, _, one in token.pieces]
        said = {token.key, *parts}
        if any(self._is_meant(token, one) for word in said for one in (word, word.removesuffix("s"))):
            return True
        if self._is_drawn_out(token):
            return True
        return any(one in self.owners and not self._is_word(one) for one in _within(token.key))

    def left_in(self, reading: Reading) -> bool:
        """Whether a text still names anybody, by initials too, or with letters spaced out or disguised."""
        undone = bare(reading).text
        said = {(found.group(1) or "").replace(".", "") for found in _INITIALS.finditer(reading.text)}
        return (
            not said.isdisjoint(self._initials)
            or any(self.names(token) for token in tokens(reading.text))
            or any(self.names(token) for token in tokens(undone))
        )

    def _is_drawn_out(self, token: Token) -> bool:
        """Whether a token is a name with letters drawn out, as `Emmmmma` is Emma and `Maiiii` Mai."""
        whole, drawn = token.key, _squeezed(token.key)
        if drawn == whole or not self._drawn & {drawn, drawn.removesuffix("s")}:
            return False
        if _is_long_drawn(whole):
            return token.is_capital or not self._is_word(drawn)
        return len(drawn) >= SHORTEST and not (self._is_word(drawn) or self._is_word(whole))

    @cached_property
    def _initials(self) -> frozenset[str]:
        """The initials of everybody's names, of all and of the first and the last."""
        mentions = (mention for known in self.members for mention in known.mentions)
        every = ("".join(word[0] for word in mention.words) for mention in mentions)
        return frozenset(
            one.upper() for whole in every if len(whole) > 1 for one in (whole, whole[0] + whole[-1])
        )

    def _is_meant(self, token: Token, one: str) -> bool:
        """Whether a key is said as a name: one that is also a word must be written as a name is."""
        if one not in self.owners:
            return False
        return token.is_capital if self._is_word(one) else True

    def _is_word(self, one: str) -> bool:
        return self.model.holds("common", one)


def circle(people: Iterable[Person], model: NameModel) -> Circle:
    """The people with those that are one put together: a name written in two ways, or said once more."""
    groups: list[list[Person]] = []
    known: dict[str, list[Person]] = {}
    for person in sorted(people, key=lambda p: p.mentions[0].start):
        whole = {key("".join(mention.words)) for mention in person.mentions}
        group = next((known[one] for one in whole if one in known), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(person)
        for one in whole | {key(mention.words[0]) for mention in person.mentions}:
            known.setdefault(one, group)
    return Circle([Known(tuple(group), frozenset(_keys(group))) for group in groups], model)


def is_opening(text: str, start: int) -> bool:
    """Whether a sentence begins here, where a capital tells nothing."""
    before = text[max(0, start - 4) : start].rstrip(" ")[-1:]
    return not before or before in _OPENING


def _keys(people: Sequence[Person]) -> Iterator[str]:
    for mention in (m for person in people for m in person.mentions):
        parts = [key(word) for word in mention.words]
        yield "".join(parts)
        for one in parts:
            if len(one) > 1 and one not in _particles():
                yield one
        for word in mention.words:
            yield from (one for part in word.split("-") if len(one := key(part)) > 2)
        if len(parts) > 1 and parts[0] and parts[-1]:
            yield from (parts[0][0] + parts[-1], parts[0] + parts[-1][0])


@cache
def _particles() -> frozenset[str]:
    """The words of particles, of which none tells who is named."""
    return frozenset(word for one in read_parts().particles for word in one.split()) | _LOOSE


def _squeezed(word: str) -> str:
    """With every run of a letter as one: how often it was written is the author's mood."""
    return "".join(letter for letter, _ in groupby(word))


def _is_long_drawn(word: str) -> bool:
    """Whether a letter stands three times on end, which no spelling asks for."""
    return any(len(list(run)) > 2 for _, run in groupby(word))


def _within(word: str) -> Iterator[str]:
    for start in range(len(word) - WITHIN + 1):
        for end in range(start + WITHIN, min(len(word), start + LONGEST) + 1):
            yield word[start:end]
