"""What moved the learned part: the words of a draft to show its author, and the lesson it is like."""

import json
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import re2

from handlers.encoding.encoder import Matrix
from handlers.precheck.lessons import LESSONS
from handlers.precheck.reading import Read

LONGEST = 200
"""Characters of a sentence shown at most; of a longer one, the stretch that weighs most."""
LONGEST_WHY = 120
"""Characters of a lesson's `why` shown at most."""
_MARK = re2.compile(r"^(?:\[[a-z]{1,12}\] ?){1,4}")  # what the writers noted for themselves


@dataclass(frozen=True)
class Examples:
    """What the lessons in these folders say of themselves, read when first asked for; never their texts."""

    folders: tuple[Path, ...] = (LESSONS,)

    def nearest(self, names: Sequence[str], code: str, grave: Collection[str]) -> str | None:
        """The first of these lessons whose `why` speaks of the code, and of no other that is in `grave`.

        The author of a harmless post shall not read there what somebody else's post was about.
        """
        return next((n for n in names if self._tells(n, code, grave)), None)

    def reason(self, name: str) -> str:
        """Why a draft that is like this lesson was found, in words for its author."""
        return (
            f"The nearest example marked for this: {self._known[name][1]} (lesson {name}). Yours may differ."
        )

    def _tells(self, name: str, code: str, grave: Collection[str]) -> bool:
        must, why = self._known.get(name, (frozenset[str](), ""))
        return bool(why) and code in must and not (must - {code}).intersection(grave)

    @cached_property
    def _known(self) -> Mapping[str, tuple[frozenset[str], str]]:
        return {name: told for folder in self.folders for name, told in _whys(folder)}


def _whys(folder: Path) -> Iterator[tuple[str, tuple[frozenset[str], str]]]:
    """The id, codes and `why` of each lesson; a line that is none is left to `smpolicy lessons` to tell."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8", errors="replace").split("\n"):
            try:
                lesson = json.loads(line)
                why = _MARK.sub("", str(lesson.get("why", ""))).strip().rstrip(".")
                must = frozenset(map(str, lesson.get("must", ())))
                yield str(lesson["id"]), (must, textwrap.shorten(why, LONGEST_WHY, placeholder=" …"))
            except (ValueError, LookupError, TypeError, AttributeError):
                continue


def strongest_sentence(read: Read, weight: Matrix) -> tuple[int, int] | None:
    """The sentence that speaks most for a code, as offsets in the text as given; None where none does.

    `weight` is what each character of the plain reading adds.
    """
    split = read.page.plain_sentences
    stretches = [_trimmed(split.text, start, end) for start, end in split.spans]
    stretches = [piece for start, end in stretches for piece in _pieces(start, end)]
    sums = [(float(weight[start:end].sum()), start, end) for start, end in stretches if start < end]
    best = max(sums, default=(0.0, 0, 0))
    if best[0] <= 0:
        return None
    _, start, end = best
    return read.page.plain.span(*_trimmed(split.text, start, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(at + LONGEST, end)) for at in range(start, end, LONGEST)]
