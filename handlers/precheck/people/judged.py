"""Each word of a text judged: how much speaks for its being a part of a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.precheck.people.names import NameModel, Seen, Word
from handlers.precheck.people.unnamed import read_unnamed

LISTED, SMALL, UNLISTED = -1.0, -0.8, 0.9
"""The score from which a word is a name: one on the list of given names only, in small letters one that is
a family's name too, and any other."""
SHOUTED, SHORT = 2.0, 4
"""Less for a word in capitals alone that is on no list, or has so few letters: most are abbreviations."""
NEVER = -9.0
"""The score of a word that is none."""
ABBREVIATED = frozenset({"mr", "mrs", "ms", "mx", "dr", "sr", "sra"})
_STAFF = {"coach", "principal", "profe", "maestra", "maestro", "nurse", "officer", "superintendent", "ap"}
_POLITE = {"miss", "mister", "madame", "senor", "senora", "sister", "auntie", "uncle", "tia", "tio"}
TITLES = ABBREVIATED | _STAFF | _POLITE
"""What stands before a name, in lower case; of these, a full stop goes with the abbreviated."""
WITHIN = frozenset(",-'&/")
"""Marks after which words do not begin anew."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A word's score, and whether it is a common word, surely a name, and on the list of given names."""

    score: float
    is_common: bool
    is_sure: bool
    is_listed: bool = False


def judged(seen: Sequence[Seen], model: NameModel, at: int) -> Judged:
    """What is thought of the word at this place, by itself and by what stands around it."""
    one = seen[at]
    if not one.may_be_name or one.low in TITLES or _is_unnamed(seen, model, at):
        return Judged(NEVER, is_common=True, is_sure=False)
    if "-" in one.low and (first := _first_half(one, model)):
        seen = [*seen[max(0, at - 2) : at], first, *seen[at + 1 : at + 3]]
        one, at = first, min(at, 2)
    score = model.score(seen, at)
    if one.shape == "X" and (not one.is_listed or len(one.low) <= SHORT):
        score -= SHOUTED
    is_sure = score >= _least(one) or _is_split(one, model)
    return Judged(score, one.is_common, is_sure, one.is_listed)


def _least(one: Seen) -> float:
    """The score from which this word is a name; `nevo`, in small letters, is mostly no girl but snow."""
    if not one.is_listed:
        return UNLISTED
    if one.word.is_capital:
        return LISTED
    return SMALL if one.lists[1] == "1" else UNLISTED


def _is_split(one: Seen, model: NameModel) -> bool:
    """Whether an apostrophe stands between two capitals, as in `De'Andre`."""
    first, mark, second = one.word.text.partition("'")
    is_short = bool(mark) and first.istitle() and len(first) <= SHORT
    return is_short and second.istitle() and len(second) > 2 and not model.holds("common", second.lower())


def _first_half(one: Seen, model: NameModel) -> Seen | None:
    """The first half of two given names with a hyphen, as in `Jean-Luc`; None where it is something else."""
    word = one.word
    halves = word.text.split("-")
    if len(halves) != 2 or not all(half[:1].isupper() and half[1:].islower() for half in halves):
        return None
    first, second = model.look([Word(half, word.start, word.end) for half in halves])
    is_pair = first.is_listed and (second.is_listed or second.lists[1:] == "10")
    return first if is_pair else None


def _is_unnamed(seen: Sequence[Seen], model: NameModel, at: int) -> bool:
    """Whether it names nobody as it stands; after a mark other than a comma or a hyphen, words begin anew.

    A given name with a surname after it is a name, as in `Feliz Navarro`.
    """
    before = seen[at - 1] if at else None
    begins = before is None or (before.shape == "." and before.low not in WITHIN)
    near = [one.word for one in seen[at : at + 2]]
    begins = begins and not (seen[at].is_listed and is_surname(near, model, 1))
    unnamed = read_unnamed()
    if seen[at].low in unnamed.spanish_months:
        texts = [one.word.text for one in seen[max(0, at - 3) : at + 5]]
        if unnamed.is_month(texts, min(at, 3)):
            return True
    return unnamed.holds(near[0].text, "".join(word.text for word in near[1:]), begins=begins)


def is_surname(words: Sequence[Word], model: NameModel, at: int) -> bool:
    """Whether there is a known surname at this place, one space after the word before."""
    if at >= len(words) or not words[at].follows(words[at - 1]):
        return False
    low = words[at].text.lower()
    return words[at].is_capital and model.holds("family", low) and not model.holds("common", low)
