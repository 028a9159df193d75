"""Marks of learning, such as a grade or a score: the clause that tells one goes, and the rest still reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import re2

from handlers.precheck.mending.clauses import Clause, clauses, without
from handlers.precheck.sentences import Sentences

Span = tuple[int, int]
_STOP = re2.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class Marks:
    """Patterns for marks of learning.

    `told` finds a verb and the mark after it, `noun` a mark alone, its first group the preposition before
    it; neither counts in a clause that is `open` to all, such as a team's score. `person` is a word for
    somebody, `subject` one that opens a clause of its own, and its first group goes with the verb before:
    `she`, for whom the clause before has told. A clause that is `relative` goes alone before one that goes
    `onward` from the one before it.
    """

    told: Any
    noun: Any
    open: Any
    person: Any
    subject: Any
    relative: Any
    onward: Any


@dataclass(frozen=True)
class Marked:
    """Takes marks out of one plain reading."""

    marks: Marks
    split: Sentences = field(repr=False)

    def cuts(self, named: list[Span], found: list[Span]) -> Iterator[Span]:
        """What to take out of the sentences in which somebody is `named`, or something was `found`.

        A sentence that only speaks of somebody as `she` counts after one that names somebody.
        """
        text, before = self.split.text, False
        for first, last in self.split.spans:
            holds = any(start < last and first < end for start, end in (*named, *found))
            meant = holds or (before and self.marks.person.search(text[first:last]) is not None)
            if meant:
                yield from self._of(first, last)
            before = meant

    def _of(self, first: int, last: int) -> Iterator[Span]:
        text = self.split.text
        met = [m.span() for m in self.marks.told.finditer(text[first:last])]
        alone = [m.span() for m in self.marks.noun.finditer(text[first:last])]
        met += [one for one in alone if not any(one[0] < end and start < one[1] for start, end in met)]
        spans = sorted((first + start, first + end) for start, end in met)
        parts = clauses(text, first, last, spans)
        marked = {
            at
            for at, part in enumerate(parts)
            if any(start < part.end and part.start < end for start, end in spans)
            and self.marks.open.search(text[part.start : part.end]) is None
        }
        if not marked:
            return
        if len(marked) == 1 and (cut := self._within(parts, min(marked), spans)):
            yield cut
        elif len(marked) == len(parts) or any(
            self._is_bound(parts, at, marked, spans) for at in range(len(parts))
        ):
            yield first, first + len(text[first:last].rstrip("\n"))
        else:
            yield from without(text, parts, marked)

    def _within(self, parts: list[Clause], at: int, spans: list[Span]) -> Span | None:
        """The verb with its mark up to the verb of the next clause, or a mark at the end; None elsewhere."""
        part, text = parts[at], self.split.text
        start, end = next(span for span in spans if span[0] < part.end and part.start < span[1])
        if not text[part.start : start].strip():
            return None
        if self.marks.told.match(text[start:end]) is None:
            ends_there = at + 1 == len(parts) or self._stands(parts[at + 1])
            led = self.marks.noun.match(text[start:end])
            return (start, part.end) if ends_there and led and led.group(1) else None
        if at + 1 == len(parts):
            return None
        following = parts[at + 1]
        if self._is_aside(parts, at) or _STOP.search(text[start : following.start]):
            return None
        said = self.marks.subject.search(text[following.start : following.end])
        if said is None:
            return start, following.start
        return (start, following.start + said.end(1)) if said.group(1) else None

    def _is_bound(self, parts: list[Clause], at: int, marked: set[int], spans: list[Span]) -> bool:
        """Whether a clause hangs on one that would go: for its subject, or as the other half of a subject.

        In `Thuy and Tou failed the test` both did.
        """
        part, text = parts[at], self.split.text
        if at not in marked:
            return at - 1 in marked and not self._stands(part) and not self._is_aside(parts, at - 1)
        start = next(span[0] for span in spans if span[0] < part.end and part.start < span[1])
        said = self.marks.subject.search(text[part.start : part.end])
        shared = text[part.lead : part.start].strip().lower() in {"and", "or"} and start > part.start
        return at - 1 not in marked and shared and not (said and said.group(1))

    def _is_aside(self, parts: list[Clause], at: int) -> bool:
        """Whether a clause only says more of somebody, and the next goes on with what was said before it."""
        text, part, following = self.split.text, parts[at], parts[at + 1]
        says = self.marks.relative.search(text[part.start : part.end]) is not None
        return says and self.marks.onward.search(text[following.start : following.end]) is not None

    def _stands(self, part: Clause) -> bool:
        """Whether a clause has a subject of its own."""
        return self.marks.subject.search(self.split.text[part.start : part.end]) is not None
