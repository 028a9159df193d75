"""A form's fields as Slack's inputs, and what was typed into them as values again.

An input takes 3,000 characters. A longer field becomes up to three inputs whose block_ids are `name`,
`name~2`, `name~3`; they are joined again when the form comes in. More boxes would fill a phone; a
longer post is checked by its message shortcut.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from adapters.slack import limits
from adapters.slack.blocks import plain
from adapters.slack.limits import Block
from handlers.conversation.event import FormValue
from handlers.conversation.form import ChoiceField, Field, MomentField, Option, TextField

_MARK = "~"
_ACTION = "value"
_MOST_BOXES = 3


def drawn(field: Field, zone: ZoneInfo) -> Iterator[Block]:
    """The inputs of one field. Raises ValueError where an option's value is longer than Slack carries."""
    match field:
        case TextField():
            yield from _texts(field)
        case ChoiceField():
            yield _input(field, field.name, field.label, _choice(field), field.required)
        case MomentField():
            yield _input(field, field.name, field.label, _moment(field, zone), field.required)


def values(state: Mapping[str, Mapping[str, Any]], zone: ZoneInfo) -> dict[str, FormValue]:
    """A view's `state.values` by field name; moments are local to `zone`."""
    found: dict[str, FormValue] = {}
    full = False
    for block_id in sorted(state, key=_place):
        name = block_id.partition(_MARK)[0]
        value = _value(next(iter(state[block_id].values())), zone)
        before = found.get(name)
        if isinstance(before, str) and isinstance(value, str):
            between = "" if full or not before or not value else "\n"
            found[name] = f"{before}{between}{value}"
        else:
            found[name] = value
        full = isinstance(value, str) and limits.width(value) >= limits.TEXT - 1
    return found


def _place(block_id: str) -> tuple[str, int]:
    name, _, index = block_id.partition(_MARK)
    return name, int(index or 1)


def _texts(field: TextField) -> Iterator[Block]:
    given = list(limits.slices(field.value))
    count = max(min(-(-field.max_length // limits.TEXT), _MOST_BOXES), len(given), 1)
    for index in range(count):
        longest = max(min(limits.TEXT, field.max_length - index * limits.TEXT), 1)
        element: Block = {"type": "plain_text_input", "multiline": field.multiline}
        element["max_length"] = max(longest, limits.width(given[index]) if index < len(given) else 0)
        if index < len(given):
            element["initial_value"] = given[index]
        name = f"{field.name}{_MARK}{index + 1}" if index else field.name
        label = f"{field.label}, continued {index + 1}" if index else field.label
        yield _input(field, name, label, element, field.required and index == 0)


def _choice(field: ChoiceField) -> Block:
    options = {option.value: _option(option) for option in field.options}
    initial = [options[value] for value in field.chosen if value in options]
    if field.several and len(options) <= limits.CHECKBOXES:
        element: Block = {"type": "checkboxes", "options": list(options.values())}
    else:
        element = {"type": "multi_static_select" if field.several else "static_select"}
        element |= _listed(list(options.values()))
    if initial:
        element |= {"initial_options": initial} if field.several else {"initial_option": initial[0]}
    return element


def _listed(options: list[Block]) -> Block:
    if len(options) <= limits.OPTIONS:
        return {"options": options}
    groups = [options[start : start + limits.OPTIONS] for start in range(0, len(options), limits.OPTIONS)]
    labelled = [(group[0]["text"]["text"][:30], group[-1]["text"]["text"][:30], group) for group in groups]
    return {"option_groups": [{"label": plain(f"{a} … {b}"), "options": group} for a, b, group in labelled]}


def _option(option: Option) -> Block:
    if not 0 < len(option.value) <= limits.OPTION_VALUE:
        raise ValueError("an option's value is empty or too long")
    head, *rest = limits.pieces(option.label, limits.OPTION)
    block: Block = {"text": plain(head), "value": option.value}
    if rest:
        block["description"] = plain(limits.shortened("".join(rest), limits.OPTION))
    return block


def _moment(field: MomentField, zone: ZoneInfo) -> Block:
    element: Block = {"type": "datetimepicker"}
    if field.value:
        local = datetime.fromisoformat(field.value).replace(tzinfo=zone)
        element["initial_date_time"] = int(local.timestamp())
    return element


def _input(field: Field, block_id: str, label: str, element: Block, required: bool) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(limits.shortened(label, limits.LABEL)),
        "element": element | {"action_id": _ACTION},
        "optional": not required,
    }
    if field.hint.strip() and block_id == field.name:
        block["hint"] = plain(limits.shortened(field.hint, limits.LABEL))
    return block


def _value(element: Mapping[str, Any], zone: ZoneInfo) -> FormValue:
    match element.get("type"):
        case "static_select":
            return str((element.get("selected_option") or {}).get("value", ""))
        case "checkboxes" | "multi_static_select":
            return tuple(str(option["value"]) for option in element.get("selected_options") or ())
        case "datetimepicker":
            moment = element.get("selected_date_time")
            if moment is None:
                return ""
            return datetime.fromtimestamp(moment, UTC).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
        case _:
            return str(element.get("value") or "")
