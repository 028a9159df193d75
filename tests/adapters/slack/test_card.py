"""Cards as messages: within Slack's limits, and to the letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.card import messages
from adapters.slack.limits import pieces, slices, width
from adapters.slack.view import card_view
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
from tests.standins.slack import rules

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80).map(str.strip)
LONG = st.builds(lambda word, times: f"{word} " * times, WORDS.filter(bool), st.integers(1, 200))
TEXTS = WORDS | LONG
LABELS = WORDS.filter(bool)
ELEMENTS: st.SearchStrategy[Element] = st.one_of(
    st.builds(Text, TEXTS, st.booleans(), st.booleans()),
    st.builds(lambda text, citation: Quote(text, citation, ((0, 5), (9, 4000))), TEXTS, WORDS),
    st.builds(Excerpt, TEXTS),
    st.builds(Facts, st.lists(st.tuples(WORDS, TEXTS), max_size=4).map(tuple)),
    st.builds(
        Buttons,
        st.lists(st.builds(Button, LABELS, st.just("a.b"), WORDS, st.sampled_from(Tone)), max_size=30).map(
            tuple
        ),
    ),
    st.builds(Link, LABELS, st.just("https://smpolicy.example/pass/token")),
    st.just(Divider()),
)
CARDS = st.lists(
    st.builds(Card, TEXTS, st.lists(ELEMENTS, max_size=12).map(tuple), tone=st.sampled_from(Tone))
)


@settings(max_examples=60, deadline=None)
@given(CARDS)
def test_slack_takes_every_card_as_messages_and_as_a_view(cards: list[Card]) -> None:
    for message in messages(cards):
        rules.check_message(message)
    if cards:
        view, rest = card_view(cards)
        rules.check_view(view, "modal")
        rules.check_blocks(rest)


@given(TEXTS, st.integers(2, 300))
def test_a_text_in_pieces_is_the_text(text: str, limit: int) -> None:
    for cut in (pieces, slices):
        parts = list(cut(text, limit))
        assert "".join(parts) == text
        assert all(0 < width(part) <= limit for part in parts)


@settings(max_examples=30, deadline=None)
@given(LONG, st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)).map(sorted), max_size=3))
def test_a_quote_is_shown_to_the_letter_with_its_marked_words_in_bold(
    text: str, spans: list[list[int]]
) -> None:
    ordered = [(a, b) for a, b in sorted(map(tuple, spans)) if a < b]
    quote = Quote(text, "", tuple(ordered))
    runs = [
        run
        for m in messages([Card("", (quote,))])
        for b in m["blocks"]
        for run in b["elements"][0]["elements"]
    ]
    assert "".join(run["text"] for run in runs) == text
    bold = "".join(run["text"] if "style" in run else "\0" * len(run["text"]) for run in runs)
    covered = {n for a, b in ordered for n in range(a, min(b, len(text)))}
    assert [n for n, shown in enumerate(bold) if shown != "\0"] == sorted(covered)


def test_what_a_person_wrote_is_never_read_as_markup() -> None:
    evil = "<!channel> <@U1> *bold* `code` <https://x.example|click> &amp;"
    elements = (Text(evil), Text(evil, strong=True), Text(evil, small=True), Excerpt(evil), Quote(evil, evil))
    [message] = messages([Card(evil, elements)])
    assert "mrkdwn" not in str(message)
    assert rules.readable(message).count(evil) == 7


def test_an_address_that_slack_would_refuse_is_not_sent() -> None:
    with pytest.raises(ValueError, match="address"):
        messages([Card("A document", (Link("Open", f"https://smpolicy.example/{'x' * 3000}"),))])


def test_a_lock_screen_shows_the_summary_alone() -> None:
    [message] = messages([Card("Title", (Text("Body"),), summary="smpolicy has an answer.")])
    assert message["text"] == "smpolicy has an answer."
