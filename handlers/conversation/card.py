"""The value a reply is made of: a card that every channel can draw.

No markup: text is plain, and each adapter escapes it for its platform. Lengths are not limited
here; an adapter splits what its platform would refuse, and loses nothing.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """How a card or a line is meant."""

    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `strong` is set bold, `small` as an aside."""

    text: str
    strong: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a policy, to the letter, with their citation.

    `marked` are half-open (start, end) offsets in `text`, in order, of the sentences that decide.
    """

    text: str
    citation: str
    marked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The author's own words, shown back to the author."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values, in order."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `opens_form` says that its answer is a form, which platforms treat apart."""

    label: str
    action: str
    value: str = ""
    tone: Tone = Tone.PLAIN
    opens_form: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons side by side."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page in the browser; the bot hears nothing of it.

    The address may be a secret, so it is left out of the representation.
    """

    label: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two parts of a card."""


Element = Text | Quote | Excerpt | Facts | Buttons | Link | Divider


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `summary` is all that a lock screen or a notification may show of it."""

    title: str
    elements: tuple[Element, ...] = ()
    summary: str = "smpolicy has an answer for you."
    tone: Tone = Tone.PLAIN
