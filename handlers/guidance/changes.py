"""What changed between two versions of a policy: paragraph by paragraph, and within one word by word."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from handlers.guidance import phrases
from handlers.guidance.policy import META, Policy

Spans = tuple[tuple[int, int], ...]
ALIKE = 0.5  # words two paragraphs share, of all they have, from which one is the other rewritten
SAME_NUMBER = 0.2  # enough where the number is the same too
_WORD = re.compile(r"\S+")


class Kind(StrEnum):
    """What became of a paragraph."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or another line that the policy states, with its name."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph before and after; None where it was not there."""

    before: Unit | None
    after: Unit | None

    @property
    def kind(self) -> Kind:
        """What became of it."""
        if self.before is None:
            return Kind.NEW
        if self.after is None:
            return Kind.GONE
        if self.before.text != self.after.text:
            return Kind.CHANGED
        return Kind.SAME if self.before.name == self.after.name else Kind.MOVED

    @property
    def spans(self) -> tuple[Spans, Spans]:
        """Half-open offsets of the words taken out, in the text before, and put in, in the text after."""
        if self.before is None or self.after is None:
            return (), ()
        return word_changes(self.before.text, self.after.text)


def changes(before: Policy, after: Policy) -> tuple[Change, ...]:
    """Every paragraph of both versions, in the order of the later one; what is gone stands at the end."""
    old, new = list(_lines(before)), list(_lines(after))
    pairs = {unit: other for unit in new for other in old if unit.name == other.name}
    pairs |= _paired(list(_sections(before)), list(_sections(after)))
    units = [*new, *_sections(after)]
    kept = list(pairs.values())
    gone = [unit for unit in [*old, *_sections(before)] if unit not in kept]
    return (*(Change(pairs.get(unit), unit) for unit in units), *(Change(unit, None) for unit in gone))


def word_changes(before: str, after: str) -> tuple[Spans, Spans]:
    """Half-open offsets of the words that are only in the one text, and of those only in the other."""
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    matcher = difflib.SequenceMatcher(None, [m[0] for m in old], [m[0] for m in new], autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    out = tuple((old[a].start(), old[b - 1].end()) for _, a, b, _, _ in steps if a < b)
    put = tuple((new[a].start(), new[b - 1].end()) for _, _, _, a, b in steps if a < b)
    return out, put


def _lines(policy: Policy) -> Iterator[Unit]:
    """What a policy states beside its sections."""
    yield Unit(phrases.TITLE_UNIT, policy.title)
    for part in policy.parts:
        yield Unit(phrases.HEADING_UNIT.format(id=part.id), part.printed)
    if policy.source:
        yield Unit(phrases.SOURCE_UNIT, policy.source)


def _sections(policy: Policy) -> Iterator[Unit]:
    for section in policy.sections:
        yield Unit(phrases.HEADER_UNIT if section.id == META else section.id, section.text)


def _paired(old: list[Unit], new: list[Unit]) -> dict[Unit, Unit]:
    """For each new paragraph the old one it was: the same words, else the likest ones.

    A number alone says little: where a paragraph is put in, all that follow have another one.
    """
    words = {unit: Counter(_WORD.findall(unit.text)) for unit in (*old, *new)}
    ranked = sorted(
        (
            (_alike(words[one], words[other]), one.name == other.name, one, other)
            for one in new
            for other in old
        ),
        key=lambda pair: (pair[0], pair[1]),
        reverse=True,
    )
    pairs: dict[Unit, Unit] = {}
    used: set[Unit] = set()
    for likeness, same_name, one, other in ranked:
        enough = likeness >= (SAME_NUMBER if same_name else ALIKE)
        if enough and one not in pairs and other not in used:
            pairs[one] = other
            used.add(other)
    return pairs


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of words two paragraphs have in common, counted with their repetitions."""
    return (one & other).total() / ((one | other).total() or 1)
