"""Contacts: conversations kept in the address book, so that a person can be reached unasked."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from adapters.teams.address import Address
from handlers.conversation.actor import Actor, Channel
from handlers.conversation.reply import AddressBook, TryLater

_log = logging.getLogger(__name__)
_PATIENCE = 0.5
"""Seconds that an answer waits for it: a form must open while the database is away."""
_WORKERS = 2
_PAUSE = 15.0  # seconds until the bot may be up again


class Contacts:
    """The address book, written and read in threads of their own.

    Names of hosts are looked up in the event loop's threads: those must stay free while the database hangs.
    """

    def __init__(self, addresses: AddressBook) -> None:
        """`addresses` may block."""
        self._addresses = addresses
        self._closed = False
        self._writing = ThreadPoolExecutor(_WORKERS, thread_name_prefix="teams-book")
        self._reading = ThreadPoolExecutor(_WORKERS, thread_name_prefix="teams-find")

    async def remember(self, actor: Actor, address: Address) -> None:
        """Keep the address of a person under `Actor.key`; what takes longer goes on by itself.

        A failure is only logged. The book itself writes nothing where nothing changed.
        """
        line = address.line()
        if line is None:
            return
        writing = asyncio.create_task(self._write(actor.key, line))
        writing.add_done_callback(_remembered)
        await asyncio.wait({writing}, timeout=_PATIENCE)

    async def find(self, email: str) -> str | None:
        """What was kept of this person, or None. Raises TryLater after the end, and what the book raises."""
        if self._closed:
            raise TryLater(_PAUSE)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._reading, self._addresses.find, email, Channel.TEAMS)

    def close(self) -> None:
        """Give up the threads; what was not begun is kept at the person's next message."""
        self._closed = True
        self._writing.shutdown(wait=False, cancel_futures=True)
        self._reading.shutdown(wait=False)

    async def _write(self, key: str, line: str) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writing, self._addresses.remember, key, Channel.TEAMS, line)


def _remembered(writing: asyncio.Task[None]) -> None:
    error = None if writing.cancelled() else writing.exception()
    if error:
        _log.error("a Teams address was not kept: %s", type(error).__name__)
