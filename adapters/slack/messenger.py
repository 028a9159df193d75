"""Brings a card to somebody in Slack who did not ask: a message in the bot's own chat with them."""

import asyncio
import logging
from collections.abc import Callable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import card as cards
from adapters.slack.failure import Failure
from adapters.slack.identity import Workspace, trusted_email
from adapters.slack.limits import Block
from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.conversation.reply import AddressBook, TryLater, Unreachable

_log = logging.getLogger(__name__)
_PATIENCE = 10.0


class SlackMessenger:
    """Implements `handlers.conversation.reply.Messenger`."""

    def __init__(
        self, client: AsyncWebClient, addresses: AddressBook, workspace: Callable[[], Workspace | None]
    ) -> None:
        """`workspace` is None until Slack has confirmed the bot's token."""
        self._client, self._addresses, self._workspace = client, addresses, workspace

    @property
    def channel(self) -> Channel:
        """Slack."""
        return Channel.SLACK

    async def send(self, email: str, card: Card, delivery: str) -> None:
        """Return once Slack has stored the message.

        The message's metadata carry `delivery`. Raises Unreachable, or TryLater.
        """
        try:
            await self._send(email, cards.messages((card,)), delivery)
        except SlackApiError as error:
            raise _verdict(Failure.of(error)) from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise TryLater(_PATIENCE) from None

    async def _send(self, email: str, messages: list[Block], delivery: str) -> None:
        user = await asyncio.to_thread(self._addresses.find, email, Channel.SLACK)
        if user:
            try:
                return await self._post(user, messages, delivery)
            except SlackApiError as error:
                if Failure.of(error).wait is not None:
                    raise
        found = await self._found(email)
        if found == user:
            raise Unreachable("Slack has no such person")
        await self._post(found, messages, delivery)
        return await asyncio.to_thread(self._addresses.remember, email, Channel.SLACK, found)

    async def _found(self, email: str) -> str:
        workspace = self._workspace()
        if workspace is None:
            raise TryLater(_PATIENCE)
        user = (await self._client.users_lookupByEmail(email=email)).get("user") or {}
        if trusted_email(user, workspace) != email.lower():
            raise Unreachable("Slack has no such person")
        return str(user["id"])

    async def _post(self, user: str, messages: list[Block], delivery: str) -> None:
        about = {"event_type": "smpolicy_delivery", "event_payload": {"delivery": delivery}}
        for message in messages:
            await self._client.chat_postMessage(
                channel=user, metadata=about, unfurl_links=False, unfurl_media=False, **message
            )


def _verdict(failure: Failure) -> Exception:
    if failure.wait is not None:
        return TryLater(failure.wait)
    if failure.code not in _PERSONAL:
        _log.error("Slack refuses the bot's messages: %s", failure.code)
    return Unreachable(f"Slack: {failure.code}")


_PERSONAL = frozenset({
    "users_not_found", "user_not_found", "user_not_visible", "user_disabled", "account_inactive",
    "channel_not_found", "is_archived", "cannot_dm_bot", "messages_tab_disabled", "restricted_action",
})  # fmt: skip
