"""The look for tickets that were removed behind the program: a process takes it now and then."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from handlers.clock import Clock
from handlers.records.removal import existing, removed
from handlers.reports.store import Store
from storage.tables import audit

EVERY = timedelta(minutes=10)
"""How long a look holds: each opens every ticket, which takes some milliseconds a ticket."""


def on_trail(connection: Connection) -> frozenset[str]:
    """The numbers of all tickets that the trail says are there."""
    done = select(audit.c.ticket, audit.c.action).where(audit.c.ticket != "").distinct()
    return existing([(row.ticket, row.action) for row in connection.execute(done)])


class Look:
    """What the last look of this process found; shared by its threads."""

    def __init__(self, clock: Clock) -> None:
        """Nothing was looked for yet."""
        self._clock = clock
        self._turn = threading.Lock()
        self._due = datetime.min.replace(tzinfo=UTC)
        self._found = False

    def found(self, store: Store, numbers: Callable[[], frozenset[str]]) -> bool:
        """Whether one of these tickets was removed or damaged. Raises NotSaved.

        Looks anew where the last look is EVERY old, unless another thread is at it.
        """
        now = self._clock.now()
        if now >= self._due and self._turn.acquire(blocking=False):
            try:
                self._found = bool(removed(store, numbers()))
                self._due = now + EVERY
            finally:
                self._turn.release()
        return self._found
