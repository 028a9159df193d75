"""What a handler answers with, and how something reaches a person who did not ask."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.conversation.event import Event
from handlers.conversation.form import Form


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, private to the person who asked.

    `form` is to be opened. `errors` maps field names of the form just submitted to what is wrong:
    the form stays open and keeps what was typed. `replaces` says that the cards take the place of
    the message whose button was pressed.
    """

    cards: tuple[Card, ...] = ()
    form: Form | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    replaces: bool = False


Answer = Callable[[Event], Awaitable[Reply]]


class Unreachable(Exception):
    """This channel cannot reach this person; another one has to be used."""


class TryLater(Exception):
    """The platform asks for patience; `seconds` says how much."""

    def __init__(self, seconds: float) -> None:
        """Wait `seconds` before the next try."""
        super().__init__(f"try again in {seconds:g} s")
        self.seconds = seconds


class Messenger(Protocol):
    """Brings a card to a person who did not ask."""

    @property
    def channel(self) -> Channel:
        """The platform it speaks to."""

    async def send(self, email: str, card: Card, delivery: str) -> None:
        """Return once the platform has confirmed the message.

        `email` is the person's `Actor.key`: an e-mail address, or `channel:account` where the platform
        tells none. `delivery` is the same at each try of the same message. Raises Unreachable where the
        person has no account or has not installed the bot, TryLater where the platform is busy or down.
        """


class AddressBook(Protocol):
    """Remembers how a person is reached on a channel: a Slack user, a Teams conversation."""

    def remember(self, email: str, channel: Channel, address: str) -> None:
        """Keep the newest address, at most 4,000 characters of the adapter's own format."""

    def find(self, email: str, channel: Channel) -> str | None:
        """The address last remembered, or None."""
