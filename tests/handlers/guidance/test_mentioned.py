"""Sections named inside a sentence: quoted where it says nothing else, and a button where it asks."""

import pytest

from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.mentioned import mentioned
from tests.handlers.guidance.sayable import Sayable, buttons, quotes

ALONE = [
    *("can you show me III.F", "tell me about III.F", "mu\u00e9strame III.F", "apartado F", "what is F"),
    *("I want to read III.F", "what about III.F", "could i see section F", "paragraph F of section 3"),
    *("I'd like to see paragraph f please", "section F of 447.1", "can I get 447.1 F"),
]


@pytest.mark.parametrize("spelling", ALONE)
def test_the_section_is_shown(library: PolicyLibrary, spelling: str) -> None:
    handler = GuidanceHandler(library)
    card = handler.card(spelling)
    assert card.title.startswith("447.1 III.F:")
    assert [quote.citation.partition(",")[0] for quote in quotes(card)] == ["447.1 III.F"]
    assert [found.section for found in handler.answers(spelling).answers] == ["III.F"]


@pytest.mark.parametrize(
    "spelling", ["III.F and III.A", "F vs A", "difference between III.F and section A?", "F, and A"]
)
def test_both_sections_are_shown(library: PolicyLibrary, spelling: str) -> None:
    card = GuidanceHandler(library).card(spelling)
    assert [quote.citation.partition(",")[0] for quote in quotes(card)] == ["447.1 III.F", "447.1 III.A"]
    assert Sayable(library).unsaid(card) == []


@pytest.mark.parametrize(
    ("spelling", "last"),
    [
        ("sections A to F", "III.F-2"),
        ("A-F", "III.F-2"),
        ("III.A through III.D", "III.D"),
        ("III.B-D", "III.D"),
    ],
)
def test_a_range_shows_or_links_each(library: PolicyLibrary, spelling: str, last: str) -> None:
    card = GuidanceHandler(library).card(spelling)
    sections = [section.id for section in library.policies[0].sections]
    wanted = sections[sections.index("III.B" if "B" in spelling else "III.A") : sections.index(last) + 1]
    shown = {quote.citation.partition(",")[0].removeprefix("447.1 ") for quote in quotes(card)}
    shown |= {button.label.removeprefix("See ") for button in buttons(card)}
    assert set(wanted) == shown - {"Report a concern"}
    assert Sayable(library).unsaid(card) == []


@pytest.mark.parametrize("spelling", ["F to A", "a to i", "from home to school", "k-12", "F-2", "A to Z"])
def test_what_is_no_range(library: PolicyLibrary, spelling: str) -> None:
    assert len(mentioned(library, spelling).passages) < 2


@pytest.mark.parametrize(
    "question",
    ["does III.E allow a photo of my class?", "may I post a photo of my class, section E"],
)
def test_it_is_quoted_before_the_answer_to_the_question(library: PolicyLibrary, question: str) -> None:
    card = GuidanceHandler(library).card(question)
    assert mentioned(library, question).alone is False
    cited = [quote.citation.partition(",")[0] for quote in quotes(card)]
    assert cited[:2] == ["447.1 III.E", "447.1 III.F"]
    assert Sayable(library).unsaid(card) == []


@pytest.mark.parametrize(
    ("question", "section"),
    [
        *(
            (said, "III.F")
            for said in ("III.F after 2020", "title ix III.F", "since 2020 what does III.F say")
        ),
        *((said, "III.E") for said in ("is there school tomorrow, section E", "447.1 E and my lunch")),
    ],
)
def test_where_search_has_no_answer_it_is_shown(library: PolicyLibrary, question: str, section: str) -> None:
    handler = GuidanceHandler(library)
    card = handler.card(question)
    assert [quote.citation.partition(",")[0] for quote in quotes(card)] == [f"447.1 {section}"]
    assert "447.1 versions" in [button.value for button in buttons(card)]
    assert handler.answers(question).answers[0].section == section
    assert Sayable(library).unsaid(card) == []


@pytest.mark.parametrize(
    "question",
    [
        *(
            "",
            "what is a",
            "what can i do",
            "is a section a rule",
            "which section a student reads",
            "i.e. mine",
        ),
        *("part I played in it", "grade 3 a class", "3 kids", "e.g. photos", "III.Z", "the c word", "\ud800"),
        *("may I and a friend post", "a or i", "what is 3"),
    ],
)
def test_what_names_none(library: PolicyLibrary, question: str) -> None:
    assert mentioned(library, question).passages == ()


def test_a_letter_that_ends_the_sentence_is_a_name(library: PolicyLibrary) -> None:
    (found,) = mentioned(library, "may I post what section a").passages
    assert found.section.id == "III.A"


def test_search_is_not_led_astray_by_questions_beside_the_policy(library: PolicyLibrary) -> None:
    asked = [one for one in library.questions["447.1"].asked if len(one.text) > len("section III.F")]
    named = [one.text for one in asked if mentioned(library, one.text).alone]
    assert len(named) < len(asked) / 200
