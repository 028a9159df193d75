"""The parts of a sentence, so that one can be taken out and the rest still reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import re2

_JOINT = re2.compile(
    r"(?i)(?:[,;]|\s[\-\x{2013}\x{2014}]{1,2}|\x{2014})?\s(?:and|but|or|so|plus)\s"
    r"|[,;]\s{1,4}|\s[\-\x{2013}\x{2014}]{1,2}\s|\x{2014}|\s?\(|\)\s?"
)
_PLACE = re2.compile(r"^(?:[A-Z][A-Za-z.]{1,15} ?){1,2}(?:[0-9]{5})?$")
_CLOSING = " \n\t.!?\u2026\"')"


@dataclass(frozen=True, slots=True)
class Clause:
    """Half-open offsets in a text; at `lead` begins the comma or word that joins it to the one before."""

    lead: int
    start: int
    end: int


def clauses(text: str, first: int, last: int, kept_whole: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clauses of the sentence from first to last, without its closing stop.

    A comma within one of the stretches `kept_whole`, sorted, joins nothing.
    """
    closed = first + len(text[first:last].rstrip(_CLOSING))
    found: list[Clause] = []
    lead = start = first
    at = 0
    for joint in _JOINT.finditer(text[first:closed]):
        begins, ends = first + joint.start(), first + joint.end()
        while at < len(kept_whole) and kept_whole[at][1] < ends:
            at += 1
        # A stretch may begin with the comma that joins it, or the blank before a bracket.
        if at < len(kept_whole) and kept_whole[at][0] < begins:
            continue
        found.append(Clause(lead, start, begins))
        lead, start = begins, ends
    return [*found, Clause(lead, start, closed)]


def without(text: str, parts: Sequence[Clause], dropped: set[int]) -> Iterator[tuple[int, int]]:
    """What to take out of a sentence so that these of its clauses are gone, but not all of them.

    Where an address goes, its town goes with it.
    """
    gone = set(dropped)
    for index, clause in enumerate(parts):
        if index - 1 in gone and _PLACE.search(text[clause.start : clause.end]):
            gone.add(index)
    kept = [index for index in range(len(parts)) if index not in gone]
    opening = kept[0] if kept else len(parts)
    if opening:
        yield parts[0].start, parts[opening].start if kept else parts[-1].end
    for index in sorted(gone):
        if index > opening:
            clause = parts[index]
            closes = "(" in text[clause.lead : clause.start] and text[clause.end : clause.end + 1] == ")"
            yield clause.lead, clause.end + closes
