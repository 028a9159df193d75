"""An Adaptive Card as its reader sees it."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

Json = dict[str, Any]
Value = str | tuple[str, ...]


def elements(card: Json) -> Iterator[Json]:
    """Every element, actions and inputs included, in the order they are drawn."""
    for block in card.get("body", []):
        yield from _inside(block)
    yield from card.get("actions", [])


def _inside(block: Json) -> Iterator[Json]:
    yield block
    for child in (*block.get("items", []), *block.get("actions", [])):
        yield from _inside(child)


def text(card: Json) -> str:
    """All readable words, a line for each block."""
    lines = []
    for element in elements(card):
        if element["type"] == "RichTextBlock":
            lines.append("".join(run["text"] for run in element["inlines"]))
        elif element["type"].startswith("Input."):
            choices = [choice["title"] for choice in element.get("choices", [])]
            lines += [element["label"], *choices, element.get("value", "")]
    return "\n".join(line for line in lines if line.strip())


def buttons(card: Json) -> list[Json]:
    """The buttons, in order."""
    return [element for element in elements(card) if element["type"].startswith("Action.")]


def links(card: Json) -> dict[str, str]:
    """Where the buttons that open a page lead, by their labels."""
    return {one["title"]: one["url"] for one in buttons(card) if one["type"] == "Action.OpenUrl"}


def inputs(card: Json) -> list[Json]:
    """The inputs, in order."""
    return [element for element in elements(card) if element["type"].startswith("Input.")]


def names(card: Json) -> tuple[str, ...]:
    """The names of the fields: a date and a time are one."""
    return tuple(dict.fromkeys(_name(one["id"]) for one in inputs(card)))


def errors(card: Json) -> dict[str, str]:
    """What is said to be wrong, by field."""
    found = {}
    for element in elements(card):
        if str(element.get("id", "")).endswith(".error"):
            found[element["id"].removesuffix(".error")] = "".join(run["text"] for run in element["inlines"])
    return found


def fill(card: Json, values: Mapping[str, Value]) -> tuple[Json, dict[str, str]]:
    """What the client would send of the inputs, and what it would refuse to send, by field."""
    sent = {one["id"]: one.get("value", "") for one in inputs(card)}
    for name, value in values.items():
        assert name in names(card), f"no field {name!r}"
        if f"{name}.date" in sent:
            sent[f"{name}.date"], _, sent[f"{name}.time"] = str(value).partition("T")
        else:
            sent[name] = _entered(next(one for one in inputs(card) if one["id"] == name), value)
    refused = {
        _name(one["id"]): one["errorMessage"]
        for one in inputs(card)
        if one["isRequired"] and not sent[one["id"]].strip()
    }
    return sent, refused


def _entered(drawn: Json, value: Value) -> str:
    if drawn["type"] == "Input.Text":
        assert len(str(value)) <= drawn["maxLength"]
        return str(value)
    chosen = (value,) if isinstance(value, str) else value
    coded = {unquote(choice["value"]): choice["value"] for choice in drawn["choices"]}
    assert drawn.get("isMultiSelect") or len(chosen) <= 1
    return ",".join(coded[one] for one in chosen)


def _name(identifier: str) -> str:
    return identifier.removesuffix(".date").removesuffix(".time")
