"""Whether a post speaks ill of somebody, or tells too much: then a label in the place of a name is no mend.

A pseudonym will do only where it is not easy to tell who is meant (447.1, III.F); readers ask for that
most where something is held against somebody.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from handlers.precheck.draft import Draft
from handlers.precheck.finding import Checked
from handlers.precheck.mending.recipe import named_by_label, read_recipe
from handlers.precheck.sentences import sentences
from handlers.spelling.reading import plain

ASKED = frozenset({"C-insult", "F-record", "F-reference"})
"""Codes of which a question is enough."""


@dataclass(frozen=True)
class Blame:
    """`ill` finds words that hold something against somebody, `labels` labels, `conduct` what was done."""

    ill: Any
    labels: Any
    conduct: Any

    def of_anybody(self, draft: Draft) -> Draft:
        """A draft with labels as one that names, with the same name wherever a label stands."""
        named, anybody = named_by_label(), read_recipe().anybody
        return replace(
            draft,
            text=self.labels.sub(lambda one: named.get(one.group().rsplit(" ", 1)[0], anybody), draft.text),
        )

    def is_asked_about(self, *checked: Checked, by_rule: bool = False) -> bool:
        """Whether any of these finds, or with `by_rule` a rule asks, that somebody is put down or told of."""
        found = (f for one in checked for f in (one.asked if by_rule else one.findings) if f.code in ASKED)
        return any(not by_rule or finding.evidence[0].startswith("rule ") for finding in found)

    def is_said(self, draft: Draft) -> bool:
        """Whether a sentence with a label says it, or the one after; of conduct, the same sentence."""
        each = sentences(plain(draft.text).text).texts
        told = [(self.labels.search(one) is not None, self.ill.search(one) is not None) for one in each]
        if any(told[at][0] and self.conduct.search(one) for at, one in enumerate(each)):
            return True
        return any(label and ill for label, ill in told) or any(
            one[0] and other[1] for one, other in pairwise(told)
        )
