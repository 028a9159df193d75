"""Contacts: conversations kept in the address book, so that a person can be reached unasked."""

import asyncio
import logging

from adapters.teams.address import Address
from handlers.conversation.actor import Actor, Channel
from handlers.conversation.reply import AddressBook

_log = logging.getLogger(__name__)
_PATIENCE = 0.5
"""Seconds that an answer waits for it: a form must open while the database is away."""


async def remember(addresses: AddressBook, actor: Actor, address: Address) -> None:
    """Keep the address of a person under `Actor.key`; what takes longer goes on by itself.

    A failure is only logged. The book itself writes nothing where nothing changed.
    """
    line = address.line()
    if line is None:
        return
    writing = asyncio.create_task(asyncio.to_thread(addresses.remember, actor.key, Channel.TEAMS, line))
    writing.add_done_callback(_remembered)
    await asyncio.wait({writing}, timeout=_PATIENCE)


def _remembered(writing: asyncio.Task[None]) -> None:
    error = None if writing.cancelled() else writing.exception()
    if error:
        _log.error("a Teams address was not kept: %s", type(error).__name__)
