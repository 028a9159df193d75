"""A card as plain text: to the letter, with what decides between asterisks."""

from bot.cli.text import plain
from handlers.conversation.card import Card, Quote
from handlers.district.reading import SAMPLE
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import read_library

LIBRARY = read_library([SAMPLE.parent / "policies" / "447.1.toml"])


def said(question: str) -> str:
    return plain([GuidanceHandler(LIBRARY).card(question)])


def test_what_decides_is_marked_and_nothing_else_is_added() -> None:
    quote = Quote("One. Two. Three.", "1 A", ((0, 4), (10, 16)))
    assert plain([Card("T", (quote,))]).splitlines() == ["T", "", "*One.* Two. *Three.*", "  (1 A)"]


def test_the_deciding_sentence_of_an_answer_is_marked() -> None:
    [marked] = said("can I post photos of my class?").split("*")[1::2]
    assert any(marked in passage.section.text for passage in LIBRARY.passages)


def test_nothing_is_announced_that_does_not_follow() -> None:
    for question in ("what is for lunch on friday", "III.F", "448", "III.Z"):
        text = said(question)
        assert "look through" not in text
        assert not text.rstrip().endswith(":")
