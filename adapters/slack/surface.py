"""Where an answer can appear: beside a command, in a modal, in the bot's own chat.

Slack waits three seconds for an acknowledgement, and a trigger that opens a modal lives as long. So
each surface knows three things: what to acknowledge with when the answer is there in time (`now`),
what to acknowledge with when it is not (`waiting`), and how to bring it later (`late`). A form that
was filled in is never taken away while its answer is not known.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from adapters.slack import card as cards
from adapters.slack.inbound import Payload
from adapters.slack.limits import Block
from adapters.slack.post import Post
from adapters.slack.view import form_view, home_view
from handlers.conversation.card import Buttons, Card
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply

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

    def waiting(self) -> Ack:
        """Acknowledge where the answer takes longer."""

    async def late(self, reply: Reply) -> None:
        """Bring the answer, after what `waiting` left to be done. Raises ValueError as `now` does."""


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

    def waiting(self) -> Ack:
        """Nothing: Slack shows that the command was sent."""
        return Ack()

    async def late(self, reply: Reply) -> None:
        """Through the response URL, for thirty minutes."""
        view = form_view(reply.form, self.zone) if reply.form else None
        await self._bring(reply, cards.messages(reply.cards), view)

    async def _bring(self, reply: Reply, messages: list[Block], view: Block | None) -> None:
        if reply.form and view and await self.post.open(self.trigger, view) is None:
            messages = [*messages, *cards.messages((opener(reply.form),))]
        replace = reply.replaces and not self.instant
        rest = await self.post.respond(self.url, messages, replace=replace)
        await self.post.tell(self.user, rest)


@dataclass(frozen=True, slots=True)
class InChat:
    """As messages in a conversation, where no trigger lets a form open by itself."""

    send: Callable[[list[Block]], Awaitable[None]]

    def now(self, reply: Reply) -> Ack:
        """Nothing shows but the messages."""
        messages = self._drawn(reply)
        return Ack(None, (lambda: self.send(messages)) if messages else None)

    def waiting(self) -> Ack:
        """Nothing: a message needs no answer at once."""
        return Ack()

    async def late(self, reply: Reply) -> None:
        """The same, later."""
        await self.send(self._drawn(reply))

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

    def waiting(self) -> Ack:
        """Nothing: the tab stays as it is."""
        return Ack()

    async def late(self, reply: Reply) -> None:
        """The same, later."""
        await self.post.publish(self.user, home_view(reply.cards))
