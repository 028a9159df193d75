"""Slack's Web API, response URLs and Socket Mode, played over loopback."""

import asyncio
import json
import secrets
from typing import Any

from aiohttp import WSMsgType, web

from tests.standins.slack.rules import Json, Refused, check_message, check_view
from tests.standins.slack.workspace import BOT, BOT_USER, TEAM, Person, Workspace

_ARGUMENTS = {
    "auth.test": set[str](),
    "users.info": {"user"},
    "users.lookupByEmail": {"email"},
    "conversations.open": {"users"},
    "chat.postMessage": {
        "channel",
        "text",
        "blocks",
        "unfurl_links",
        "unfurl_media",
        "thread_ts",
    },
    "chat.postEphemeral": {"channel", "user", "text", "blocks", "thread_ts"},
    "chat.update": {"channel", "ts", "text", "blocks"},
    "views.open": {"trigger_id", "view"},
    "views.push": {"trigger_id", "view"},
    "views.update": {"view_id", "view", "hash"},
    "views.publish": {"user_id", "view"},
    "apps.connections.open": set[str](),
}
MESSAGES = {"chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"}
_RESPONSE = {"text", "blocks", "response_type", "replace_original", "delete_original"}


class Server:
    """Answers the bot as Slack would, on a port of its own."""

    def __init__(self, workspace: Workspace, bot_token: str, app_token: str) -> None:
        self.workspace, self._bot_token, self._app_token = workspace, bot_token, app_token
        self.calls: list[tuple[str, Json]] = []
        self.failures: dict[str, list[web.Response]] = {}
        self.holds: dict[str, asyncio.Event] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.acks: dict[str, asyncio.Future[Json | None]] = {}
        self._tickets: set[str] = set()
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.connected = asyncio.Event()

    async def start(self) -> None:
        """Listen."""
        app = web.Application()
        app.add_routes(
            [
                web.post("/api/{method}", self._api),
                web.get("/api/{method}", self._api),
                web.post("/response/{token}", self._response),
                web.get("/link/{ticket}", self._link),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        """Hang up."""
        for socket in self.sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    def fail(self, method: str, status: int, error: str, retry_after: int | None = None) -> None:
        """The next call of `method` fails."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        response = web.json_response({"ok": False, "error": error}, status=status, headers=headers)
        self.failures.setdefault(method, []).append(response)

    def called(self, method: str) -> list[Json]:
        """The arguments of every call of `method`, refused ones too."""
        return [arguments for name, arguments in self.calls if name == method]

    async def envelope(self, kind: str, payload: object, seconds: float) -> Json | None:
        """Send one envelope over Socket Mode; the payload of its acknowledgement."""
        envelope_id = secrets.token_hex(8)
        self.acks[envelope_id] = asyncio.get_running_loop().create_future()
        message = {"type": kind, "envelope_id": envelope_id, "payload": payload}
        await self.sockets[-1].send_json(message | {"accepts_response_payload": kind != "events_api"})
        return await asyncio.wait_for(self.acks[envelope_id], seconds)

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        if method in self.holds:
            await self.holds[method].wait()
        if self.failures.get(method):
            return self.failures[method].pop(0)
        try:
            return web.json_response({"ok": True} | self._call(method, arguments, request))
        except Refused as refused:
            told = {"ok": False, "error": refused.code, "response_metadata": {"messages": [refused.detail]}}
            return web.json_response(told)

    def _call(self, method: str, arguments: Json, request: web.Request) -> Json:
        if method not in _ARGUMENTS:
            raise Refused("unknown_method", method)
        token = self._app_token if method == "apps.connections.open" else self._bot_token
        if request.headers.get("Authorization") != f"Bearer {token}":
            raise Refused("invalid_auth" if "Authorization" in request.headers else "not_authed")
        if unknown := set(arguments) - _ARGUMENTS[method]:
            raise Refused("invalid_arguments", f"unknown {unknown}")
        handler = getattr(self, "_" + method.replace(".", "_").lower())
        result: Json = handler(arguments)
        return result

    def _auth_test(self, _: Json) -> Json:
        return {"team_id": TEAM, "team": "Schools", "user_id": BOT_USER, "bot_id": BOT, "user": "smpolicy"}

    def _users_info(self, arguments: Json) -> Json:
        return {"user": self.workspace.person(arguments["user"]).as_json()}

    def _users_lookupbyemail(self, arguments: Json) -> Json:
        return {"user": self.workspace.by_email(arguments["email"]).as_json()}

    def _conversations_open(self, arguments: Json) -> Json:
        return {"channel": {"id": _chat(self.workspace.person(arguments["users"]))}}

    def _chat_postmessage(self, arguments: Json) -> Json:
        person = self._addressee(arguments["channel"])
        check_message(arguments)
        if arguments.get("unfurl_links") is not False or arguments.get("unfurl_media") is not False:
            raise Refused("invalid_arguments", "unfurling is on")
        ts = self.workspace.post(person, arguments)
        return {"channel": _chat(person), "ts": ts}

    def _chat_postephemeral(self, arguments: Json) -> Json:
        check_message(arguments)
        person = self.workspace.person(arguments["user"])
        person.show("ephemeral", arguments)
        return {"message_ts": "1700000000.000000"}

    def _chat_update(self, arguments: Json) -> Json:
        check_message(arguments)
        for person in self.workspace.people.values():
            for kind, message in person.screen:
                if kind == "message" and message["ts"] == arguments["ts"]:
                    message.update(arguments)
                    return {"ts": arguments["ts"]}
        raise Refused("message_not_found")

    def _views_open(self, arguments: Json, *, push: bool = False) -> Json:
        check_view(arguments["view"], "modal")
        person = self.workspace.exchange(arguments["trigger_id"])
        return {"view": self.workspace.open_view(person, arguments["view"], push=push)}

    def _views_push(self, arguments: Json) -> Json:
        return self._views_open(arguments, push=True)

    def _views_update(self, arguments: Json) -> Json:
        check_view(arguments["view"], "modal")
        return {"view": self.workspace.update_view(arguments["view_id"], arguments["view"])}

    def _views_publish(self, arguments: Json) -> Json:
        check_view(arguments["view"], "home")
        person = self.workspace.person(arguments["user_id"])
        person.home = arguments["view"] | {"id": "VHOME"}
        person.show("home", person.home)
        return {"view": person.home}

    def _apps_connections_open(self, _: Json) -> Json:
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return {"url": f"{self.url.replace('http', 'ws', 1)}/link/{ticket}"}

    def _addressee(self, channel: str) -> Person:
        user = channel.replace("D", "U", 1) if channel.startswith("D") else channel
        if user not in self.workspace.people:
            raise Refused("channel_not_found")
        person = self.workspace.people[user]
        if person.as_json()["deleted"]:
            raise Refused("user_disabled")
        return person

    async def _response(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.calls.append(("response_url", body))
        try:
            if unknown := set(body) - _RESPONSE:
                raise Refused("invalid_arguments", f"unknown {unknown}")
            check_message(body)
            self.workspace.respond(request.match_info["token"], body)
        except Refused as refused:
            status = 404 if refused.code.endswith("_url") else 400
            return web.Response(status=status, text=refused.code)
        return web.Response(text="ok")

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        if request.match_info["ticket"] not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.discard(request.match_info["ticket"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets)})
        self.connected.set()
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            ack = json.loads(message.data)
            waiting = self.acks.get(ack["envelope_id"])
            if waiting and not waiting.done():
                waiting.set_result(ack.get("payload"))
        return socket


def _chat(person: Person) -> str:
    return person.id.replace("U", "D", 1)


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        body: Any = await request.json()
        return dict(body)
    fields = dict(request.query) | {key: str(value) for key, value in (await request.post()).items()}
    return {key: json.loads(value) if key in {"blocks", "view"} else value for key, value in fields.items()}
