"""The Slack channel: Bolt listens, the desk reads, the reception answers."""

import asyncio
import contextlib
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.book import Book
from adapters.slack.desk import Desk
from adapters.slack.door import HttpDoor, SocketDoor, on_error
from adapters.slack.failure import Failure
from adapters.slack.identity import Identities, NotTold, Workspace
from adapters.slack.inbound import Payload
from adapters.slack.messenger import SlackMessenger
from adapters.slack.post import Post
from adapters.slack.proxy import without_detour
from adapters.slack.quiet import quiet
from adapters.slack.reception import Pace, Reception
from handlers.conversation.reply import AddressBook, Answer
from handlers.errors import SetupError

_log = logging.getLogger(__name__)
_TIMEOUT = 10
_RETRY = 5.0
_MEETING = 1.0
_ANY = re.compile(".*")
_PATH = "/slack/events"


class SlackChannel:
    """One workspace's bot, over HTTP, and over Socket Mode too where there is an app token."""

    def __init__(
        self,
        bot_token: str,
        signing_secret: str | None,
        *,
        answer: Answer,
        addresses: AddressBook,
        zone: ZoneInfo,
        app_token: str | None = None,
        api_url: str | None = None,
        pace: Pace | None = None,
    ) -> None:
        """`zone` is the district's time zone; `api_url` another address of the Web API, for a stand-in.

        Without a signing secret there is Socket Mode only. Raises SetupError for an `api_url` that
        is none.
        """
        pace = pace or Pace()
        self._quiet, self._app_token = quiet(), app_token
        self._client = AsyncWebClient(
            bot_token, base_url=_base_url(api_url), timeout=_TIMEOUT, logger=self._quiet
        )
        without_detour(self._client, self._client.base_url)
        self._workspace: Workspace | None = None
        self._known = asyncio.Event()
        self._reception = Reception(answer, pace)
        self._book = Book(addresses)
        identities = Identities(self._client, self._book)
        post = Post(self._client, self._quiet)
        self._desk = Desk(self._reception, post, identities, self._met, zone, pace.grace)
        self._messenger = SlackMessenger(self._client, self._book, lambda: self._workspace)
        self._bot_token = bot_token
        # Bolt wants a secret in Socket Mode too; an empty one would let anybody sign.
        self._app = self._listening(signing_secret or secrets.token_hex())
        self._http = HttpDoor(self._app, signing_secret) if signing_secret else None
        self._socket: SocketDoor | None = None
        self._starting: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        """Whether Slack has confirmed the token and, with an app token, Socket Mode is connected."""
        connected = self._app_token is None or (self._socket is not None and self._socket.connected)
        return self._workspace is not None and connected

    @property
    def messenger(self) -> SlackMessenger:
        """Reaches people who did not ask."""
        return self._messenger

    def routes(self) -> list[web.RouteDef]:
        """Where Slack sends its requests; nowhere without a signing secret."""
        return [web.post(_PATH, self._http.receive)] if self._http else []

    async def start(self) -> None:
        """Meet the workspace; where Slack is down, go on trying in the background.

        Raises SetupError where Slack refuses a token.
        """
        self._client.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_TIMEOUT))
        try:
            if not await self._meet():
                self._starting = asyncio.create_task(self._persist())
                return
            await self._connect()
        except SetupError:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Finish what is in flight, then hang up."""
        if self._starting:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await self._reception.close()
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        if self._client.session:
            await self._client.session.close()
        self._book.close()

    async def _persist(self) -> None:
        try:
            while not await self._meet():  # noqa: ASYNC110  (only asking tells whether Slack is back)
                await asyncio.sleep(_RETRY)
            await self._connect()
        except SetupError as error:
            _log.error("%s", error)

    async def _meet(self) -> bool:
        """Ask Slack whose token this is; False where Slack cannot be reached."""
        try:
            told = await self._client.auth_test()
        except SlackApiError as error:
            failure = Failure.of(error)
            if failure.wait is None:
                raise SetupError(f"Slack refuses SLACK_BOT_TOKEN: {failure.code}") from None
            _log.warning("Slack is not available (%s); trying again", failure.code)
            return False
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("Slack cannot be reached (%s); trying again", type(error).__name__)
            return False
        ids = {key: str(told.get(key) or "") for key in ("team_id", "bot_id", "user_id")}
        enterprise = told.get("enterprise_id")
        self._workspace = Workspace(ids["team_id"], enterprise, ids["bot_id"], ids["user_id"])
        self._known.set()
        return True

    async def _connect(self) -> None:
        """Open the Socket Mode connection, where there is an app token; it reconnects by itself."""
        if self._app_token is None:
            return
        try:
            await self._client.apps_connections_open(app_token=self._app_token)
        except SlackApiError as error:
            failure = Failure.of(error)
            if failure.wait is None:
                raise SetupError(f"Slack refuses SLACK_APP_TOKEN: {failure.code}") from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("Slack's Socket Mode cannot be reached yet (%s)", type(error).__name__)
        self._socket = SocketDoor(self._app, self._app_token, self._quiet, self._client)
        self._socket.client.proxy = self._client.proxy
        self._starting = asyncio.create_task(self._socket.client.connect())  # type: ignore[no-untyped-call]

    async def _met(self) -> Workspace:
        """The workspace. Raises NotTold where Slack does not soon say which it is."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._known.wait(), _MEETING)
        if self._workspace is None:
            raise NotTold
        return self._workspace

    def _authorized(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """What Bolt needs to know of the bot, so that it asks Slack nothing while Slack waits."""
        bot = self._workspace
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=self._bot_token,
            bot_id=bot.bot if bot else None,
            bot_user_id=bot.bot_user if bot else None,
        )

    def _listening(self, signing_secret: str) -> AsyncApp:
        """Bolt, with a listener for each thing Slack sends.

        The answer's body goes into the acknowledgement, so Bolt must not acknowledge before the
        listener returns; the reception sees to it that listeners return within Slack's patience.
        """

        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            return self._authorized(enterprise_id, team_id)

        app = AsyncApp(
            name="smpolicy",
            logger=self._quiet,
            client=AsyncWebClient(base_url=self._client.base_url, logger=self._quiet),
            signing_secret=signing_secret,
            authorize=authorize,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
        )
        desk = self._desk
        app.error(on_error)
        app.command(_ANY)(_listener(desk.command))
        app.action(_ANY)(_listener(desk.action))
        app.view_submission(_ANY)(_listener(desk.submission))
        app.view_closed(_ANY)(_listener(_nothing))
        app.shortcut(_ANY)(_listener(desk.shortcut))
        app.event("message")(_listener(desk.message))
        app.event("app_mention")(_listener(desk.mention))
        app.event("app_home_opened")(_listener(desk.home))
        return app


def _base_url(given: str | None) -> str:
    """Where the Web API is, with a slash at its end."""
    if given is None:
        return AsyncWebClient.BASE_URL
    if not _is_web_address(given.strip()):
        raise SetupError("SLACK_API_URL is no http or https address")
    return given.strip().rstrip("/") + "/"


def _is_web_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        return False
    right = parts.scheme in {"http", "https"} and parts.hostname and port != 0
    return bool(right) and not parts.query and not parts.fragment


def _listener(read: Callable[[Payload], Awaitable[Payload | None]]) -> Callable[..., Awaitable[BoltResponse]]:
    async def listener(body: Payload) -> BoltResponse:
        return BoltResponse(status=200, body=await read(body) or "")

    return listener


async def _nothing(_body: Payload) -> None:
    """A modal closed: there is nothing to keep."""
