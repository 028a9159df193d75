"""The desk: turns each activity into an event, and sees that the reply reaches the person."""

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from adapters.teams import address, envelope
from adapters.teams.address import Address
from adapters.teams.contacts import Contacts
from adapters.teams.incoming import Incoming
from adapters.teams.members import Members
from adapters.teams.pages import CONTENT_TYPE, pages
from adapters.teams.platform import Down, Refused, Talk
from adapters.teams.posting import post, shown
from adapters.teams.seen import Seen
from adapters.teams.speech import spoken
from adapters.teams.window import PRIVATE, Window
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.event import Command, Event, Press
from handlers.conversation.reply import Answer, Reply
from handlers.conversation.router import split

_log = logging.getLogger(__name__)
_SHARED = Place(Channel.TEAMS, private=False)
_REPORT = "report"


class Desk:
    """Handles one activity after another, each in its own turn."""

    def __init__(self, answer: Answer, contacts: Contacts, app_id: str, commands: Collection[str]) -> None:
        """`answer` must not raise; `app_id` is empty without credentials; `commands` are their names."""
        self._answer, self._contacts, self._app_id = answer, contacts, app_id
        self._taken_aside = frozenset({"", "help", *commands}) - {_REPORT}
        self._members = Members()
        self._window = Window(answer)
        self._seen = Seen()

    async def handle(self, incoming: Incoming, talk: Talk) -> dict[str, Any] | None:
        """Answer one activity; what is returned is the body for an invoke, None for an unknown one.

        Raises Refused and Down where the answer could not be posted.
        """
        match incoming.type:
            case "message":
                with self._seen.once(f"{incoming.conversation.id} {incoming.id}") as first:
                    if first or not incoming.id:
                        await self._message(incoming, talk)
            case "installationUpdate" | "conversationUpdate":
                await self._arrival(incoming, talk)
            case "invoke":
                return await self._invoke(incoming, talk)
        return {}

    async def _message(self, incoming: Incoming, talk: Talk) -> None:
        if not incoming.private:
            await self._in_company(incoming, talk)
            return
        event = self._event(incoming, await self._actor(incoming, talk))
        await post(talk, await self._answer(event), incoming.reply_to)

    def _event(self, incoming: Incoming, actor: Actor) -> Event:
        if not incoming.data or incoming.text.strip():
            return Command(actor, PRIVATE, spoken(incoming))
        found = envelope.find(incoming.data)
        return Press(actor, PRIVATE, found.action, found.value)

    async def _in_company(self, incoming: Incoming, talk: Talk) -> None:
        """Where others read along: say so, and go on in private with a command.

        A report, or words that are no command and may be one, are not taken up at all.
        """
        stranger = Actor(Channel.TEAMS, incoming.sender.id, incoming.sender.name)
        await post(talk, await self._answer(Command(stranger, _SHARED, "")))
        text = spoken(incoming)
        if incoming.data or split(text)[0].casefold() not in self._taken_aside:
            return

        async def go_on(private: Talk, conversation: str) -> None:
            actor = await self._members.actor(incoming, private)
            await self._contacts.remember(actor, self._address(incoming, conversation))
            await post(private, await self._answer(Command(actor, PRIVATE, text)))

        try:
            await talk.aside(incoming, go_on)
        except (Refused, Down) as error:
            _log.warning("Teams opened no private chat: %s", error)

    async def _arrival(self, incoming: Incoming, talk: Talk) -> None:
        """Installed for a person: greet them once, and remember how to reach them."""
        installed = incoming.action == "add" or any(one.id == incoming.bot.id for one in incoming.added)
        if not incoming.private or not installed:
            return
        # Teams tells of one installation twice, as an installation and as a new member.
        with self._seen.once(f"arrival {incoming.conversation.id}") as first:
            if first:
                reply = await self._answer(Command(await self._actor(incoming, talk), PRIVATE, "help"))
                cards = tuple(replace(card, title=f"Hello. {card.title}") for card in reply.cards)
                await post(talk, replace(reply, cards=cards))

    async def _invoke(self, incoming: Incoming, talk: Talk) -> dict[str, Any] | None:
        actor = await self._actor(incoming, talk)

        async def into_chat(reply: Reply) -> None:
            await self._into_chat(incoming, talk, reply)

        match incoming.name:
            case "task/fetch":
                return await self._window.fetch(incoming, actor, into_chat)
            case "task/submit" | "composeExtension/submitAction":
                return await self._window.submit(incoming, actor, into_chat)
            case "composeExtension/fetchTask":
                return await self._window.act(incoming, actor, into_chat)
            case "adaptiveCard/action":
                return await self._execute(incoming, actor, talk)
        return None

    async def _execute(self, incoming: Incoming, actor: Actor, talk: Talk) -> dict[str, Any]:
        """A universal action: its answer takes the card's place, so the reply goes there."""
        found = envelope.find(incoming.data)
        place = PRIVATE if incoming.private else _SHARED
        cards = shown(await self._answer(Press(actor, place, found.action, found.value)))
        if not cards:
            return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Done."}
        drawn = [(page, card.summary) for card in cards for page in pages(card)]
        for page, summary in drawn[1:]:
            await talk.send(page, summary)
        return {"statusCode": 200, "type": CONTENT_TYPE, "value": drawn[0][0]}

    async def _into_chat(self, incoming: Incoming, talk: Talk, reply: Reply) -> None:
        if incoming.private:
            await post(talk, reply)
            return

        async def there(private: Talk, _conversation: str) -> None:
            await post(private, reply)

        await talk.aside(incoming, there)

    async def _actor(self, incoming: Incoming, talk: Talk) -> Actor:
        actor = await self._members.actor(incoming, talk)
        if incoming.private:
            await self._contacts.remember(actor, self._address(incoming, incoming.conversation.id))
        return actor

    def _address(self, incoming: Incoming, conversation: str) -> Address:
        return address.of(incoming, self._app_id).model_copy(update={"conversation": conversation})
