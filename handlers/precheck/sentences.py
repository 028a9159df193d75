"""Where the sentences of a text begin and end."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

import re2

_BREAK = re2.compile(r"[.!?\x{2026}]{1,20}[\"')\]]{0,3}\s{1,20}|\n{1,20}")
_ABBREVIATED = re2.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|mx|dr|st|sr|sra|vs|no|prof|coach|jr|ext|dept|approx|feb|jan|a\.m|p\.m|e\.g|i\.e)"
    r"|(?:^|[\s(\"'])[a-z])\.\s{1,20}$"
)
_GRADED = re2.compile(r"(?i)(?:^|\W)(?:an?|got|grade(?: of)?|(?-i:[A-F])[+\-]? to) (?-i:[A-DF])\.\s{1,20}$")
"""A letter that is a grade, and no initial."""
_LOOK_BACK = 12


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text, as offsets of their beginnings and the text's end."""

    text: str = field(repr=False)
    starts: tuple[int, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The half-open offsets of each sentence, with the blanks behind it."""
        return list(pairwise([*self.starts, len(self.text)]))

    @property
    def texts(self) -> list[str]:
        """Each sentence, with the blanks behind it."""
        return [self.text[start:end] for start, end in self.spans]

    def around(self, position: int) -> tuple[int, int]:
        """The half-open offsets of the sentence that holds a position."""
        index = bisect_right(self.starts, position) - 1
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.starts[index], end


def sentences(text: str) -> Sentences:
    """Split a text, in linear time."""
    starts = [0]
    for found in _BREAK.finditer(text):
        before = text[max(0, found.start() - _LOOK_BACK) : found.end()]
        if "\n" in found.group() or _GRADED.search(before) or not _ABBREVIATED.search(before):
            starts.append(found.end())
    return Sentences(text, tuple(starts))
