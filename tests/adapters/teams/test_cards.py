"""Cards as Adaptive Cards: valid, plain, small enough, and complete."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.blocks import size
from adapters.teams.pages import LIMIT, pages
from handlers.conversation.card import (
    Button,
    Buttons,
    Card,
    Divider,
    Element,
    Excerpt,
    Facts,
    Link,
    Quote,
    Text,
    Tone,
)
from tests.adapters.teams import schema
from tests.standins.teams import drawn

WORDS = st.text(max_size=200)
BUTTON = st.builds(
    Button, label=WORDS, action=WORDS, value=WORDS, tone=st.sampled_from(Tone), opens_form=st.booleans()
)
QUOTE = st.tuples(st.text(min_size=1), st.data()).map(
    lambda pair: Quote(pair[0], "447.1", ((0, len(pair[0]) // 2),))
)
ELEMENT: st.SearchStrategy[Element] = st.one_of(
    st.builds(Text, WORDS, st.booleans(), st.booleans()),
    QUOTE,
    st.builds(Excerpt, WORDS),
    st.builds(Facts, st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple)),
    st.builds(Buttons, st.lists(BUTTON, max_size=5).map(tuple)),
    st.builds(Link, WORDS, st.just("https://smpolicy.example/pass/token")),
    st.just(Divider()),
)


def words(card: Card) -> str:
    """All that a card says, but for white space."""
    said = [card.title]
    for part in card.elements:
        match part:
            case Text(text) | Excerpt(text):
                said.append(text)
            case Quote(text, citation):
                said += [text, citation]
            case Facts(pairs):
                said += [text for pair in pairs for text in pair]
            case Buttons() | Link() | Divider():
                pass
    return squeezed(" ".join(said))


def squeezed(text: str) -> str:
    return "".join(text.split())


def runs(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [run for one in drawn.elements(card) if one["type"] == "RichTextBlock" for run in one["inlines"]]


@settings(max_examples=150, deadline=None)
@given(st.builds(Card, WORDS, st.lists(ELEMENT, max_size=6).map(tuple), WORDS, st.sampled_from(Tone)))
def test_any_card_is_valid_and_says_everything(card: Card) -> None:
    drawn_pages = pages(card)
    for page in drawn_pages:
        schema.check(page)
        assert page["fallbackText"] == card.summary
    assert squeezed("".join(drawn.text(page) for page in drawn_pages)) == words(card)
    shown = [button["title"] for page in drawn_pages for button in drawn.buttons(page)]
    buttons = (
        (part.buttons if isinstance(part, Buttons) else (part,))
        for part in card.elements
        if isinstance(part, Buttons | Link)
    )
    assert shown == [button.label for row in buttons for button in row]


@pytest.mark.parametrize(
    "text", ["x" * 40_000, "word " * 8000, "\n".join("line" for _ in range(9000)), "\u6f22" * 40_000]
)
@pytest.mark.parametrize("kind", [Text, Excerpt, lambda text: Quote(text, "447.1", ((0, 30_000),))])
def test_forty_thousand_characters_are_split_and_kept(text: str, kind: Any) -> None:
    drawn_pages = pages(Card("Long", (kind(text),)))
    assert len(drawn_pages) > 1
    assert all(size(page) <= LIMIT for page in drawn_pages)
    said = squeezed("".join(drawn.text(page) for page in drawn_pages))
    assert said.removeprefix("Long").removesuffix("447.1") == squeezed(text)


def test_markdown_and_markup_stay_what_was_written() -> None:
    text = "**not bold** [link](https://evil.example) <at>Sam</at> <b>x</b> {{DATE(2017)}} - 1. _x_"
    (page,) = pages(Card(text, (Text(text), Excerpt(text), Quote(text, text), Facts(((text, text),)))))
    # Only TextBlock and FactSet read markdown; neither is drawn.
    assert {one["type"] for one in drawn.elements(page)} <= {"RichTextBlock", "Container"}
    assert [run["text"].strip() for run in runs(page)] == [text] * 7


def test_the_sentences_that_decide_are_marked() -> None:
    quote = Quote("First. Second one.\nThird. Fourth.", "447.1 III.F", ((7, 18), (19, 25)))
    (page,) = pages(Card("Found", (quote,)))
    assert [run["text"] for run in runs(page) if run.get("highlight")] == ["Second one.", "Third."]
    assert [run["text"] for run in runs(page)] == [
        "Found",
        "First. ",
        "Second one.",
        "Third.",
        " Fourth.",
        "447.1 III.F",
    ]


def test_a_mark_across_lines_is_marked_on_both() -> None:
    (page,) = pages(Card("Found", (Quote("ab\r\ncd", "x", ((1, 5),)),)))
    assert [run["text"] for run in runs(page) if run.get("highlight")] == ["b", "c"]


def test_buttons_go_three_in_a_row() -> None:
    buttons = tuple(Button(f"b{n}", "a", tone=Tone.DANGER) for n in range(7))
    (page,) = pages(Card("Menu", (Buttons(buttons),)))
    rows = [len(one["actions"]) for one in drawn.elements(page) if one["type"] == "ActionSet"]
    assert rows == [3, 3, 1]
    assert {button["style"] for button in drawn.buttons(page)} == {"destructive"}


def test_a_link_opens_a_page_and_is_no_press() -> None:
    url = "https://smpolicy.example/pass/token"
    (page,) = pages(Card("A document", (Link("Open the page", url),)))
    assert drawn.buttons(page) == [{"type": "Action.OpenUrl", "title": "Open the page", "url": url}]
    schema.check(page)


def test_a_line_is_cut_between_words() -> None:
    (page,) = pages(Card("", (Text("word " * 600),)))
    assert all(run["text"].startswith("word") for run in runs(page))
