"""The playground as a channel: its routes, and the life of its open pages."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

from aiohttp import hdrs, web

from adapters.web.doorstep import HEADERS, Handler, Refused, guarded, json_body
from adapters.web.drawing import Drawing
from adapters.web.feed import Feed
from adapters.web.letter import Letter, find
from adapters.web.mailbox import Inbox, Mailbox
from adapters.web.persona import Persona, cast
from handlers.conversation.event import Command, Event
from handlers.conversation.reply import Answer, Messenger, Reply
from handlers.conversation.router import CommandSpec

_log = logging.getLogger(__name__)

_ASSETS = {
    "playground.css": "text/css",
    "playground.js": "text/javascript",
    "service.js": "text/javascript",
    "sheet.js": "text/javascript",
    "mark.svg": "image/svg+xml",
}
_CLOSING_SECONDS = 1.0
_BROKEN = "The answer cannot be shown, and the operator has been told. Please try again."


class WebChannel:
    """A page that looks like a chat, for this computer's own browser.

    On a wide screen the first persona is shown at the left, and `beside` (an e-mail address; else the
    second persona) at the right. `inbox` is called in a thread with a persona's e-mail address and
    gives the deliveries that reached this person over the web channel, oldest first. `beat` is the
    seconds after which an open page is looked after again. `answer` must not raise.
    """

    def __init__(
        self,
        personas: Sequence[Persona],
        district: str,
        answer: Answer,
        inbox: Inbox,
        commands: Sequence[CommandSpec],
        beside: str | None = None,
        beat: float = 15.0,
    ) -> None:
        """Draw the page; SetupError where there are no personas or one comes twice."""
        self._cast = cast(personas)
        self._answer, self._beat = answer, beat
        self._mailbox = Mailbox(self._cast, inbox)
        self._drawing = Drawing()
        neighbour = self._cast.get(beside or "") or [*self._cast.values()][:2][-1]
        self._page = self._drawing.page(district, self._cast, neighbour, commands)
        static = files(__package__) / "static"
        self._assets = {name: (static / name).read_bytes() for name in _ASSETS}
        self._feeds: set[asyncio.Event] = set()
        self._closing = asyncio.Event()
        self._closing.set()

    def routes(self) -> list[web.RouteDef]:
        """What the service is to serve."""
        return [
            web.get("/", guarded(self._show)),
            web.get("/playground/events", guarded(self._events), allow_head=False),
            web.get("/playground/{asset}", guarded(self._asset)),
            web.post("/playground/say", self._post(Letter.command)),
            web.post("/playground/press", self._post(Letter.press)),
            web.post("/playground/submit", self._post(Letter.submission)),
        ]

    async def start(self) -> None:
        """Take requests."""
        self._closing.clear()

    async def stop(self) -> None:
        """Close the open pages' events within a second; answers in flight are the server's to finish."""
        self._closing.set()
        self._mailbox.ring()
        ends = [asyncio.ensure_future(end.wait()) for end in self._feeds]
        if ends:
            _, late = await asyncio.wait(ends, timeout=_CLOSING_SECONDS)
            for end in late:
                end.cancel()

    @property
    def ready(self) -> bool:
        """Whether requests are taken."""
        return not self._closing.is_set()

    @property
    def messenger(self) -> Messenger:
        """Brings cards to people who have the playground open, now or later."""
        return self._mailbox

    async def _show(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._page, content_type="text/html", charset="utf-8")

    async def _asset(self, request: web.Request) -> web.Response:
        name = request.match_info["asset"]
        if name not in self._assets:
            raise Refused(404, "There is no such page here. The playground is at /")
        return web.Response(body=self._assets[name], content_type=_ASSETS[name], charset="utf-8")

    def _post(self, read: Callable[[Letter], Event]) -> Handler:
        async def answered(request: web.Request) -> web.Response:
            self._awake()
            event = read(Letter(await json_body(request), self._cast))
            reply = await self._answer(event)
            if not isinstance(event, Command):
                self._mailbox.ring()  # what lies in other people's mailboxes may have changed
            return web.json_response(self._drawn(reply))

        return guarded(answered)

    def _drawn(self, reply: Reply) -> dict[str, Any]:
        try:
            return self._drawing.reply(reply)
        except Exception as error:
            # The class's name alone: a message or a traceback may carry words of a report.
            _log.error("playground: an answer could not be drawn: %s", type(error).__name__)
            raise Refused(500, _BROKEN) from error

    async def _events(self, request: web.Request) -> web.StreamResponse:
        self._awake()
        asked = [find(email, self._cast).email for email in request.query.getall("persona", [])]
        people = list(dict.fromkeys(asked)) or list(self._cast)
        feed = Feed(people, self._mailbox, self._drawing, request.headers.get("Last-Event-ID", ""))
        response = web.StreamResponse(headers={**HEADERS, hdrs.CONTENT_TYPE: "text/event-stream"})
        ended = asyncio.Event()
        self._feeds.add(ended)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            await feed.run(response.write, self._closing, self._beat)
        except ConnectionResetError:
            pass  # the page was closed
        finally:
            self._feeds.discard(ended)
            ended.set()
        return response

    def _awake(self) -> None:
        if not self.ready:
            raise Refused(503, "The playground is starting or stopping. Try again in a moment.")
