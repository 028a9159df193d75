"""Slack, played by the stand-in."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.journeys.phone import FormView, Person, Phone, Screen
from tests.standins.slack import rules
from tests.standins.slack.member import Member, until
from tests.standins.slack.rules import Json
from tests.standins.slack.standin import SlackStandIn

ZONE = ZoneInfo("America/Chicago")
PUBLIC_URL = "https://smpolicy.schools.example"
_PATIENCE, _SETTLED, _WIDTH = 20.0, 0.15, 3000


class SlackExchange:
    """Slack with a bot over HTTP."""

    def __init__(self) -> None:
        self.slack = SlackStandIn()
        self._phones: dict[str, SlackPhone] = {}

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_API_URL": self.slack.api_url,
            "SMPOLICY_PUBLIC_URL": PUBLIC_URL,
        }

    @property
    def messages(self) -> Sequence[str]:
        return [json.dumps(message, ensure_ascii=False) for message in self.slack.messages]

    async def start(self, people: Sequence[Person]) -> None:
        await self.slack.start()
        for person in people:
            self._phones[person.email] = SlackPhone(self.slack.member(person.name, person.email))

    async def connect(self, base_url: str) -> None:
        self.slack.connect(base_url)

    async def stop(self) -> None:
        await self.slack.stop()

    def phone(self, email: str) -> Phone:
        return self._phones[email]


class SlackPhone:
    """One person's Slack."""

    def __init__(self, member: Member) -> None:
        self._member, self._person = member, member.person
        self._read = 0

    async def say(self, text: str) -> Screen:
        start = len(self._person.screen)
        answer = await self._member.command(text)
        assert answer.status == 200
        return await self._after(start)

    async def press(self, label: str) -> Screen:
        start = len(self._person.screen)
        if self._person.views and (button := _find(self._person.views[-1], label)):
            await self._member.press(button, view=self._person.views[-1])
            return await self._after(start)
        for kind, message in reversed(self._person.screen):
            if kind in {"message", "ephemeral", "replaced"} and (button := _find(message, label)):
                await self._member.press(button, message)
                return await self._after(start)
        raise AssertionError(f"no button {label!r}")

    async def fill(self, values: Mapping[str, str | tuple[str, ...]]) -> Screen:
        start = len(self._person.screen)
        view = self._person.views[-1]
        typed: Json = {}
        for name, value in values.items():
            typed |= _typed(view, name, value)
        answer = await self._member.submit(typed)
        async with asyncio.timeout(_PATIENCE):
            while _asks_again(answer.body):
                start = len(self._person.screen)
                answer = await self._member.submit({})
        assert answer.status == 200
        return await self._after(start)

    async def message(self) -> Screen:
        def unread() -> int | None:
            later = range(self._read, len(self._person.screen))
            return next((n for n in later if self._person.screen[n][0] == "message"), None)

        await until(self._person.changed, lambda: unread() is not None, _PATIENCE)
        found = unread()
        assert found is not None
        self._read = found + 1
        return _screen([self._person.screen[found]])

    async def _after(self, start: int) -> Screen:
        """What the last act brought: messages that arrive unasked are left for `message`."""

        def news() -> list[tuple[str, Json]]:
            return [shown for shown in self._person.screen[start:] if shown[0] != "message"]

        await until(self._person.changed, news, _PATIENCE)
        await self._settled()
        return _screen(news())

    async def _settled(self) -> None:
        """An answer can come in several parts: wait until no other has come for a moment."""
        while True:
            count = len(self._person.screen)
            try:
                await until(self._person.changed, lambda c=count: len(self._person.screen) > c, _SETTLED)
            except TimeoutError:
                return


def _asks_again(ack: Json | None) -> bool:
    """Whether the form says that its answer takes longer, and that it should be sent once more."""
    return any("Still working on it." in said for said in (ack or {}).get("errors", {}).values())


def _find(shown: Json, label: str) -> Json | None:
    return next((b for b in rules.buttons(shown) if b["text"]["text"] == label), None)


def _screen(news: list[tuple[str, Json]]) -> Screen:
    text = "\n".join(rules.readable(content) for _, content in news)
    labels = tuple(b["text"]["text"] for _, content in news for b in rules.buttons(content))
    views = [content for kind, content in news if kind == "view"]
    links = {b["text"]["text"]: b["url"] for _, content in news for b in rules.buttons(content) if "url" in b}
    return Screen(text, labels, _form(views[-1]) if views else None, links)


def _form(view: Json) -> FormView:
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    names = tuple(dict.fromkeys(block_id.partition("~")[0] for block_id in inputs))
    return FormView(view["title"]["text"], rules.readable(view), names, dict(view.get("errors", {})))


def _typed(view: Json, name: str, value: str | tuple[str, ...]) -> Json:
    """The state of the inputs of one field once `value` is typed or chosen."""
    blocks = [b for b in view["blocks"] if b.get("block_id", "").partition("~")[0] == name]
    assert blocks, f"no field {name!r}"
    element = blocks[0]["element"]
    match element["type"]:
        case "plain_text_input":
            parts = [str(value)[n : n + _WIDTH] for n in range(0, max(len(value), 1), _WIDTH)]
            assert len(parts) <= len(blocks), f"{name!r} is too long"
            padded = [*parts, *[None] * (len(blocks) - len(parts))]
            return {b["block_id"]: {"value": part or None} for b, part in zip(blocks, padded, strict=True)}
        case "datetimepicker":
            moment = datetime.fromisoformat(str(value)).replace(tzinfo=ZONE)
            return {name: {"selected_date_time": int(moment.timestamp())}}
        case "static_select":
            return {name: {"selected_option": _option(element, str(value))}}
        case _:
            chosen = (value,) if isinstance(value, str) else value
            return {name: {"selected_options": [_option(element, v) for v in chosen]}}


def _option(element: Json, value: str) -> Json:
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    found = [option for group in groups for option in group["options"] if option["value"] == value]
    assert found, f"no option {value!r}"
    option: Json = found[0]
    return option
