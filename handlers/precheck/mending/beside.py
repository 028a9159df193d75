"""What stands right beside a name that is replaced: where it may be the rest of it, a label hides nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import re2

from handlers.precheck.mending.known import is_opening
from handlers.precheck.people.names import NameModel
from handlers.precheck.people.unnamed import read_unnamed

_BEFORE = re2.compile(r"(?:^|[^\pL\d@#'.\-])(\pL[\pL'\-]*)[ \-]$")
_AFTER = re2.compile(r"^[ \-](\pL[\pL\-]*)(\.)?")
_LOOK = 48
_SHORT = 4
"""Letters up to which a word in capitals alone is an abbreviation."""


@dataclass(frozen=True)
class Neighbours:
    """The words beside stretches of one plain reading that become labels."""

    text: str = field(repr=False)
    model: NameModel

    def tell(self, spans: Sequence[tuple[int, int]], led: Collection[int] = ()) -> bool:
        """Whether beside any of these stretches, in order, stands another, or what may be part of a name.

        A stretch is half-open; `led` are the starts of those that begin with a title, before which no part
        of a name can stand. A space or a hyphen is all there is between.
        """
        if any(self.text[one[1] : other[0]] in {" ", "-"} for one, other in pairwise(spans)):
            return True
        return any(
            (start not in led and self._is_led(start, end)) or self._is_followed(start, end)
            for start, end in spans
        )

    def _is_followed(self, start: int, end: int) -> bool:
        found = _AFTER.search(self.text[end : end + _LOOK])
        if found is None:
            return False
        word = found.group(1)
        if len(word) == 1:  # `I` and `A` are words, but `A.` is an initial
            return word.isupper() and (word not in "AI" or (word == "A" and found.group(2) is not None))
        return not is_date(word) and may_be_name(self.model, word, shouted=self.text[start:end].isupper())

    def _is_led(self, start: int, end: int) -> bool:
        found = _BEFORE.search(self.text[max(0, start - _LOOK) : start])
        word = found.group(1) if found else ""
        named = self.text[start:end]
        if len(word) < 2 or word.endswith("'s") or not may_be_name(self.model, word, shouted=named.isupper()):
            return False
        begins = is_opening(self.text, start - 1 - len(word))
        if read_unnamed().holds(word, begins=begins):
            return False
        if begins:
            return self._opens_name(word.lower(), named)
        return not is_date(word)

    def _opens_name(self, low: str, named: str) -> bool:
        """Whether the first word of a sentence is a given name, and none that only has its capital."""
        dated = is_date(low) and low not in read_unnamed().given_months
        first, *rest = named.split()
        whole = rest and self._is_given(first.lower()) and self.model.holds("common", low)
        return self.model.holds("given", low) and not dated and not whole

    def _is_given(self, low: str) -> bool:
        return self.model.holds("given", low) and not self.model.holds("common", low)


def is_date(word: str) -> bool:
    """Whether it is a day of the week or a month."""
    return read_unnamed().is_date(word.lower())


def may_be_name(model: NameModel, word: str, *, shouted: bool) -> bool:
    """Whether a word is written as a name is; an abbreviation, or one that only shouts, is none."""
    if not word[0].isupper():
        return False
    low = word.lower()
    listed = model.holds("given", low) or model.holds("family", low)
    common = model.holds("common", low)
    if word.isupper():
        return listed and not common and (shouted or len(word) > _SHORT)
    return listed or not common
