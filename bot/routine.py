"""The routine: looks every few minutes what chores and notices are due, and puts them in the outbox."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.courier import Bell
from bot.front_desk import place_of
from handlers.clock import Clock
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.store import Store

_log = logging.getLogger(__name__)

EVERY_SECONDS = 300.0

Due = Callable[[datetime], Iterable[Delivery]]
"""What is due at a moment; what was put before on the same occasion has the same id."""


class Routine:
    """Remembers nothing itself: what was put before is in the outbox, and is not put again.

    A message that was not sent, as another file was in force when it fell due, is owed again.
    """

    def __init__(
        self, store: Store, due: Due, clock: Clock, bell: Bell, every_seconds: float = EVERY_SECONDS
    ) -> None:
        """Nothing is put before `run`."""
        self._store, self._due, self._clock, self._bell = store, due, clock, bell
        self._every_seconds = every_seconds
        self._stop_asked = asyncio.Event()

    async def run(self) -> None:
        """Look at once and then every few minutes, until `stop`; the database being away is waited out."""
        while not self._stop_asked.is_set():
            try:
                await asyncio.to_thread(self.put)
            except Exception as error:  # noqa: BLE001 - the routine must outlive whatever happens
                _log.error("chores could not be put: %s", place_of(error))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop_asked.wait(), self._every_seconds)

    def stop(self) -> None:
        """`run` ends after what it is doing."""
        self._stop_asked.set()

    def put(self) -> None:
        """Owe what is due now."""
        now = self._clock.now()
        with self._store.begin() as work:
            for delivery in self._due(now):
                work.outbox.put(delivery)
                if delivery.kind is not Kind.CHORE:
                    work.outbox.revive(delivery)
        self._bell.ring()
