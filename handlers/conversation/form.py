"""A form: what a modal, a dialog or a page's form is drawn from."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers.conversation.card import Button, Divider, Excerpt, Facts, Quote, Text
from handlers.conversation.event import FormValue, Submission
from handlers.spelling.reading import plain


@dataclass(frozen=True, slots=True)
class TextField:
    """Words to be typed; `max_length` in characters."""

    name: str
    label: str
    required: bool = True
    multiline: bool = False
    max_length: int = 3000
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One option to be chosen, or with `several` any number of them.

    `chosen` are the values chosen to begin with.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    required: bool = True
    several: bool = False
    chosen: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MomentField:
    """A local date and time, `YYYY-MM-DDTHH:MM` in the district's time zone."""

    name: str
    label: str
    required: bool = True
    value: str = ""
    hint: str = ""


_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What sets the direction of a line."""

Field = TextField | ChoiceField | MomentField
Part = Field | Text | Quote | Excerpt | Facts | Divider


@dataclass(frozen=True, slots=True)
class Form:
    """Parts to read and fields to fill, in order.

    `title` has at most 24 characters (Slack's limit for a modal). `submit` is None where there is
    nothing to send, only something to read. `state` travels with the form and comes back in the
    Submission; it may be read by the platform, so it holds nothing confidential. `opener` is a
    button whose press gives this same form, for platforms where a message cannot open a form.
    """

    name: str
    title: str
    parts: tuple[Part, ...]
    opener: Button
    submit: str | None = "Send"
    state: str = ""

    def mistakes(self, values: Mapping[str, FormValue]) -> dict[str, str]:
        """What is wrong with the values sent in, by field; a platform may not have held them to it."""
        found = ((field.name, _mistake(field, values.get(field.name) or "")) for field in self.fields)
        return {name: mistake for name, mistake in found if mistake}

    def in_lines(self, sent: Submission) -> Submission:
        """What was sent in, where a field of one line holds one line, without controls and turning signs.

        A platform may not have held anybody to it, and a second line could be read as the program's own.
        """
        names = {f.name for f in self.fields if isinstance(f, TextField) and not f.multiline}
        lines = {name: _line(v) for name, v in sent.values.items() if name in names and isinstance(v, str)}
        return replace(sent, values={**sent.values, **lines})

    @property
    def fields(self) -> tuple[Field, ...]:
        """The parts that can be filled."""
        return tuple(p for p in self.parts if isinstance(p, TextField | ChoiceField | MomentField))


def _line(text: str) -> str:
    """Breaks become spaces; controls are dropped, so that no space cuts a name in two that reads as one."""
    spaced = "".join(" " if sign in _SPACES else sign for sign in text)
    return "".join(sign for sign in spaced if sign not in _TURNS and unicodedata.category(sign) != "Cc")


def _mistake(field: Field, value: FormValue) -> str:
    given = [value.strip()] if isinstance(value, str) else list(value)
    given = [one for one in given if not plain(one).is_empty]
    if field.required and not given:
        return "Please choose." if isinstance(field, ChoiceField) else "Please fill this in."
    if isinstance(field, TextField) and any(len(one) > field.max_length for one in given):
        return f"Please shorten this to {field.max_length:,} characters."
    if isinstance(field, ChoiceField) and not set(given) <= {option.value for option in field.options}:
        return "Please choose from the list."
    return ""
