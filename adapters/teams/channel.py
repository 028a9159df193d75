"""The Teams channel: one endpoint for what comes in, one messenger for what goes out."""

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.teams import incoming as activities
from adapters.teams.contacts import Contacts
from adapters.teams.credentials import credentials
from adapters.teams.desk import Desk
from adapters.teams.guard import local_request, local_url
from adapters.teams.incoming import Incoming, Malformed
from adapters.teams.messenger import TeamsMessenger
from adapters.teams.platform import Down, Forged, Refused, Talk
from handlers.conversation.reply import AddressBook, Answer
from handlers.conversation.router import CommandSpec

if TYPE_CHECKING:
    from adapters.teams.framework import Framework

_log = logging.getLogger(__name__)
_PATIENCE = 2.0  # seconds that work in flight has at the end
_LAST = 0.5  # seconds that it has to be cut off
_LARGEST = 512 * 1024  # bytes; Teams' own activities stay far below


class TeamsChannel:
    """Microsoft Teams.

    Settings are those of the Bot Framework: MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType
    (SingleTenant where empty), MicrosoftAppTenantId. With none of them it serves programs on this
    machine only, such as Microsoft's Agents Playground. Raises SetupError where some are missing.
    """

    def __init__(
        self,
        *,
        app_id: str | None,
        app_password: str | None,
        app_type: str,
        tenant_id: str | None,
        answer: Answer,
        addresses: AddressBook,
        commands: Sequence[CommandSpec],
    ) -> None:
        """Nothing is imported or fetched yet."""
        self._credentials = credentials(app_id or "", app_password or "", app_type, tenant_id or "")
        known = self._credentials.app_id if self._credentials else ""
        self._tenant = self._credentials.tenant_id.casefold() if self._credentials else ""
        self._contacts = Contacts(addresses)
        self._desk = Desk(answer, self._contacts, known, [spec.name for spec in commands])
        self._messenger = TeamsMessenger(self._contacts, known, self._load)
        self._loaded: Framework | None = None
        self._loading = asyncio.Lock()
        self._ready = self._stopping = False
        self._turns: set[asyncio.Task[None]] = set()

    def routes(self) -> list[web.RouteDef]:
        """The one endpoint the Bot Framework posts to."""
        return [web.post("/api/messages", self._receive)]

    @property
    def ready(self) -> bool:
        """True between start and stop."""
        return self._ready

    @property
    def messenger(self) -> TeamsMessenger:
        """What reaches people unasked."""
        return self._messenger

    async def start(self) -> None:
        """Load the SDK where credentials say that Teams is used; it costs a second."""
        if self._credentials:
            await self._load()
        self._ready = True

    async def stop(self) -> None:
        """Take nothing new; work in flight has two seconds, then what hangs is cut off."""
        self._ready, self._stopping = False, True
        await self._settled(_PATIENCE)
        if self._loaded:
            self._loaded.close()
        for turn in self._turns:
            turn.cancel()
        await self._settled(_LAST)
        self._contacts.close()

    async def _settled(self, seconds: float) -> None:
        if self._turns:
            await asyncio.wait(self._turns, timeout=seconds)

    async def _load(self) -> "Framework":
        async with self._loading:
            if self._loaded is None:
                self._loaded = await asyncio.to_thread(self._make)
            return self._loaded

    def _make(self) -> "Framework":
        from adapters.teams.framework import Framework  # noqa: PLC0415 - the import is what costs

        return Framework(self._credentials)

    async def _receive(self, request: web.Request) -> web.Response:
        try:
            incoming = await self._admit(request)
            return _answered(await self._turn(request.headers.get("Authorization", ""), incoming))
        except _Denied as denied:
            return web.json_response({"error": denied.reason}, status=denied.status)

    async def _admit(self, request: web.Request) -> Incoming:
        """The activity of a request that may be let in as far as its envelope goes."""
        if self._stopping:
            raise _Denied(503, "stopping")
        if self._credentials is None and not local_request(request):
            raise _Denied(403, "without credentials, Teams is served to this machine only")
        if self._credentials and not request.headers.get("Authorization", "").startswith("Bearer "):
            raise _Denied(401, "a token of the Bot Framework is needed")
        if request.content_type != "application/json":
            raise _Denied(415, "an activity is application/json")
        if (request.content_length or 0) > _LARGEST:
            raise _Denied(413, "too large")
        try:
            incoming = activities.read(_decoded(await request.read()))
        except Malformed:
            raise _Denied(400, "this is not an activity of Microsoft Teams") from None
        self._check_origin(incoming)
        return incoming

    def _check_origin(self, incoming: Incoming) -> None:
        # Other channels of the Bot Framework let their users choose who they say they are.
        if incoming.channel_id != "msteams":
            raise _Denied(403, "this bot serves Microsoft Teams only")
        if self._credentials is None:
            if not local_url(incoming.service_url):
                raise _Denied(403, "without credentials, the service URL must be on this machine")
        elif self._tenant and {tenant.casefold() for tenant in incoming.tenants} != {self._tenant}:
            raise _Denied(403, "this bot serves another tenant")

    async def _turn(self, header: str, incoming: Incoming) -> dict[str, Any]:
        body: list[dict[str, Any] | None] = []

        async def logic(talk: Talk) -> None:
            body.append(await self._desk.handle(incoming, talk))

        async def turn() -> None:
            framework = await self._load()
            proof = await framework.authenticate(header, incoming)
            await framework.turn(proof, incoming, logic)

        try:
            await self._guarded(asyncio.create_task(turn()))
        except _Denied:
            raise
        except Forged:
            raise _Denied(401, "the token is not one of the Bot Framework for this bot") from None
        except (Down, Refused) as error:
            _log.error("an answer did not reach Teams: %s", error)
            raise _Denied(503, "Teams did not take the answer") from None
        except Exception as error:  # noqa: BLE001 - whatever it was, its message may hold a person's words
            _log.error("%s in a turn from Teams", type(error).__name__)
            raise _Denied(503, "the activity could not be handled") from None
        if body[0] is None:
            raise _Denied(400, "this invoke is not known here")
        return body[0]

    async def _guarded(self, task: "asyncio.Task[None]") -> None:
        """Finish a turn although the other end hangs up; its work is counted as in flight."""
        self._turns.add(task)
        task.add_done_callback(self._finished)
        await asyncio.wait([task])  # does not take the task along where the request is cancelled
        if task.cancelled():
            raise _Denied(503, "stopping")
        task.result()

    def _finished(self, task: "asyncio.Task[None]") -> None:
        self._turns.discard(task)
        if not task.cancelled():
            task.exception()  # read, so that the event loop does not print it


class _Denied(Exception):
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def _decoded(body: bytes) -> object:
    try:
        payload = json.loads(body)
        if b"\\ud" in body.lower():
            # Half of a character's pair, as a client cuts it at a length limit, encodes nowhere else.
            whole = json.dumps(payload, ensure_ascii=False).encode("utf-16", "surrogatepass")
            payload = json.loads(whole.decode("utf-16", "replace"))
    except (ValueError, RecursionError):
        raise Malformed from None
    return payload


def _answered(body: dict[str, Any]) -> web.Response:
    return web.json_response(body) if body else web.Response(status=200)
