"""Fields of a form as Adaptive Card inputs, and what comes back of them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from adapters.teams.blocks import Block, paragraph
from adapters.teams.envelope import KEY, Envelope
from handlers.conversation.event import FormValue
from handlers.conversation.form import ChoiceField, Field, MomentField, TextField

_DATE, _TIME = ".date", ".time"
WRONG = {"color": "Attention", "weight": "Bolder"}
_FEW = 8  # options shown open, one below the other


def draw(field: Field, error: str = "") -> list[Block]:
    """The blocks of one field: what is wrong with it, the input, the hint."""
    wrong = paragraph(error, **WRONG)
    drawn = _inputs(field)
    if wrong:
        wrong[0] |= {"id": f"{field.name}.error", "spacing": "Medium"}
        drawn[0]["spacing"] = "Small"
    return [*wrong, *drawn, *paragraph(field.hint, size="Small", isSubtle=True)]


def _inputs(field: Field) -> list[Block]:
    common = {"id": field.name, "label": field.label, "isRequired": field.required, "spacing": "Medium"}
    if field.required:
        common["errorMessage"] = "This is needed."
    match field:
        case TextField(multiline=multiline, max_length=length, value=value):
            return [
                _with_value(
                    {"type": "Input.Text", **common, "isMultiline": multiline, "maxLength": length}, value
                )
            ]
        case ChoiceField():
            return [_choice(field, common)]
        case MomentField(value=value):
            day, _, hour = value.partition("T")
            date = {"type": "Input.Date", **common, "id": field.name + _DATE}
            time = {"type": "Input.Time", **common, "id": field.name + _TIME, "label": "Time"}
            return [_with_value(date, day), _with_value({**time, "spacing": "Small"}, hour)]


def _choice(field: ChoiceField, common: dict[str, Any]) -> Block:
    # Several values come back joined by commas, so a comma inside one is percent-encoded.
    coded = _coded if field.several else str
    choices = [{"title": option.label, "value": coded(option.value)} for option in field.options]
    style = "expanded" if field.several or len(choices) <= _FEW else "compact"
    drawn = {"type": "Input.ChoiceSet", **common, "choices": choices, "style": style, "wrap": True}
    if field.several:
        drawn["isMultiSelect"] = True
    return _with_value(drawn, ",".join(coded(value) for value in field.chosen))


def _coded(value: str) -> str:
    return quote(value, safe="")


def _with_value(block: Block, value: str) -> Block:
    return {**block, "value": value} if value else block


def values(data: Mapping[str, Any], envelope: Envelope) -> dict[str, FormValue]:
    """What was filled in, by field name, in the shapes a Submission promises."""
    typed = {key: _string(value) for key, value in data.items() if key not in {KEY, "msteams", "type"}}
    filled: dict[str, FormValue] = {}
    for name in envelope.moments:
        day, hour = typed.pop(name + _DATE, ""), typed.pop(name + _TIME, "")
        filled[name] = f"{day}T{hour}" if day or hour else ""
    for name in envelope.several:
        filled[name] = tuple(unquote(part) for part in typed.pop(name, "").split(",") if part)
    return {**typed, **filled}


def _string(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
