"""Slack on this machine: a workspace, its Web API, and people who use the bot."""

import json
import time

import aiohttp

from tests.standins.slack.member import PATIENCE, Delivered, Member, signature
from tests.standins.slack.rules import Json
from tests.standins.slack.server import MESSAGES, Server
from tests.standins.slack.workspace import Workspace


class TooSlow(AssertionError):
    """The bot did not acknowledge within three seconds."""


class SlackStandIn:
    """Sends over HTTP, or over Socket Mode once `socket_mode` is set and the bot has connected."""

    bot_token, signing_secret, app_token = (
        "xoxb-stand-in",
        "8f742231b10e8888abcd99yyyzzz85a5",
        "xapp-stand-in",
    )

    def __init__(self) -> None:
        self.workspace = Workspace()
        self.server = Server(self.workspace, self.bot_token, self.app_token)
        self.socket_mode = False
        self._events_url = ""
        self._acknowledged: list[Json] = []
        self._session: aiohttp.ClientSession | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.server.url

    @property
    def api_url(self) -> str:
        """The Web API."""
        return f"{self.url}/api/"

    async def start(self) -> None:
        """Listen."""
        self._session = aiohttp.ClientSession()
        await self.server.start()

    async def stop(self) -> None:
        """Hang up."""
        if self._session:
            await self._session.close()
        await self.server.stop()

    def connect(self, base_url: str) -> None:
        """The bot listens at `base_url`/slack/events."""
        self._events_url = f"{base_url}/slack/events"

    def member(self, name: str, email: str | None, **profile: object) -> Member:
        """A new account, and whoever uses it."""
        return Member(self, self.workspace.add(name, email, **profile))

    async def deliver(
        self, kind: str, payload: Json, body: str, content_type: str, **headers: str
    ) -> Delivered:
        """Send one thing that happened, and wait for the acknowledgement as long as Slack does."""
        started = time.monotonic()
        try:
            if self.socket_mode:
                told = await self.server.envelope(kind, payload, PATIENCE)
                answer = Delivered(200, told, time.monotonic() - started)
            else:
                answer = await self.post(body, content_type, headers=headers)
        except TimeoutError:
            raise TooSlow from None
        if isinstance(answer.body, dict) and {"text", "blocks", "response_type"} & set(answer.body):
            self._acknowledged.append(answer.body)
        return answer

    @property
    def messages(self) -> list[Json]:
        """Every message payload the bot has sent, private and refused ones too; no modals, no Home tab."""
        sent = [arguments for name, arguments in self.server.calls if name in MESSAGES]
        return [*sent, *self._acknowledged]

    async def post(
        self,
        body: str,
        content_type: str,
        *,
        timestamp: str | None = None,
        signed: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Delivered:
        """A raw request; `timestamp` and `signed` forge or age its signature."""
        timestamp = timestamp or str(int(time.time()))
        sent = {"Content-Type": content_type, "X-Slack-Request-Timestamp": timestamp}
        sent["X-Slack-Signature"] = signed or signature(self.signing_secret, timestamp, body)
        sent |= {key.replace("_", "-"): value for key, value in (headers or {}).items()}
        assert self._session
        patience, started = aiohttp.ClientTimeout(total=PATIENCE), time.monotonic()
        async with self._session.post(
            self._events_url, data=body.encode(), headers=sent, timeout=patience
        ) as response:
            text = await response.text()
            told = json.loads(text) if response.content_type == "application/json" and text else text
            return Delivered(response.status, told or None, time.monotonic() - started)
