"""Brings a card to somebody in Slack who did not ask: a message in the bot's own chat with them."""

import logging
from collections.abc import Callable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import card as cards
from adapters.slack.book import Book
from adapters.slack.failure import Failure
from adapters.slack.identity import Workspace, trusted_email
from adapters.slack.limits import Block
from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.conversation.reply import TryLater, Unreachable

_log = logging.getLogger(__name__)
_PATIENCE = 10.0
_NAMELESS = f"{Channel.SLACK}:"  # what `Actor.key` begins with where there is no e-mail address


class SlackMessenger:
    """Implements `handlers.conversation.reply.Messenger`."""

    def __init__(self, client: AsyncWebClient, book: Book, workspace: Callable[[], Workspace | None]) -> None:
        """`workspace` is None until Slack has confirmed the bot's token."""
        self._client, self._book, self._workspace = client, book, workspace
        self._refused: dict[str, str] = {}

    @property
    def channel(self) -> Channel:
        """Slack."""
        return Channel.SLACK

    async def send(self, email: str, card: Card, delivery: str) -> None:  # noqa: ARG002
        """Return once Slack has stored the message.

        For somebody of whom Slack tells no address, `email` is `slack:` and their account.
        Slack keeps what goes with a message, so `delivery` stays here. Raises Unreachable, or TryLater.
        """
        try:
            user = (
                email.removeprefix(_NAMELESS) if email.startswith(_NAMELESS) else await self._account(email)
            )
            await self._post(user, cards.messages((card,)))
        except SlackApiError as error:
            raise self._verdict(Failure.of(error)) from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise TryLater(_PATIENCE) from None
        self._refused.pop(_MESSAGES, None)
        if not email.startswith(_NAMELESS):
            await self._book.note(email, user)

    async def _account(self, email: str) -> str:
        """Whose address it is now; the account last known only where Slack never says."""
        try:
            user = await self._found(email)
        except SlackApiError as error:
            failure = Failure.of(error)
            if failure.wait is not None or failure.code in _PERSONAL:
                raise
            stored = await self._book.find(email)
            if stored is None:
                raise
            self._complain(_ADDRESSES, failure.code)
            return stored
        self._refused.pop(_ADDRESSES, None)
        return user

    async def _found(self, email: str) -> str:
        workspace = self._workspace()
        if workspace is None:
            raise TryLater(_PATIENCE)
        user = (await self._client.users_lookupByEmail(email=email)).get("user") or {}
        if trusted_email(user, workspace) != email.lower():
            raise Unreachable("Slack has no such person")
        return str(user["id"])

    async def _post(self, user: str, messages: list[Block]) -> None:
        for message in messages:
            await self._client.chat_postMessage(
                channel=user, unfurl_links=False, unfurl_media=False, **message
            )

    def _verdict(self, failure: Failure) -> Exception:
        if failure.wait is not None:
            return TryLater(failure.wait)
        if failure.code not in _PERSONAL:
            self._complain(_MESSAGES, failure.code)
        return Unreachable(f"Slack: {failure.code}")

    def _complain(self, what: str, code: str) -> None:
        """Tell the operator what Slack refuses: once, as the courier tries again and again."""
        if self._refused.get(what) != code:
            self._refused[what] = code
            _log.error("Slack refuses %s: %s", what, code)


_MESSAGES, _ADDRESSES = "the bot's messages", "to find people by their address"
_PERSONAL = frozenset({
    "users_not_found", "user_not_found", "user_not_visible", "user_disabled", "channel_not_found",
    "is_archived", "cannot_dm_bot",
})  # fmt: skip
