"""The two ways in: signed requests over HTTP, and envelopes over Socket Mode; both end in Bolt."""

import logging
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.inbound import Malformed

_log = logging.getLogger(__name__)
_OK, _BAD, _FORGED = 200, 400, 401


class HttpDoor:
    """POST /slack/events. 401 for a wrong or old signature, 400 for what Slack does not document."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        """`app` verifies signatures too; here it is done first, because Bolt parses before it verifies."""
        self._app, self._verifier = app, SignatureVerifier(signing_secret)

    async def receive(self, request: web.Request) -> web.Response:
        """One request of Slack's."""
        try:
            body = await request.text()
        except (UnicodeDecodeError, LookupError):
            return _refused("a request that is no text", _FORGED)
        if not self._signed(body, request) and "ssl_check=1" not in body:
            return _refused("a request with a wrong or old signature", _FORGED)
        try:
            answer = await self._app.async_dispatch(await to_bolt_request(request))
        except Exception as error:  # noqa: BLE001  (Bolt reads into whatever the body holds)
            return _refused(f"a malformed request ({type(error).__name__})", _BAD)
        return await to_aiohttp_response(answer)

    def _signed(self, body: str, request: web.Request) -> bool:
        try:
            return self._verifier.is_valid_request(body, dict(request.headers))
        except (ValueError, TypeError, OverflowError):
            return False


class SocketDoor(AsyncSocketModeHandler):
    """Socket Mode. Whatever cannot be read is acknowledged all the same, or Slack sends it again."""

    def __init__(self, app: AsyncApp, app_token: str, quiet: logging.Logger, client: AsyncWebClient) -> None:
        """`quiet` is for the SDK."""
        super().__init__(app, app_token, quiet, client)
        self.client.message_listeners.append(self._acknowledge_unreadable)

    async def _acknowledge_unreadable(
        self, client: AsyncBaseSocketModeClient, message: dict[str, Any], _raw: str | None
    ) -> None:
        """The SDK drops an envelope without a type or whose payload is no object, before `handle`."""
        envelope = message.get("envelope_id")
        readable = "type" in message and isinstance(message.get("payload"), dict | str)
        if isinstance(envelope, str) and not readable:
            _log.warning("Slack: acknowledged an envelope without a readable payload")
            await client.send_socket_mode_response(SocketModeResponse(envelope))

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """One envelope."""
        try:
            answer = await run_async_bolt_app(self.app, req)
        except Exception as error:  # noqa: BLE001  (Bolt reads into whatever the payload holds)
            _log.warning("Slack: acknowledged a malformed envelope (%s)", type(error).__name__)
            answer = BoltResponse(status=_OK)
        if answer.status != _OK:
            answer = BoltResponse(status=_OK)
        await send_async_response(client, req, answer, 0.0)

    @property
    def connected(self) -> bool:
        """Whether there is a live connection."""
        session = self.client.current_session
        return session is not None and not session.closed


async def on_error(error: Exception, request: AsyncBoltRequest) -> BoltResponse:
    """What Bolt could not read or nobody listens to: one line in the log, with nothing of the payload."""
    if isinstance(error, BoltUnhandledRequestError):
        if request.body.get("type") == "event_callback":
            return BoltResponse(status=_OK)
        _log.warning("Slack: refused a request of an unknown kind")
    elif isinstance(error, Malformed):
        _log.warning("Slack: refused a malformed request (%s)", error)
    else:
        _log.error("Slack: could not read a request (%s)", type(error).__name__)
    return BoltResponse(status=_BAD, body={"error": "malformed request"})


def _refused(what: str, status: int) -> web.Response:
    _log.warning("Slack: refused %s", what)
    return web.json_response({"error": "invalid request"}, status=status)
