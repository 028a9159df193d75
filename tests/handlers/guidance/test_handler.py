"""What a person reads when asking the guidelines."""

from pathlib import Path

import pytest

from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Button, Buttons, Card, Quote, Text
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.router import Router
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import PolicyLibrary, read_library

POLICY = Path("handlers/district/moorhead/policies/447.1.toml")
PRINTED = (Path(__file__).parent / "447.1.txt").read_text(encoding="utf-8")
WHO, WHERE = Actor(Channel.WEB, "1", "Sam"), Place(Channel.WEB)
CITATION = "447.1 III.F, adopted 5/14/2012, reviewed 04/10/2017"


@pytest.fixture(scope="module")
def handler() -> GuidanceHandler:
    return GuidanceHandler(read_library([POLICY]))


@pytest.fixture(scope="module")
def router(handler: GuidanceHandler) -> Router:
    return Router((handler.spec,), handler.presses, handler.submissions, handler.show)


def said(router: Router, text: str) -> Card:
    (card,) = router.answer(Command(WHO, WHERE, text)).cards
    return card


def quotes(card: Card) -> list[Quote]:
    return [element for element in card.elements if isinstance(element, Quote)]


def buttons(card: Card) -> list[Button]:
    return [b for element in card.elements if isinstance(element, Buttons) for b in element.buttons]


@pytest.mark.parametrize("text", ["III.F", "/smpolicy iii f", "447.1 III F", "ask 3f"])
def test_a_section_is_quoted_to_the_letter(router: Router, text: str) -> None:
    (quote,) = quotes(said(router, text))
    assert quote.citation == CITATION
    assert quote.text in PRINTED
    assert quote.text.startswith("Employees must protect confidential information.")


def test_a_question_is_answered_with_a_quote(router: Router) -> None:
    card = said(router, "ask can I post photos of my class?")
    assert quotes(card)[0].citation == CITATION
    assert all(quote.text in PRINTED for quote in quotes(card))


def test_the_question_itself_is_not_shown_on_a_lock_screen(router: Router) -> None:
    card = said(router, "ask can I post photos of my canary class?")
    assert "canary" not in repr(card)


def test_nothing_found_says_so_and_whom_to_ask(router: Router) -> None:
    card = said(router, "ask is there school tomorrow?")
    assert quotes(card) == []
    assert "supervisor" in repr(card)


def test_asking_nothing_shows_how_to_ask(router: Router) -> None:
    card = said(router, "ask")
    assert "ask can I post photos of my class?" in repr(card)


def test_a_question_about_safety_opens_with_whom_to_call(router: Router) -> None:
    card = said(router, "ask a student wrote that he wants to die")
    first = card.elements[0]
    assert isinstance(first, Text)
    assert "911" in first.text
    assert "988" in first.text
    assert "report.open" in [button.action for button in buttons(card)]


def test_contents_lead_to_every_section(router: Router) -> None:
    card = said(router, "447.1")
    pressed = [router.answer(Press(WHO, WHERE, b.action, b.value)).cards[0] for b in buttons(card)]
    assert len(pressed) == 13 + 1  # and the whole text
    assert all(quotes(section) for section in pressed)


def test_dates_and_source_are_quoted(router: Router) -> None:
    texts = [quote.text for quote in quotes(said(router, "dates"))]
    assert "Reviewed Date(s): 04/10/2017" in texts[0]
    assert texts[1].startswith("Source: Adapted from Minnetonka")


def test_other_text_is_left_to_the_router(handler: GuidanceHandler) -> None:
    assert handler.show(Command(WHO, WHERE, "good morning")) is None


def test_the_form_asks_and_answers(router: Router) -> None:
    form = router.answer(Press(WHO, WHERE, "ask.open")).form
    assert form is not None
    assert len(form.title) <= 24
    empty = router.answer(Submission(WHO, WHERE, form.name, {"question": "  "}))
    assert "question" in empty.errors
    filled = router.answer(Submission(WHO, WHERE, form.name, {"question": "do I need a disclaimer"}))
    assert "III.E" in quotes(filled.cards[0])[0].citation


def test_a_stale_button_shows_how_to_ask(router: Router) -> None:
    assert (
        router.answer(Press(WHO, WHERE, "guidance.show", "999 Z")).cards[0].title
        == "Ask about the guidelines"
    )


@pytest.mark.parametrize("text", ["what changed in 512 II.A", "512", "512 and 650", "512 text"])
def test_what_is_leafed_through_is_searched_in_its_own_policy(many: PolicyLibrary, text: str) -> None:
    found = GuidanceHandler(many).answers(text)
    assert {one.passage.policy.code for one in (*found.answers, *found.near)} <= {"512", "650"}
