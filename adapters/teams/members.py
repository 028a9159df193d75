"""Who an account is: the e-mail address that joins a person's accounts, looked up and kept a while."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable

from adapters.teams.incoming import Incoming
from adapters.teams.platform import Down, Member, Refused, Talk
from handlers.conversation.actor import Actor, Channel

_log = logging.getLogger(__name__)
_SECONDS = 600.0  # how long a look-up is believed; a person who leaves loses access within it
_MANY = 5000


class Members:
    """Actors by account, kept for ten minutes."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """`monotonic` gives seconds that only go up."""
        self._monotonic = monotonic
        self._kept: OrderedDict[tuple[str, str], tuple[float, Actor]] = OrderedDict()

    async def actor(self, incoming: Incoming, talk: Talk) -> Actor:
        """The sender. Without an e-mail address where the directory cannot be asked."""
        key = (next(iter(incoming.tenants), ""), incoming.sender.id)
        kept = self._kept.get(key)
        if kept and kept[0] > self._monotonic():
            return kept[1]
        try:
            member = await talk.member(incoming.sender.id)
        except (Refused, Down) as error:
            _log.warning("Teams did not say who an account is: %s", error)
            return _actor(incoming, Member())
        actor = _actor(incoming, member)
        self._kept[key] = (self._monotonic() + _SECONDS, actor)
        self._kept.move_to_end(key)
        while len(self._kept) > _MANY:
            self._kept.popitem(last=False)
        return actor


def _actor(incoming: Incoming, member: Member) -> Actor:
    account = incoming.sender.directory_id or incoming.sender.id
    name = member.name or incoming.sender.name or "Teams user"
    return Actor(Channel.TEAMS, account, name, _email(incoming, member))


def _email(incoming: Incoming, member: Member) -> str | None:
    """The address, in lower case; None for guests, whose addresses another organisation controls."""
    if (
        member.role.casefold() in {"guest", "anonymous", "federated"}
        or "#ext#" in member.principal.casefold()
    ):
        return None
    if member.tenant and incoming.tenants and member.tenant not in incoming.tenants:
        return None
    address = (member.email or member.principal).strip().lower()
    return address if "@" in address else None
