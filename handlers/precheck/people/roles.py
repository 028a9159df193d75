"""As what each person in a draft is named: by what stands before and after the name, and in the draft.

The cues are data (roles.toml): patterns for the words right before a name, right after it, and for
its whole sentence. The first role whose cue holds for any mention of a person is that person's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import re2
from pydantic import BaseModel, ConfigDict, Field

from handlers.district.reading import read_model
from handlers.precheck.pattern import Groups, Patterns, compiled
from handlers.precheck.people.author import Author, read_author
from handlers.precheck.people.mentions import Mention, mentions, same_person
from handlers.precheck.people.names import NameModel, name_model, words_of
from handlers.precheck.people.parts import read_parts
from handlers.precheck.people.role import Role
from handlers.precheck.sentences import Sentences

FILE = Path(__file__).parent / "roles.toml"
WINDOW, FAR = 60, 200
"""Characters looked at on each side of a name: for words that touch it, and for those near it."""
_KIN = re2.compile(
    r"(?i)'s (?:mom|dad|mother|father|mama|papa|stepdad|stepmom|grandma|grandpa|guardian),? [a-z]{2,6}\.? $"
)
_LOOK = 24
"""Characters before a name where _KIN is looked for: at most 21 are found, as in `'s guardian, madame. `."""


class Cues(BaseModel):
    """What shows a role.

    `before` and `after` touch the name, `titles` stand before it, `names` are the name itself,
    `upto` the name with what touches it from the left; `sentence` is looked for in its sentence,
    `near` within FAR characters. Where `unless` is in the draft, or `unless_beside` in its sentence, none
    of them shows anything; nor does any where `is_untitled` and the name has a title.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    titles: Patterns = ()
    names: Patterns = ()
    before: Patterns = ()
    after: Patterns = ()
    upto: Patterns = ()
    sentence: Patterns = ()
    near: Patterns = ()
    unless: Patterns = ()
    unless_beside: Patterns = ()
    is_untitled: bool = False


class RoleFile(BaseModel):
    """Roles in the order in which they are tried; `groups` are their shared words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    roles: Annotated[tuple[Cues, ...], Field(min_length=1)]
    groups: dict[str, Patterns] = {}


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a draft: the role, and every mention in order."""

    role: Role
    mentions: tuple[Mention, ...] = field(repr=False)


@dataclass(frozen=True)
class Cast:
    """Finds the people of a draft."""

    cues: Sequence[tuple[Cues, Mapping[str, Any]]]
    model: NameModel
    author: Author

    def people(self, split: Sentences) -> list[Person]:
        """The people named in a plain reading, in order of their first mention."""
        groups: list[list[Mention]] = []
        known: dict[str, list[Mention]] = {}
        for mention in mentions(words_of(split.text), self.model):
            is_kin = _is_kin(split.text, mention)
            names = [word.lower() for word in mention.words if word.lower() not in read_parts().particles]
            group = next((known[w] for w in names if self._is_same(known, w, mention)), None)
            if group is None or is_kin:
                group = []
                groups.append(group)
            group.append(mention)
            known.update({word: group for word in names if is_kin or word not in known})
        authors = self.author.among(split.text, groups)
        known_cues = [(cues, found) for cues, found in self.cues if not _in(found["unless"], split.text)]
        return [
            Person(_role(known_cues, split, group, is_author=place in authors), tuple(group))
            for place, group in enumerate(groups)
        ]

    def is_surely_named(self, person: Person) -> bool:
        """Whether a name is on the list of given names, and no common word, or is so before a surname."""
        if any(len(m.words) > 1 and m.words[0].lower() in read_parts().firsts for m in person.mentions):
            return True
        firsts = {mention.words[0].lower().split("-")[0] for mention in person.mentions}
        return any(self.model.holds("given", w) and not self.model.holds("common", w) for w in firsts)

    @staticmethod
    def _is_same(known: Mapping[str, list[Mention]], word: str, mention: Mention) -> bool:
        group = known.get(word)
        return group is not None and len(word) > 1 and same_person(group[0], mention)


def _role(
    known: Sequence[tuple[Cues, Mapping[str, Any]]],
    split: Sentences,
    group: Sequence[Mention],
    *,
    is_author: bool,
) -> Role:
    for cues, found in known:
        if cues.role is Role.ONESELF and is_author:
            return cues.role
        counted = (mention for mention in group if not (cues.is_untitled and mention.title))
        if any(_shows(found, split, mention) for mention in counted):
            return cues.role
    return Role.SOMEBODY


def _is_kin(text: str, mention: Mention) -> bool:
    """Whether a title and a surname tell a parent of whoever is named before: `Kia Yang's dad, Mr. Yang`."""
    before = text[max(0, mention.start - _LOOK) : mention.start]
    return bool(mention.title) and _KIN.search(before) is not None


def _shows(found: Mapping[str, Any], split: Sentences, mention: Mention) -> bool:
    text = split.text
    start, end = split.around(mention.start)
    if found["unless_beside"] is not None and _in(found["unless_beside"], text[start:end]):
        return False
    before = text[max(0, mention.start - WINDOW) : mention.start]
    after = text[mention.end : mention.end + WINDOW]
    if _in(found["before"], before) or _in(found["after"], after):
        return True
    if _in(found["upto"], text[max(0, mention.start - WINDOW) : mention.end]):
        return True
    if _in(found["titles"], mention.title) or _in(found["names"], " ".join(mention.words)):
        return True
    first, last = max(0, mention.start - FAR), mention.end + FAR
    if found["near"] is not None and _in(found["near"], text[first:last]):
        return True
    return found["sentence"] is not None and _in(found["sentence"], text[max(start, first) : min(end, last)])


def _in(pattern: Any, text: str) -> bool:
    return pattern is not None and bool(text) and pattern.search(text) is not None


def read_cast(groups: Groups) -> Cast:
    """The cast with the cues that come with the program. Raises DistrictInvalid."""
    return _read(tuple(groups.groups.items()))


@cache
def _read(groups: tuple[tuple[str, Patterns], ...]) -> Cast:
    shared, file = Groups(format=1, groups=dict(groups)), read_model(FILE, RoleFile)
    known = Groups(format=1, groups={**shared.groups, **file.groups})
    return Cast([(cues, _compiled(cues, known)) for cues in file.roles], name_model(), read_author(shared))


def _compiled(cues: Cues, groups: Groups) -> Mapping[str, Any]:
    before, upto = (tuple(f"(?:{one})$" for one in patterns) for patterns in (cues.before, cues.upto))
    after = tuple(f"^(?:{pattern})" for pattern in cues.after)
    whole = {
        name: getattr(cues, name)
        for name in ("titles", "names", "sentence", "near", "unless", "unless_beside")
    }
    patterns = {**whole, "before": before, "after": after, "upto": upto}
    return {name: compiled(one, groups) for name, one in patterns.items()}
