"""What Slack accepts at most, and how a longer text is cut so that nothing of it is lost.

Sources: docs.slack.dev/reference (block-kit, views, methods); the length of a whole message is not
documented there, its measured value is discussed in slackapi/bolt-js issues 2509 and 2867.
"""

import json
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]

TEXT = 3000  # a section's text, and the text typed into one input
HEADER = 150
ACTIONS = 25
BUTTON = 75
BUTTON_VALUE = 2000
URL = 3000
LABEL = 2000
OPTION = 75
OPTION_VALUE = 150
OPTIONS = 100
CHECKBOXES = 10
TITLE = 24
CONTEXT = 2000
MESSAGE_BLOCKS = 50
MESSAGE_SIZE = 11_000  # of the JSON; Slack refuses from about 13,200
VIEW_BLOCKS = 100
VIEW_SIZE = 200_000  # bytes of the JSON; Slack refuses from 250 kB
METADATA = 3000


def width(text: str) -> int:
    """The length as a browser counts it, in UTF-16 units: an emoji is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def pieces(text: str, limit: int = TEXT) -> Iterator[str]:
    """`text` cut into parts of at most `limit`, at a line's or a word's end where there is one.

    Joined again, the parts are the text to the letter.
    """
    while width(text) > limit:
        end = _fitting(text, limit)
        cut = max(text.rfind("\n", end // 2, end), text.rfind(" ", end // 2, end)) + 1 or end
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def slices(text: str, limit: int = TEXT) -> Iterator[str]:
    """`text` cut into parts as full as can be."""
    while text:
        end = _fitting(text, limit)
        yield text[:end]
        text = text[end:]


def shortened(text: str, limit: int) -> str:
    """A label of the program's own, cut with an ellipsis where Slack would refuse it."""
    return text if width(text) <= limit else text[: _fitting(text, limit - 1)].rstrip() + "…"


def size(blocks: list[Block]) -> int:
    """The bytes these blocks take on the wire."""
    return len(json.dumps(blocks, ensure_ascii=False).encode())


def _fitting(text: str, limit: int) -> int:
    end = min(len(text), limit)
    while width(text[:end]) > limit:
        end -= 1
    return end
