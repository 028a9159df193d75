"""The HTTP service: the channels' endpoints, `/livez`, `/readyz`, and an orderly end."""

import asyncio
import contextlib
import errno
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from aiohttp import web

from bot.courier import Courier
from bot.front_desk import FrontDesk, place_of
from bot.notices import PRIVACY, TERMS
from bot.readiness import Readiness
from bot.routine import Routine
from handlers.conversation.reply import Messenger
from handlers.errors import SetupError

_log = logging.getLogger(__name__)

GRACE_SECONDS = 3.0
"""How long requests under way may take to end."""
STOP_SECONDS = 8.0
"""How long the whole stop may take; what hangs after that is left, and the outbox keeps what it owes."""
LOOK_AGAIN_SECONDS = 5.0
"""How long until a database that was away at the start is looked at again."""
LARGEST_BODY = 2 * 1024 * 1024


class ChannelAdapter(Protocol):
    """A chat channel as the service sees it."""

    @property
    def ready(self) -> bool:
        """Whether it can take and send messages now."""

    @property
    def messenger(self) -> Messenger:
        """Reaches people on this channel."""

    def routes(self) -> Sequence[web.RouteDef]:
        """Its HTTP endpoints."""

    async def start(self) -> None:
        """Begin to work."""

    async def stop(self) -> None:
        """Finish what is under way, within a few seconds."""


class Pages(Protocol):
    """What is served beside the channels."""

    def routes(self) -> Sequence[web.RouteDef]:
        """Its HTTP endpoints."""

    def close(self) -> None:
        """Give up what it holds."""


class Service:
    """One process: front desk, channels, pages and courier, from start to SIGTERM."""

    def __init__(
        self,
        desk: FrontDesk,
        channels: Sequence[ChannelAdapter],
        pages: Pages,
        courier: Courier,
        routine: Routine,
        check_store: Callable[[], None],
        close_store: Callable[[], None],
        prepare: Callable[[], None],
        listening: Callable[[int], None],
    ) -> None:
        """`check_store` raises an SmpolicyError while the database or the key is not right.

        `prepare` loads in the background, after the start, what the first answers would wait for;
        `listening` is told the port before anybody is answered.
        """
        self._desk, self._channels, self._courier = desk, channels, courier
        self._pages, self._routine = pages, routine
        self._readiness, self._close_store = Readiness(check_store), close_store
        self._prepare, self._listening = prepare, listening
        self._stop_asked = asyncio.Event()
        self._started, self._unloaded = False, False
        self.port = 0

    def application(self) -> web.Application:
        """The endpoints, for a server or a test."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.add_routes([web.get("/livez", self._livez), web.get("/readyz", self._readyz)])
        app.add_routes([web.get("/privacy", _page(PRIVACY)), web.get("/terms", _page(TERMS))])
        app.add_routes(self._pages.routes())
        for channel in self._channels:
            app.add_routes(channel.routes())
        return app

    async def run(self, host: str, port: int, listening: Callable[[int], None]) -> None:
        """Serve until SIGTERM or SIGINT, or `stop`. `listening` is told the port (0 takes a free one).

        Raises SetupError where the address cannot be had.
        """
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stop)
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=GRACE_SECONDS)
        await runner.setup()
        tasks: list[asyncio.Task[None]] = []
        try:
            self.port = await _listen(runner, host, port)
            self._listening(self.port)
            await asyncio.gather(*(channel.start() for channel in self._channels))
            work = (self._courier.run(), self._routine.run(), self._load(), self._await_store())
            tasks = [asyncio.create_task(one) for one in work]
            self._started = True
            listening(self.port)
            await self._stop_asked.wait()
        finally:
            await self._end(runner, tasks)

    def stop(self) -> None:
        """Ask the service to end; it finishes what is under way first."""
        self._stop_asked.set()

    async def _load(self) -> None:
        """What fails here fails again, and is answered, at each check; `/readyz` says so until a restart."""
        try:
            await asyncio.to_thread(self._prepare)
        except Exception as error:  # noqa: BLE001 - the service can still take reports
            self._unloaded = True
            _log.error("the pre-check could not be loaded: %s", _reason(error))

    async def _await_store(self) -> None:
        """A start does not wait for the database: look until it is there, and is the right one."""
        said = ""
        while not self._stop_asked.is_set():
            try:
                await self._readiness.look()
            except Exception as error:  # noqa: BLE001 - whatever it is: not ready, and looked at again
                reason = _reason(error)
                if reason != said:
                    _log.error("not ready: %s", reason)
                said = reason
            else:
                if said:
                    _log.info("the database is available")
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop_asked.wait(), LOOK_AGAIN_SECONDS)

    async def _end(self, runner: web.AppRunner, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Take nothing new, finish what is under way; what is not sent by then stays in the outbox."""
        self._started = False
        self._courier.stop()
        self._routine.stop()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await asyncio.gather(*(channel.stop() for channel in self._channels), return_exceptions=True)
                await runner.cleanup()
                await asyncio.gather(*tasks)
                await asyncio.to_thread(self._desk.close)
        except TimeoutError:
            _log.warning("stopping without waiting any longer for what hangs")
        self._courier.close()
        self._pages.close()
        self._readiness.close()
        self._close_store()
        _log.info("stopped")

    async def _livez(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def _readyz(self, _request: web.Request) -> web.Response:
        waiting = [f"{c.messenger.channel} is not up" for c in self._channels if not c.ready]
        if not self._started:
            waiting.append("starting or stopping")
        if self._unloaded:
            waiting.append("the pre-check could not be loaded")
        try:
            await self._readiness.look()
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer is: not ready
            waiting.append(type(error).__name__)
        status = 503 if waiting else 200
        return web.json_response({"status": "waiting" if waiting else "ready", "for": waiting}, status=status)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, SetupError) else place_of(error)


def _page(text: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=text)

    return show


async def _listen(runner: web.AppRunner, host: str, port: int) -> int:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        what = "Set SMPOLICY_PORT to a free port." if taken else "Look at SMPOLICY_HOST."
        raise SetupError(f"cannot listen on {host}:{port}. {what}") from None
    return int(runner.addresses[0][1])
