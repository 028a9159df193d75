"""Connectors: the SDK's clients for the service URLs that Teams gives, kept from turn to turn.

The SDK makes a new one each turn, sends in the event loop's own threads and tries again by itself.
"""

from collections import OrderedDict
from functools import partial
from typing import Any

from botframework.connector import AsyncBfPipeline
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import ConnectorFactory
from msrest.pipeline import AsyncHTTPPolicy, AsyncHTTPSender, Response
from msrest.universal_http.async_requests import AsyncRequestsClientResponse

from adapters.teams.directory import Pass, Session
from adapters.teams.threads import Threads

_KEPT = 8  # connectors; Teams has a service URL a region


class Connectors(ConnectorFactory):  # type: ignore[misc]
    """What the SDK asks for a connector."""

    def __init__(self, own: Pass | None, session: Session, threads: Threads) -> None:
        """`own` gives the token that is sent along, None where there are no credentials."""
        self._pass, self._sender = own, _Sender(session, threads)
        self._kept: OrderedDict[str, Any] = OrderedDict()

    async def create(self, service_url: str, audience: str = "") -> Any:  # noqa: ARG002 - the SDK's signature
        """The connector of a service URL. Raises Down where its answers could not be signed."""
        if self._pass:
            await self._pass.token()
        client = self._kept.get(service_url)
        if client is None:
            client = self._kept[service_url] = self._make(service_url)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return client

    def _make(self, service_url: str) -> Any:
        client = ConnectorClient(_Signature(self._pass), service_url)
        client.config.sender = self._sender
        # Only now: the client has made a pipeline of its own, and each takes the signature for itself.
        client.config.pipeline = AsyncBfPipeline(client.config)
        return client


class _Signature(AsyncHTTPPolicy):  # type: ignore[misc]
    def __init__(self, own: Pass | None) -> None:
        super().__init__()
        self._pass = own

    async def send(self, request: Any, **how: Any) -> Any:
        if self._pass:
            request.http_request.headers["Authorization"] = f"Bearer {await self._pass.token()}"
        return await self.next.send(request, **how)


class _Sender(AsyncHTTPSender):  # type: ignore[misc]
    """Sends once: the courier tries again, with patience, and a person by themselves."""

    def __init__(self, session: Session, threads: Threads) -> None:
        self._session, self._threads = session, threads

    async def send(self, request: Any, **_how: Any) -> Any:
        sent = request.http_request
        call = partial(
            self._session.request,
            sent.method,
            sent.url,
            data=sent.data,
            headers=dict(sent.headers),
            allow_redirects=False,
        )
        return Response(request, AsyncRequestsClientResponse(sent, await self._threads.run(call)))

    async def __aexit__(self, *_: object) -> None:
        self._session.close()
