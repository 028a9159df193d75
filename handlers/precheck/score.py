"""How well the pre-check does on lessons it has not seen."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from handlers.precheck.codes import SAFETY
from handlers.precheck.draft import Draft
from handlers.precheck.finding import Checked
from handlers.precheck.lessons import Lesson, Part

WANTED = 0.95
"""The share of posts on a child's safety to raise, which the program's model reaches (docs/model-card.md)."""


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed findings of one code."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was raised that a reviewer raises too."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of what a reviewer raises that was raised."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


@dataclass(slots=True)
class Score:
    """What came out for a set of lessons. A code in `may` counts neither for nor against."""

    codes: dict[str, Tally]
    posts: int = 0
    violating: int = 0
    caught: int = 0
    false_alarms: int = 0
    verdicts: int = 0
    missed_ids: list[str] = field(default_factory=list)
    false_ids: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of violating posts that were flagged."""
        return self.caught / max(self.violating, 1)

    @property
    def false_alarm_rate(self) -> float:
        """The share of harmless posts that were flagged."""
        return self.false_alarms / max(self.posts - self.violating, 1)

    @property
    def verdict_rate(self) -> float:
        """The share of right verdicts."""
        return self.verdicts / max(self.posts, 1)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the codes that occur."""
        met = [tally.f1 for tally in self.codes.values() if tally.right + tally.missed]
        return sum(met) / max(len(met), 1)

    def add(self, lesson: Lesson, checked: Checked) -> None:
        """Count one lesson's outcome."""
        raised = {finding.code for finding in checked.raised}
        self.posts += 1
        self.verdicts += checked.verdict is lesson.verdict
        if lesson.must:
            self.violating += 1
            self.caught += bool(raised)
            self.missed_ids += [] if raised else [lesson.id]
        elif raised:
            self.false_alarms += 1
            self.false_ids.append(lesson.id)
        for code, tally in self.codes.items():
            tally.right += code in raised and code in lesson.must
            tally.wrong += code in raised and code not in lesson.must and code not in lesson.may
            tally.missed += code in lesson.must and code not in raised


def score(lessons: Sequence[Lesson], check: Callable[[Draft], Checked], codes: Sequence[str]) -> Score:
    """Check each lesson and count."""
    total = Score({code: Tally() for code in codes})
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # the encoder runs beside Python's own lock
        checked = threads.map(check, (lesson.draft for lesson in lessons))
        for lesson, outcome in zip(lessons, checked, strict=True):
            total.add(lesson, outcome)
    return total


def safety(lessons: Sequence[Lesson], check: Callable[[Draft], Checked]) -> Tally:
    """The outcome for a child's safety alone, of the posts kept for the score that must be raised for it."""
    posts = [lesson for lesson in lessons if lesson.part is Part.TEST and SAFETY in lesson.must]
    return score(posts, check, (SAFETY,)).codes[SAFETY]


UNTAUGHT = (
    "You have no lessons or rules of your own that could have changed it: "
    "the program's lessons were only learned again."
)


def safety_told(now: Tally, before: Tally | None = None, *, taught: bool = True) -> Iterator[str]:
    """How many posts on a child's safety are raised, in sentences; `before` by the model before, of the same.

    The second sentence is there only where that is too few, or fewer than before; `taught` says whether a
    district's own lessons or rules can be the cause.
    """
    posts = now.right + now.missed
    compared = "" if before is None else f", {before.right} with the model before"
    yield f"A child's safety ({SAFETY}): of {posts} posts that must be raised, {now.right} are{compared}."
    if before is not None and now.right < before.right:
        yield f"That is {before.right - now.right} fewer than before.{'' if taught else f' {UNTAUGHT}'}"
    elif posts and now.recall < WANTED:
        yield f"That is less than {WANTED:.0%}."
