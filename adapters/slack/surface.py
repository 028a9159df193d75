"""Where an answer can appear: beside a command, in a modal, in the bot's own chat.

Slack waits three seconds for an acknowledgement, and a trigger that opens a modal lives as long. So
each surface knows three things: what to acknowledge with when the answer is there in time (`now`),
what to acknowledge with when it is not (`waiting`), and how to bring it later (`late`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from adapters.slack import card as cards
from adapters.slack.inbound import Payload, Sent, input_blocks
from adapters.slack.limits import Block
from adapters.slack.post import ELSEWHERE, Post
from adapters.slack.view import card_view, form_view, home_view, reopened, waiting_view
from handlers.conversation.card import Buttons, Card
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import refusal

Work = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Ack:
    """The body of an acknowledgement, and what is still to be done after it."""

    body: Payload | None = None
    then: Work | None = None


class Surface(Protocol):
    """Where one answer goes."""

    def now(self, reply: Reply) -> Ack:
        """Acknowledge with an answer that is there in time. Raises ValueError if it cannot be drawn."""

    def waiting(self) -> Payload | None:
        """The acknowledgement's body where the answer takes longer."""

    async def late(self, answer: Awaitable[Reply]) -> None:
        """Wait for the answer and bring it."""


def opener(form: Form) -> Card:
    """A card whose button opens the form, for when Slack no longer lets the bot open it."""
    return Card(form.title, (Buttons((form.opener,)),), summary=form.title)


@dataclass(frozen=True, slots=True)
class Beside:
    """Beside the command or the message whose button was pressed: messages that only one person sees.

    `instant` says that Slack shows the acknowledgement's body, as it does for a command.
    """

    post: Post
    zone: ZoneInfo
    user: str
    url: str
    trigger: str
    instant: bool = False

    def now(self, reply: Reply) -> Ack:
        """A command's first message in the acknowledgement, the rest after it."""
        messages = cards.messages(reply.cards)
        view = form_view(reply.form, self.zone) if reply.form else None
        body = None
        if self.instant and messages and not reply.form:
            body = messages.pop(0) | {"response_type": "ephemeral"}
        if not messages and not view:
            return Ack(body)
        return Ack(body, lambda: self._bring(reply, messages, view))

    def waiting(self) -> None:
        """Nothing: Slack shows that the command was sent."""

    async def late(self, answer: Awaitable[Reply]) -> None:
        """Through the response URL, for thirty minutes."""
        reply = await answer
        view = form_view(reply.form, self.zone) if reply.form else None
        await self._bring(reply, cards.messages(reply.cards), view)

    async def _bring(self, reply: Reply, messages: list[Block], view: Block | None) -> None:
        if reply.form and view and await self.post.open(self.trigger, view) is None:
            messages = [*messages, *cards.messages((opener(reply.form),))]
        replace = reply.replaces and not self.instant
        rest = await self.post.respond(self.url, messages, replace=replace)
        await self.post.tell(self.user, rest)


@dataclass(frozen=True, slots=True)
class OverAll:
    """A new modal, for shortcuts and the Home tab, where there is no message to answer beside."""

    post: Post
    zone: ZoneInfo
    user: str
    trigger: str

    def now(self, reply: Reply) -> Ack:
        """The modal opens after the acknowledgement."""
        view, rest = drawn(reply, self.zone)
        return Ack(None, lambda: self._bring(reply, view, rest))

    def waiting(self) -> None:
        """Nothing to say yet."""

    async def late(self, answer: Awaitable[Reply]) -> None:
        """Open a modal while the trigger lives, and fill it when the answer is there."""
        opened = await self.post.open(self.trigger, waiting_view())
        reply = await answer
        if opened is None:
            await self._in_chat(reply)
        elif opened != ELSEWHERE:
            view, rest = drawn(reply, self.zone)
            await self.post.update(opened, view)
            await self.post.tell(self.user, cards.paged(rest))

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

    def waiting(self) -> None:
        """Nothing: the modal stays."""

    async def late(self, answer: Awaitable[Reply]) -> None:
        """A modal can be updated at any time."""
        reply = await answer
        await self._bring(reply, *drawn(reply, self.zone, self.page or 1))

    async def _bring(self, reply: Reply, view: Block, rest: list[Block]) -> None:
        in_place = reply.replaces or self.page is not None
        if in_place or await self.post.open(self.trigger, view, push=True) is None:
            await self.post.update(self.view_id, view)
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

    def waiting(self) -> Payload:
        """The modal says that it is being worked on."""
        return {"response_action": "update", "view": waiting_view()}

    async def late(self, answer: Awaitable[Reply]) -> None:
        """Update the modal, not before Slack has had time to show that it waits."""
        _, reply = await asyncio.gather(asyncio.sleep(self.grace), answer)
        if reply.errors and self._inputs:
            await self.post.update(self.view_id, reopened(self.sent.view, self._errors(reply)))
            return
        view, rest = drawn(_said(reply), self.zone)
        await self.post.update(self.view_id, view)
        await self.post.tell(self.user, cards.paged(rest))

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


@dataclass(frozen=True, slots=True)
class InChat:
    """As messages in a conversation, where no trigger lets a form open by itself."""

    send: Callable[[list[Block]], Awaitable[None]]

    def now(self, reply: Reply) -> Ack:
        """Nothing shows but the messages."""
        messages = self._drawn(reply)
        return Ack(None, (lambda: self.send(messages)) if messages else None)

    def waiting(self) -> None:
        """Nothing: a message needs no answer at once."""

    async def late(self, answer: Awaitable[Reply]) -> None:
        """The same, later."""
        await self.send(self._drawn(await answer))

    def _drawn(self, reply: Reply) -> list[Block]:
        return cards.messages((*reply.cards, *((opener(reply.form),) if reply.form else ())))


@dataclass(frozen=True, slots=True)
class AtHome:
    """In somebody's Home tab."""

    post: Post
    user: str

    def now(self, reply: Reply) -> Ack:
        """The tab changes after the acknowledgement."""
        view = home_view(reply.cards)
        return Ack(None, lambda: self.post.publish(self.user, view))

    def waiting(self) -> None:
        """Nothing: the tab stays as it is."""

    async def late(self, answer: Awaitable[Reply]) -> None:
        """The same, later."""
        reply = await answer
        await self.post.publish(self.user, home_view(reply.cards))


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
