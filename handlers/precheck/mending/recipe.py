"""What the data file says of mending."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import re2

from handlers.district.reading import read_model
from handlers.precheck.mending.company import Bonds
from handlers.precheck.mending.marks import Marks
from handlers.precheck.mending.pieces import Joints
from handlers.precheck.mending.remnants import Nets
from handlers.precheck.mending.sense import Grammar
from handlers.precheck.mending.signing import Signs
from handlers.precheck.mending.stated import (
    Cuts,
    Language,
    Naming,
    Seams,
    Stakes,
    Stated,
    StatedAnimals,
    StatedBonds,
    StatedJoints,
    StatedMarks,
    StatedNets,
    StatedSigns,
    Swears,
)
from handlers.precheck.mending.swearing import SwearWords
from handlers.precheck.pattern import Groups, Patterns, compiled
from handlers.precheck.people.parts import read_parts

FILE = Path(__file__).parent / "mending.toml"


class Recipe(Stated):
    """The whole file; `languages` are those of ../languages.toml.

    `anybody` is the name that stands for everybody's where lessons are asked about a draft with labels.
    """

    format: Literal[1]
    anybody: str
    languages: Mapping[str, Language]
    stakes: Stakes
    cuts: Cuts
    marks: StatedMarks
    swearing: Swears
    seams: Seams
    naming: Naming
    animals: StatedAnimals
    bonds: StatedBonds
    joints: StatedJoints
    signing: StatedSigns
    remnants: StatedNets


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
    shared: Any
    institution: Any
    marks: Marks
    pointing: Any
    handles: Any
    office_before: Any
    office_after: Any
    animal_before: Any
    animal_after: Any
    ill: Any
    conduct: Any
    labels: Any
    places: Any
    bonds: Bonds
    joints: Joints
    signs: Signs
    nets: Nets
    swearing: SwearWords
    grammar: Grammar


def matchers(groups: Groups) -> Matchers:
    """The patterns, compiled once for each set of groups. Raises ValueError where one is wrong."""
    return _matchers(tuple(groups.groups.items()))


@cache
def _matchers(known: tuple[tuple[str, Patterns], ...]) -> Matchers:
    groups, recipe = Groups(format=1, groups=dict(known)), read_recipe()
    stakes, cuts = recipe.stakes, recipe.cuts
    wanted: dict[str, Patterns] = {"kin": (stakes.kin,), "whose": stakes.whose, "own": stakes.own}
    wanted |= {"contact": cuts.contact, "institution": cuts.institution}
    wanted |= {"pointing": (cuts.pointing,), "handles": cuts.handles}
    wanted |= {"dangling": (cuts.dangling,), "trailing": (cuts.trailing,), "leading": (cuts.leading,)}
    wanted |= {"telling": (cuts.telling,), "shared": (cuts.shared,)}
    wanted |= {"office_before": (recipe.naming.before,), "office_after": (recipe.naming.after,)}
    wanted |= _animals(recipe.animals)
    wanted["conduct"] = recipe.naming.conduct
    wanted |= {"ill": recipe.naming.ill, "labels": tuple(_labels(recipe)), "places": recipe.bonds.places}
    found = {name: compiled(patterns, groups) for name, patterns in wanted.items()}
    one = recipe.swearing
    swearing = (compiled((p,), groups) for p in (one.stress, one.assent, one.phrase, cuts.lead, one.bound))
    at = recipe.seams
    grammar = (compiled((p,), groups) for p in (at.wanting, at.joining, at.backward))
    return Matchers(
        **found,
        bonds=_bonds(recipe, groups),
        joints=Joints(**{name: re2.compile(one) for name, one in recipe.joints.model_dump().items()}),
        signs=_signs(recipe),
        nets=_nets(recipe),
        marks=_marks(recipe, groups),
        swearing=SwearWords(*swearing),
        grammar=Grammar(*grammar),
    )


def _bonds(recipe: Recipe, groups: Groups) -> Bonds:
    stated = recipe.bonds.model_dump(exclude={"places"})
    within = Groups(format=1, groups={**groups.groups, **_particles()})
    # With its own call, because what is joined is read from the first group.
    found = {name: re2.compile(within.expand(pattern)) for name, pattern in stated.items()}
    everybody = tuple(_labels(recipe))
    taught = tuple(_labels(recipe, without=frozenset({"teacher", "coach", "family"})))
    people = compiled(taught, groups, case=True)
    return Bonds(labels=compiled(everybody, groups, case=True), people=people, **found)


def _signs(recipe: Recipe) -> Signs:
    stated = recipe.signing.model_dump()
    groups = Groups(format=1, groups={name: (one,) for name, one in stated.pop("groups").items()})
    return Signs(**{name: re2.compile(groups.expand(one)) for name, one in stated.items()})


def _animals(stated: StatedAnimals) -> dict[str, Patterns]:
    own = Groups(format=1, groups={"animal": (stated.animal,)})
    return {"animal_before": (own.expand(stated.before),), "animal_after": (own.expand(stated.after),)}


def _marks(recipe: Recipe, groups: Groups) -> Marks:
    stated = recipe.marks.model_dump()
    within = Groups(format=1, groups={**groups.groups, "mark": (stated.pop("mark"),)})
    # With its own call, because first groups are read.
    return Marks(**{name: re2.compile(within.expand(pattern)) for name, pattern in stated.items()})


def _nets(recipe: Recipe) -> Nets:
    stated = recipe.remnants.model_dump()
    own = _particles() | {name: (one,) for name, one in stated.pop("groups").items()}
    labels = [one.labels for one in recipe.languages.values()]
    own["staff_label"] = tuple(label for one in labels for label in (one.teacher, one.coach))
    first, *others = (one.model_dump().values() for one in labels)
    own["first_label"] = tuple(label for label in first if not any(label in other for other in others))
    groups = Groups(format=1, groups=own)
    whole = {name: compiled(stated.pop(name), groups, case=True) for name in ("left", "telling")}
    return Nets(**whole, **{name: re2.compile(groups.expand(said)) for name, said in stated.items()})


def _particles() -> dict[str, Patterns]:
    """Groups of what joins the parts of a name; the longest first, because the first that fits is taken."""
    parts = read_parts()
    particles = sorted(parts.particles | parts.loose, key=lambda word: (-len(word), word))
    return {"particle": tuple(particles), "prefix": tuple(sorted(parts.prefixes))}


def _labels(recipe: Recipe, without: frozenset[str] = frozenset()) -> Iterator[str]:
    for language in recipe.languages.values():
        for label in language.labels.model_dump(exclude=set(without)).values():
            yield rf"\b{label} (?:[A-Z]|[0-9]{{1,3}})\b"


def named_by_label() -> Mapping[str, str]:
    """By each label without its letter, who is named in its place."""
    recipe = read_recipe()
    named = ((one.labels, *stated) for one in recipe.languages.values() for stated in one.named.items())
    return {getattr(labels, kind): words.format(anybody=recipe.anybody) for labels, kind, words in named}
