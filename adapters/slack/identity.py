"""Who a Slack user is: the e-mail address that joins this account to the person's others."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failure import Failure
from adapters.slack.inbound import Sender
from handlers.conversation.actor import Actor, Channel
from handlers.conversation.reply import AddressBook

_log = logging.getLogger(__name__)
_KEPT = 600.0
_ENTRIES = 10_000
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Workspace:
    """The workspace the bot is installed in, as `auth.test` tells it."""

    team: str
    enterprise: str | None
    bot: str
    bot_user: str


class Identities:
    """Asks Slack who somebody is, and remembers it for ten minutes.

    Only members of this workspace (or organisation) with a confirmed address are believed: on a
    shared channel the other side's administrators choose what their people's profiles say.
    """

    def __init__(
        self, client: AsyncWebClient, addresses: AddressBook, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock` counts seconds, from anywhere."""
        self._client, self._addresses, self._clock = client, addresses, clock
        self._warned = False
        self._known: OrderedDict[str, tuple[float, Actor]] = OrderedDict()

    async def actor(self, sender: Sender, workspace: Workspace) -> Actor:
        """The person; `email` is None where Slack does not tell it, or not in time."""
        kept = self._known.get(sender.user)
        if kept and self._clock() - kept[0] < _KEPT:
            return kept[1]
        try:
            answer = await asyncio.wait_for(self._client.users_info(user=sender.user), _PATIENCE)
        except SlackApiError as error:
            _log.warning("Slack does not say who somebody is: %s", Failure.of(error).code)
            return Actor(Channel.SLACK, sender.user, sender.name)
        except Exception as error:  # noqa: BLE001  (whatever the network does, the person gets an answer)
            _log.warning("Slack could not be asked who somebody is: %s", type(error).__name__)
            return Actor(Channel.SLACK, sender.user, sender.name)
        user = answer.get("user") or {}
        if "email" not in (user.get("profile") or {}) and not self._warned:
            self._warned = True
            _log.warning(
                "Slack tells somebody's account, but no e-mail address: is users:read.email granted?"
            )
        actor = _actor(sender, user, workspace)
        await self._keep(actor)
        return actor

    async def _keep(self, actor: Actor) -> None:
        self._known[actor.account] = (self._clock(), actor)
        self._known.move_to_end(actor.account)
        if len(self._known) > _ENTRIES:
            self._known.popitem(last=False)
        if actor.email:
            await asyncio.to_thread(self._addresses.remember, actor.email, Channel.SLACK, actor.account)


def trusted_email(user: dict[str, Any], workspace: Workspace) -> str | None:
    """The address in a user's profile, lower case; None for outsiders, bots and unconfirmed addresses."""
    grid = (user.get("enterprise_user") or {}).get("enterprise_id")
    ours = user.get("team_id") == workspace.team or (grid is not None and grid == workspace.enterprise)
    barred = user.get("is_stranger") or user.get("deleted") or user.get("is_bot")
    if not ours or barred or user.get("is_email_confirmed") is False:
        return None
    return str((user.get("profile") or {}).get("email") or "").strip().lower() or None


def _actor(sender: Sender, user: dict[str, Any], workspace: Workspace) -> Actor:
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or sender.name
    return Actor(Channel.SLACK, sender.user, str(name), trusted_email(user, workspace))
