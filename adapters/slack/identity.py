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

from adapters.slack.book import Book
from adapters.slack.failure import Failure
from adapters.slack.inbound import Sender
from handlers.conversation.actor import Actor, Channel

_log = logging.getLogger(__name__)
_KEPT = 600.0
_ENTRIES = 10_000
_PATIENCE = 5.0
_NOBODY = frozenset({"user_not_found", "users_not_found", "user_not_visible"})


@dataclass(frozen=True, slots=True)
class Workspace:
    """The workspace the bot is installed in, as `auth.test` tells it."""

    team: str
    enterprise: str | None
    bot: str
    bot_user: str


class NotTold(Exception):
    """Slack did not say who somebody is; `lasting` where it will not before the operator acts."""

    sentence = "Slack cannot say who you are just now. Please try again."

    def __init__(self, *, lasting: bool = False) -> None:
        """Not lasting: an outage."""
        super().__init__(self.sentence)
        self.lasting = lasting


class Identities:
    """Asks Slack who somebody is, and remembers it for ten minutes; longer while Slack does not say.

    Only members of this workspace (or organisation) with a confirmed address are believed: on a
    shared channel the other side's administrators choose what their people's profiles say.
    """

    def __init__(
        self, client: AsyncWebClient, book: Book, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock` counts seconds, from anywhere."""
        self._client, self._book, self._clock = client, book, clock
        self._warned = False
        self._known: OrderedDict[str, tuple[float, Actor]] = OrderedDict()

    async def actor(self, sender: Sender, workspace: Workspace) -> Actor:
        """The person; `email` is None where there is no address to be believed.

        Raises NotTold where Slack does not say who it is, or not in time.
        """
        kept = self._known.get(sender.user)
        if kept and self._clock() - kept[0] < _KEPT:
            return kept[1]
        try:
            user = await self._asked(sender.user)
        except NotTold:
            if kept is None:
                raise
            return kept[1]
        actor = _actor(sender, user, workspace) if user else nameless(sender)
        if user:
            await self._keep(actor)
        return actor

    async def _asked(self, account: str) -> dict[str, Any]:
        """The user object; empty where Slack knows nobody by this id."""
        try:
            answer = await asyncio.wait_for(self._client.users_info(user=account), _PATIENCE)
        except SlackApiError as error:
            failure = Failure.of(error)
            _log.warning("Slack does not say who somebody is: %s", failure.code)
            if failure.code in _NOBODY:
                return {}
            raise NotTold(lasting=failure.wait is None) from None
        except Exception as error:  # noqa: BLE001  (whatever the network does, the person gets an answer)
            _log.warning("Slack could not be asked who somebody is: %s", type(error).__name__)
            raise NotTold from None
        user: dict[str, Any] = answer.get("user") or {}
        if "email" not in (user.get("profile") or {}) and not self._warned:
            self._warned = True
            _log.warning(
                "Slack tells somebody's account, but no e-mail address: is users:read.email granted?"
            )
        return user

    async def _keep(self, actor: Actor) -> None:
        self._known[actor.account] = (self._clock(), actor)
        self._known.move_to_end(actor.account)
        if len(self._known) > _ENTRIES:
            self._known.popitem(last=False)
        if actor.email:
            await self._book.note(actor.email, actor.account)


def nameless(sender: Sender) -> Actor:
    """Somebody of whom nothing is known but the account."""
    return Actor(Channel.SLACK, sender.user, sender.name)


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
