"""Puts other names in the place of those in a draft."""

import random
from collections.abc import Mapping, Sequence

from handlers.precheck.engine import Page
from handlers.precheck.mending.edit import Edit, applied
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Cast

Names = Mapping[str, Sequence[str]]
"""Those of one origin: `given` and `family`."""
STAY = frozenset({Role.PUBLIC, Role.PLACE, Role.ANIMAL})


def with_names(page: Page, cast: Cast, names: Names, chance: random.Random) -> str | None:
    """The text with other names for all who are surely named; None without any. Authors and places stay."""
    people = [p for p in page.people(cast) if p.role not in STAY and cast.is_surely_named(p)]
    edits = []
    for person in people:
        given, family = chance.choice(names["given"]), chance.choice(names["family"])
        for mention in person.mentions:
            whole = f"{given} {family}" if len(mention.words) > 1 else family if mention.title else given
            edits.append(Edit(*page.plain.span(mention.start, mention.end), whole))
    return applied(page.draft.text, edits) if edits else None
