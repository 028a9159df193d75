"""Teams, played by Microsoft's Agents Playground."""

import json
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

import pytest

from tests.journeys.phone import FormView, Person, Phone, Screen
from tests.standins.teams import drawn
from tests.standins.teams.playground import BOT, Json, Playground, Seat, inbound, missing
from tests.standins.teams.relay import Relay

INVITED = "It opens in a window of its own."


class TeamsExchange:
    """Teams with a bot that has no credentials, on this machine."""

    def __init__(self) -> None:
        self._relay, self._playground = Relay(), Playground()
        self._people: Sequence[Person] = ()
        self._phones: dict[str, TeamsPhone] = {}

    @property
    def environment(self) -> Mapping[str, str]:
        return {}

    @property
    def messages(self) -> Sequence[str]:
        return [json.dumps(item["request"]["body"], ensure_ascii=False) for item in _posted(self._playground)]

    async def start(self, people: Sequence[Person]) -> None:
        reason = missing()
        if reason:
            pytest.skip(reason)
        self._people = people
        endpoint = f"http://127.0.0.1:{await self._relay.start()}/api/messages"
        await self._playground.start(endpoint, people)

    async def connect(self, base_url: str) -> None:
        where = urlsplit(base_url)
        assert where.hostname
        assert where.port
        self._relay.aim(where.hostname, where.port)
        if not self._phones:
            seats = self._playground.seats[: len(self._people)]
            self._phones = {seat.person.email: TeamsPhone(self._playground, seat) for seat in seats}
            for phone in self._phones.values():
                await phone.install()

    async def stop(self) -> None:
        await self._playground.stop()
        await self._relay.stop()

    def phone(self, email: str) -> Phone:
        return self._phones[email]


class TeamsPhone:
    """One person's Teams, in the 1:1 chat with the bot.

    The Playground sends typed messages and installations for its current user only; for the others
    they are posted as raw activities. Buttons go the Playground's own way for everybody. Dialogs
    it does not know: they are fetched and sent raw.
    """

    def __init__(self, playground: Playground, seat: Seat) -> None:
        self._playground, self._seat = playground, seat
        self._read = 0
        self._window: Json | None = None

    async def install(self) -> None:
        """Install the bot, and see it greet."""
        if self._is_current:
            await self._playground.post(f"/_debug/conversation/{self._seat.chat}/installation", {})
            for kind in ("installationUpdate", "conversationUpdate"):
                await self._playground.answered(self._from_me(kind))
        else:
            await self._deliver("installationUpdate", action="add")
            await self._deliver("conversationUpdate", membersAdded=[{"id": BOT}])
        assert self._mine(0), "no greeting"
        self._read = len(self._playground.log)

    async def say(self, text: str) -> Screen:
        start = len(self._playground.log)
        self._window = None
        if self._is_current:
            message = {"type": "message", "text": text, "textFormat": "plain", "from": {"id": self._seat.id}}
            path = f"/_conversation/v1/conversations/{self._seat.chat}/messages"
            await self._playground.post(path, {**message, "mentions": []})
            answer = await self._playground.answered(self._from_me("message"), start)
            assert answer["statusCode"] < 300
        else:
            await self._deliver("message", text=text, textFormat="plain")
        screen = self._screen(start)
        if INVITED in screen.text:
            return await self.press(screen.buttons[-1])
        return screen

    async def press(self, label: str) -> Screen:
        for card, message in self._on_screen():
            for button in drawn.buttons(card):
                if button["title"] == label:
                    return await self._pressed(button, message)
        raise AssertionError(f"no button {label!r}")

    async def fill(self, values: Mapping[str, str | tuple[str, ...]]) -> Screen:
        assert self._window
        card = self._window["card"]["content"]
        sent, refused = drawn.fill(card, values)
        if refused:
            view = self._form()
            assert view
            return Screen(view.text, (), FormView(view.title, view.text, view.fields, refused))
        return await self._submit({**sent, **card["actions"][0]["data"]})

    async def message(self) -> Screen:
        def unread() -> Json | None:
            unasked = (item for item in self._mine(self._read) if "replyToId" not in item["request"]["body"])
            return next(unasked, None)

        item: Json = await self._playground.wait(unread)
        self._read = self._playground.log.index(item) + 1
        card = _card(item)
        return Screen(drawn.text(card), tuple(button["title"] for button in drawn.buttons(card)))

    @property
    def _is_current(self) -> bool:
        return self._seat is self._playground.seats[0]

    def _from_me(self, kind: str) -> Callable[[Json], bool]:
        return lambda item: (
            [item["request"]["body"]["from"]["id"], item["activityName"]] == [self._seat.id, kind]
        )

    def _on_screen(self) -> list[tuple[Json, str]]:
        """What can be pressed, newest first: the open window's card, then the messages' cards."""
        window = [(self._window["card"]["content"], "")] if self._window else []
        newest: dict[str, Json] = {}
        for item in self._mine(0):
            newest[item["messageId"]] = _card(item)
        return [*window, *((card, message) for message, card in reversed(newest.items()))]

    async def _pressed(self, button: Json, message: str) -> Screen:
        data = button["data"]
        if not message:
            return await self._submit(data)
        start = len(self._playground.log)
        if data.get("msteams", {}).get("type") == "task/fetch":
            return self._opened(await self._deliver("invoke", name="task/fetch", value={"data": data}))
        self._window = None
        where = {"conversation": {"id": self._seat.chat}, "from": {"id": self._seat.id}}
        await self._playground.post(
            "/_conversation/v1/submit", {**where, "replyToId": message, "value": data}
        )
        answer = await self._playground.answered(self._from_me("message"), start)
        assert answer["statusCode"] < 300
        return self._screen(start)

    async def _submit(self, data: Json) -> Screen:
        value = {"data": data, "context": {"theme": "default"}}
        return self._opened(await self._deliver("invoke", name="task/submit", value=value))

    async def _deliver(self, kind: str, **more: object) -> Json:
        answer = await self._playground.deliver(self._playground.activity(self._seat, kind, **more))
        assert answer["statusCode"] < 300, answer
        return answer

    def _opened(self, answer: Json) -> Screen:
        """The screen after the bot has answered a dialog."""
        task = (answer["body"] or {}).get("task", {})
        self._window = task["value"] if task.get("type") == "continue" else None
        if self._window is None:
            return Screen(str(task.get("value", "")))
        card = self._window["card"]["content"]
        labels = tuple(button["title"] for button in drawn.buttons(card))
        return Screen(drawn.text(card), labels, self._form(), drawn.links(card))

    def _form(self) -> FormView | None:
        """The open window as a form; a window of cards is only text on the screen."""
        if self._window is None or self._window["title"] == "smpolicy":
            return None
        card = self._window["card"]["content"]
        return FormView(self._window["title"], drawn.text(card), drawn.names(card), drawn.errors(card))

    def _screen(self, start: int) -> Screen:
        """What the bot has posted here in answer since `start`."""
        cards = self._cards(start)
        labels = tuple(button["title"] for card in cards for button in drawn.buttons(card))
        links = {label: url for card in cards for label, url in drawn.links(card).items()}
        return Screen("\n".join(drawn.text(card) for card in cards), labels, links=links)

    def _cards(self, start: int) -> list[Json]:
        return [_card(item) for item in self._mine(start) if "replyToId" in item["request"]["body"]]

    def _mine(self, start: int) -> list[Json]:
        items = _posted(self._playground, start)
        return [item for item in items if item["conversationId"] == self._seat.chat]


def _posted(playground: Playground, start: int = 0) -> list[Json]:
    """What the bot has posted into any chat, or put in a message's place."""
    return [
        item
        for item in playground.log[start:]
        if not inbound(item) and item["activityName"] in {"message", "updateActivity"}
    ]


def _card(item: Json) -> Json:
    card: Json = item["request"]["body"]["attachments"][0]["content"]
    return card
