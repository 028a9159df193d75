"""The courier: brings what the outbox owes, and rests only when nothing is due."""

import asyncio
import contextlib
import functools
import logging
import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

from bot.front_desk import place_of
from handlers.clock import Clock
from handlers.conversation.card import Card
from handlers.conversation.reply import Messenger, TryLater, Unreachable
from handlers.errors import SmpolicyError
from handlers.reports.delivery import Delivery
from handlers.reports.post_office import Letter, PostOffice
from handlers.reports.store import Store

_log = logging.getLogger(__name__)

LEASE_SECONDS = 20.0
"""How long a delivery is ours. A process that dies gives it up after this time at the latest."""
RENEW_SECONDS = 5.0
"""How often the lease of what is under way is renewed."""
SEND_SECONDS = 15.0
"""How long one platform may take to confirm."""
LONGEST_PAUSE = timedelta(minutes=5)
AT_ONCE = 16

P = ParamSpec("P")
R = TypeVar("R")


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
    """Leases due deliveries, does what is to be done, sends messages, and marks what is confirmed.

    Each delivery is a task of its own, at most AT_ONCE at a time, so that a platform that hangs
    holds up nothing else. Its work on the database has threads of its own for the same reason.
    """

    def __init__(
        self,
        store: Store,
        office: PostOffice,
        messengers: Sequence[Messenger],
        clock: Clock,
        bell: Bell,
        poll_seconds: float = 1.0,
    ) -> None:
        """Send over the first of `messengers` that reaches a person.

        Look for work at each `bell` and every `poll_seconds`.
        """
        self._store, self._office, self._messengers = store, office, messengers
        self._clock, self._bell, self._poll_seconds = clock, bell, poll_seconds
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="courier")
        self._under_way: dict[asyncio.Task[None], str] = {}
        self._renewed_at = clock.now()
        self._stopping = self._away = False

    async def run(self) -> None:
        """Work until `stop`; the database being away is waited out."""
        while not self._stopping:
            if not await self.round():
                await self._bell.heard(self._poll_seconds)
        await self.finish()

    def stop(self) -> None:
        """Take nothing new; `run` ends when what is under way has ended."""
        self._stopping = True
        self._bell.ring()

    async def finish(self) -> None:
        """Wait for what is under way."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    def close(self) -> None:
        """Give up the threads; what they still do is the database's to finish."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def round(self) -> int:
        """Begin what is due now, as far as there are hands; returns how many deliveries that were."""
        free = AT_ONCE - len(self._under_way)
        ours = tuple(self._under_way.values()) if self._renewal_due() else ()
        due = await self._leased(free, ours) if free > 0 or ours else ()
        for delivery in due:
            task = asyncio.create_task(self._handle(delivery))
            self._under_way[task] = delivery.id
            task.add_done_callback(self._ended)
        return len(due)

    def _renewal_due(self) -> bool:
        return self._clock.now() - self._renewed_at >= timedelta(seconds=RENEW_SECONDS)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._under_way.pop(task, None)
        self._bell.ring()  # a step taken owes messages; a hand is free

    async def _leased(self, limit: int, ours: Sequence[str]) -> Sequence[Delivery]:
        try:
            due = await self._in_thread(self._lease, limit, ours)
        except Exception as error:  # noqa: BLE001 - the courier must outlive whatever happens
            if not self._away:
                _log.error("nothing can be sent until this is mended: %s", place_of(error))
            self._away = True
            return ()
        if self._away:
            _log.info("sending again")
        self._away = False
        return due

    def _lease(self, limit: int, ours: Sequence[str]) -> Sequence[Delivery]:
        """Take what is due, and keep what is `ours` already."""
        now = self._clock.now()
        with self._store.begin() as work:
            if ours:
                work.outbox.renew(ours, now + timedelta(seconds=LEASE_SECONDS))
            due = work.outbox.lease(now, LEASE_SECONDS, limit) if limit else ()
        if ours:
            self._renewed_at = now
        return due

    async def _handle(self, delivery: Delivery) -> None:
        try:
            if deed := self._office.deeds.get(delivery.kind):
                await self._in_thread(deed, delivery)
            else:
                await self._bring(delivery)
        except Exception as error:  # noqa: BLE001 - one delivery must not hold up the others
            _log.error("delivery %s failed: %s", _name(delivery), place_of(error))
            await self._postpone(delivery, 0)

    async def _bring(self, delivery: Delivery) -> None:
        letter = await self._in_thread(self._office.letter, delivery)
        if letter is None:
            await self._in_thread(self._office.withdrawn, delivery)
            return
        wait = 0.0
        for messenger in self._in_order(letter):
            try:
                await self._send(messenger, letter.recipient, letter.card, delivery.id)
            except Unreachable:
                continue
            except TryLater as later:
                wait = max(wait, later.seconds)
                continue
            await self._in_thread(self._office.delivered, delivery, messenger.channel)
            return
        _log.warning("%s: no channel reached the recipient, try %d", _name(delivery), delivery.attempts + 1)
        await self._postpone(delivery, wait)

    def _in_order(self, letter: Letter) -> Sequence[Messenger]:
        return sorted(self._messengers, key=lambda messenger: messenger.channel is not letter.first)

    async def _send(self, messenger: Messenger, recipient: str, card: Card, delivery: str) -> None:
        try:
            await asyncio.wait_for(messenger.send(recipient, card, delivery), SEND_SECONDS)
        except TimeoutError:
            raise TryLater(SEND_SECONDS) from None

    async def _postpone(self, delivery: Delivery, seconds: float) -> None:
        """Due again later: doubling pauses with jitter, from 2 s to LONGEST_PAUSE."""
        pause = min(2.0 ** min(delivery.attempts + 1, 30), LONGEST_PAUSE.total_seconds())
        wait = max(seconds, pause * random.uniform(0.75, 1.25))  # noqa: S311 - jitter, no secret
        due_at = self._clock.now() + timedelta(seconds=wait)
        try:
            await self._in_thread(self._put_off, delivery, due_at)
        except SmpolicyError as error:
            # The lease runs out by itself, and the delivery is due again.
            _log.error("%s: could not be put off: %s", _name(delivery), type(error).__name__)

    def _put_off(self, delivery: Delivery, due_at: datetime) -> None:
        with self._store.begin() as work:
            work.outbox.postpone(delivery.id, due_at)

    async def _in_thread(self, work: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
        call = functools.partial(work, *given, **named)
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)


def _name(delivery: Delivery) -> str:
    """What the log calls it: never the recipient."""
    return (
        f"ticket {delivery.ticket}, {delivery.kind}"
        if delivery.ticket
        else f"{delivery.kind} {delivery.topic}"
    )
