"""A form: what a modal, a dialog or a page's form is drawn from."""

from dataclasses import dataclass

from handlers.conversation.card import Button, Divider, Excerpt, Facts, Quote, Text


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

    @property
    def fields(self) -> tuple[Field, ...]:
        """The parts that can be filled."""
        return tuple(p for p in self.parts if isinstance(p, TextField | ChoiceField | MomentField))
