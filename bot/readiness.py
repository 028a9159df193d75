"""Readiness: whether the database can serve, looked at by one thread however many ask."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from handlers.errors import NotSaved

PATIENCE_SECONDS = 5.0
"""How long the database may take to answer before whoever asks is told that it does not."""


class Readiness:
    """Looks at the store. A database that hangs holds one thread of this class's own, and nobody else's."""

    def __init__(self, check: Callable[[], None]) -> None:
        """`check` raises an SmpolicyError while the database or the key is not right."""
        self._check = check
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="readiness")
        self._looking: asyncio.Future[None] | None = None

    async def look(self) -> None:
        """Raises what `check` raises; NotSaved where it gives no answer in time.

        Who asks while it is being looked at gets the same answer.
        """
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().run_in_executor(self._thread, self._check)
            self._looking.add_done_callback(_heard)
        looking = self._looking
        await asyncio.wait({looking}, timeout=PATIENCE_SECONDS)
        if not looking.done():
            raise NotSaved(for_operator="The database does not answer.")
        looking.result()

    def close(self) -> None:
        """Give up the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _heard(looking: asyncio.Future[None]) -> None:
    """An error nobody waits for any more would be logged with its message."""
    if not looking.cancelled():
        looking.exception()
