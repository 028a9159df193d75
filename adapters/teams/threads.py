"""Threads for blocking calls to Microsoft, apart from everything else the process does."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from adapters.teams.platform import Down

T = TypeVar("T")
SECONDS = 15.0
"""How long one call may take, with its turn in the queue."""
_Errand = tuple["Future[Any]", Callable[[], Any]]


class Threads:
    """A few threads that never keep the process from ending.

    The standard library's pool joins its threads when the interpreter exits, so that one server
    that accepts and never answers holds up the exit. These are left where they wait.
    """

    def __init__(self, most: int, name: str) -> None:
        """At most so many threads, each started when it is needed."""
        self._most, self._name = most, name
        self._errands: SimpleQueue[_Errand | None] = SimpleQueue()
        self._started = 0
        self._awaited: set[asyncio.Future[Any]] = set()
        self._closed = threading.Event()

    async def run(self, call: Callable[[], T]) -> T:
        """What the call returns or raises. Raises Down after SECONDS, and once closed."""
        if self._closed.is_set():
            raise Down("the bot is stopping")
        answer = asyncio.wrap_future(self._send(call))
        self._awaited.add(answer)
        answer.add_done_callback(self._awaited.discard)
        try:
            async with asyncio.timeout(SECONDS):
                return await answer
        except TimeoutError:
            raise Down("no answer from Microsoft in time") from None
        except asyncio.CancelledError:
            if self._closed.is_set() and not _cancelled():
                raise Down("the bot is stopping") from None
            raise

    def _send(self, call: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()
        self._errands.put((future, call))
        if self._started < self._most:
            self._started += 1
            threading.Thread(target=self._work, name=f"{self._name}-{self._started}", daemon=True).start()
        return future

    def close(self) -> None:
        """Take nothing more, drop what waits, and wait for nothing: every `run` raises Down now."""
        self._closed.set()
        while self._dropped():
            pass
        for _ in range(self._started):
            self._errands.put(None)
        for answer in list(self._awaited):
            answer.cancel()

    def _dropped(self) -> bool:
        try:
            self._errands.get_nowait()
        except Empty:
            return False
        return True

    def _work(self) -> None:
        while (errand := self._errands.get()) is not None:
            _settle(*errand)
            del errand  # it may hold a card, and the next one may be long in coming


def _settle(future: "Future[T]", call: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for the call
        future.set_exception(error)
    else:
        future.set_result(result)


def _cancelled() -> bool:
    """Whether the task that waits was cancelled itself, and not only the call it waited for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
