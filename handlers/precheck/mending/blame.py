"""Whether a post speaks ill of somebody, or tells too much: then a label in the place of a name is no mend.

A pseudonym will do only where it is not easy to tell who is meant (447.1, III.F); readers ask for that
most where something is held against somebody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from handlers.precheck.checker import Checker
from handlers.precheck.draft import Draft
from handlers.precheck.finding import Checked
from handlers.precheck.sentences import sentences
from handlers.spelling.reading import plain

ASKED = frozenset({"C-insult", "F-record", "F-reference"})
"""Codes of which a question is enough."""
NEAR: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"C-insult": (0.4, 0.75), "G-tone": (0.4, 0.4), "F-reference": (0.5, 0.8), "F-record": (1.2, 0.6)}
)
"""The shares of their thresholds from which codes are not far: of a draft, and with labels in it.

A name alone makes a record more likely, and a label that somebody is put down or meant: congratulations
come to 0.25, 0.1, 0.05 and 1.1 as they are written, to 0.7, 0.1, 0.65 and 0.5 with labels.
"""


@dataclass(frozen=True)
class Blame:
    """Looks for it with one checker; `ill` finds words that hold something against somebody."""

    checker: Checker = field(repr=False)
    ill: Any
    labels: Any

    def is_asked_about(self, *checked: Checked) -> bool:
        """Whether in any of these it is asked whether somebody is put down or told of."""
        return any(finding.code in ASKED for one in checked for finding in one.asked)

    def is_laid(self, before: Draft, after: Draft) -> bool:
        """Whether a draft lays it on somebody named, as it was or with labels in the place of names."""
        return self._is_said(after) or any(
            self._is_near(draft, at) for at, draft in enumerate((before, after))
        )

    def _is_near(self, draft: Draft, at: int) -> bool:
        """Whether what was learned is not far from raising it; `at` is the place in a pair of NEAR."""
        model = self.checker.model
        sure = model.probabilities(self.checker.reader.read(draft))
        limits = model.thresholds.codes
        return any(
            sure[code] >= shares[at] * limits[code] for code, shares in NEAR.items() if code in model.codes
        )

    def _is_said(self, draft: Draft) -> bool:
        """Whether a sentence with a label says it, or the one after."""
        told = [
            (self.labels.search(one) is not None, self.ill.search(one) is not None) for one in _each(draft)
        ]
        return any(label and ill for label, ill in told) or any(
            one[0] and other[1] for one, other in pairwise(told)
        )


def _each(draft: Draft) -> Iterator[str]:
    split = sentences(plain(draft.text).text)
    for start, end in pairwise([*split.starts, len(split.text)]):
        yield split.text[start:end]
