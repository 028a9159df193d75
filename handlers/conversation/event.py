"""What a person does: says a command, presses a button, submits a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.conversation.actor import Actor, Place

FormValue = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A line of text addressed to the bot, with or without the leading `/smpolicy`.

    The text may be a draft that must not be kept, so it is left out of the representation.
    """

    actor: Actor
    place: Place
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: `action` names what it does, `value` what it does it to."""

    actor: Actor
    place: Place
    action: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A form sent in.

    `state` is what the form carried, unread; `values` maps field names to text, an option's value,
    several options' values, or a local date and time as `YYYY-MM-DDTHH:MM`. A field left empty is
    an empty string or an empty tuple.
    """

    actor: Actor
    place: Place
    form: str
    values: Mapping[str, FormValue] = field(repr=False)
    state: str = ""

    def text(self, name: str) -> str:
        """One field's text, stripped; empty where there is none."""
        value = self.values.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """The options chosen in one field, none to several."""
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else (value,) if value else ()


Event = Command | Press | Submission
