"""The courier: brings what the outbox owes, and rests only when nothing is due."""

import asyncio
import contextlib
import logging
import random
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.front_desk import place_of
from handlers.clock import Clock
from handlers.conversation.card import Card
from handlers.conversation.reply import Messenger, TryLater, Unreachable
from handlers.errors import SmpolicyError
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.escalation import Escalation
from handlers.reports.store import Store

_log = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
"""How long a delivery is ours. A process that dies gives it up after this time at the latest."""
SEND_SECONDS = 15.0
"""How long one platform may take to confirm; all three together stay below the lease."""
LONGEST_PAUSE = timedelta(minutes=5)
BATCH = 8


class Bell:
    """Rung when there is new work; may be rung from any thread, before and after anybody listens."""

    def __init__(self) -> None:
        """Silent so far."""
        self._rung = threading.Event()
        self._listener: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None

    def ring(self) -> None:
        """There is work."""
        self._rung.set()
        if self._listener:
            loop, event = self._listener
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
                loop.call_soon_threadsafe(event.set)

    async def heard(self, seconds: float) -> None:
        """Wait until it is rung, at most so long; what was rung before counts."""
        event = asyncio.Event()
        self._listener = (asyncio.get_running_loop(), event)
        if not self._rung.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), seconds)
        self._rung.clear()


class Courier:
    """Leases due deliveries, takes ladder steps, sends messages, and marks what is confirmed."""

    def __init__(
        self,
        store: Store,
        escalation: Escalation,
        messengers: Sequence[Messenger],
        clock: Clock,
        bell: Bell,
        poll_seconds: float = 1.0,
    ) -> None:
        """Send over the first of `messengers` that reaches a person.

        Look for work at each `bell` and every `poll_seconds`.
        """
        self._store, self._escalation, self._messengers = store, escalation, messengers
        self._clock, self._bell, self._poll_seconds = clock, bell, poll_seconds
        self._stopping = False

    async def run(self) -> None:
        """Work until `stop`; the database being away is waited out."""
        while not self._stopping:
            try:
                worked = await self.round()
            except Exception as error:  # noqa: BLE001 - the courier must outlive whatever happens
                _log.error("round failed: %s", place_of(error))
                worked = 0
            if not worked:
                await self._bell.heard(self._poll_seconds)

    def stop(self) -> None:
        """Finish the round under way and end `run`."""
        self._stopping = True
        self._bell.ring()

    async def round(self) -> int:
        """Handle what is due now; returns how many deliveries that were."""
        due = await asyncio.to_thread(self._lease)
        await asyncio.gather(*(self._handle(delivery) for delivery in due))
        return len(due)

    def _lease(self) -> Sequence[Delivery]:
        with self._store.begin() as work:
            return work.outbox.lease(self._clock.now(), LEASE_SECONDS, BATCH)

    async def _handle(self, delivery: Delivery) -> None:
        try:
            if delivery.kind is Kind.STEP:
                await asyncio.to_thread(self._escalation.advance, delivery)
            else:
                await self._alert(delivery)
        except Exception as error:  # noqa: BLE001 - one delivery must not hold up the others
            _log.error("delivery for ticket %s failed: %s", delivery.ticket, place_of(error))
            await self._postpone(delivery, 0)

    async def _alert(self, delivery: Delivery) -> None:
        card = await asyncio.to_thread(self._escalation.message, delivery)
        if card is None or delivery.recipient is None:
            await asyncio.to_thread(self._escalation.withdrawn, delivery)
            return
        wait = 0.0
        for messenger in self._messengers:
            try:
                await self._send(messenger, delivery.recipient, card, delivery.id)
            except Unreachable:
                continue
            except TryLater as later:
                wait = max(wait, later.seconds)
                continue
            await asyncio.to_thread(self._escalation.delivered, delivery, messenger.channel)
            return
        _log.warning(
            "ticket %s: no channel reached the recipient, try %d", delivery.ticket, delivery.attempts + 1
        )
        await self._postpone(delivery, wait)

    async def _send(self, messenger: Messenger, recipient: str, card: Card, delivery: str) -> None:
        try:
            await asyncio.wait_for(messenger.send(recipient, card, delivery), SEND_SECONDS)
        except TimeoutError:
            raise TryLater(SEND_SECONDS) from None

    async def _postpone(self, delivery: Delivery, seconds: float) -> None:
        """Due again later: doubling pauses with jitter, from 2 s to LONGEST_PAUSE."""
        pause = min(2.0 ** (delivery.attempts + 1), LONGEST_PAUSE.total_seconds())
        wait = max(seconds, pause * random.uniform(0.75, 1.25))  # noqa: S311 - jitter, no secret
        due_at = self._clock.now() + timedelta(seconds=wait)
        try:
            await asyncio.to_thread(self._put_off, delivery, due_at)
        except SmpolicyError as error:
            # The lease runs out by itself, and the delivery is due again.
            _log.error("ticket %s: could not be put off: %s", delivery.ticket, type(error).__name__)

    def _put_off(self, delivery: Delivery, due_at: datetime) -> None:
        with self._store.begin() as work:
            work.outbox.postpone(delivery.id, due_at)
