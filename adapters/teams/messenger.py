"""Brings a card into a person's 1:1 chat with the bot, unasked."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Protocol

from adapters.teams import address
from adapters.teams.address import Address
from adapters.teams.contacts import Contacts
from adapters.teams.guard import local_url
from adapters.teams.pages import pages
from adapters.teams.platform import Down, Refused, Talk
from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.conversation.reply import TryLater, Unreachable

_log = logging.getLogger(__name__)
_PAUSE = 15.0  # seconds where the platform names none
_BUSY = frozenset({408, 412, 429, 502, 504})
"""412, 429, 502, 504: Teams asks to try these again (rate limits of bots); 408 is HTTP's own."""


class _Resumes(Protocol):
    async def resume(self, address: Address, logic: Callable[[Talk], Awaitable[None]]) -> None:
        """Run `logic` in a conversation from before. Raises Refused, Down."""


class TeamsMessenger:
    """A Messenger. Teams knows no key that makes a second try of one delivery harmless."""

    def __init__(self, contacts: Contacts, app_id: str, framework: Callable[[], Awaitable[_Resumes]]) -> None:
        """`framework` gives the SDK, loading it first where needed."""
        self._contacts, self._app_id, self._framework = contacts, app_id, framework

    @property
    def channel(self) -> Channel:
        """Teams."""
        return Channel.TEAMS

    async def send(self, email: str, card: Card, delivery: str) -> None:  # noqa: ARG002 - see the class
        """Return once Teams has confirmed the message. Raises Unreachable, TryLater."""
        where = await self._find(email)

        async def say(talk: Talk) -> None:
            for page in pages(card):
                await talk.send(page, card.summary)

        framework = await self._framework()
        try:
            await framework.resume(where, say)
        except Down as down:
            _log.warning("a message waits: %s", down)
            raise TryLater(_jittered(_PAUSE)) from None
        except Refused as error:
            raise _verdict(error) from None

    async def _find(self, email: str) -> Address:
        line = await self._contacts.find(email)
        where = address.read(line, self._app_id) if line else None
        if where is None:
            raise Unreachable
        safe = where.service_url.startswith("https://") if self._app_id else local_url(where.service_url)
        if not safe:
            raise Unreachable
        return where


def _verdict(error: Refused) -> Exception:
    if error.status in _BUSY or error.status >= 500:
        return TryLater(_jittered(_PAUSE if error.after is None else error.after))
    if error.status not in {403, 404}:  # these two mean: uninstalled, or gone
        _log.error("Teams refused a message: HTTP %d", error.status)
    return Unreachable()


def _jittered(seconds: float) -> float:
    # Never less than asked for, and not everybody at the same moment.
    return seconds + secrets.SystemRandom().uniform(0.0, max(1.0, seconds / 4))
