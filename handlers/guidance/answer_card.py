"""How an answer looks: the section, the deciding sentence marked; a near miss; nothing found."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.card import Button, Card, Element, Facts, Quote, Text, Tone
from handlers.conversation.emergency import first_things
from handlers.guidance import phrases
from handlers.guidance.absent import Absent
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.quoting import (
    is_safety,
    not_here,
    others_named,
    pinned,
    row,
    shows,
    standing,
    title,
    versions_of,
)
from handlers.guidance.search import Answered, Found

CLOSE = 0.85  # a second section with this share of the first one's score is quoted too
NEAREST = 2  # shown of a near miss
DANGER = 0.02  # a section on safety that comes into question this far puts whom to call above what is quoted
LISTED = 5  # policies named where nothing was found; of more only the number is said

OPENER = Button(phrases.ASK, "ask.open", opens_form=True)


def answer_card(
    library: PolicyLibrary,
    answered: Answered,
    consult: Button | None = None,
    elsewhere: Sequence[str] = (),
    named: Sequence[Passage] = (),
    within: Sequence[Policy] = (),
) -> Card:
    """The card for what search found.

    `consult` asks a supervisor, where that is possible. `elsewhere` are codes of policies that the
    question named and that are not in the library: that is said first. Whom to call stands above all
    else where a section on safety is among what was found, shown or not. `named` are sections that the
    question names: those not quoted are a button away. `within` are the policies that alone were searched.
    """
    if answered.unread:
        return _unread(consult)
    said = _card(library, answered, consult, elsewhere, named, within or library.policies)
    card = with_notes(library, said, (), elsewhere)
    found = (*(f for f in answered.answers if f.score >= DANGER), *answered.near)
    return with_first_things(card) if any(is_safety(library, f.passage) for f in found) else card


def with_first_things(card: Card) -> Card:
    """The card with whom to call above all else, once."""
    first = first_things()
    return card if first[0] in card.elements else replace(card, elements=(*first, *card.elements))


def with_notes(
    library: PolicyLibrary, card: Card, absent: Sequence[Absent] = (), elsewhere: Sequence[str] = ()
) -> Card:
    """The card with what is not there said above it: sections, and policies by their codes."""
    missing = [_missing(one) for one in absent]
    others = [not_here(library, code) for code in elsewhere]
    first = first_things() if first_things()[0] in card.elements else ()
    rest = card.elements[len(first) :]
    return replace(card, elements=(*first, *missing, *others, *rest)) if missing or others else card


def _see(library: PolicyLibrary, passage: Passage) -> Button:
    """The way to a passage; its policy's code is said where it is not the one meant where none is named."""
    policy = passage.policy
    label = phrases.SEE if policy.code == library.policies[0].code else phrases.SEE_IN
    said = label.format(code=policy.code, id=passage.section.id)
    return shows(said, f"{passage.name}{pinned(library, policy)}")


def _missing(one: Absent) -> Text:
    if one.then is None:
        return Text(phrases.ABSENT_NOTE.format(code=one.code, absent=one.section))
    said = phrases.ABSENT_NOTE_THEN
    return Text(said.format(code=one.code, version=one.then.version, absent=one.section))


def _card(
    library: PolicyLibrary,
    answered: Answered,
    consult: Button | None,
    elsewhere: Sequence[str],
    named: Sequence[Passage],
    searched: Sequence[Policy],
) -> Card:
    offered = {found.passage for found in (*answered.answers, *answered.near[:NEAREST])}
    see = [_see(library, p) for p in named if p not in offered]
    if not answered.abstained:
        return _answer(library, answered.answers, consult, elsewhere, see)
    if answered.near:
        return _near(library, answered.near[:NEAREST], consult, elsewhere, see)
    return _nothing(searched, consult, see)


def _unread(consult: Button | None) -> Card:
    parts = (*first_things(), Text(phrases.UNREAD), *row([consult] if consult else []))
    return Card(phrases.UNREAD_TITLE, parts, summary=phrases.NOTHING_SUMMARY, tone=Tone.CAUTION)


def _answer(
    library: PolicyLibrary,
    answers: Sequence[Found],
    consult: Button | None,
    elsewhere: Sequence[str],
    named: Sequence[Button],
) -> Card:
    first, *others = answers
    close = [found for found in others if found.score >= CLOSE * first.score]
    shown = [first, *close[:1]]
    see = [_see(library, f.passage) for f in others if f not in shown]
    return Card(
        title(library, first.passage),
        (
            *_quoted(library, shown, elsewhere, headed=shown[1:]),
            *row([*named, *see, *([consult] if consult else [])]),
            _own_words(shown),
        ),
        summary=phrases.ANSWERED,
    )


def _near(
    library: PolicyLibrary,
    near: Sequence[Found],
    consult: Button | None,
    elsewhere: Sequence[str],
    named: Sequence[Button],
) -> Card:
    codes = dict.fromkeys(found.passage.policy.code for found in near)
    contents = [shows(phrases.CONTENTS_OF.format(code=code), code) for code in codes]
    buttons = row([*named, *([consult] if consult else []), *contents])
    return Card(
        phrases.NEAR,
        (
            Text(phrases.NEAR_READ),
            *_quoted(library, near, elsewhere, headed=near),
            *buttons,
            _own_words(near),
        ),
        summary=phrases.NEAR_SUMMARY,
        tone=Tone.CAUTION,
    )


def _quoted(
    library: PolicyLibrary, shown: Sequence[Found], elsewhere: Sequence[str], headed: Sequence[Found]
) -> tuple[Element, ...]:
    """The quotes; those in `headed` under their names, which the card's title does not say."""
    passages = [found.passage for found in shown]
    quotes: list[Element] = []
    for found in shown:
        quotes += [Text(title(library, found.passage), strong=True)] if found in headed else []
        warning = standing(library, found.passage.policy)
        quotes += [Text(warning, strong=True)] if warning else []
        marked = (found.deciding,) if found.deciding else ()
        quotes.append(Quote(found.quote, found.passage.citation, marked))
    return (*quotes, *others_named(library, passages, elsewhere))


def _own_words(shown: Sequence[Found]) -> Text:
    versions = versions_of([found.passage.policy for found in shown])
    return Text(phrases.OWN_WORDS.format(versions=versions), small=True)


def _nothing(searched: Sequence[Policy], consult: Button | None, named: Sequence[Button]) -> Card:
    codes = [policy.code for policy in searched]
    few = len(codes) <= LISTED
    found = (
        phrases.NOTHING_FOUND.format(codes=", ".join(codes))
        if few
        else phrases.NOTHING_IN_LIBRARY.format(number=len(codes))
    )
    contents = [shows(phrases.CONTENTS_OF.format(code=code), code) for code in codes]
    buttons = contents if few else [shows(phrases.ALL_POLICIES, "policies")]
    return Card(
        phrases.NOTHING,
        (
            Text(found),
            Text(phrases.NOTHING_ASK),
            *row([*named, *([consult] if consult else []), *buttons]),
        ),
        summary=phrases.NOTHING_SUMMARY,
        tone=Tone.CAUTION,
    )


def how_card(library: PolicyLibrary) -> Card:
    """How to ask, for somebody who asked nothing."""
    examples = [
        (phrases.EXAMPLE_QUESTION, phrases.HOW_QUESTION),
        (phrases.EXAMPLE_SECTION, phrases.HOW_SECTION),
        (library.policies[0].code, phrases.HOW_CONTENTS),
    ]
    if any(library.earlier.values()):
        examples.append((phrases.EXAMPLE_CHANGES, phrases.HOW_CHANGES))
    return Card(phrases.HOW, (Facts(tuple(examples)), *row([OPENER])), phrases.HOW_SUMMARY)
