"""Dialogs: forms to fill, and things only to be read, as Teams' task modules.

Nothing of a dialog is kept by the chat, so it is where a report is written and read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.teams import envelope, inputs
from adapters.teams.blocks import Block, action, draw, paragraph, ruled, size
from adapters.teams.pages import CONTENT_TYPE, LIMIT, adaptive, body, packed
from handlers.conversation.card import Button, Buttons, Card
from handlers.conversation.event import FormValue
from handlers.conversation.form import ChoiceField, Form, MomentField, Part, TextField

_SUMMARY = "smpolicy has opened a window."
_TITLE = "smpolicy"


def form(shown: Form, errors: Mapping[str, str] | None = None, page: int = 0) -> dict[str, Any]:
    """A form. One too long for a dialog is shown in parts, with the fields all on the last part.

    `errors` maps field names to what is wrong there; a name of no field is about the form as a whole.
    """
    wrong = errors or {}
    send = _send(shown)
    named = {field.name for field in shown.fields}
    top = [b for name, said in wrong.items() if name not in named for b in paragraph(said, **inputs.WRONG)]
    whole = [*top, *ruled(block for part in shown.parts for block in _part(part, wrong))]
    if size(adaptive(whole, _SUMMARY, send)) <= LIMIT:
        return _continue(shown.title, adaptive(whole, _SUMMARY, send))
    text = [*ruled(block for part in shown.parts if not _fillable(part) for block in _part(part, wrong))]
    fields = [*top, *(block for part in shown.parts if _fillable(part) for block in _part(part, wrong))]
    room = LIMIT - size(adaptive((), _SUMMARY, [*send, *_more(shown.opener, 1)]))
    parts = [*packed(text, room), *([fields] if fields else [])]
    at = len(parts) - 1 if wrong else min(max(page, 0), len(parts) - 1)
    actions = send if at == len(parts) - 1 else _more(shown.opener, at + 1)
    return _continue(f"{shown.title} {at + 1}/{len(parts)}", adaptive(parts[at], _SUMMARY, actions))


def filled(shown: Form, state: str, values: Mapping[str, FormValue]) -> Form:
    """The form with what was typed, and with the state it was sent in with."""
    parts = tuple(_typed(part, values) for part in shown.parts)
    return replace(shown, parts=parts, state=state)


def cards(shown: Sequence[Card]) -> dict[str, Any] | None:
    """A window of cards to read, or None where they are too long for one."""
    summary = shown[0].summary if shown else _SUMMARY
    card = adaptive([block for one in shown for block in body(_inside(one))], summary)
    return _continue(_TITLE, card) if size(card) <= LIMIT else None


def _inside(card: Card) -> Card:
    # A button inside a dialog answers with the next dialog by itself; asked to fetch one, it fails.
    parts = (
        Buttons(tuple(replace(b, opens_form=False) for b in part.buttons))
        if isinstance(part, Buttons)
        else part
        for part in card.elements
    )
    return replace(card, elements=tuple(parts))


def say(sentence: str) -> dict[str, Any]:
    """A sentence in place of the window's content."""
    return {"task": {"type": "message", "value": sentence}}


def _continue(title: str, card: Block) -> dict[str, Any]:
    content = {"contentType": CONTENT_TYPE, "content": card}
    value = {"title": title, "height": "large", "width": "medium", "card": content}
    return {"task": {"type": "continue", "value": value}}


def _send(shown: Form) -> list[Block]:
    if shown.submit is None:
        return []
    return [{"type": "Action.Submit", "title": shown.submit, "data": envelope.submission(shown)}]


def _more(opener: Button, page: int) -> list[Block]:
    return [action(replace(opener, label="Continue", opens_form=False), page)]


def _fillable(part: Part) -> bool:
    return isinstance(part, TextField | ChoiceField | MomentField)


def _part(part: Part, errors: Mapping[str, str]) -> list[Block]:
    if isinstance(part, TextField | ChoiceField | MomentField):
        return inputs.draw(part, errors.get(part.name, ""))
    return draw(part)


def _typed(part: Part, values: Mapping[str, FormValue]) -> Part:
    if isinstance(part, TextField | MomentField):
        value = values.get(part.name, "")
        return replace(part, value=value if isinstance(value, str) else "")
    if isinstance(part, ChoiceField):
        value = values.get(part.name, ())
        return replace(part, chosen=value if isinstance(value, tuple) else (value,) if value else ())
    return part
