"""The address book as Slack's channel writes in it: nothing waits for it, and nothing fails with it."""

import asyncio
import logging

from handlers.conversation.actor import Channel
from handlers.conversation.reply import AddressBook

_log = logging.getLogger(__name__)
_PATIENCE = 0.5


async def note(addresses: AddressBook, email: str, user: str) -> None:
    """Remember the account; a database that is locked goes on by itself, one that is away is logged."""
    writing = asyncio.create_task(asyncio.to_thread(addresses.remember, email, Channel.SLACK, user))
    writing.add_done_callback(_noted)
    await asyncio.wait({writing}, timeout=_PATIENCE)


def _noted(writing: asyncio.Task[None]) -> None:
    error = None if writing.cancelled() else writing.exception()
    if error:
        _log.warning("Slack: an account could not be put in the address book (%s)", type(error).__name__)
