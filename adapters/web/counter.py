"""The counter's pages: `/pass/...`, served beside every channel, also where there is no playground.

Whatever fetches a link ahead of its reader (a preview, a mail scanner) does so with GET, which shows a
page and uses nothing up; only the button's POST does. Guessing needs no limit: a link carries 256
random bits. What has to be limited is work, as anybody may send requests here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from aiohttp import web

from adapters.web.sheet import Drawer, Sheet, download, sheet_for
from adapters.web.upload import uploaded
from handlers.errors import NotSaved, SmpolicyError
from handlers.reports.counter import Counter, Fetching, HandingIn, LinkOver, NotTaken

_log = logging.getLogger(__name__)

AT_ONCE = 2
"""Requests that may use the database at a time, so that strangers' requests hold up nobody's report."""
WAITING = 40
"""Requests that may wait for that; more are asked to come again."""
UPLOADS = 3
"""Documents that may be in memory at a time on their way in."""

_OVER = "This link is over"
_BUSY = "Many people are using this just now. Please try again in a minute."
_TROUBLE = "Something went wrong on our side. Please ask the bot for a new link."

P = ParamSpec("P")
R = TypeVar("R")
Handler = Callable[[web.Request], Awaitable[web.Response]]


class CounterPages:
    """Serves the counter to browsers. A link's secret part is in no log and no message of this class."""

    def __init__(self, counter: Counter) -> None:
        """Nothing is opened yet."""
        self._counter, self._drawer = counter, Drawer()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="counter")
        self._uploads = asyncio.Semaphore(UPLOADS)
        self._waiting = 0

    def routes(self) -> list[web.RouteDef]:
        """What the service is to serve."""
        return [
            web.get("/pass/{token}", self._guarded(self._show)),
            web.post("/pass/{token}", self._guarded(self._use)),
        ]

    def close(self) -> None:
        """Give up the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _show(self, request: web.Request) -> web.Response:
        errand = await self._in_thread(self._counter.page, _token(request))
        return self._drawer.page(sheet_for(errand))

    async def _use(self, request: web.Request) -> web.Response:
        # Nobody's document is read before it is known that there is somebody to take it.
        errand = await self._in_thread(self._counter.page, _token(request))
        if isinstance(errand, Fetching):
            return download(await self._in_thread(self._counter.fetch, _token(request)))
        try:
            return await self._handed_in(request, errand)
        except NotTaken as refused:
            return self._drawer.page(sheet_for(errand, str(refused)), 422)

    async def _handed_in(self, request: web.Request, errand: HandingIn) -> web.Response:
        async with self._uploads:
            document = await uploaded(request, errand.largest)
            said = await self._in_thread(self._counter.hand_in, _token(request), document)
        return self._drawer.page(Sheet("Thank you", (said, "You can close this page.")))

    def _guarded(self, handler: Handler) -> Handler:
        async def within(request: web.Request) -> web.Response:
            try:
                return await handler(request)
            except LinkOver as over:
                return self._said(_OVER, str(over), 404)
            except (NotSaved, _Busy) as error:
                return self._said("Not now", str(error), 503)
            except SmpolicyError as error:
                return self._said("That did not work", str(error), 500)
            except Exception as error:  # noqa: BLE001 - a message or a traceback may carry words of a report
                _log.error("the counter failed: %s", type(error).__name__)
                return self._said("That did not work", _TROUBLE, 500)

        return within

    def _said(self, title: str, sentence: str, status: int) -> web.Response:
        return self._drawer.page(Sheet(title, (" ".join(sentence.split()),)), status)

    async def _in_thread(self, work: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
        if self._waiting >= WAITING:
            raise _Busy(_BUSY)
        self._waiting += 1
        try:
            call = asyncio.get_running_loop().run_in_executor(self._threads, lambda: work(*given, **named))
            return await call
        finally:
            self._waiting -= 1


class _Busy(Exception):
    """Too many at once."""


def _token(request: web.Request) -> str:
    return request.match_info["token"]
