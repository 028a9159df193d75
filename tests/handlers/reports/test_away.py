"""While the database is down: what a reporter reads then."""

from handlers.conversation.card import Card, Facts
from handlers.conversation.emergency import DANGER
from handlers.reports import documents, own_draft
from handlers.reports.away import away_card, not_saved
from tests.clock import FakeClock
from tests.handlers.reports.desk import DISTRICT
from tests.handlers.reports.papers import Papers
from tests.handlers.reports.reporter import first_text, labels, words

NOW = FakeClock().now()
OLD = FakeClock()
OLD.advance(days=400)
MARK = "(not checked since Nov 20, 2026: confirm)"


def _is_away(card: Card) -> bool:
    assert first_text(card.elements) == DANGER
    assert "nothing was changed" not in words(card.elements)
    return card.title == "Your reports cannot be shown" and "218-299-7139" in words(card.elements)


def test_danger_stands_first_and_numbers_follow() -> None:
    assert _is_away(away_card(DISTRICT, NOW))
    assert labels(away_card(DISTRICT, NOW)) == ["Who to call", "My reports"]


def test_a_report_that_was_not_saved_says_911_first() -> None:
    said = not_saved(DISTRICT, NOW)
    assert said.startswith("In danger, call 911; in a crisis, call or text 988.")
    assert "218-299-7139." in said
    assert MARK not in said


def test_old_numbers_are_marked() -> None:
    assert f"218-299-7139 {MARK}" in not_saved(DISTRICT, OLD.now())
    (facts,) = (part for part in away_card(DISTRICT, OLD.now()).elements if isinstance(part, Facts))
    assert all(MARK in how for _, how in facts.pairs)


def test_a_draft_and_a_document_wait_for_the_database() -> None:
    papers = Papers()
    papers.desk.store.broken = True
    for action in (own_draft.DRAFT, own_draft.READ, documents.HAND_IN):
        (card,) = papers.press("teacher", action).cards
        assert _is_away(card)


def test_whom_a_document_names_stays_marked_on_its_form() -> None:
    papers = Papers()
    papers.desk.store.broken = True
    reply = papers.fill(involved=("principal@schools.example",))
    assert reply.form
    assert reply.errors["involved"].startswith("In danger, call 911")
