"""What a person said: Teams' text made plain."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from adapters.teams.incoming import Account, Incoming

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3"})
_UNSEEN = frozenset({"script", "style", "attachment"})


def spoken(incoming: Incoming) -> str:
    """The text without the mention of the bot, character references and no-break spaces."""
    text = incoming.text
    for entity in incoming.entities:
        text = _without_mention(text, entity, incoming.bot)
    text = re.sub(r"</?at(?:\s[^>]*)?>", "", text)
    return _tidy(html.unescape(text))


def _without_mention(text: str, entity: Any, bot: Account) -> str:
    if not isinstance(entity, dict) or entity.get("type") != "mention":
        return text
    mentioned, shown = entity.get("mentioned"), entity.get("text")
    if not isinstance(mentioned, dict) or mentioned.get("id") != bot.id:
        return text
    return text.replace(shown, " ", 1) if isinstance(shown, str) and shown else text


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return text.strip()


def quoted(value: object) -> str:
    """The plain text of the message a message action was called on; empty where there is none."""
    payload = value.get("messagePayload") if isinstance(value, dict) else None
    body = payload.get("body") if isinstance(payload, dict) else None
    content = body.get("content") if isinstance(body, dict) else None
    if not isinstance(content, str):
        return ""
    kind = body.get("contentType") if isinstance(body, dict) else None
    return _tidy(content) if kind == "text" else plain(content)


def plain(markup: str) -> str:
    """HTML as plain text: a line for each block, runs of white space as one space."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BREAKS:
            self.pieces.append("\n")
        elif tag in {"img", "emoji"}:
            self.pieces.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BREAKS - {"br"}:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))
