"""Who is still named beside a label: the rest of the same name, or somebody in the same list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.precheck.mending.beside import is_date, may_be_name
from handlers.precheck.people.names import NameModel
from handlers.precheck.people.parts import read_parts
from handlers.precheck.people.unnamed import read_unnamed

_LOOK = 96


@dataclass(frozen=True, slots=True)
class Bonds:
    """Patterns for what joins names to a label, with regard to case; a `_before` ends where a label begins.

    `labels` finds labels, `people` those that stand for pupils, parents and the like. A `particle` binds the
    parts of one name, but not after a verb of `said_to`; `joined` two people, `listed` takes in
    a comma, `owner` has somebody's coach or mother; the first group is the other name.
    `nickname`, `more` and `initial` are enough by themselves; `graded` finds a letter that is no initial.
    """

    labels: Any
    people: Any
    particle_before: Any
    said_to: Any
    particle_after: Any
    particle_between: Any
    joined_before: Any
    joined_after: Any
    listed_before: Any
    listed_after: Any
    owner_before: Any
    nickname_before: Any
    nickname_after: Any
    more: Any
    initial: Any
    graded: Any


@dataclass(frozen=True)
class Company:
    """The words beside the labels in one plain reading; `kept` are stretches that may be named."""

    text: str = field(repr=False)
    bonds: Bonds = field(repr=False)
    model: NameModel = field(repr=False)
    kept: Sequence[tuple[int, int]] = ()

    def tells(self) -> bool:
        """Whether a name is left that belongs to a label, or is told together with one."""
        spans = [found.span() for found in self.bonds.labels.finditer(self.text)]
        ends = {end for _, end in spans}
        return any(self._is_led(start, ends) or self._is_followed(end) for start, end in spans)

    def _is_led(self, at: int, ends: set[int]) -> bool:
        first = max(0, at - _LOOK)
        before = self.text[first:at]
        if self.bonds.nickname_before.search(before) or self._is_initial(before, first, ends):
            return True
        return (
            (
                not self._is_verb(before)
                and self._is_bound(self.bonds.particle_before, before, first, self._is_part)
            )
            or self._is_bound(self.bonds.joined_before, before, first, self._is_joined)
            or self._is_bound(self.bonds.listed_before, before, first, self._is_listed)
            or self._is_bound(self.bonds.owner_before, before, first, self._is_listed)
        )

    def _is_followed(self, at: int) -> bool:
        after = self.text[at : at + _LOOK]
        if self.bonds.nickname_after.search(after) or self._is_between(after):
            return True
        return (
            self._is_bound(self.bonds.more, after, at, lambda words: not any(map(is_date, words)))
            or self._is_bound(self.bonds.particle_after, after, at, self._is_part)
            or self._is_bound(self.bonds.joined_after, after, at, self._is_joined)
            or self._is_bound(self.bonds.listed_after, after, at, self._is_listed)
        )

    def _is_between(self, after: str) -> bool:
        """Whether only a particle stands between two labels, as in `Student A bin Student B`."""
        found = self.bonds.particle_between.search(after)
        return found is not None and self.bonds.people.match(after[found.end() :]) is not None

    def _is_verb(self, before: str) -> bool:
        """Whether a sentence opens with a verb for whom it is said to, as in `Felicito al Estudiante A`."""
        found = self.bonds.said_to.search(before)
        low = found.group(1).lower() if found else ""
        return bool(low) and not (self.model.holds("given", low) or self.model.holds("family", low))

    def _is_initial(self, before: str, first: int, ends: set[int]) -> bool:
        found = self.bonds.initial.search(before)
        if found is None or first + found.end(1) in ends:
            return False
        return self.bonds.graded.search(before) is None

    def _is_bound(self, bond: Any, near: str, first: int, is_name: Callable[[Sequence[str]], bool]) -> bool:
        """Whether what a bond leads to is a name that may not be told; `first` is where `near` begins."""
        found = bond.search(near)
        if found is None:
            return False
        start, end = first + found.start(1), first + found.end(1)
        if self.bonds.labels.match(self.text[start : start + _LOOK]):
            return False
        if any(one < end and start < other for one, other in self.kept):
            return False
        words = [word.removesuffix("'s") for word in found.group(1).split()]
        if is_date(words[0]) or read_unnamed().holds(words[0], begins=True):
            return False
        return is_name(words)

    def _is_part(self, words: Sequence[str]) -> bool:
        return may_be_name(self.model, words[0], shouted=False)

    def _is_joined(self, words: Sequence[str]) -> bool:
        """A surname alone is no person here: most are places, languages and schools."""
        low = words[0].lower()
        if len(words) > 1:
            return words[0].lower() in read_parts().firsts or self._is_whole(words)
        only_family = self.model.holds("family", low) and not self.model.holds("given", low)
        return may_be_name(self.model, words[0], shouted=False) and not only_family

    def _is_listed(self, words: Sequence[str]) -> bool:
        if len(words) > 1:
            return self._is_whole(words)
        return self.model.holds("given", words[0].lower()) and self._is_part(words)

    def _is_whole(self, words: Sequence[str]) -> bool:
        """Whether several words are a given name, or one on no list, and what may be a surname."""
        first, last = words[0].lower(), words[-1].lower()
        parts = read_parts()
        surname = self.model.holds("family", last) or may_be_name(self.model, words[-1], shouted=False)
        if first in parts.firsts:
            return surname and (last not in parts.ends or first in parts.verbs)
        if not may_be_name(self.model, words[0], shouted=False):
            return False
        return surname and (self.model.holds("given", first) or last not in parts.ends)
