"""What Slack sends, read with suspicion: a payload of another shape than documented is Malformed."""

import hashlib
import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]

LINK = "link"
"""The kind of a button that opens a page: Slack tells of it, and wants no more than an answer."""

_LINKED = re.compile(r"<(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


class Malformed(ValueError):
    """Correctly signed, but not what Slack documents."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it: Slack's user id and the name Slack shows."""

    user: str
    name: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button pressed; `kind` is what the button's action_id says its answer is."""

    kind: str
    action: str
    value: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class Sent:
    """A form sent in, with the view as it was."""

    form: str
    state: str
    view: Payload = field(repr=False)

    def fingerprint(self, user: str) -> str:
        """The same for the same form with the same words from the same person, and tells none of them."""
        parts = [user, self.view.get("id"), self.form, self.state, self.view["state"]["values"]]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def text(payload: object, *path: str) -> str:
    """The non-empty text at `path`. Raises Malformed where there is none."""
    found = maybe(payload, *path)
    if not found:
        raise Malformed(f"no {'.'.join(path)}")
    return found


def maybe(payload: object, *path: str) -> str | None:
    """The text at `path`, or None."""
    for key in path:
        payload = payload.get(key) if isinstance(payload, dict) else None
    return payload if isinstance(payload, str) else None


def sender(payload: Payload) -> Sender:
    """Who pressed, submitted or took a shortcut."""
    user = text(payload, "user", "id")
    return Sender(user, maybe(payload, "user", "name") or maybe(payload, "user", "username") or user)


def pressed(payload: Payload) -> Pressed | None:
    """The button pressed; None where it only opened a page, or was another kind of element."""
    actions = payload.get("actions")
    if not isinstance(actions, list) or not actions:
        raise Malformed("no actions")
    if text(actions[0], "type") != "button":
        return None
    _, kind, action = _split(text(actions[0], "action_id"))
    if kind == LINK:
        return None
    value = maybe(actions[0], "value") or ""
    if kind != "page":
        return Pressed(kind, action, value)
    try:
        value, page = json.loads(value)
        return Pressed(kind, action, str(value), int(page))
    except (ValueError, TypeError):
        raise Malformed("no page") from None


def sent(payload: Payload) -> Sent:
    """The form sent in."""
    view = payload.get("view")
    if not isinstance(view, dict) or not isinstance(view.get("blocks"), list):
        raise Malformed("no view")
    values = view.get("state", {}).get("values") if isinstance(view.get("state"), dict) else None
    if not isinstance(values, dict) or not all(isinstance(v, dict) and v for v in values.values()):
        raise Malformed("no view.state.values")
    return Sent(text(view, "callback_id"), maybe(view, "private_metadata") or "", view)


def input_blocks(view: object) -> list[str]:
    """The block_ids of a view's inputs, in order; none where the view cannot be read."""
    drawn = view.get("blocks") if isinstance(view, dict) else None
    inputs = (
        [block for block in drawn or () if maybe(block, "type") == "input"] if isinstance(drawn, list) else []
    )
    return [block_id for block in inputs if (block_id := maybe(block, "block_id"))]


def spoken(encoded: str) -> str:
    """A message's text as its author typed it: Slack encodes links, mentions and &, <, >."""
    return html.unescape(_LINKED.sub(_unlinked, encoded))


def _unlinked(match: re.Match[str]) -> str:
    target, label = match["target"], match["label"]
    if target.startswith(("@", "#", "!")):
        return f"{target[0] if target[0] != '!' else '@'}{label or target[1:]}"
    target = target.removeprefix("mailto:").removeprefix("tel:")
    return f"{label} ({target})" if label and label not in target else target


def _split(action_id: str) -> tuple[str, str, str]:
    parts = action_id.split(".", 2)
    if len(parts) != 3 or not parts[2]:
        raise Malformed("an unknown action_id")
    return parts[0], parts[1], parts[2]
