"""What a journey needs of a channel: people with a phone in their hand, on a real or strict platform.

A journey is told once, against these protocols; each channel's exchange makes it real.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Person:
    """Somebody with an account on the platform."""

    email: str
    name: str


@dataclass(frozen=True)
class FormView:
    """An open form as its reader sees it; `fields` are names, `errors` maps names to messages."""

    title: str
    text: str
    fields: tuple[str, ...]
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Screen:
    """What is new on the person's screen: all readable text, the buttons' labels, the open form.

    `links` maps the labels of buttons that open a page to where they lead.
    """

    text: str
    buttons: tuple[str, ...] = ()
    form: FormView | None = None
    links: Mapping[str, str] = field(default_factory=dict)


async def open_newest(phone: "Phone") -> Screen:
    """The card of the person's newest own report, from the list of all of them."""
    screen = await phone.say("mine")
    return await phone.press(next(label for label in screen.buttons if label.startswith("Open ")))


class Phone(Protocol):
    """One person's device on one channel. Each call returns what that act brought to the screen."""

    async def say(self, text: str) -> Screen:
        """Send a command the way this platform sends it, without the `/smpolicy` prefix in `text`.

        Where the platform first shows a card that opens the form (Teams), the phone presses it, so
        that `Screen.form` is the open form on every channel.
        """

    async def press(self, label: str) -> Screen:
        """Press the newest button with this label that is on the screen."""

    async def fill(self, values: Mapping[str, str | tuple[str, ...]]) -> Screen:
        """Fill the open form's fields by name and send it."""

    async def message(self) -> Screen:
        """The next message that arrived unasked; waits up to 20 seconds, then fails."""


class Exchange(Protocol):
    """The platform's side, started before the service."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings the service needs to talk to this platform."""

    @property
    def messages(self) -> Sequence[str]:
        """Every message payload the platform has stored so far, as JSON; not modals or dialogs."""

    async def start(self, people: Sequence[Person]) -> None:
        """Start the platform with these accounts."""

    async def connect(self, base_url: str) -> None:
        """The service listens at `base_url` now; install the bot for everybody."""

    async def stop(self) -> None:
        """Stop the platform."""

    def phone(self, email: str) -> Phone:
        """This person's device."""
