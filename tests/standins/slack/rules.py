"""What Slack refuses in blocks, messages and views.

Lengths come from slack_sdk's own models; what these let pass (empty text, unknown keys, duplicated
ids, sizes of whole messages and views) is checked here.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.views import View

Json = dict[str, Any]

MESSAGE_SIZE = 13_200
VIEW_SIZE = 250_000
_BLOCKS = {
    "header": {"text"},
    "section": {"text", "fields", "accessory"},
    "context": {"elements"},
    "divider": set[str](),
    "actions": {"elements"},
    "rich_text": {"elements"},
    "input": {"label", "element", "hint", "optional"},
}
_ELEMENTS = {
    "button": {"text", "value", "style", "url"},
    "plain_text_input": {"multiline", "max_length", "initial_value"},
    "static_select": {"options", "option_groups", "initial_option"},
    "multi_static_select": {"options", "option_groups", "initial_options"},
    "checkboxes": {"options", "initial_options"},
    "datetimepicker": {"initial_date_time"},
}
_RICH = {"rich_text_section", "rich_text_quote"}
_VIEW = {"type", "title", "submit", "close", "callback_id", "private_metadata", "blocks"}


class Refused(Exception):
    """Slack's error code, and for the reader of a failing test what was wrong."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


def check_message(message: Json) -> None:
    """Raises Refused for a message that Slack would not take, or that shows nothing on a lock screen."""
    if not str(message.get("text") or "").strip():
        raise Refused("no_text", "blocks without a fallback text")
    blocks = message.get("blocks", [])
    if len(blocks) > 50:
        raise Refused("invalid_blocks", "more than 50 blocks")
    if len(json.dumps(blocks, ensure_ascii=False)) > MESSAGE_SIZE:
        raise Refused("msg_blocks_too_long")
    for block in blocks:
        _check(block["type"] != "input", "an input in a message")
    check_blocks(blocks)


def check_view(view: Json, kind: str) -> None:
    """Raises Refused for a view that Slack would not show."""
    _check(view.get("type") == kind, "the wrong type of view", "invalid_arguments")
    _check(set(view) <= _VIEW, f"unknown keys {set(view) - _VIEW}", "invalid_arguments")
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_SIZE:
        raise Refused("view_too_large")
    _check(bool(view.get("blocks")), "no blocks")
    try:
        View(**view).to_dict()
    except SlackObjectFormationError as error:
        raise Refused("invalid_arguments", str(error)) from None
    if kind == "modal":
        _check(bool(view.get("title")), "no title")
        has_input = any(block["type"] == "input" for block in view["blocks"])
        _check(not has_input or bool(view.get("submit")), "inputs without submit")
    for key in ("title", "submit", "close"):
        if key in view:
            _text(view[key], 24, plain=True)
    check_blocks(view["blocks"])


def check_blocks(blocks: list[Json]) -> None:
    """Raises Refused for a block that is unknown, empty, too long or not unique."""
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    _check(len(ids) == len(set(ids)), "the same block_id twice")
    for block in blocks:
        kind = block.get("type")
        _check(kind in _BLOCKS, f"an unknown block {kind}")
        known = _BLOCKS[str(kind)] | {"type", "block_id"}
        _check(set(block) <= known, f"unknown keys {set(block) - known}")
        _limits(block)
        _CHECKS[str(kind)](block)


def _limits(block: Json) -> None:
    parsed = InputBlock(**block) if block["type"] == "input" else Block.parse(block)
    _check(parsed is not None, "not a block")
    assert parsed
    try:
        parsed.to_dict()
        parsed.validate_json()
    except SlackObjectFormationError as error:
        raise Refused("invalid_blocks", str(error)) from None


def _header(block: Json) -> None:
    _text(block["text"], 150, plain=True)


def _section(block: Json) -> None:
    _text(block["text"], 3000)


def _context(block: Json) -> None:
    _check(1 <= len(block["elements"]) <= 10, "context elements")
    for element in block["elements"]:
        _text(element, 2000)


def _actions(block: Json) -> None:
    _check(1 <= len(block["elements"]) <= 25, "actions elements")
    ids = [element["action_id"] for element in block["elements"]]
    _check(len(ids) == len(set(ids)), "the same action_id twice in a block")
    for element in block["elements"]:
        _element(element)
        _text(element["text"], 75, plain=True)
        _check(element.get("value", "x") != "", "an empty value")
        _check(0 < len(element.get("url", "x")) <= 3000, "a button's url")
        _check(element.get("style", "primary") in {"primary", "danger"}, "an unknown style")


def _rich_text(block: Json) -> None:
    _check(bool(block["elements"]), "an empty rich text")
    for part in block["elements"]:
        _check(part["type"] in _RICH and set(part) == {"type", "elements"}, "an unknown rich text part")
        _check(bool(part["elements"]), "an empty rich text part")
        for run in part["elements"]:
            _check(run["type"] == "text" and set(run) <= {"type", "text", "style"}, "an unknown run")
            _check(run["text"] != "", "an empty run")
            _check(set(run.get("style", {"bold": True})) <= {"bold", "italic"}, "an unknown style")
        _check(any(run["text"].strip() for run in part["elements"]), "a blank rich text part")
        _check(sum(_width(run["text"]) for run in part["elements"]) <= 3100, "a long rich text part")


def _input(block: Json) -> None:
    _text(block["label"], 2000, plain=True)
    if "hint" in block:
        _text(block["hint"], 2000, plain=True)
    element = block["element"]
    _element(element)
    if element["type"] == "plain_text_input":
        longest = element.get("max_length", 3000)
        _check(1 <= longest <= 3000, "max_length")
        _check(_width(element.get("initial_value", "x")) in range(1, longest + 1), "initial_value")
    elif element["type"] != "datetimepicker":
        _options(element)


def _options(element: Json) -> None:
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    _check(len(groups) <= 100, "more than 100 groups")
    for group in groups:
        count = 10 if element["type"] == "checkboxes" else 100
        _check(1 <= len(group["options"]) <= count, "the number of options")
        if "label" in group:
            _text(group["label"], 75, plain=True)
    options = [option for group in groups for option in group["options"]]
    values = [option["value"] for option in options]
    _check(len(values) == len(set(values)), "the same option twice")
    for option in options:
        _text(option["text"], 75)
        _check(0 < len(option["value"]) <= 150, "an option's value")
        if "description" in option:
            _text(option["description"], 75)
    chosen = [
        *element.get("initial_options", []),
        *([element["initial_option"]] if "initial_option" in element else []),
    ]
    _check(all(option in options for option in chosen), "an initial option that is none")
    _check(element.get("initial_options", chosen or [1]) != [], "no initial options")


def _element(element: Json) -> None:
    kind = element.get("type")
    _check(kind in _ELEMENTS, f"an unknown element {kind}")
    known = _ELEMENTS[str(kind)] | {"type", "action_id"}
    _check(set(element) <= known, f"unknown keys {set(element) - known}")
    _check(0 < len(element.get("action_id", "")) <= 255, "action_id")


def _text(text: Json, longest: int, *, plain: bool = False) -> None:
    _check(text["type"] in {"plain_text"} | (set() if plain else {"mrkdwn"}), "the type of a text")
    _check(bool(text["text"].strip()), "an empty text")
    _check(_width(text["text"]) <= longest, f"a text longer than {longest}")


def _width(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _check(holds: bool, detail: str, code: str = "invalid_blocks") -> None:
    if not holds:
        raise Refused(code, detail)


_CHECKS = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": lambda _block: None,
    "actions": _actions,
    "rich_text": _rich_text,
    "input": _input,
}


def readable(shown: Mapping[str, Any]) -> str:
    """All that a person reads in a message or view, in order."""
    return "\n".join(_words(shown.get("title", {}))) + "\n" + "\n".join(_words(shown.get("blocks", [])))


def buttons(shown: Mapping[str, Any]) -> list[Json]:
    """The buttons of a message or view."""
    rows = (block["elements"] for block in shown.get("blocks", []) if block["type"] == "actions")
    return [element for row in rows for element in row if element["type"] == "button"]


def _words(part: object) -> Iterator[str]:
    match part:
        case list():
            if part and all(isinstance(run, dict) and run.get("type") == "text" for run in part):
                yield "".join(run["text"] for run in part)
                return
            for item in part:
                yield from _words(item)
        case {"type": "plain_text" | "mrkdwn", "text": str(text)}:
            yield text
        case dict():
            for key in ("label", "hint", "text", "element", "elements", "options", "description"):
                yield from _words(part.get(key))
            yield from (part[key] for key in ("initial_value",) if key in part)
