"""Whether what is left around a cut still reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import re2

from handlers.precheck.mending.edit import Seam

_AFTER = re2.compile(r"^[\s\"'(]{0,4}[,;:.!?\x{2026})]")
_ANSWER = re2.compile(r"^\s{0,4}[\w']+(?: [\w']+)?[.!?]")
_NEXT_IS_NO_WORD = re2.compile(r"^\s{0,3}(?:$|[,;:.!?\x{2026})\n])")
_STOPS = frozenset(".!?\u2026\n:,;(")
_LOOK = 60
SENTENCE = 4
"""Words from which a cut may have taken what the next sentence speaks of."""
BETWEEN = 6
"""Words between two such cuts that stand by themselves."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns for words at a seam.

    `wanting` finds a word that wants another after it, at the end of what comes before; `joining` one
    that cannot follow such a word; `backward` one that speaks of a sentence before.
    """

    wanting: Any
    joining: Any
    backward: Any


def reads(text: str, seams: Sequence[Seam], grammar: Grammar) -> bool:
    """Whether at no seam a sentence begins with a stop, lacks its end, or speaks of what is gone.

    The seams are in order.
    """
    return not _are_scraps(text, [seam.at for seam in seams if seam.took >= SENTENCE]) and not any(
        _is_broken(text[max(0, seam.at - _LOOK) : seam.at], text[seam.at : seam.at + _LOOK], seam, grammar)
        for seam in seams
    )


def _are_scraps(text: str, places: Sequence[int]) -> bool:
    """Whether too little stands between two places where whole sentences went."""
    return any(len(text[one:other].split()) < BETWEEN for one, other in pairwise(places))


def _is_broken(left: str, right: str, seam: Seam, grammar: Grammar) -> bool:
    opens = not left.strip() or left.rstrip(" \"'(")[-1:] in _STOPS
    if opens and right.strip():
        lost = seam.took >= SENTENCE and (
            grammar.backward.search(right.lstrip()) is not None or _ANSWER.search(right) is not None
        )
        return lost or _AFTER.search(right) is not None
    wants = grammar.wanting.search(left.rstrip()) is not None
    return wants and (_NEXT_IS_NO_WORD.search(right) or grammar.joining.search(right)) is not None
