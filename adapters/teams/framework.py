"""The Bot Framework SDK, the untyped edge: tokens checked, activities sent.

Imported only when Teams is used, for it costs a second. The SDK 4.17 blocks where it asks for tokens
and keys and where it sends: `directory` and `connector` do that in threads of their own. What it
raises becomes Refused or Down.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import jwt
import requests
from botbuilder.core.teams import TeamsInfo
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import (
    Activity,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
)
from botframework.connector.auth import AuthenticationConstants, JwtTokenExtractor
from msrest.exceptions import ClientException, HttpOperationError

from adapters.teams.address import Address
from adapters.teams.connector import Connectors
from adapters.teams.credentials import Credentials
from adapters.teams.directory import Pass, Session, SigningKeys
from adapters.teams.incoming import Incoming
from adapters.teams.pages import CONTENT_TYPE
from adapters.teams.platform import Down, Forged, Member, Refused, Talk, retry_after
from adapters.teams.threads import SECONDS, Threads

CHANNEL = "msteams"
_SENDING = 16  # messages on their way at once
_ASKING = 2  # the directory is asked for a token and for keys, each once at a time


class Framework:
    """Microsoft's adapter, with this bot's credentials or, without any, for this machine only."""

    def __init__(self, credentials: Credentials | None) -> None:
        """Nothing is fetched yet."""
        self._app_id = credentials.app_id if credentials else ""
        self._sending, self._asking = Threads(_SENDING, "teams"), Threads(_ASKING, "directory")
        self._session = Session(_SENDING)
        self._session.trust_env = credentials is not None  # no proxy stands before this machine
        own = Pass(credentials, self._session, self._asking) if credentials else None
        connectors = Connectors(own, self._session, self._sending)
        self._authentication = _Authentication(credentials, connectors)
        self._adapter = CloudAdapter(self._authentication)
        # The SDK keeps whoever gives it signing keys here, by their address, for the whole process.
        keys = AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL
        JwtTokenExtractor.metadataCache[keys] = SigningKeys(keys, self._session, self._asking)

    async def authenticate(self, header: str, incoming: Incoming) -> Any:
        """The SDK's proof that Microsoft sent this activity from this service URL.

        Raises Forged, or Down where Microsoft's signing keys cannot be had.
        """
        try:
            async with asyncio.timeout(SECONDS):
                return await self._authentication.authenticate_request(_activity(incoming), header)
        except Down:
            raise
        except TimeoutError:
            raise Down("Microsoft's signing keys cannot be fetched in time") from None
        except Exception:  # noqa: BLE001 - the SDK raises a dozen types for a token it does not like
            raise Forged from None

    async def turn(self, proof: Any, incoming: Incoming, logic: Callable[[Talk], Awaitable[None]]) -> None:
        """Run `logic` with a way to talk in the conversation of the activity. Raises Refused, Down."""

        async def run(context: Any) -> None:
            await logic(_Talk(context, self._adapter, self._app_id))

        async with _translated():
            await self._adapter.process_activity(proof, _activity(incoming), run)

    async def resume(self, address: Address, logic: Callable[[Talk], Awaitable[None]]) -> None:
        """Run `logic` in a conversation from before. Raises Refused, Down."""

        async def run(context: Any) -> None:
            context.activity.id = None  # the SDK makes one up, and would reply to it
            await logic(_Talk(context, self._adapter, self._app_id))

        async with _translated():
            await self._adapter.continue_conversation(_reference(address), run, self._app_id)

    def close(self) -> None:
        """Whatever waits for Microsoft raises Down now, and nothing waits for it any longer."""
        self._sending.close()
        self._asking.close()
        self._session.close()


class _Talk:
    """Talk, on one turn of the SDK."""

    def __init__(self, context: Any, adapter: Any, app_id: str) -> None:
        self._context, self._adapter, self._app_id = context, adapter, app_id

    async def send(self, card: Mapping[str, Any], summary: str) -> None:
        async with _translated():
            await self._context.send_activity(_message(card, summary))

    async def update(self, activity: str, card: Mapping[str, Any], summary: str) -> None:
        message = _message(card, summary)
        message.id = activity
        async with _translated():
            await self._context.update_activity(message)

    async def member(self, account: str) -> Member:
        async with _translated():
            found = await TeamsInfo.get_member(self._context, account)
        extra = found.additional_properties or {}
        return Member(
            name=found.name or "",
            email=found.email or "",
            principal=found.user_principal_name or "",
            tenant=found.tenant_id or "",
            role=str(extra.get("userRole") or found.user_role or ""),
        )

    async def aside(self, incoming: Incoming, logic: Callable[[Talk, str], Awaitable[None]]) -> None:
        async def run(context: Any) -> None:
            context.activity.id = None  # nothing is replied to here
            context.activity.from_property = ChannelAccount(id=incoming.sender.id)
            await logic(_Talk(context, self._adapter, self._app_id), context.activity.conversation.id)

        tenant = next(iter(incoming.tenants), "")
        parameters = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=incoming.bot.id),
            members=[ChannelAccount(id=incoming.sender.id)],
            tenant_id=tenant,
            channel_data={"tenant": {"id": tenant}},
        )
        async with _translated():
            await self._adapter.create_conversation(
                self._app_id, run, parameters, CHANNEL, incoming.service_url
            )


@dataclass
class _Settings:
    """The names the SDK looks for."""

    APP_ID: str
    APP_PASSWORD: str
    APP_TYPE: str
    APP_TENANTID: str


class _Authentication(ConfigurationBotFrameworkAuthentication):  # type: ignore[misc]
    """The SDK's, with connectors that are kept and no user tokens."""

    def __init__(self, credentials: Credentials | None, connectors: Connectors) -> None:
        who = credentials or Credentials("", "", "MultiTenant", "")
        super().__init__(_Settings(who.app_id, who.password, who.kind, who.tenant_id))
        self._connectors, self._local = connectors, not credentials

    async def authenticate_request(self, activity: Any, auth_header: str) -> Any:
        if not self._local:
            _plausible(auth_header, activity.service_url)
        result = await super().authenticate_request(activity, auth_header)
        result.connector_factory = self._connectors
        return result

    def create_connector_factory(self, claims_identity: Any) -> Any:  # noqa: ARG002 - the SDK's signature
        return self._connectors

    async def create_user_token_client(self, claims_identity: Any) -> None:  # noqa: ARG002 - as above
        return None


def _plausible(auth_header: str, service_url: str) -> None:
    """Refuse, before any work, a token that is not the channel's own for this service URL.

    The SDK also takes tokens of its emulator and of other bots, which name no service URL. Nothing
    is verified yet: that the claims are true is for the SDK to find out.
    """
    claims = jwt.decode(auth_header.removeprefix("Bearer "), options={"verify_signature": False})
    if (
        claims.get(AuthenticationConstants.ISSUER_CLAIM)
        != AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER
        or claims.get(AuthenticationConstants.SERVICE_URL_CLAIM) != service_url
    ):
        raise PermissionError


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    try:
        yield
    except HttpOperationError as error:
        response = error.response
        raise Refused(response.status_code, retry_after(response.headers.get("Retry-After"))) from None
    except (ClientException, requests.RequestException, TimeoutError, OSError) as error:
        raise Down(f"no answer from Microsoft ({type(error).__name__})") from None


def _activity(incoming: Incoming) -> Any:
    """What the SDK needs to answer; the person's words stay outside it."""
    return Activity(
        type=incoming.type,
        id=incoming.id or None,
        channel_id=incoming.channel_id,
        service_url=incoming.service_url,
        from_property=ChannelAccount(id=incoming.sender.id),
        recipient=ChannelAccount(id=incoming.bot.id),
        conversation=ConversationAccount(id=incoming.conversation.id),
        channel_data={},
    )


def _reference(address: Address) -> Any:
    return ConversationReference(
        channel_id=CHANNEL,
        service_url=address.service_url,
        conversation=ConversationAccount(id=address.conversation),
        user=ChannelAccount(id=address.user),
        bot=ChannelAccount(id=address.bot),
    )


def _message(card: Mapping[str, Any], summary: str) -> Any:
    content = Attachment(content_type=CONTENT_TYPE, content=dict(card))
    return Activity(type="message", summary=summary, attachments=[content])
