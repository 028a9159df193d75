"""A card as plain text, for the terminal."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from bot.cli.signs import visible
from handlers.conversation.card import Button, Buttons, Card, Element, Excerpt, Facts, Quote, Text

WIDTH = 96


def plain(cards: Sequence[Card]) -> str:
    """The cards' words in order; buttons, which a terminal cannot press, are left out.

    What people wrote in them can neither move the cursor nor begin a line of its own.
    """
    return "\n\n".join("\n".join(_card(card)) for card in cards)


def has_button(cards: Sequence[Card], button: Button) -> bool:
    """Whether a button is among those left out, so that the terminal can say where it is to be found."""
    rows = (element for card in cards for element in card.elements if isinstance(element, Buttons))
    return any(button in row.buttons for row in rows)


def _card(card: Card) -> Iterator[str]:
    yield visible(card.title)
    for element in card.elements:
        lines = [visible(line) for line in _element(element)]
        if lines:
            yield ""
            yield from lines


def _element(element: Element) -> Iterator[str]:
    if isinstance(element, Text):
        yield from textwrap.wrap(element.text, WIDTH, break_long_words=False)
    elif isinstance(element, Excerpt):
        yield from (f"  > {line}" for line in element.text.splitlines())
    elif isinstance(element, Quote):
        # To the letter: a quote is neither wrapped nor trimmed.
        yield from _marked(element).splitlines()
        yield f"  ({element.citation})"
    elif isinstance(element, Facts):
        yield from (line for name, value in element.pairs for line in _fact(name, value))


def _fact(name: str, value: str) -> Sequence[str]:
    """One line, or more that are indented: spaces up to the edge do not begin another fact either."""
    # At any space, also one made not to break: only a single word, such as an address, stays whole.
    said = "".join(" " if sign.isspace() else sign for sign in visible(f"{name}: {value}"))
    return textwrap.wrap(
        said, _room(), subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def _room() -> int:
    return max(20, min(WIDTH, shutil.get_terminal_size((WIDTH, 1)).columns))


def _marked(quote: Quote) -> str:
    """The quote with asterisks around what decides, and no other sign added."""
    text = quote.text
    for start, end in reversed(quote.marked):
        text = f"{text[:start]}*{text[start:end]}*{text[end:]}"
    return text
