"""Contacts: conversations kept in the address book, so that a person can be reached unasked."""

import asyncio
import logging
from collections import OrderedDict

from adapters.teams.address import Address
from handlers.conversation.actor import Actor, Channel
from handlers.conversation.reply import AddressBook

_log = logging.getLogger(__name__)
_MANY = 5000


class Contacts:
    """Writes an address only when it is new since the start."""

    def __init__(self, addresses: AddressBook) -> None:
        """Nothing is written yet."""
        self._addresses = addresses
        self._written: OrderedDict[str, str] = OrderedDict()

    async def remember(self, actor: Actor, address: Address) -> None:
        """Keep the address of a person who has an e-mail address; a failure is only logged."""
        line = address.line()
        if actor.email is None or line is None or self._written.get(actor.email) == line:
            return
        try:
            await asyncio.to_thread(self._addresses.remember, actor.email, Channel.TEAMS, line)
        except Exception as error:  # noqa: BLE001 - an answer must not fail because of the address book
            _log.error("a Teams address was not kept: %s", type(error).__name__)
            return
        self._written[actor.email] = line
        self._written.move_to_end(actor.email)
        while len(self._written) > _MANY:
            self._written.popitem(last=False)
