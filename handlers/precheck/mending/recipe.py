"""What the data file says of mending."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model
from handlers.precheck.mending.sense import Grammar
from handlers.precheck.mending.swearing import SwearWords
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


class Language(_Stated):
    """Sentences that are added to a draft of one language, which its commonest `words` show.

    {district} is its name, {whose} such as `my brother`; `labels` take the place of names.
    """

    words: Patterns
    labels: Labels
    disclaimer: str
    stake_of: str
    stake: str


class Stakes(_Stated):
    """What shows that kin of the author, or the author, gains; `kin` finds the words for whom."""

    kin: str
    whose: Patterns
    own: Patterns


class Cuts(_Stated):
    """What is taken out; not in a sentence of an `office`. `lead` goes with a cry after it.

    A clause of which a word of `dangling` is left at the end goes whole, with a `trailing` one after it;
    after a clause that begins as `leading` does, the sentence goes. Nothing is offered
    that still tells of a home or an identity with a word of `telling`.
    """

    contact: Patterns
    dangling: str
    trailing: str
    leading: str
    telling: str
    office: Patterns
    marks: Patterns
    handles: Patterns
    lead: str


class Swears(_Stated):
    """Obscenities that may go alone: for the stress of another word, or in a `phrase`.

    A word of `bound` after one cannot be stressed.
    """

    stress: str
    phrase: str
    bound: str


class Seams(_Stated):
    """What shows that a text does not read where something was taken out; see sense.Grammar."""

    wanting: str
    joining: str
    backward: str


class Naming(_Stated):
    """Where a label is no mend: for the holder of an office that one person holds, named `before` or `after`
    the name; and beside words of `ill`, which hold something against somebody.
    """

    before: str
    after: str
    ill: Patterns


class Recipe(_Stated):
    """The whole file; the first language is that of a draft which shows none."""

    format: Literal[1]
    languages: Mapping[str, Language]
    stakes: Stakes
    cuts: Cuts
    swearing: Swears
    seams: Seams
    naming: Naming


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
    trailing: Any
    leading: Any
    telling: Any
    office: Any
    marks: Any
    handles: Any
    office_before: Any
    office_after: Any
    ill: Any
    labels: Any
    swearing: SwearWords
    grammar: Grammar
    languages: Mapping[str, Any]

    def language_of(self, text: str) -> str:
        """The language of which a plain reading holds most words; the first where it holds none."""
        found = {name: len(pattern.findall(text)) for name, pattern in self.languages.items()}
        return max(found, key=lambda name: found[name])


def matchers(groups: Groups) -> Matchers:
    """The patterns, compiled once for each set of groups. Raises ValueError where one is wrong."""
    return _matchers(tuple(groups.groups.items()))


@cache
def _matchers(known: tuple[tuple[str, Patterns], ...]) -> Matchers:
    groups, recipe = Groups(format=1, groups=dict(known)), read_recipe()
    stakes, cuts = recipe.stakes, recipe.cuts
    wanted: dict[str, Patterns] = {"kin": (stakes.kin,), "whose": stakes.whose, "own": stakes.own}
    wanted |= {"contact": cuts.contact, "office": cuts.office, "marks": cuts.marks, "handles": cuts.handles}
    wanted |= {"dangling": (cuts.dangling,), "trailing": (cuts.trailing,), "leading": (cuts.leading,)}
    wanted["telling"] = (cuts.telling,)
    wanted |= {"office_before": (recipe.naming.before,), "office_after": (recipe.naming.after,)}
    wanted |= {"ill": recipe.naming.ill, "labels": tuple(_labels(recipe))}
    found = {name: compiled(patterns, groups) for name, patterns in wanted.items()}
    one = recipe.swearing
    swearing = (compiled((p,), groups) for p in (one.stress, one.phrase, cuts.lead, one.bound))
    at = recipe.seams
    grammar = (compiled((p,), groups) for p in (at.wanting, at.joining, at.backward))
    languages = {
        name: compiled(tuple(rf"\b(?:{word})\b" for word in language.words), groups)
        for name, language in recipe.languages.items()
    }
    return Matchers(**found, swearing=SwearWords(*swearing), grammar=Grammar(*grammar), languages=languages)


def _labels(recipe: Recipe) -> Iterator[str]:
    for language in recipe.languages.values():
        for label in language.labels.model_dump().values():
            yield rf"\b{label} (?:[A-Z]|[0-9]{{1,3}})\b"
