"""The front desk: runs the router in worker threads, and answers even when a handler fails."""

import asyncio
import logging
import traceback
from concurrent.futures import ThreadPoolExecutor

from handlers.conversation.event import Event
from handlers.conversation.reply import Reply
from handlers.conversation.router import Router, failed

_log = logging.getLogger(__name__)

_FAILED = "Something went wrong on our side. Please try again in a minute; nothing is counted twice."


class FrontDesk:
    """What the adapters call: one coroutine for everything a person does."""

    def __init__(self, router: Router, workers: int = 8) -> None:
        """Answer with `router`, at most `workers` events at a time."""
        self._router = router
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="desk")

    async def answer(self, event: Event) -> Reply:
        """The reply, whatever happens; a form that failed stays open with all that was typed."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._router.answer, event)
        except Exception as error:  # noqa: BLE001 - the last stop before a person who waits for an answer
            _log.error("%s failed: %s", type(event).__name__.lower(), place_of(error))
        return failed(event, _FAILED)

    def close(self) -> None:
        """Finish the answers under way and take no more."""
        self._pool.shutdown(wait=True)


def place_of(error: BaseException) -> str:
    """An error's class and the lines it came through, without its message: that may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    way = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {way}"
