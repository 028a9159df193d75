"""The mailbox: brings cards to people who did not ask, and tells open pages that one is there."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.conversation.reply import Unreachable

Mail = tuple[str, Card]
Inbox = Callable[[str], Sequence[Mail]]


class Mailbox:
    """The playground's messenger.

    `inbox` gives a person's deliveries, oldest first, from the database: that is where they last.
    A card just sent is not in there yet, since the courier marks a delivery only after `send`
    returned; until it is, the mailbox shows it from memory.
    """

    channel = Channel.WEB

    def __init__(self, emails: Collection[str], inbox: Inbox) -> None:
        """Take mail for these people."""
        self._inbox = inbox
        self._fresh: dict[str, dict[str, Card]] = {email: {} for email in emails}
        self._watchers: set[asyncio.Event] = set()

    async def send(self, email: str, card: Card, delivery: str) -> None:
        """Put the card where this person's open pages see it at once; Unreachable for a stranger."""
        fresh = self._fresh.get(email.lower())
        if fresh is None:
            raise Unreachable(email)
        fresh[delivery] = card
        self.ring()

    async def read(self, email: str) -> list[Mail]:
        """All that was delivered to this person, oldest first; raises what `inbox` raises."""
        stored = await asyncio.to_thread(self._inbox, email)
        fresh = self._fresh[email]
        for delivery, _ in stored:
            fresh.pop(delivery, None)
        return [*stored, *fresh.items()]

    def ring(self) -> None:
        """Wake every open page: there may be something new, or something changed."""
        for bell in self._watchers:
            bell.set()

    @contextmanager
    def watch(self) -> Iterator[asyncio.Event]:
        """A bell that is set at each ring while the page is open."""
        bell = asyncio.Event()
        self._watchers.add(bell)
        try:
            yield bell
        finally:
            self._watchers.discard(bell)
