"""Contacts: conversations kept in the address book, so that a person can be reached unasked."""

import asyncio
import logging

from adapters.teams.address import Address
from handlers.conversation.actor import Actor, Channel
from handlers.conversation.reply import AddressBook

_log = logging.getLogger(__name__)


async def remember(addresses: AddressBook, actor: Actor, address: Address) -> None:
    """Keep the address of a person under `Actor.key`; a failure is only logged.

    The book itself writes nothing where nothing changed.
    """
    line = address.line()
    if line is None:
        return
    try:
        await asyncio.to_thread(addresses.remember, actor.key, Channel.TEAMS, line)
    except Exception as error:  # noqa: BLE001 - an answer must not fail because of the address book
        _log.error("a Teams address was not kept: %s", type(error).__name__)
