"""The address book as Slack's channel uses it: no answer waits for it, and nothing fails with it."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from handlers.conversation.actor import Channel
from handlers.conversation.reply import AddressBook

_log = logging.getLogger(__name__)
_PATIENCE = 0.5
_WORKERS = 2


class Book:
    """Writing and reading have threads of their own.

    Names of hosts are looked up in the event loop's threads. While the database hangs, those must stay
    free, or Slack cannot be reached before it gives up waiting for a form.
    """

    def __init__(self, addresses: AddressBook) -> None:
        """`addresses` may block."""
        self._addresses = addresses
        self._writing = ThreadPoolExecutor(_WORKERS, thread_name_prefix="slack-book")
        self._reading = ThreadPoolExecutor(_WORKERS, thread_name_prefix="slack-find")

    async def note(self, email: str, user: str) -> None:
        """Remember the account; a database that is locked goes on by itself, one that is away is logged."""
        writing = asyncio.create_task(self._write(email, user))
        writing.add_done_callback(_noted)
        await asyncio.wait({writing}, timeout=_PATIENCE)

    async def find(self, email: str) -> str | None:
        """The account remembered; None where there is none, or the book cannot be read."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._reading, self._addresses.find, email, Channel.SLACK)
        except Exception as error:  # noqa: BLE001  (an address book that is away is one without the address)
            _log.warning("Slack: the address book could not be read (%s)", type(error).__name__)
            return None

    def close(self) -> None:
        """Give up the threads; what was not begun is noted at the person's next message."""
        self._writing.shutdown(wait=False, cancel_futures=True)
        self._reading.shutdown(wait=False)

    async def _write(self, email: str, user: str) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writing, self._addresses.remember, email, Channel.SLACK, user)


def _noted(writing: asyncio.Task[None]) -> None:
    error = None if writing.cancelled() else writing.exception()
    if error:
        _log.warning("Slack: an account could not be put in the address book (%s)", type(error).__name__)
