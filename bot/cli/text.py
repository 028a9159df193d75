"""A card as plain text, for the terminal."""

import textwrap
from collections.abc import Iterator, Sequence

from handlers.conversation.card import Card, Element, Excerpt, Facts, Quote, Text

WIDTH = 96


def plain(cards: Sequence[Card]) -> str:
    """The cards' words in order; buttons, which a terminal cannot press, are left out."""
    return "\n\n".join("\n".join(_card(card)) for card in cards)


def _card(card: Card) -> Iterator[str]:
    yield card.title
    for element in card.elements:
        lines = list(_element(element))
        if lines:
            yield ""
            yield from lines


def _element(element: Element) -> Iterator[str]:
    if isinstance(element, Text):
        yield from textwrap.wrap(element.text, WIDTH)
    elif isinstance(element, Excerpt):
        yield from (f"  > {line}" for line in element.text.splitlines())
    elif isinstance(element, Quote):
        # To the letter: a quote is neither wrapped nor trimmed.
        yield from _marked(element).splitlines()
        yield f"  ({element.citation})"
    elif isinstance(element, Facts):
        yield from (f"{name}: {value}" for name, value in element.pairs)


def _marked(quote: Quote) -> str:
    """The quote with asterisks around what decides, and no other sign added."""
    text = quote.text
    for start, end in reversed(quote.marked):
        text = f"{text[:start]}*{text[start:end]}*{text[end:]}"
    return text
