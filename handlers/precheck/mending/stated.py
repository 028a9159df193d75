"""What the parts of the mender's data file state, each as it is written there."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from handlers.precheck.pattern import Patterns


class Stated(BaseModel):
    """One part: read once, with no key that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Labels(Stated):
    """What stands for a name, before its letter."""

    student: str
    parent: str
    family: str
    coach: str
    teacher: str
    colleague: str
    person: str


class Language(Stated):
    """Sentences that are added to a draft of one language.

    {district} is its name, {whose} such as `my brother`; `labels` take the place of names, and what is
    `named`, by the kind of label, that of labels; {anybody} is the recipe's.
    """

    labels: Labels
    named: Mapping[str, str]
    disclaimer: str
    stake_of: str
    stake: str


class Stakes(Stated):
    """What shows that kin of the author, or the author, gains; `kin` finds the words for whom."""

    kin: str
    whose: Patterns
    own: Patterns


class Cuts(Stated):
    """What is taken out; not in a sentence of an `institution`. `lead` goes with a cry after it.

    A clause of which a word of `dangling` is left at the end goes whole, with a `trailing` one after it;
    after a clause that begins as `leading` does, the sentence goes. Nothing is offered
    that still tells of a home or an identity with a word of `telling`. A clause that is all `pointing` before
    a handle goes with it. An address of `shared` stays.
    """

    contact: Patterns
    dangling: str
    trailing: str
    leading: str
    telling: str
    shared: str
    institution: Patterns
    pointing: str
    handles: Patterns
    lead: str


class StatedMarks(Stated):
    """Marks of learning, see marks.Marks; `mark` is a group for the others."""

    told: str
    noun: str
    open: str
    person: str
    subject: str
    relative: str
    onward: str
    mark: str


class Swears(Stated):
    """Obscenities that may go alone: for the stress of another word, or in a `phrase`.

    A word of `bound` after one cannot be stressed; one of `assent` stands without it.
    """

    stress: str
    assent: str
    phrase: str
    bound: str


class Seams(Stated):
    """What shows that a text does not read where something was taken out; see sense.Grammar."""

    wanting: str
    joining: str
    backward: str


class StatedAnimals(Stated):
    """What tells `before` or `after` a name that it is an animal's, or a thing's."""

    before: str
    after: str
    animal: str


class Naming(Stated):
    """Where a label is no mend: for the holder of an office that one person holds, named `before` or `after`
    the name; beside words of `ill`, which hold something against somebody; and of `conduct`.
    """

    before: str
    after: str
    ill: Patterns
    conduct: Patterns


class StatedBonds(Stated):
    """What joins a name that is left to a label; see company.Bonds. `places` may be named."""

    particle_before: str
    said_to: str
    particle_after: str
    particle_between: str
    joined_before: str
    joined_after: str
    listed_before: str
    listed_after: str
    owner_before: str
    nickname_before: str
    nickname_after: str
    more: str
    initial: str
    graded: str
    places: Patterns


class StatedJoints(Stated):
    """How one name is written in pieces; see pieces.Joints."""

    nicknamed: str
    inverted: str
    closed: str


class StatedSigns(Stated):
    """Where the author is named; see signing.Signs. `groups` are those of its patterns."""

    closing: str
    opening: str
    introducing: str
    listed: str
    asked: str
    groups: Mapping[str, str]


class StatedNets(Stated):
    """Nets around labels; see remnants.Nets. `groups` are those of `left` and `telling`."""

    left: Patterns
    telling: Patterns
    after: str
    cheered: str
    stopped: str
    known: str
    cheers: str
    mixed: str
    joint: str
    groups: Mapping[str, str]
