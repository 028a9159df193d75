"""Answers in modals: a new one, one on top of another, and the form that was sent in."""

import asyncio
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from adapters.slack import card as cards
from adapters.slack.inbound import Sent, input_blocks, maybe
from adapters.slack.limits import Block
from adapters.slack.post import ELSEWHERE, Post
from adapters.slack.surface import Ack, opener
from adapters.slack.view import card_view, form_view, waiting_view
from handlers.conversation.card import Card, Text, Tone
from handlers.conversation.reply import Reply
from handlers.conversation.router import refusal


@dataclass(slots=True)
class OverAll:
    """A new modal, for shortcuts and the Home tab, where there is no message to answer beside.

    `opened` is the id of the modal that waits for the answer.
    """

    post: Post
    zone: ZoneInfo
    user: str
    trigger: str
    opened: str | None = None

    def now(self, reply: Reply) -> Ack:
        """The modal opens after the acknowledgement."""
        view, rest = drawn(reply, self.zone)
        return Ack(None, lambda: self._bring(reply, view, rest))

    def waiting(self) -> Ack:
        """Open a modal while the trigger lives."""
        return Ack(None, self._wait)

    async def late(self, reply: Reply) -> None:
        """Fill the modal."""
        if self.opened is None:
            await self._in_chat(reply)
        elif self.opened != ELSEWHERE:
            await _fill(self.post, self.user, self.opened, reply, drawn(reply, self.zone))

    async def _wait(self) -> None:
        self.opened = await self.post.open(self.trigger, waiting_view())

    async def _bring(self, reply: Reply, view: Block, rest: list[Block]) -> None:
        if await self.post.open(self.trigger, view) is None:
            await self._in_chat(reply)
        else:
            await self.post.tell(self.user, cards.paged(rest))

    async def _in_chat(self, reply: Reply) -> None:
        shown = (*reply.cards, *((opener(reply.form),) if reply.form else ()))
        await self.post.tell(self.user, cards.messages(shown))


@dataclass(frozen=True, slots=True)
class OnTop:
    """On top of the modal whose button was pressed, or in its place."""

    post: Post
    zone: ZoneInfo
    user: str
    trigger: str
    view_id: str
    page: int | None = None

    def now(self, reply: Reply) -> Ack:
        """The modal changes after the acknowledgement."""
        view, rest = drawn(reply, self.zone, self.page or 1)
        return Ack(None, lambda: self._bring(reply, view, rest))

    def waiting(self) -> Ack:
        """Nothing: the modal stays."""
        return Ack()

    async def late(self, reply: Reply) -> None:
        """A modal can be updated at any time."""
        await self._bring(reply, *drawn(reply, self.zone, self.page or 1))

    async def _bring(self, reply: Reply, view: Block, rest: list[Block]) -> None:
        in_place = reply.replaces or self.page is not None
        if in_place or await self.post.open(self.trigger, view, push=True) is None:
            await _fill(self.post, self.user, self.view_id, reply, (view, rest))
        else:
            await self.post.tell(self.user, cards.paged(rest))


@dataclass(frozen=True, slots=True)
class InForm:
    """In the modal that was sent in."""

    post: Post
    zone: ZoneInfo
    user: str
    sent: Sent
    view_id: str
    grace: float

    def now(self, reply: Reply) -> Ack:
        """Errors at the fields, or the answer in the form's place, or nothing more."""
        if reply.errors and self._inputs:
            return Ack({"response_action": "errors", "errors": self._errors(reply)})
        reply = _said(reply)
        if not reply.cards and not reply.form:
            return Ack({"response_action": "clear"})
        view, rest = drawn(reply, self.zone)
        body = {"response_action": "update", "view": view}
        return Ack(body, (lambda: self.post.tell(self.user, cards.paged(rest))) if rest else None)

    def waiting(self) -> Ack:
        """The form stays as it is and says so; one without inputs says that it is worked on."""
        if self._inputs:
            submit = maybe(self.sent.view, "submit", "text") or "Send"
            said = f"Still working on it. Your words are here; press {submit} again."
            return Ack({"response_action": "errors", "errors": {self._inputs[0]: said}})
        return Ack({"response_action": "update", "view": waiting_view()}, self._shown)

    async def late(self, reply: Reply) -> None:
        """Update the modal where no words are in it; else the form sent again gets the answer."""
        if not self._inputs:
            reply = _said(reply)
            await _fill(self.post, self.user, self.view_id, reply, drawn(reply, self.zone))

    async def _shown(self) -> None:
        """Slack needs a moment to show that the modal waits; an update before it would be lost."""
        await asyncio.sleep(self.grace)

    @property
    def _inputs(self) -> list[str]:
        return input_blocks(self.sent.view)

    def _errors(self, reply: Reply) -> dict[str, str]:
        """The messages by block_id; what belongs to no input goes to the first one."""
        inputs = self._inputs
        errors: dict[str, str] = {}
        for name, message in reply.errors.items():
            block_id = name if name in inputs else inputs[0]
            errors[block_id] = f"{errors[block_id]} {message}" if block_id in errors else message
        return errors


def _said(reply: Reply) -> Reply:
    """Errors as a card, for a form that has no field to show them at."""
    if not reply.errors:
        return reply
    return Reply(tuple(refusal(message) for message in reply.errors.values()))


def drawn(reply: Reply, zone: ZoneInfo, page: int = 1) -> tuple[Block, list[Block]]:
    """A reply as one view, and the blocks of its cards that found no room."""
    if reply.form:
        return form_view(reply.form, zone, page), []
    return card_view(reply.cards)


async def _fill(post: Post, user: str, view_id: str, reply: Reply, shown: tuple[Block, list[Block]]) -> None:
    """Put a reply, as drawn, into an open modal; where that fails, say so there and in the chat."""
    view, rest = shown
    if await post.update(view_id, view):
        await post.tell(user, cards.paged(rest))
        return
    told = _unseen(reply)
    await post.update(view_id, card_view(told)[0])
    await post.tell(user, cards.messages(told))


def _unseen(reply: Reply) -> tuple[Card, ...]:
    """What the chat, which the workspace keeps, may hold of an answer whose modal is gone: no content."""
    if reply.form:
        return (opener(reply.form),)
    lines = (*(card.summary for card in reply.cards), "Its window was closed. Please ask again to see it.")
    return (Card("An answer could not be shown", tuple(Text(line) for line in lines), tone=Tone.CAUTION),)
