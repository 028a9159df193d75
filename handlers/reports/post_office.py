"""The post office: what each kind of delivery comes to, built from the ticket as it stands now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from handlers.clock import Clock
from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.journal import REPORTER
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.unopened import PassedOver

Deed = Callable[[Delivery], None]
"""Does what is due, and marks it done in the same transaction."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A card for one person, by `Actor.key`; `first` is the channel to try first, if any."""

    recipient: str
    card: Card
    first: Channel | None = None


class Route(Protocol):
    """Words the messages of one kind."""

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """What is to be sent, or None where it must not go any more."""

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """How a message that was sent reads today, or None where it must not show any more."""


@dataclass(frozen=True, slots=True)
class PostOffice:
    """Knows the deeds by their kind, and who words a message: by its topic, or else by its kind."""

    store: Store
    clock: Clock
    deeds: Mapping[Kind, Deed]
    routes: Mapping[str, Route]

    def letter(self, delivery: Delivery) -> Letter | None:
        """The message of this delivery; None if it must not go."""
        with self.store.begin() as work:
            return self._route(delivery).letter(work, delivery)

    def delivered(self, delivery: Delivery, channel: Channel) -> None:
        """The platform has confirmed the message; the trail says what it was, over what, and to whom."""
        now = self.clock.now()
        what = delivery.topic or f"step {delivery.step}"
        with self.store.begin() as work:
            work.outbox.done(delivery.id, now, channel)
            if delivery.ticket:
                whom = delivery.recipient or REPORTER  # their identity is sealed
                detail = f"{what} {channel} {whom}"
                work.audit.append(AuditEntry(now, "courier", "told", delivery.ticket, detail))

    def withdrawn(self, delivery: Delivery) -> None:
        """The message is no longer to be sent."""
        with self.store.begin() as work:
            work.outbox.done(delivery.id, self.clock.now())

    def inbox(self, key: str, channel: Channel) -> tuple[tuple[str, Card], ...]:
        """The messages that reached this person over this channel, as they read today."""
        with self.store.begin() as work:
            sent = list(work.outbox.delivered(key, channel))
            for ticket in work.tickets.of_reporter(key):
                sent += work.outbox.delivered_to_reporter(ticket.number, channel)
            cards = ((d.id, self._shown(work, d)) for d in sent if d.kind not in self.deeds)
            return tuple((name, card) for name, card in cards if card)

    def _shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        with PassedOver(delivery.ticket):
            return self._route(delivery).shown(work, delivery)
        return None

    def _route(self, delivery: Delivery) -> Route:
        return self.routes.get(delivery.topic) or self.routes[delivery.kind]
