"""Runs Microsoft's Agents Playground, the Teams test client, and talks to it without a browser."""

import asyncio
import atexit
import contextlib
import json
import os
import shutil
import signal
import tempfile
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.journeys.phone import Person

Json = dict[str, Any]
CLI = Path(__file__).parents[2] / "node_modules/@microsoft/m365agentsplayground/cli.js"
BOT, TENANT = "28:smpolicy-bot", "00000000-0000-0000-0000-00000000abcd"
_SEATS = 6  # the current user and exactly five others
_PATIENCE = 20.0


def missing() -> str | None:
    """What keeps the Playground from running here, as a sentence, or None."""
    if shutil.which("node") is None:
        return "Node.js is not installed: the Agents Playground needs it"
    if not CLI.exists():
        return "the test packages are not installed: npm ci --ignore-scripts --prefix tests"
    return None


@dataclass(frozen=True)
class Seat:
    """One user of the Playground, with their 1:1 chat."""

    person: Person
    id: str
    directory_id: str
    chat: str

    @property
    def account(self) -> Json:
        """The user as the sender of an activity."""
        return {"id": self.id, "name": self.person.name, "aadObjectId": self.directory_id}


@dataclass
class Playground:
    """One running Playground. `log` is all that passed between it and the bot, in order."""

    log: list[Json] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    running: bool = False

    async def start(self, endpoint: str, people: Sequence[Person]) -> None:
        """Start it for a bot at `endpoint` with these people, the first as its current user."""
        self._folder = tempfile.TemporaryDirectory()
        self._changed = asyncio.Condition()
        folder = Path(self._folder.name)
        seats = _seats(people)
        (folder / "config.json").write_text(json.dumps(_config(seats)))
        arguments = ["-e", endpoint, "-c", "msteams", "-p", "0", "--disable-telemetry"]
        self._process = await asyncio.create_subprocess_exec(
            "node",
            str(CLI),
            *arguments,
            cwd=folder,
            env=_environment(folder),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        atexit.register(self._kill)  # a test that fails while it sets up never comes to stop()
        assert self._process.stdout
        async with asyncio.timeout(_PATIENCE):
            line = await self._process.stdout.readline()
        self.url = f"http://127.0.0.1:{int(line.split()[-1])}"
        self._session = aiohttp.ClientSession(self.url)
        self._socket = await self._session.ws_connect("/_ws/log/stream", max_msg_size=0)
        self._listening = asyncio.create_task(self._listen())
        self.running = True
        self.seats = [seats[0], *[await self._seated(seat) for seat in seats[1:]]]

    async def stop(self) -> None:
        """Stop it and remove what it wrote; one that never ran leaves nothing."""
        if not self.running:
            return
        self.running = False
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        await self._socket.close()
        await self._session.close()
        self._process.terminate()
        try:
            async with asyncio.timeout(5):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        atexit.unregister(self._kill)
        self._folder.cleanup()

    async def post(self, path: str, body: Json) -> str:
        """Call the Playground; the text of its answer."""
        async with self._session.post(path, json=body) as response:
            text = await response.text()
            assert response.status < 300, f"{path}: {response.status} {text}"
            return text

    async def wait(self, found: Callable[[], Any], seconds: float = _PATIENCE) -> Any:
        """What `found` gives once it gives something, looked at whenever the log grows."""
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: bool(found()))
                return found()
        except TimeoutError:
            passed = [f"{item['to']}: {item['activityName']}" for item in self.log]
            raise AssertionError(f"nothing came in {seconds:g} s; what passed: {passed}") from None

    async def deliver(self, activity: Json) -> Json:
        """Have the Playground post any activity; the bot's answer: statusCode and body."""
        await self.post("/_internal/v1/customActivities", activity)
        return await self.answered(lambda item: item["messageId"] == activity["id"])

    async def answered(self, chosen: Callable[[Json], bool], since: int = 0) -> Json:
        """The bot's answer to the newest activity so chosen, once it is there."""

        def found() -> Json | None:
            items = [item for item in self.log[since:] if inbound(item) and chosen(item)]
            return items[-1] if items else None

        item: Json = await self.wait(found)
        response: Json = item["response"]
        return {**response, "activity": item["request"]["body"]}

    def activity(self, seat: Seat, kind: str, **more: Any) -> Json:
        """An activity as the Playground itself would make it for its current user."""
        return {
            "type": kind,
            "id": str(uuid.uuid4()),
            "timestamp": "2026-11-23T15:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": f"{self.url.replace('127.0.0.1', 'localhost')}/_connector",
            "from": seat.account,
            "recipient": {"id": BOT, "name": "smpolicy"},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": seat.chat},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "en-US",
            "entities": [{"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"}],
            **more,
        }

    async def _seated(self, seat: Seat) -> Seat:
        """The seat with a 1:1 chat of its own, opened as a bot would open it."""
        members = {"bot": {"id": BOT}, "members": [{"id": seat.id}], "isGroup": False, "tenantId": TENANT}
        answer = json.loads(await self.post("/_connector/v3/conversations", {**members, "channelData": {}}))
        return Seat(seat.person, seat.id, seat.directory_id, answer["id"])

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGKILL)

    async def _listen(self) -> None:
        async for message in self._socket:
            item = json.loads(message.data).get("log", {})
            if item.get("type") == "bot":
                async with self._changed:
                    self.log.append(item)
                    self._changed.notify_all()


def inbound(item: Json) -> bool:
    """True for what the Playground posted to the bot, with the bot's answer."""
    return item.get("to") == "User Application"


def _seats(people: Sequence[Person]) -> list[Seat]:
    extra = [Person(f"extra{n}@schools.example", f"Extra {n}") for n in range(_SEATS - len(people))]
    return [
        Seat(person, f"29:user-{n}", f"00000000-0000-0000-0000-{n:012d}", "personal-chat" if n == 0 else "")
        for n, person in enumerate([*people, *extra])
    ]


def _config(seats: Sequence[Seat]) -> Json:
    users = [
        {
            "id": seat.id,
            "name": seat.person.name,
            "userPrincipleName": seat.person.email,
            "aadObjectId": seat.directory_id,
            "givenName": seat.person.name.split()[0],
            "surname": seat.person.name.split()[-1],
            "email": seat.person.email,
        }
        for seat in seats
    ]
    channels = [{"id": "announcements", "name": "Announcements"}]
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": BOT, "name": "smpolicy"},
        "currentUser": users[0],
        "users": users[1:],
        "personalChat": {"id": seats[0].chat},
        "groupChat": {"id": "group-chat", "name": "Group Chat"},
        "team": {"id": "team", "name": "Staff", "aadGroupId": TENANT, "channels": channels},
    }


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "HOME": str(folder),
        "TEAMSAPPTESTER_BROWSER": "none",
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(folder / "config.json"),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
    }
