"""Where the author signs or says who writes: guideline III.E asks for real names, so that name stays."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from handlers.precheck.people.roles import Person


@dataclass(frozen=True, slots=True)
class Signs:
    """Patterns with regard to case, whose last group found is the author's name.

    `closing` ends a draft with a signature; `opening` and `introducing` say who writes. `listed` finds a
    line of a list, in which nobody signs, and `asked` the end of what a name answers or is quoted by.
    """

    closing: Any
    opening: Any
    introducing: Any
    listed: Any
    asked: Any


@dataclass(frozen=True)
class Signature:
    """Where one plain reading tells its author."""

    text: str = field(repr=False)
    signs: Signs

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The stretches that name the author, half-open: at the end, or where the author says who writes."""
        found = [_name(match) for match in self.signs.introducing.finditer(self.text)]
        found += [_name(match) for match in self.signs.opening.finditer(self.text)]
        closing = self.signs.closing.search(self.text)
        if closing and not self._is_told_of(_name(closing)[0]):
            found.append(_name(closing))
        return found

    @property
    def masked(self) -> str:
        """The text with the author's names in small letters, which no look for names takes for one."""
        text = self.text
        for start, end in self.spans:
            text = text[:start] + "x" * (end - start) + text[end:]
        return text

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch lies where the author is named."""
        return any(first < end and start < last for first, last in self.spans)

    def others(self, people: Iterable[Person]) -> list[Person]:
        """The people with the mentions of them that do not name the author."""
        left = ((p, tuple(m for m in p.mentions if not self.holds(m.start, m.end))) for p in people)
        return [replace(person, mentions=mentions) for person, mentions in left if mentions]

    def _is_told_of(self, at: int) -> bool:
        """Whether a name at the end is a list's, or answers or is quoted by what stands before it."""
        before = self.text[:at].rstrip(" -~")
        lines = [line for line in before.splitlines() if line.strip()]
        is_listed = bool(lines) and self.signs.listed.search(lines[-1]) is not None
        return is_listed or self.signs.asked.search(before.rstrip()) is not None


def _name(match: Any) -> tuple[int, int]:
    start, end = next(match.span(group) for group in range(match.re.groups, 0, -1) if match.group(group))
    return int(start), int(end)
