"""Names that the words before them tell: `my student Waabi`, `her mom Nyabol`, `shout-out to Diego for`."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model
from handlers.precheck.people.judged import TITLES
from handlers.precheck.people.names import Seen, is_near
from handlers.precheck.people.particles import is_saint
from handlers.precheck.people.parts import read_parts
from handlers.precheck.people.unnamed import read_unnamed

FILE = Path(__file__).parent / "led.toml"
LONGEST = 4  # words of one name
BETWEEN = 4  # words between `my` and `student`, as in `my 5th hour student`
MANY = 12  # names in one list
PRAISE = 3  # words of praise before a name


class Leads(BaseModel):
    """`owners` before `one` or `many` students, and `theirs` before `parents`, lead a name.

    `things` are none. `praises` lead a given name that one of `praised_for` follows, but for the
    `unpraised`. All in lower case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    owners: frozenset[str]
    one: frozenset[str]
    many: frozenset[str]
    theirs: frozenset[str]
    parents: frozenset[str]
    things: frozenset[str]
    praises: frozenset[str]
    praised_for: frozenset[str]
    unpraised: frozenset[str]


@cache
def read_leads() -> Leads:
    """The words that come with the program. Raises DistrictInvalid."""
    return read_model(FILE, Leads)


def led(seen: Sequence[Seen]) -> dict[int, int]:
    """By the first word of each name that is led, the place after its last word; in linear time."""
    leads, found = read_leads(), dict[int, int]()
    for at, one in enumerate(seen):
        if one.low in leads.one and _is_owned(seen, at):
            found.update(_name(seen, at + 1))
        elif one.low in leads.many and _is_owned(seen, at):
            found.update(_names(seen, at + 1))
        elif one.low in leads.parents and at and seen[at - 1].low in leads.theirs:
            found.update(_name(seen, at + 1))
        elif _is_praised(seen, at):
            found[at] = at + 1
    return found


def _is_praised(seen: Sequence[Seen], at: int) -> bool:
    """Whether a given name stands here between praise, with a comma or none, and what it is for."""
    one, leads = seen[at], read_leads()
    if one.lists[0] != "1" or one.shape not in {"Xx", "XxX"}:
        return False
    if _is_thing(one.low) or one.low in leads.unpraised or one.low in TITLES:
        return False
    if at + 1 < len(seen) and seen[at + 1].low not in leads.praised_for:
        return False
    start = at - 1 if at and seen[at - 1].low == "," else at
    before = [other.low for other in seen[max(0, start - PRAISE) : start]]
    return any(" ".join(before[first:]) in leads.praises for first in range(len(before)))


def _is_owned(seen: Sequence[Seen], at: int) -> bool:
    """Whether a word in small letters has `my` before it, with other words at most between them."""
    if seen[at].shape != "x":
        return False
    for one in reversed(seen[max(0, at - 1 - BETWEEN) : at]):
        if one.low in read_leads().owners:
            return True
        if one.shape not in "x0-" and one.word.text != "-":
            return False
    return False


def _name(seen: Sequence[Seen], at: int) -> dict[int, int]:
    end = _end(seen, at)
    return {at: end} if end > at else {}


def _names(seen: Sequence[Seen], at: int) -> dict[int, int]:
    """The names of a list that ends in `and` and a name: `my students Emily, Noah and Lucas`."""
    found: dict[int, int] = {}
    for _ in range(MANY):
        end = _end(seen, at)
        if end == at or not seen[at].word.is_capital:
            break
        found[at] = end
        if any(one.low in _AND for one in seen[max(0, at - 1) : at]) and len(found) > 1:
            return found
        marks = [one.low for one in seen[end : end + 2]]
        step = 2 if marks[:1] == [","] and marks[1:] and marks[1] in _AND else 1
        if not marks or marks[0] not in _AND | {","}:
            break
        at = end + step
    return {}


def _end(seen: Sequence[Seen], at: int) -> int:
    """Where the name that begins here ends; `at` where none does."""
    if not is_near(seen, at):
        return at
    if _is_initial(seen, at):
        return _goes_to(seen, at, at + 2)
    one = seen[at]
    if _is_thing(one.low) or (one.low in read_parts().ends and one.low not in read_parts().firsts):
        return at
    if one.shape in {"x", "X"}:
        return at + 2 if _is_pair(seen, at) else at
    is_name = one.shape in {"Xx", "XxX"} and (one.lists[0] == "1" or not one.is_common)
    return _goes_to(seen, at, at + 1) if is_name and one.low not in read_unnamed().never else at


def _is_initial(seen: Sequence[Seen], at: int) -> bool:
    """Whether an initial with its point stands here before a name, as in `D. Martinez`."""
    if seen[at].shape != "A" or at + 2 >= len(seen) or seen[at + 1].low != ".":
        return False
    return seen[at + 2].shape in {"Xx", "XxX"} and is_near(seen, at + 2)


def _is_pair(seen: Sequence[Seen], at: int) -> bool:
    """Whether a given name and a surname stand here in small letters, or in capitals: `jordan ellis`."""
    if not is_near(seen, at + 1) or seen[at].lists[0] != "1":
        return False
    last = seen[at + 1]
    return last.shape == seen[at].shape and last.lists[1] == "1" and not last.is_common


def _goes_to(seen: Sequence[Seen], start: int, at: int) -> int:
    """Where a name goes on to, over words with a capital; in a headline only to the first common word."""
    end = at
    while _goes_on(seen, end):
        end += 1
    if end - start <= LONGEST and not _is_headline(seen, end):
        return end
    common = (place for place in range(at, end) if seen[place].is_common)
    return next(common, min(end, start + LONGEST))


def _is_headline(seen: Sequence[Seen], at: int) -> bool:
    """Whether after a name stands another word with a capital, and no day or thing."""
    return is_near(seen, at) and seen[at].shape in {"Xx", "XxX"} and not _is_thing(seen[at].low)


def _goes_on(seen: Sequence[Seen], at: int) -> bool:
    if not is_near(seen, at) or seen[at].shape not in {"Xx", "XxX", "A"}:
        return False
    low, parts = seen[at].low, read_parts()
    if is_saint(seen, at) or low in {"a", "i"}:
        return False
    return (low not in parts.ends or low in parts.firsts) and not _is_thing(low)


def _is_thing(low: str) -> bool:
    unnamed = read_unnamed()
    return low in read_leads().things or low in unnamed.days or low in unnamed.months


_AND = frozenset({"and", "&", "y"})
