"""Forms and cards as Slack's modals and Home tab show them."""

import json
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from adapters.slack import blocks, card, limits
from adapters.slack.field import drawn as drawn_field
from adapters.slack.limits import Block
from handlers.conversation.card import Button, Card
from handlers.conversation.form import ChoiceField, Form, MomentField, Part, TextField

READ = "read"
_REST = "The rest is in our direct chat."


def form_view(form: Form, zone: ZoneInfo, page: int = 1) -> Block:
    """The modal a form is filled in; without `submit` it is one to read, page by page if it is long.

    Raises ValueError where Slack could not carry the form: too many parts, too long a state.
    """
    if len(form.state) > limits.METADATA:
        raise ValueError("the form's state is too long")
    drawn = [block for part in form.parts for block in _part(part, zone)]
    if form.submit is None:
        return _modal(form.title, _read_page(drawn, form.opener, page), close="Close")
    if not _fits(drawn):
        raise ValueError("the form has too many parts")
    view = _modal(form.title, drawn, close="Cancel")
    sent = {"callback_id": form.name, "private_metadata": form.state}
    return view | sent | {"submit": blocks.plain(limits.shortened(form.submit, limits.TITLE))}


def card_view(cards: Sequence[Card], opener: str = "smpolicy") -> tuple[Block, list[Block]]:
    """The modal that shows cards, and the blocks that found no room in it."""
    drawn = card.drawn(cards)
    shown, rest = _split(drawn)
    if rest:
        shown = [*shown, {"type": "section", "text": blocks.plain(_REST)}]
    return _modal(opener, shown, close="Close"), rest


def home_view(cards: Sequence[Card]) -> Block:
    """The Home tab; what finds no room is left to `/smpolicy help`."""
    return {"type": "home", "blocks": _split(card.drawn(cards))[0]}


def waiting_view() -> Block:
    """The modal shown while an answer takes longer than Slack waits."""
    text = "One moment. The answer appears here."
    return _modal("smpolicy", [{"type": "section", "text": blocks.plain(text)}], close="Close")


def _part(part: Part, zone: ZoneInfo) -> Iterator[Block]:
    if isinstance(part, TextField | ChoiceField | MomentField):
        return drawn_field(part, zone)
    return blocks.drawn(part)


def _modal(title: str, drawn: list[Block], close: str) -> Block:
    return {
        "type": "modal",
        "callback_id": READ,
        "title": blocks.plain(limits.shortened(title, limits.TITLE)),
        "close": blocks.plain(close),
        "blocks": drawn or [{"type": "section", "text": blocks.plain("There is nothing here.")}],
    }


def _fits(drawn: list[Block]) -> bool:
    return len(drawn) <= limits.VIEW_BLOCKS and limits.size(drawn) <= limits.VIEW_SIZE


def _split(drawn: list[Block]) -> tuple[list[Block], list[Block]]:
    """What one view holds, and what is left; where something is, one more block finds room."""
    if _fits(drawn):
        return drawn, []
    count = min(len(drawn), limits.VIEW_BLOCKS - 1)
    while limits.size(drawn[:count]) > limits.VIEW_SIZE:
        count -= 1
    return drawn[:count], drawn[count:]


def _read_page(drawn: list[Block], opener: Button, page: int) -> list[Block]:
    """One page of something to read, with buttons that press the opener again for another page."""
    if _fits(drawn):
        return drawn
    pages: list[list[Block]] = []
    while drawn:
        shown = _split(drawn)[0][: limits.VIEW_BLOCKS - 1]
        pages.append(shown)
        drawn = drawn[len(shown) :]
    page = min(max(page, 1), len(pages))
    turns = [("Previous page", page - 1), ("Next page", page + 1)]
    turn = [
        blocks.button(Button(label, opener.action, page_value(opener.value, to)), to, kind=blocks.PAGE)
        for label, to in turns
        if 1 <= to <= len(pages)
    ]
    return [*pages[page - 1], {"type": "actions", "elements": turn}]


def page_value(value: str, page: int) -> str:
    """The value of a button that turns to another page of what the opener with `value` opens."""
    return json.dumps([value, page])
