"""The front desk: runs the router in worker threads, and answers even when a handler fails."""

import asyncio
import logging
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from handlers.conversation.emergency import REPORT
from handlers.conversation.event import Command, Event, Press, Submission
from handlers.conversation.reply import Reply
from handlers.conversation.router import Router, failed, split
from handlers.duty import calling
from handlers.reports import contact_form, form

_log = logging.getLogger(__name__)

_FAILED = "Something went wrong on our side. Please try again in a minute; nothing is counted twice."
_FREE_COMMANDS = frozenset({"", "help", "report", "contact", "call"})
_FREE_PRESSES = frozenset({REPORT.action, contact_form.OPENER.action, calling.OPENER.action, calling.ROUTE})
"""What needs no database: 911, whom to call, and the forms before they are sent."""
_FILED = frozenset({form.FORM, contact_form.FORM})
"""What must not wait behind anything else: a report, a record of contact."""

BEGIN_SECONDS = 0.8
"""How long a report may wait for a thread. The store then gives up after two seconds at the latest."""
KNOWN_SECONDS = 3.0
"""After this time whoever sent a report knows where they are, whatever the database does."""


class FrontDesk:
    """What the adapters call: one coroutine for everything a person does."""

    def __init__(
        self,
        router: Router,
        not_saved: Callable[[], str],
        not_sure: Callable[[], str],
        workers: int = 8,
        free_workers: int = 2,
    ) -> None:
        """Answer with `router`, at most `workers` events at a time.

        What needs no database has `free_workers` of its own: with the database locked each of the others
        holds its thread for seconds, and Slack shows a form only within 3 seconds of the command. A report
        has as many as all the rest. `not_saved` is said where none of them was free for it, `not_sure` where
        the database does not answer.
        """
        self._router, self._not_saved, self._not_sure = router, not_saved, not_sure
        self._filing = ThreadPoolExecutor(workers, thread_name_prefix="filing")
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="desk")
        self._free = ThreadPoolExecutor(free_workers, thread_name_prefix="free")

    async def answer(self, event: Event) -> Reply:
        """The reply, whatever happens; a form that failed stays open with all that was typed."""
        try:
            if isinstance(event, Submission) and event.form in _FILED:
                return await self._filed(event)
            pool = self._free if _needs_no_database(event) else self._pool
            return await asyncio.get_running_loop().run_in_executor(pool, self._router.answer, event)
        except Exception as error:  # noqa: BLE001 - the last stop before a person who waits for an answer
            _log.error("%s failed: %s", type(event).__name__.lower(), place_of(error))
        return failed(event, _FAILED)

    async def _filed(self, sent: Submission) -> Reply:
        """The answer in time. What was not begun is not done later; the same form sent twice files once."""
        work = self._filing.submit(self._router.answer, sent)
        answer = asyncio.wrap_future(work)
        answer.add_done_callback(_heard)
        await asyncio.wait({answer}, timeout=BEGIN_SECONDS)
        if work.cancel():
            return failed(sent, self._not_saved())
        await asyncio.wait({answer}, timeout=KNOWN_SECONDS - BEGIN_SECONDS)
        return answer.result() if answer.done() else failed(sent, self._not_sure())

    def close(self) -> None:
        """Finish the answers under way and take no more."""
        self._filing.shutdown(wait=True)
        self._free.shutdown(wait=True)
        self._pool.shutdown(wait=True)


def _needs_no_database(event: Event) -> bool:
    match event:
        case Command(text=text):
            return split(text)[0].casefold() in _FREE_COMMANDS
        case Press(action=action):
            return action in _FREE_PRESSES
    return False


def _heard(answer: asyncio.Future[Reply]) -> None:
    """An error nobody waits for any more would be logged with its message, which may quote a person."""
    if not answer.cancelled():
        answer.exception()


def place_of(error: BaseException) -> str:
    """An error's class and the lines it came through, without its message: that may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    way = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {way}"
