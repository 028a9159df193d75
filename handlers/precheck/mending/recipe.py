"""What the data file says of mending."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model
from handlers.precheck.pattern import Groups, Patterns, compiled

FILE = Path(__file__).parent / "mending.toml"


class _Stated(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Labels(_Stated):
    """What stands for a name, before its letter."""

    student: str
    parent: str
    family: str
    coach: str
    teacher: str
    colleague: str
    person: str


class Added(_Stated):
    """Sentences that are added; {district} is its name, {whose} such as `my brother`."""

    disclaimer: str
    stake_of: str
    stake: str


class Stakes(_Stated):
    """What shows that kin of the author, or the author, gains; `kin` finds the words for whom."""

    kin: str
    whose: Patterns
    own: Patterns


class Cuts(_Stated):
    """What is taken out; not in a sentence of an `office`. `lead` goes with an obscenity after it.

    A clause of which a word of `dangling` is left at the end goes whole.
    """

    contact: Patterns
    dangling: str
    office: Patterns
    marks: Patterns
    handles: Patterns
    lead: str


class Recipe(_Stated):
    """The whole file."""

    format: Literal[1]
    labels: Labels
    sentences: Added
    stakes: Stakes
    cuts: Cuts


@cache
def read_recipe() -> Recipe:
    """The recipe that comes with the program."""
    return read_model(FILE, Recipe)


@dataclass(frozen=True)
class Matchers:
    """The recipe's patterns, compiled with the groups of the rules."""

    kin: Any
    whose: Any
    own: Any
    contact: Any
    dangling: Any
    office: Any
    marks: Any
    handles: Any
    lead: Any


def matchers(groups: Groups) -> Matchers:
    """The patterns, compiled once for each set of groups. Raises ValueError where one is wrong."""
    return _matchers(tuple(groups.groups.items()))


@cache
def _matchers(known: tuple[tuple[str, Patterns], ...]) -> Matchers:
    groups, recipe = Groups(format=1, groups=dict(known)), read_recipe()
    stakes, cuts = recipe.stakes, recipe.cuts
    wanted = {"kin": (stakes.kin,), "whose": stakes.whose, "own": stakes.own, "lead": (cuts.lead,)}
    wanted["dangling"] = (cuts.dangling,)
    wanted |= {"contact": cuts.contact, "office": cuts.office, "marks": cuts.marks, "handles": cuts.handles}
    return Matchers(**{name: compiled(patterns, groups) for name, patterns in wanted.items()})
