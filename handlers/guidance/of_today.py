"""A question on the words of another day, answered with those in force: it is said."""

from collections.abc import Iterator
from dataclasses import replace

from handlers.conversation.card import Button, Card, Text
from handlers.conversation.emergency import first_things
from handlers.guidance import phrases
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.quoting import pinned, row, shows
from handlers.guidance.search import Answered


def of_today(library: PolicyLibrary, card: Card, answered: Answered, when: str) -> Card:
    """The card, saying that these are today's words where those of `when` are others, or not held."""
    passages = [found.passage for found in (*answered.answers, *answered.near)]
    codes = dict.fromkeys(passage.policy.code for passage in passages if when)
    then = [library.version(code, when) for code in codes]
    if all(version and library.is_in_force(version) for version in then):
        return card
    first = first_things() if first_things()[0] in card.elements else ()
    note = (Text(phrases.TODAY, strong=True), *row(list(_then(library, passages, when))))
    return replace(card, elements=(*first, *note, *card.elements[len(first) :]))


def _then(library: PolicyLibrary, passages: list[Passage], when: str) -> Iterator[Button]:
    """The way to each section as it was then."""
    for passage in passages:
        version = library.version(passage.policy.code, when)
        if version and version.section(passage.section.id) and not library.is_in_force(version):
            names = {"code": version.code, "id": passage.section.id, "version": version.version}
            yield shows(phrases.SECTION_AS_OF.format(**names), f"{passage.name}{pinned(library, version)}")
