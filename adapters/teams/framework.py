"""The Bot Framework SDK, the one untyped edge: tokens checked, activities sent.

Imported only when Teams is used, for it costs a second. Around the SDK 4.17 three things are done
here that it leaves undone: its blocking calls (signing keys, access tokens) run in threads, one
connector a service URL is kept instead of a new one with a new token a turn, and what it raises
becomes Refused or Down.
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
from botframework.connector.auth import AuthenticationConstants, ClaimsIdentity, ConnectorFactory
from msrest.exceptions import ClientException, HttpOperationError

from adapters.teams.address import Address
from adapters.teams.credentials import Credentials
from adapters.teams.incoming import Incoming
from adapters.teams.pages import CONTENT_TYPE
from adapters.teams.platform import Down, Forged, Member, Refused, Talk, retry_after

CHANNEL = "msteams"
_SECONDS = 15.0  # for one call to the platform
_UNKNOWN_HERE = "Microsoft gave no access token: check MicrosoftAppPassword and MicrosoftAppTenantId"
_KEPT = 8  # connectors; Teams has a service URL a region


class Framework:
    """Microsoft's adapter, with this bot's credentials or, without any, for this machine only."""

    def __init__(self, credentials: Credentials | None) -> None:
        """Nothing is fetched yet."""
        self._app_id = credentials.app_id if credentials else ""
        self._authentication = _Authentication(credentials)
        self._adapter = CloudAdapter(self._authentication)

    async def authenticate(self, header: str, incoming: Incoming) -> Any:
        """The SDK's proof that Microsoft sent this activity from this service URL.

        Raises Forged, or Down where Microsoft's signing keys cannot be had.
        """
        try:
            async with asyncio.timeout(_SECONDS):
                return await self._authentication.authenticate_request(_activity(incoming), header)
        except (requests.RequestException, TimeoutError):
            raise Down("Microsoft's signing keys cannot be fetched") from None
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

    async def close(self) -> None:
        """Close the connections kept."""
        self._authentication.connectors.close()


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
    """The SDK's, off the event loop, with connectors that are kept and no user tokens."""

    def __init__(self, credentials: Credentials | None) -> None:
        who = credentials or Credentials("", "", "MultiTenant", "")
        super().__init__(_Settings(who.app_id, who.password, who.kind, who.tenant_id))
        identity = ClaimsIdentity({AuthenticationConstants.AUDIENCE_CLAIM: who.app_id}, True)
        self.connectors = _Connectors(super().create_connector_factory(identity), local=not credentials)
        self._local = not credentials

    async def authenticate_request(self, activity: Any, auth_header: str) -> Any:
        if not self._local:
            _plausible(auth_header, activity.service_url)
        # The SDK fetches signing keys with a blocking call that has no time limit.
        result = await asyncio.to_thread(lambda: asyncio.run(self._check(activity, auth_header)))
        result.connector_factory = self.connectors
        return result

    async def _check(self, activity: Any, auth_header: str) -> Any:
        return await super().authenticate_request(activity, auth_header)

    def create_connector_factory(self, claims_identity: Any) -> Any:  # noqa: ARG002 - the SDK's signature
        return self.connectors

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


class _Connectors(ConnectorFactory):  # type: ignore[misc]
    def __init__(self, maker: Any, *, local: bool) -> None:
        self._maker, self._local = maker, local
        self._kept: dict[str, Any] = {}

    async def create(self, service_url: str, audience: str = "") -> Any:  # noqa: ARG002 - the SDK's signature
        client = self._kept.get(service_url)
        if client is None:
            client = await self._maker.create(service_url)
            client.config.connection.timeout = _SECONDS
            client.config.retry_policy.retries = 1
            client.config.proxies.use_env_settings = not self._local
            while len(self._kept) >= _KEPT:
                _close(self._kept.pop(next(iter(self._kept))))
            self._kept[service_url] = client
        if not self._local:
            async with asyncio.timeout(_SECONDS):
                await asyncio.to_thread(client.config.credentials.get_access_token)
        return client

    def close(self) -> None:
        while self._kept:
            _close(self._kept.popitem()[1])


def _close(client: Any) -> None:
    client.config.pipeline._sender.driver.session.close()  # noqa: SLF001 - the SDK offers no other way


@asynccontextmanager
async def _translated() -> AsyncIterator[None]:
    try:
        yield
    except HttpOperationError as error:
        response = error.response
        raise Refused(response.status_code, retry_after(response.headers.get("Retry-After"))) from None
    except PermissionError:
        raise Down(_UNKNOWN_HERE) from None
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
