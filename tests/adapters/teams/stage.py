"""A bot on a real socket, the Bot Framework's connector played by another, and a scripted router."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.teams.channel import TeamsChannel
from handlers.conversation.actor import Channel
from handlers.conversation.card import Button, Card, Text
from handlers.conversation.event import Command, Event, Press, Submission
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, TextField
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec

Json = dict[str, Any]
TENANT = "abcdefab-2222-3333-4444-555555555555"
APP = "99999999-8888-7777-6666-555555555555"
BOT = {"id": f"28:{APP}", "name": "smpolicy"}
SECRET = "Zq7canary"

OPENER = Button("Report a concern", "report.open", "here", opens_form=True)
FORM = Form(
    "report",
    "Report a concern",
    (
        Text("In danger now? Call 911."),
        TextField("what", "What happened", multiline=True),
        MomentField("at", "When", required=False),
        ChoiceField("who", "Who", (Option("A, the first", "a,1"), Option("B", "b")), False, True),
    ),
    OPENER,
    state="token-1",
)
COMMANDS = (
    CommandSpec("ask", "ask [question]", "Find a guideline", lambda _: Reply()),
    CommandSpec("check", "check [draft]", "Check a draft", lambda _: Reply()),
    CommandSpec("report", "report", "Report a concern", lambda _: Reply()),
)


class Gate:
    """Lets everything through at once, but for the time it is shut."""

    def __init__(self) -> None:
        self._open, self.reached = asyncio.Event(), asyncio.Event()
        self._open.set()

    def shut(self) -> None:
        self._open.clear()

    def release(self) -> None:
        self._open.set()

    async def passed(self) -> None:
        self.reached.set()
        await self._open.wait()


class Script:
    """Answers as told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.replies: dict[str, Reply] = {"report": Reply(form=FORM), "report.open": Reply(form=FORM)}
        self.open = Gate()

    async def answer(self, event: Event) -> Reply:
        self.events.append(event)
        await self.open.passed()
        if not event.place.private:
            return Reply((Card("Let's talk in private"),))
        key = _key(event)
        return self.replies.get(key, Reply((Card("Answer", (Text(key),), summary="An answer"),)))

    @property
    def last(self) -> Event:
        return self.events[-1]

    def submission(self) -> Submission:
        assert isinstance(self.last, Submission)
        return self.last


def _key(event: Event) -> str:
    match event:
        case Command(text=text):
            return text
        case Press(action=action):
            return action
        case Submission(form=form):
            return f"{form}!"


class Book:
    """An address book in memory."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str, Channel], str] = {}
        self.error: Exception | None = None

    def remember(self, email: str, channel: Channel, address: str) -> None:
        if self.error:
            raise self.error
        self.lines[email, channel] = address

    def find(self, email: str, channel: Channel) -> str | None:
        return self.lines.get((email, channel))


class Connector:
    """The other side: keeps what the bot posts. `status` makes it refuse, `open` shut never answer."""

    def __init__(self) -> None:
        self.open = Gate()
        self.tokens: list[str | None] = []
        self.posted: list[Json] = []
        self.updated: list[Json] = []
        self.opened: list[Json] = []
        self.looked_up = 0
        self.status = 201
        self.headers: Mapping[str, str] = {}
        self.member: Json = {
            "id": "29:sam",
            "name": "Sam",
            "email": "Sam@Schools.example",
            "tenantId": TENANT,
        }
        self.member_status = 200
        app = web.Application()
        base = "/v3/conversations"
        app.add_routes(
            [
                web.post(base, self._open),
                web.post(base + "/{chat}/activities", self._post),
                web.post(base + "/{chat}/activities/{id}", self._post),
                web.put(base + "/{chat}/activities/{id}", self._put),
                web.get(base + "/{chat}/members/{id}", self._look_up),
            ]
        )
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("")).rstrip("/")

    @property
    def cards(self) -> list[Json]:
        return [message["attachments"][0]["content"] for message in self.posted]

    async def _post(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers.get("Authorization"))
        await self.open.passed()
        if self.status >= 300:
            return web.json_response({"error": {"code": "No"}}, status=self.status, headers=self.headers)
        self.posted.append({**await request.json(), "chat": request.match_info["chat"]})
        return web.json_response({"id": f"message-{len(self.posted)}"}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        if self.status >= 300:
            return web.json_response({}, status=self.status)
        self.updated.append({**await request.json(), "id": request.match_info["id"]})
        return web.json_response({"id": request.match_info["id"]})

    async def _open(self, request: web.Request) -> web.Response:
        self.opened.append(await request.json())
        return web.json_response({"id": "private-chat"}, status=201)

    async def _look_up(self, _request: web.Request) -> web.Response:
        self.looked_up += 1
        return web.json_response(self.member, status=self.member_status)


class Stage:
    """Everything together, without credentials unless given."""

    def __init__(self, **settings: str) -> None:
        self.script, self.book, self.connector = Script(), Book(), Connector()
        given = {"app_id": "", "app_password": "", "app_type": "", "tenant_id": "", **settings}
        self.channel = TeamsChannel(
            **given, answer=self.script.answer, addresses=self.book, commands=COMMANDS
        )
        app = web.Application()
        app.add_routes(self.channel.routes())
        self.server = TestServer(app)

    async def open(self) -> None:
        await self.connector.server.start_server()
        await self.server.start_server()
        await self.channel.start()
        self.session = ClientSession()

    async def close(self) -> None:
        self.connector.open.release()
        self.script.open.release()
        await self.channel.stop()
        await self.session.close()
        await self.server.close()
        await self.connector.server.close()

    def activity(self, kind: str = "message", **more: Any) -> Json:
        """An activity of Sam's in the 1:1 chat, in the shape Teams sends."""
        return {
            "type": kind,
            "id": str(uuid4()),
            "timestamp": "2026-11-23T15:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "from": {"id": "29:sam", "name": "Sam", "aadObjectId": "sam-in-the-directory"},
            "recipient": BOT,
            "conversation": {"id": "chat-1", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            **more,
        }

    async def post(self, body: object, headers: Mapping[str, str] | None = None) -> tuple[int, Json]:
        """Post a body, JSON unless it is bytes; the status and the answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})}
        url = self.server.make_url("/api/messages")
        async with self.session.post(url, data=data, headers=sent) as response:
            text = await response.text()
            return response.status, json.loads(text) if text else {}

    async def say(self, text: str, **more: Any) -> int:
        return (await self.post(self.activity(text=text, **more)))[0]

    async def invoke(self, name: str, value: object, **more: Any) -> Json:
        status, body = await self.post(self.activity("invoke", name=name, value=value, **more))
        assert status == 200, body
        return body

    async def window(self, name: str, data: Json, **more: Any) -> Json:
        """The card of the dialog that answers."""
        body = await self.invoke(name, {"data": data, "context": {"theme": "default"}}, **more)
        card: Json = body["task"]["value"]["card"]["content"]
        return card
