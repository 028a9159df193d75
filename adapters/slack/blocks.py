"""The blocks a card or a form is made of.

Words that came from a person or a policy go into plain or rich text, where Slack reads no markup,
mention or link: nothing has to be escaped and nothing can be smuggled in.
"""

from collections.abc import Iterator, Sequence

from adapters.slack import limits
from adapters.slack.inbound import LINK
from adapters.slack.limits import Block, pieces
from handlers.conversation.card import (
    Button,
    Buttons,
    Divider,
    Element,
    Excerpt,
    Facts,
    Link,
    Quote,
    Text,
    Tone,
)

_STYLES = {Tone.GOOD: "primary", Tone.DANGER: "danger"}
CARD, FORM, PAGE = "card", "form", "page"


def plain(text: str) -> Block:
    """A text object in which nothing is markup."""
    return {"type": "plain_text", "text": text, "emoji": False}


def drawn(element: Element) -> Iterator[Block]:
    """The blocks of one element; none where it has nothing to show."""
    match element:
        case Text():
            yield from _text(element)
        case Quote():
            yield from _quote(element)
        case Excerpt():
            yield from (_rich("rich_text_quote", [_run(part, italic=True)]) for part in _parts(element.text))
        case Facts():
            yield from _facts(element)
        case Buttons():
            yield from _buttons(element.buttons)
        case Link():
            yield {"type": "actions", "elements": [_link(element)]}
        case Divider():
            yield {"type": "divider"}


def strong(text: str) -> Iterator[Block]:
    """A paragraph in bold."""
    yield from (_rich("rich_text_section", [_run(part, bold=True)]) for part in _parts(text))


def button(shown: Button, index: int = 0, kind: str | None = None) -> Block:
    """One button; `index` sets its action_id apart from the others of the block.

    Raises ValueError where the value is longer than Slack carries.
    """
    if len(shown.value) > limits.BUTTON_VALUE:
        raise ValueError("a button's value is too long")
    kind = kind or (FORM if shown.opens_form else CARD)
    block = {
        "type": "button",
        "text": plain(limits.shortened(shown.label, limits.BUTTON)),
        "action_id": f"{index}.{kind}.{shown.action}",
    }
    if shown.value:
        block["value"] = shown.value
    if shown.tone in _STYLES:
        block["style"] = _STYLES[shown.tone]
    return block


def _text(element: Text) -> Iterator[Block]:
    if element.strong:
        yield from strong(element.text)
    elif element.small:
        for part in _parts(element.text, limits.CONTEXT):
            yield {"type": "context", "elements": [plain(part)]}
    else:
        yield from ({"type": "section", "text": plain(part)} for part in _parts(element.text))


def _quote(quote: Quote) -> Iterator[Block]:
    start = 0
    for part in pieces(quote.text):
        if part.strip():
            yield _rich("rich_text_quote", list(_marked(part, start, quote.marked)))
        start += len(part)
    for part in _parts(quote.citation):
        yield _rich("rich_text_section", [_run(part, italic=True)])


def _marked(part: str, start: int, marked: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """The runs of one part of a quote, in bold where a marked span covers them."""
    position, end = start, start + len(part)
    for span in marked:
        first, last = max(span[0], position), min(span[1], end)
        if first >= last:
            continue
        if position < first:
            yield _run(part[position - start : first - start])
        yield _run(part[first - start : last - start], bold=True)
        position = last
    if position < end:
        yield _run(part[position - start :])


def _facts(facts: Facts) -> Iterator[Block]:
    for label, value in facts.pairs:
        head = [_run(f"{part}\n", bold=True) for part in _parts(label, limits.TEXT - 1)]
        for part in list(_parts(value)) or ([""] if head else []):
            yield _rich("rich_text_section", [*head, *([_run(part)] if part else [])])
            head = []


def _buttons(buttons: Sequence[Button]) -> Iterator[Block]:
    for first in range(0, len(buttons), limits.ACTIONS):
        row = buttons[first : first + limits.ACTIONS]
        yield {"type": "actions", "elements": [button(shown, index) for index, shown in enumerate(row)]}


def _link(link: Link) -> Block:
    """A button that opens a page. Slack tells of its press all the same, and waits for an answer.

    Raises ValueError where the address is longer than Slack carries.
    """
    if len(link.url) > limits.URL:
        raise ValueError("a link's address is too long")
    label = plain(limits.shortened(link.label, limits.BUTTON))
    return {"type": "button", "text": label, "action_id": f"0.{LINK}.open", "url": link.url}


def _parts(text: str, limit: int = limits.TEXT) -> Iterator[str]:
    """Pieces that Slack takes: it refuses a text of blanks alone."""
    return (part for part in pieces(text, limit) if part.strip())


def _run(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def _rich(kind: str, runs: list[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": runs}]}
