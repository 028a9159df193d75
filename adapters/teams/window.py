"""The window: what is fetched into a dialog, and what is sent from one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from adapters.teams import dialog, envelope, inputs
from adapters.teams.envelope import Envelope
from adapters.teams.incoming import Incoming
from adapters.teams.speech import quoted
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Card, Text, Tone
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Answer, Reply

PRIVATE = Place(Channel.TEAMS, private=True)
_NOTHING = dialog.say("There is nothing to show. Please start again from our chat.")
_IN_CHAT = dialog.say("The answer is long, so it is in our chat.")

Post = Callable[[Reply], Awaitable[None]]
Body = dict[str, Any]


class Window:
    """Dialogs of one person. A dialog is seen by nobody else, whatever conversation it was opened in."""

    def __init__(self, answer: Answer) -> None:
        """`answer` must not raise."""
        self._answer = answer

    async def fetch(self, incoming: Incoming, actor: Actor, post: Post) -> Body:
        """A button that opens a dialog was pressed (task/fetch)."""
        found = envelope.find(incoming.data)
        return await self._press(found, actor, post) or _NOTHING

    async def act(self, incoming: Incoming, actor: Actor, post: Post) -> Body:
        """A message action was chosen (composeExtension/fetchTask): "check" or "report"."""
        value = incoming.value if isinstance(incoming.value, dict) else {}
        match value.get("commandId"):
            case "check":
                text = f"check {quoted(value)}"
            case "report":
                text = "report"  # what was reported on is told in the form, never taken from a chat
            case _:
                return _NOTHING
        return await self._show(await self._answer(Command(actor, PRIVATE, text)), post) or _NOTHING

    async def submit(self, incoming: Incoming, actor: Actor, post: Post) -> Body:
        """Something was sent from a dialog; an empty body closes it."""
        found = envelope.find(incoming.data)
        if not found.form:
            return await self._press(found, actor, post)
        values = inputs.values(incoming.data, found)
        reply = await self._answer(Submission(actor, PRIVATE, found.form, values, found.state))
        if not reply.errors:
            return await self._show(reply, post)
        form = reply.form or await self._again(found, actor)
        if form is None:
            return await self._show(Reply((_wrong(reply),)), post)
        return dialog.form(dialog.filled(form, found.state, values), reply.errors)

    async def _press(self, found: Envelope, actor: Actor, post: Post) -> Body:
        reply = await self._answer(Press(actor, PRIVATE, found.action, found.value))
        return await self._show(reply, post, found.page)

    async def _again(self, found: Envelope, actor: Actor) -> Form | None:
        """The form that was sent in, from the press that opens it."""
        if found.opener is None:
            return None
        reply = await self._answer(Press(actor, PRIVATE, found.opener.action, found.opener.value))
        return reply.form if reply.form and reply.form.name == found.form else None

    async def _show(self, reply: Reply, post: Post, page: int = 0) -> Body:
        if reply.form:
            return dialog.form(reply.form, reply.errors, page)
        if not reply.cards:
            return {}
        window = dialog.cards(reply.cards)
        if window is None:
            await post(replace(reply, replaces=False))
            return _IN_CHAT
        return window


def _wrong(reply: Reply) -> Card:
    words = tuple(Text(message) for message in reply.errors.values())
    return Card("That did not work", words, summary="smpolicy could not do that", tone=Tone.CAUTION)
