"""What somebody does in Slack, sent to the bot signed and with Slack's patience."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.standins.slack.rules import Json, Refused, check_message, check_view
from tests.standins.slack.workspace import BOT_USER, TEAM, Person

if TYPE_CHECKING:
    from tests.standins.slack.standin import SlackStandIn

_FORM = "application/x-www-form-urlencoded"
PATIENCE = 3.0


@dataclass(frozen=True)
class Delivered:
    """What the bot answered to one request."""

    status: int
    body: Any
    seconds: float


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's v0 signature."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()


class Member:
    """One person in front of Slack."""

    def __init__(self, slack: "SlackStandIn", person: Person) -> None:
        self._slack, self.person = slack, person

    async def command(self, text: str, **changed: str) -> Delivered:
        """Type /smpolicy with this text."""
        person = self.person
        fields = {
            "command": "/smpolicy", "text": text, "user_id": person.id, "user_name": person.name,
            "team_id": TEAM, "channel_id": "C0GENERAL", "channel_name": "general",
            "trigger_id": self._slack.workspace.trigger(person.id), "response_url": self._url(),
        } | changed  # fmt: skip
        return await self.send_command(fields)

    async def send_command(self, fields: Json) -> Delivered:
        """The command itself; its answer in the acknowledgement appears beside it."""
        answer = await self._slack.deliver("slash_commands", fields, urlencode(fields), _FORM)
        if isinstance(answer.body, dict) and answer.status == 200:
            check_message(answer.body)
            if answer.body.get("response_type") != "ephemeral":
                raise Refused("invalid_arguments", "an answer for everybody")
            self.person.show("ephemeral", answer.body)
        return answer

    async def press(self, button: Json, message: Json | None = None, view: Json | None = None) -> Delivered:
        """Press a button of a message, a modal or the Home tab."""
        action = {"type": "button", "action_id": button["action_id"], "block_id": "b1", "action_ts": "1.1"}
        payload = self._payload("block_actions", actions=[action | {"value": button.get("value")}])
        if view is not None:
            payload["view"] = _outward(view)
            payload["container"] = {"type": "view", "view_id": view["id"]}
        else:
            payload |= {"response_url": self._url(message), "container": {"type": "message"}}
        return await self.interact(payload)

    async def submit(self, values: Json) -> Delivered:
        """Send the open modal; `values` maps block_ids to elements of `state.values`."""
        view = self.person.views[-1]
        view["typed"] |= values
        state = {
            b["block_id"]: {b["element"]["action_id"]: _element(b, view["typed"])} for b in _inputs(view)
        }
        return await self.send_submission(_outward(view) | {"state": {"values": state}})

    async def send_submission(self, view: Json) -> Delivered:
        """The submission itself, and what its acknowledgement does to the modal."""
        answer = await self.interact(self._payload("view_submission", view=view, response_urls=[]))
        if answer.status == 200:
            self._apply(view["id"], answer.body or {})
        return answer

    async def shortcut(self, callback_id: str) -> Delivered:
        """A global shortcut."""
        return await self.interact(self._payload("shortcut", callback_id=callback_id))

    async def message_shortcut(self, callback_id: str, text: str) -> Delivered:
        """A shortcut on somebody's message."""
        message = {"type": "message", "user": "U9999", "text": text, "ts": "1.2"}
        payload = self._payload("message_action", callback_id=callback_id, message=message)
        return await self.interact(payload | {"response_url": self._url()})

    async def close_view(self) -> Delivered:
        """Close the modal on top."""
        view = self.person.views.pop()
        return await self.interact(self._payload("view_closed", view=_outward(view), is_cleared=False))

    async def write(self, text: str, **changed: Any) -> Delivered:
        """Write to the bot in its own chat."""
        chat = self.person.id.replace("U", "D", 1)
        event = {
            "type": "message",
            "channel_type": "im",
            "channel": chat,
            "user": self.person.id,
            "text": text,
        }
        return await self.event(event | {"ts": "1.3"} | changed)

    async def mention(self, text: str) -> Delivered:
        """Name the bot in a channel."""
        event = {"type": "app_mention", "channel": "C0GENERAL", "user": self.person.id, "ts": "1.4"}
        return await self.event(event | {"text": f"<@{BOT_USER}> {text}"})

    async def open_home(self) -> Delivered:
        """Open the Home tab."""
        event = {"type": "app_home_opened", "user": self.person.id, "channel": "D1", "tab": "home"}
        return await self.event(event)

    async def event(self, event: Json, event_id: str | None = None, **headers: str) -> Delivered:
        """An Events API callback."""
        body = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event": event,
            "event_id": event_id or f"Ev{secrets.token_hex(6)}", "event_time": int(time.time()),
        }  # fmt: skip
        return await self._slack.deliver("events_api", body, json.dumps(body), "application/json", **headers)

    async def interact(self, payload: Json) -> Delivered:
        """An interaction's payload as it is."""
        body = urlencode({"payload": json.dumps(payload)})
        return await self._slack.deliver("interactive", payload, body, _FORM)

    def _payload(self, kind: str, **more: Any) -> Json:
        user = {"id": self.person.id, "username": self.person.name, "name": self.person.name, "team_id": TEAM}
        trigger = self._slack.workspace.trigger(self.person.id)
        return {"type": kind, "team": {"id": TEAM}, "user": user, "trigger_id": trigger, **more}

    def _url(self, message: Json | None = None) -> str:
        return f"{self._slack.url}/response/{self._slack.workspace.response_url(self.person.id, message)}"

    def _apply(self, view_id: str, body: Json) -> None:
        match body.get("response_action"):
            case None:
                self.person.views.pop()
                self.person.show("closed", {})
            case "clear":
                self.person.views.clear()
                self.person.show("closed", {})
            case "errors":
                view = self.person.views[-1]
                known = {block["block_id"] for block in _inputs(view)}
                if not body["errors"] or not set(body["errors"]) <= known:
                    raise Refused("invalid_arguments", "errors at no input")
                view["errors"] = body["errors"]
                self.person.show("view", view)
            case "update":
                check_view(body["view"], "modal")
                self._slack.workspace.update_view(view_id, body["view"])
            case "push":
                check_view(body["view"], "modal")
                self._slack.workspace.open_view(self.person, body["view"], push=True)
            case other:
                raise Refused("invalid_arguments", f"response_action {other}")


def _inputs(view: Json) -> list[Json]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _outward(view: Json) -> Json:
    """A view as payloads carry it."""
    return {key: value for key, value in view.items() if key not in {"typed", "errors"}}


def _element(block: Json, typed: Json) -> Json:
    """The state of one input: what was typed, or what it began with."""
    element = block["element"]
    if block["block_id"] in typed:
        return {"type": element["type"], **typed[block["block_id"]]}
    match element["type"]:
        case "plain_text_input":
            return {"type": "plain_text_input", "value": element.get("initial_value")}
        case "static_select":
            return {"type": "static_select", "selected_option": element.get("initial_option")}
        case "datetimepicker":
            return {"type": "datetimepicker", "selected_date_time": element.get("initial_date_time")}
        case kind:
            return {"type": kind, "selected_options": element.get("initial_options", [])}


async def until(changed: asyncio.Event, holds: Any, seconds: float) -> None:
    """Wait until `holds()`; `changed` says when to look again. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():
            changed.clear()
            await changed.wait()
