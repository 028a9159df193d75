"""What a Slack workspace holds: people, their conversations, their modals, tickets for answering."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.standins.slack.rules import Json, Refused

TEAM, BOT_USER, BOT = "T0SCHOOLS", "U0BOT", "B0BOT"
TRIGGER_SECONDS, URL_SECONDS, URL_USES = 3.0, 1800.0, 5


@dataclass
class Person:
    """An account. What is new on its screen is appended to `screen` as (kind, content)."""

    id: str
    name: str
    email: str | None
    profile: Json = field(default_factory=dict)
    screen: list[tuple[str, Json]] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    home: Json | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def show(self, kind: str, content: Json) -> None:
        """Put something on the screen: `message`, `ephemeral`, `replaced` or `view`."""
        self.screen.append((kind, content))
        self.changed.set()

    def as_json(self) -> Json:
        """The user object that users.info gives."""
        profile = {"real_name": self.name, "display_name": self.name}
        if self.email:
            profile["email"] = self.email
        user = {"id": self.id, "team_id": TEAM, "name": self.id.lower(), "deleted": False, "profile": profile}
        return user | {"is_bot": False, "is_email_confirmed": True} | self.profile


@dataclass
class _Trigger:
    user: str
    until: float
    used: bool = False


@dataclass
class _ResponseUrl:
    user: str
    message: Json | None
    until: float
    uses: int = 0


class Workspace:
    """The state behind the Web API."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds."""
        self.clock = clock
        self.people: dict[str, Person] = {}
        self.messages: list[Json] = []
        self._triggers: dict[str, _Trigger] = {}
        self._urls: dict[str, _ResponseUrl] = {}
        self._count = 0

    def add(self, name: str, email: str | None, **profile: Any) -> Person:
        """A new account; `profile` overrides what users.info tells."""
        person = Person(f"U{self._next():04d}", name, email, profile)
        self.people[person.id] = person
        return person

    def person(self, user: str) -> Person:
        """Raises Refused for nobody."""
        if user not in self.people:
            raise Refused("user_not_found")
        return self.people[user]

    def by_email(self, email: str) -> Person:
        """Raises Refused for nobody."""
        found = [p for p in self.people.values() if p.email and p.email.lower() == email.lower()]
        if not found:
            raise Refused("users_not_found")
        return found[0]

    def trigger(self, user: str) -> str:
        """A new trigger id."""
        trigger = f"{self._next()}.{secrets.token_hex(6)}"
        self._triggers[trigger] = _Trigger(user, self.clock() + TRIGGER_SECONDS)
        return trigger

    def expire_triggers(self) -> None:
        """Three seconds have passed."""
        for trigger in self._triggers.values():
            trigger.until = self.clock() - 1

    def exchange(self, trigger_id: str) -> Person:
        """Use a trigger, once, in time."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self.clock() > trigger.until:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return self.people[trigger.user]

    def response_url(self, user: str, message: Json | None = None) -> str:
        """The last part of a new response URL; `message` is the one whose button was pressed."""
        token = secrets.token_hex(8)
        self._urls[token] = _ResponseUrl(user, message, self.clock() + URL_SECONDS)
        return token

    def respond(self, token: str, body: Json) -> None:
        """Use a response URL: five times, within thirty minutes."""
        url = self._urls.get(token)
        if url is None or self.clock() > url.until:
            raise Refused("expired_url")
        if url.uses == URL_USES:
            raise Refused("used_url")
        url.uses += 1
        person = self.people[url.user]
        content: Json = {key: body[key] for key in ("text", "blocks") if key in body}
        if body.get("replace_original") and url.message is not None:
            if "ts" in url.message:
                content["ts"] = url.message["ts"]
                self.messages.append(dict(content))
            url.message.clear()
            url.message |= content
            person.show("replaced", url.message)
        elif body.get("response_type", "ephemeral") == "ephemeral":
            person.show("ephemeral", content)
        else:
            raise Refused("invalid_arguments", "an answer for everybody")

    def post(self, person: Person, message: Json) -> str:
        """Store a message in the bot's chat with somebody; its timestamp."""
        stored = message | {"ts": f"1700000000.{self._next():06d}"}
        self.messages.append(dict(stored))
        person.show("message", stored)
        return str(stored["ts"])

    def open_view(self, person: Person, view: Json, *, push: bool = False) -> Json:
        """A modal of its own, or on top of the open one, three deep at most."""
        if push and not person.views:
            raise Refused("not_found")
        if push and len(person.views) == 3:
            raise Refused("push_limit_reached")
        below = person.views if push else []
        opened = dict(view) | {"id": f"V{self._next():04d}", "typed": {}}
        opened["root_view_id"] = below[0]["id"] if below else opened["id"]
        opened["previous_view_id"] = below[-1]["id"] if below else None
        person.views = [*below, opened]
        person.show("view", opened)
        return opened

    def update_view(self, view_id: str, view: Json) -> Json:
        """Change an open modal in place."""
        for person in self.people.values():
            for index, old in enumerate(person.views):
                if old["id"] == view_id:
                    kept = {key: old[key] for key in ("id", "root_view_id", "previous_view_id")}
                    person.views[index] = dict(view) | kept | {"typed": {}}
                    person.show("view", person.views[index])
                    return person.views[index]
        raise Refused("not_found")

    def _next(self) -> int:
        self._count += 1
        return self._count
