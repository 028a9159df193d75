"""A letter: the JSON a page sends, read into a command, a press or a submission."""

import json
from collections.abc import Mapping
from typing import Any

from adapters.web.doorstep import Refused
from adapters.web.persona import Persona
from handlers.conversation.actor import Channel, Place
from handlers.conversation.event import Command, FormValue, Press, Submission

_PLACE = Place(Channel.WEB, private=True)
_UNREADABLE = "The playground could not read this request. Reload the page and try again."


class Letter:
    """One JSON object from a page; every fault in it is a Refused with status 400."""

    def __init__(self, body: bytes, cast: Mapping[str, Persona]) -> None:
        """Parse the body and find who sent it among the personas, by e-mail address."""
        try:
            parsed = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Refused(400, _UNREADABLE) from error
        if not isinstance(parsed, dict):
            raise Refused(400, _UNREADABLE)
        self._parts: dict[str, Any] = parsed
        self._actor = find(self._text("persona"), cast).actor

    def command(self) -> Command:
        """What was said."""
        return Command(self._actor, _PLACE, self._text("text"))

    def press(self) -> Press:
        """Which button was pressed."""
        return Press(self._actor, _PLACE, self._text("action"), self._text("value", ""))

    def submission(self) -> Submission:
        """What was filled in."""
        values = self._parts.get("values")
        if not isinstance(values, dict):
            raise Refused(400, _UNREADABLE)
        fields = {_whole(name): _value(value) for name, value in values.items()}
        return Submission(self._actor, _PLACE, self._text("form"), fields, self._text("state", ""))

    def _text(self, name: str, default: str | None = None) -> str:
        value = self._parts.get(name, default)
        if not isinstance(value, str):
            raise Refused(400, _UNREADABLE)
        return _whole(value)


def find(email: str, cast: Mapping[str, Persona]) -> Persona:
    """The persona with this address; Refused with status 400 where there is none."""
    persona = cast.get(email.strip().lower())
    if persona is None:
        raise Refused(400, "This person is not in the playground. Reload the page and choose another.")
    return persona


def _value(value: object) -> FormValue:
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(_whole(item) for item in value)
    raise Refused(400, _UNREADABLE)


def _whole(text: str) -> str:
    """JSON may carry half a character (a lone surrogate), which no database or page can take."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
