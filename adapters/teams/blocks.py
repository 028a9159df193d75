"""Elements of a card as Adaptive Card blocks.

Everything written by a person or quoted from a policy goes into text runs, which know no markdown
(Adaptive Cards 1.2, TextRun), so nothing has to be escaped. A run keeps no line breaks on every
client, so each line is a block of its own.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from adapters.teams import envelope
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

Block = dict[str, Any]
_LINE = 1500  # characters of one block at most, so that pages can be filled evenly
_GROUP = 6000  # bytes of one shaded group at most, for the same reason
_ROW = 3  # buttons side by side; Teams shows six at most, a phone three
_BACKGROUNDS = {Tone.GOOD: "good", Tone.CAUTION: "warning", Tone.DANGER: "attention"}
_STYLES = {Tone.GOOD: "positive", Tone.DANGER: "destructive"}


RULE: Block = {}
"""Stands for a line between blocks until they are put together."""


def size(value: object) -> int:
    """Bytes of a value as JSON."""
    return len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def draw(element: Element) -> list[Block]:
    """The blocks of one element, each small enough to move to another page."""
    match element:
        case Text(text, strong, small):
            look = {"weight": "Bolder"} if strong else {}
            return paragraph(text, **look, **({"size": "Small", "isSubtle": True} if small else {}))
        case Quote(text, citation, marked):
            words = list(_lines(text, marked))
            return grouped([*words, *paragraph(citation, size="Small", isSubtle=True)], "emphasis")
        case Excerpt(text):
            return grouped([*_lines(text, italic=True)], "default")
        case Facts(pairs):
            return [block for label, value in pairs for block in _fact(label, value)]
        case Buttons(buttons):
            return _rows(buttons)
        case Link(label, url):
            opening = {"type": "Action.OpenUrl", "title": label, "url": url}
            return [{"type": "ActionSet", "actions": [opening]}]
        case Divider():
            return [RULE]


def paragraph(text: str, **look: Any) -> list[Block]:
    """Plain text in one look, a block for each line."""
    return list(_lines(text, **look))


def heading(text: str, tone: Tone) -> list[Block]:
    """The title of a card; its background only repeats what the words say."""
    words = paragraph(text, size="Medium", weight="Bolder")
    style = _BACKGROUNDS.get(tone)
    return grouped(words, style) if style else words


def ruled(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with a line above each that follows a RULE."""
    after = False
    for block in blocks:
        if block is RULE:
            after = True
        else:
            yield {**block, "separator": True, "spacing": "Medium"} if after else block
            after = False


def grouped(blocks: Sequence[Block], style: str) -> list[Block]:
    """Blocks in shaded containers of bounded size."""
    groups: list[list[Block]] = []
    room = 0
    for block in blocks:
        need = size(block)
        if need > room:
            groups.append([])
            room = max(_GROUP, need)
        groups[-1].append(block)
        room -= need
    return [{"type": "Container", "style": style, "spacing": "Small", "items": group} for group in groups]


def _lines(text: str, marked: Iterable[tuple[int, int]] = (), **look: Any) -> Iterator[Block]:
    spacing = "Default"
    start = 0
    marks = tuple(marked)
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))
        if text[start:end].strip():
            for a, b in _chunks(text, start, end):
                yield _line([_run(text[i:j], on, look) for i, j, on in _split(a, b, marks)], spacing)
                spacing = "None"
        else:
            spacing = "Small"
        start += len(line)


def _line(runs: list[Block], spacing: str) -> Block:
    return {"type": "RichTextBlock", "spacing": spacing, "inlines": runs}


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LINE:
        gap = text.rfind(" ", start + _LINE // 2, start + _LINE)
        cut = gap + 1 if gap >= 0 else start + _LINE
        yield start, cut
        start = cut
    yield start, end


def _split(start: int, end: int, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    for a, b in marks:
        low, high = max(a, start), min(b, end)
        if low < high:
            if start < low:
                yield start, low, False
            yield low, high, True
            start = high
    if start < end:
        yield start, end, False


def _run(text: str, highlighted: bool, look: dict[str, Any]) -> Block:
    run = {"type": "TextRun", "text": text, **look}
    return {**run, "highlight": True, "weight": "Bolder"} if highlighted else run


def _fact(label: str, value: str) -> list[Block]:
    words = paragraph(value) or [_line([], "Small")]
    first = words[0]
    first["spacing"] = "Small"
    first["inlines"].insert(0, {"type": "TextRun", "text": f"{label}  ", "weight": "Bolder"})
    return words


def _rows(buttons: Sequence[Button]) -> list[Block]:
    rows = [buttons[i : i + _ROW] for i in range(0, len(buttons), _ROW)]
    return [{"type": "ActionSet", "actions": [action(button) for button in row]} for row in rows]


def action(button: Button, page: int = 0) -> Block:
    """A button. Action.Submit, not Execute: an Execute's answer always takes the card's place."""
    drawn = {"type": "Action.Submit", "title": button.label, "data": envelope.press(button, page)}
    style = _STYLES.get(button.tone)
    return {**drawn, "style": style} if style else drawn
