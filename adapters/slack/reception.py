"""Takes an event to whoever answers it, and the answer to where it appears, within Slack's patience."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.slack.failure import Failure
from adapters.slack.identity import NotTold
from adapters.slack.inbound import Payload
from adapters.slack.surface import Surface, Work
from adapters.slack.unread import Unread
from handlers.conversation.event import Event
from handlers.conversation.reply import Answer, Reply
from handlers.conversation.router import refusal

_log = logging.getLogger(__name__)
_TROUBLE = "Something went wrong here. Please try again. If it goes on, tell whoever runs smpolicy."
_LEAVING = "smpolicy is being restarted. Please try again in a minute."
_KEPT = "Your words are still in the form."


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: how long an answer may take before it comes later, how long Slack needs to show that
    it waits, and how long stopping waits for work in flight and then for the last words about it.
    """

    budget: float = 2.0
    grace: float = 0.7
    farewell: float = 3.0
    last_words: float = 1.0


class Reception:
    """Answers events; nothing here raises into Bolt."""

    def __init__(self, answer: Answer, pace: Pace) -> None:
        """`answer` asks the router."""
        self._answer, self._pace = answer, pace
        self._tasks: set[asyncio.Task[Any]] = set()
        self._asking: set[asyncio.Task[Reply]] = set()
        self._unread = Unread()
        self._leaving = False

    async def serve(
        self, event: Callable[[], Awaitable[Event]], surface: Surface, sending: str | None = None
    ) -> Payload | None:
        """The body to acknowledge with, at once or when Slack would lose its patience.

        `sending` is the fingerprint of a form sent in: whatever happens, the form stays until its
        answer is there, and the same form sent again gets the answer to the first sending.
        """
        typed = sending is not None
        earlier = self._unread.get(sending) if sending else None
        failed = earlier.result() if earlier and earlier.done() and earlier.result().errors else None
        work = earlier if earlier and not failed else self._ask(event, typed)
        done, _ = await asyncio.wait({work}, timeout=self._pace.budget)
        if done:
            if sending:
                self._unread.drop(sending)
            return self._shown(surface, work.result(), typed)
        if sending:
            self._unread.keep(sending, work)
            return self._shown(surface, failed, typed) if failed else surface.waiting().body
        waiting = surface.waiting()
        self._start(self._late(surface, waiting.then, work))
        return waiting.body

    async def close(self) -> None:
        """Let work in flight end; who waits for what does not end is told that the bot leaves."""
        await self._settled(self._pace.farewell)
        self._leaving = True
        await asyncio.sleep(0)  # work that has not begun could not answer that it was cut off
        for work in list(self._asking):
            work.cancel()
        await self._settled(self._pace.last_words)
        cut_off = list(self._tasks)
        for task in cut_off:
            task.cancel()
        await asyncio.gather(*cut_off, return_exceptions=True)

    def _shown(self, surface: Surface, reply: Reply, typed: bool) -> Payload | None:
        try:
            ack = surface.now(reply)
        except Exception as error:  # noqa: BLE001  (a reply that cannot be drawn must not leave silence)
            _log.error("A reply cannot be shown in Slack: %s", type(error).__name__)
            ack = surface.now(_failure(_TROUBLE, typed))
        if ack.then:
            self._start(self._finish(ack.then()))
        return ack.body

    def _ask(self, event: Callable[[], Awaitable[Event]], typed: bool) -> asyncio.Task[Reply]:
        work: asyncio.Task[Reply] = self._start(self._reply(event, typed))
        if not self._leaving:
            self._asking.add(work)
            work.add_done_callback(self._asking.discard)
        return work

    async def _reply(self, event: Callable[[], Awaitable[Event]], typed: bool) -> Reply:
        if self._leaving:
            return _failure(_LEAVING, typed)
        try:
            return await self._answer(await event())
        except NotTold as unknown:
            return _failure(unknown.sentence, typed)
        except asyncio.CancelledError:
            return _failure(_LEAVING, typed)
        except Exception as error:  # noqa: BLE001  (the class's name only: a message may quote the person)
            _log.error("An event from Slack could not be answered: %s", type(error).__name__)
            return _failure(_TROUBLE, typed)

    async def _late(self, surface: Surface, then: Work | None, work: Awaitable[Reply]) -> None:
        """Bring a late answer; where it cannot be shown, say so, or somebody waits for ever."""
        if then:
            await self._finish(then())
        if not await self._finish(surface.late(await work)):
            await self._finish(surface.late(_failure(_TROUBLE, typed=False)))

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

    async def _settled(self, seconds: float) -> None:
        """Wait until nothing is in flight, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._tasks:
                    await asyncio.wait(set(self._tasks))

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _failure(sentence: str, typed: bool) -> Reply:
    """What went wrong: at the form, with all that was typed, or on a card."""
    return Reply(errors={"": f"{sentence} {_KEPT}"}) if typed else Reply((refusal(sentence),))
