"""Takes an event to whoever answers it, and the answer to where it appears, within Slack's patience."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.slack.failure import Failure
from adapters.slack.inbound import Payload
from adapters.slack.surface import Surface
from handlers.conversation.event import Event, Submission
from handlers.conversation.reply import Answer, Reply
from handlers.conversation.router import refusal

_log = logging.getLogger(__name__)
_TROUBLE = "Something went wrong here. Please try again. If it goes on, tell whoever runs smpolicy."
_KEPT = "Something went wrong here. Your words are still in the form. Please send it again."


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: how long an answer may take before it comes later, how long Slack needs to show that
    it waits, and how long stopping waits for work in flight.
    """

    budget: float = 2.0
    grace: float = 0.7
    farewell: float = 3.0


class Reception:
    """Answers events; nothing here raises into Bolt."""

    def __init__(self, answer: Answer, pace: Pace) -> None:
        """`answer` asks the router."""
        self._answer, self._pace = answer, pace
        self._tasks: set[asyncio.Task[Any]] = set()

    async def serve(self, event: Awaitable[Event], surface: Surface) -> Payload | None:
        """The body to acknowledge with, at once or when Slack would lose its patience."""
        work = self._start(self._ask(event))
        done, _ = await asyncio.wait({work}, timeout=self._pace.budget)
        if not done:
            self._start(self._late(surface, work))
            return surface.waiting()
        reply = work.result()
        try:
            ack = surface.now(reply)
        except Exception as error:  # noqa: BLE001  (a reply that cannot be drawn must not leave silence)
            _log.error("A reply cannot be shown in Slack: %s", type(error).__name__)
            ack = surface.now(Reply((refusal(_TROUBLE),)))
        if ack.then:
            self._start(self._finish(ack.then()))
        return ack.body

    async def close(self) -> None:
        """Let work in flight end, and cut off what does not."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._pace.farewell):
                while self._tasks:
                    await asyncio.wait(set(self._tasks))
        cut_off = list(self._tasks)
        for task in cut_off:
            task.cancel()
        await asyncio.gather(*cut_off, return_exceptions=True)

    async def _ask(self, awaited: Awaitable[Event]) -> Reply:
        event: Event | None = None
        try:
            event = await awaited
            return await self._answer(event)
        except Exception as error:  # noqa: BLE001  (the class's name only: a message may quote the person)
            _log.error("An event from Slack could not be answered: %s", type(error).__name__)
        if isinstance(event, Submission):
            return Reply(errors={"": _KEPT})
        return Reply((refusal(_TROUBLE),))

    async def _late(self, surface: Surface, work: Awaitable[Reply]) -> None:
        """Bring a late answer; where it cannot be shown, say so, or somebody waits for ever."""
        if not await self._finish(surface.late(work)):
            await self._finish(surface.late(_given(Reply((refusal(_TROUBLE),)))))

    async def _finish(self, work: Awaitable[None]) -> bool:
        """Whether it went well."""
        try:
            await work
        except SlackApiError as error:
            _log.error("Slack did not take an answer: %s", Failure.of(error).code)
        except Exception as error:  # noqa: BLE001  (the class's name only: a message may quote the person)
            _log.error("An answer did not reach Slack: %s", type(error).__name__)
        else:
            return True
        return False

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _given(reply: Reply) -> Reply:
    return reply
