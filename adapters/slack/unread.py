"""Answers to forms that came later than Slack waits: who sends the form again gets them."""

import asyncio

from handlers.conversation.reply import Reply

_KEPT = 600.0


class Unread:
    """Answers by the fingerprint of the form sent in, forgotten some minutes after they are there."""

    def __init__(self, kept: float = _KEPT) -> None:
        """`kept` in seconds."""
        self._kept = kept
        self._answers: dict[str, asyncio.Task[Reply]] = {}

    def get(self, sending: str) -> asyncio.Task[Reply] | None:
        """The answer, or the work on it."""
        return self._answers.get(sending)

    def keep(self, sending: str, work: asyncio.Task[Reply]) -> None:
        """Nobody has read it yet."""
        if self._answers.get(sending) is not work:
            self._answers[sending] = work
            work.add_done_callback(lambda _: self._age(sending, work))

    def drop(self, sending: str) -> None:
        """It has been read."""
        self._answers.pop(sending, None)

    def _age(self, sending: str, work: asyncio.Task[Reply]) -> None:
        asyncio.get_running_loop().call_later(self._kept, self._expire, sending, work)

    def _expire(self, sending: str, work: asyncio.Task[Reply]) -> None:
        if self._answers.get(sending) is work:
            del self._answers[sending]
