"""A feed: the server-sent events of one open page."""

import asyncio
import contextlib
import hashlib
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence

from adapters.web.drawing import Drawing
from adapters.web.mailbox import Mailbox

_log = logging.getLogger(__name__)

Write = Callable[[bytes], Awaitable[None]]


class Feed:
    """Sends a page the mail of some people: first what lies there, then what comes or changes.

    An event's data is a JSON object with persona, delivery, summary and html. The id that ends
    each batch is a digest, a person each, of all that was shown so far; a page that comes back
    with it (Last-Event-ID) gets only what it has not seen, and everything where that is unsure.
    """

    def __init__(self, people: Sequence[str], mailbox: Mailbox, drawing: Drawing, last_id: str = "") -> None:
        """Watch these people's mail; `last_id` is where the page was when it lost its connection."""
        self._mailbox, self._drawing = mailbox, drawing
        marks = last_id.split(".")
        self._resume = dict(zip(people, marks, strict=True)) if len(marks) == len(people) else {}
        self._shown: dict[str, dict[str, str]] = {email: {} for email in people}

    async def run(self, write: Write, closing: asyncio.Event, beat: float) -> None:
        """Write events until `closing`; every `beat` seconds look again, and say something in any case.

        The bell rings for other people too. A page must not be able to tell, neither by a word nor
        by the time at which the next one comes.
        """
        clock = asyncio.get_running_loop().time
        next_beat = clock() + beat
        with self._mailbox.watch() as bell:
            while not closing.is_set():
                bell.clear()
                if batch := await self._batch():
                    await write(batch)
                elif clock() >= next_beat:
                    await write(b": still here\n\n")
                while next_beat <= clock():
                    next_beat += beat
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(bell.wait(), next_beat - clock())

    async def _batch(self) -> bytes:
        events: list[str] = []
        for email in self._shown:
            try:
                events += await self._news(email)
            except Exception as error:  # noqa: BLE001  the page stays open and is served at the next beat
                _log.error("playground: an inbox could not be read: %s", type(error).__name__)
        if not events:
            return b""
        mark = ".".join(_mark(shown.items()) for shown in self._shown.values())
        events[-1] = f"{events[-1]}\nid: {mark}"
        return "".join(f"data: {event}\n\n" for event in events).encode()

    async def _news(self, email: str) -> list[str]:
        mail = await self._mailbox.read(email)
        drawn = [(delivery, self._drawing.card(card)) for delivery, card in mail]
        shown = self._shown[email]
        shown.update(drawn[: _seen(drawn, self._resume.pop(email, ""))])
        news = [
            json.dumps({"persona": email, "delivery": delivery, "summary": card.summary, "html": html})
            for (delivery, card), (_, html) in zip(mail, drawn, strict=True)
            if shown.get(delivery) != html
        ]
        self._shown[email] = dict(drawn)
        return news


def _marks(drawn: Collection[tuple[str, str]]) -> Iterator[str]:
    """A digest of the first message, of the first two, and so on."""
    running = hashlib.sha256()
    for delivery, html in drawn:
        running.update(json.dumps([delivery, html]).encode())
        yield running.hexdigest()[:12]


def _mark(drawn: Collection[tuple[str, str]]) -> str:
    return deque(_marks(drawn), maxlen=1).pop() if drawn else "none"


def _seen(drawn: Sequence[tuple[str, str]], mark: str) -> int:
    """How many of the first messages a page with this mark has been shown, unchanged since."""
    return next((n for n, known in enumerate(_marks(drawn), 1) if known == mark), 0)
