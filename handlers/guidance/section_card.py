"""A section called by its number, with the way to what stands around it."""

from collections.abc import Iterator

from handlers.conversation.card import Button, Card, Element, Facts, Quote, Text, Tone
from handlers.conversation.emergency import first_things
from handlers.guidance import phrases
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.policy import META
from handlers.guidance.quoting import (
    is_safety,
    others_named,
    pinned,
    row,
    shows,
    standing,
    title,
    topic,
    versions_of,
)

NAMESAKES = 5  # sections of the same number in other policies, offered where no policy was named


def section_card(
    library: PolicyLibrary, passage: Passage, policy_named: bool = True, consult: Button | None = None
) -> Card:
    """The card for a passage of any version; `policy_named` is false for a bare number.

    `consult` asks a supervisor, where that is possible.
    """
    in_force = library.is_in_force(passage.policy)
    warning = () if in_force else (Text(standing(library, passage.policy), strong=True),)
    return Card(
        title(library, passage),
        (
            *(first_things() if is_safety(library, passage) else ()),
            *warning,
            *_quotes(passage),
            *others_named(library, [passage]),
            *row([*_around(library, passage), *([consult] if consult else [])]),
            *_related(library, passage),
            *(() if policy_named else _namesakes(library, passage)),
            Text(phrases.OWN_WORDS.format(versions=versions_of([passage.policy])), small=True),
        ),
        summary=phrases.SECTION_SUMMARY,
        tone=Tone.PLAIN if in_force else Tone.CAUTION,
    )


def _quotes(passage: Passage) -> Iterator[Element]:
    yield Quote(passage.section.text, passage.citation)
    if passage.section.id == META and passage.policy.source:
        yield Quote(passage.policy.source, passage.citation)


def _around(library: PolicyLibrary, passage: Passage) -> Iterator[Button]:
    """The sections before and after, in the same version, and the contents."""
    policy, pin = passage.policy, pinned(library, passage.policy)
    at = policy.sections.index(passage.section)
    for step, label in ((-1, phrases.PREVIOUS), (1, phrases.NEXT)):
        if 0 <= at + step < len(policy.sections):
            other = policy.sections[at + step].id
            yield shows(label.format(id=other), f"{policy.code} {other}{pin}")
    yield shows(phrases.CONTENTS, f"{policy.code}{pin}")
    if any(library.is_in_force(version) for version in library.versions(policy.code)) and pin:
        now = library.find(passage.name) or library.find(policy.code)
        yield shows(phrases.AS_IN_FORCE, now.name if isinstance(now, Passage) else policy.code)


def _related(library: PolicyLibrary, passage: Passage) -> tuple[Element, ...]:
    if not library.is_in_force(passage.policy):
        return ()
    ids = library.questions[passage.policy.code].related.get(passage.section.id, ())
    passages = [Passage(passage.policy, section) for section in map(passage.policy.section, ids) if section]
    facts = Facts(tuple((p.section.id, topic(library, p) or p.section.first_sentence) for p in passages))
    buttons = [shows(phrases.SEE.format(id=p.section.id), p.name) for p in passages]
    return (Text(phrases.READ_NEXT, strong=True), facts, *row(buttons)) if buttons else ()


def _namesakes(library: PolicyLibrary, passage: Passage) -> tuple[Element, ...]:
    """The sections of the same number in other policies: which one was meant is not known."""
    section = passage.section.id
    others = [p for p in library.policies if p.code != passage.policy.code and p.section(section)]
    buttons = [
        shows(phrases.SEE_IN.format(code=p.code, id=section), f"{p.code} {section}")
        for p in others[:NAMESAKES]
    ]
    return (Text(phrases.ALSO_IN.format(id=section), small=True), *row(buttons)) if buttons else ()
