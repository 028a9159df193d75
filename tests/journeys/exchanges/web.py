"""The playground, used over plain HTTP the way its page uses it."""

import asyncio
import contextlib
import json
from collections.abc import Mapping, Sequence

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from tests.adapters.web.fragment import Fragment, Pressable
from tests.journeys.phone import FormView, Person, Phone, Screen

PATIENCE_SECONDS = 20.0
NONE: Mapping[str, str] = {}


class WebExchange:
    """No platform outside: only people with a browser on the service's own computer."""

    def __init__(self) -> None:
        self._phones: dict[str, WebPhone] = {}
        self._arrived: dict[tuple[str, str, str], str] = {}
        self._session: ClientSession | None = None
        self._listening: asyncio.Task[None] | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        return {}

    @property
    def messages(self) -> Sequence[str]:
        return list(self._arrived.values())

    async def start(self, people: Sequence[Person]) -> None:
        self._phones = {person.email: WebPhone(person.email) for person in people}

    async def connect(self, base_url: str) -> None:
        await self.stop()
        self._session = ClientSession(base_url, timeout=ClientTimeout(total=None, sock_connect=5))
        for phone in self._phones.values():
            phone.session = self._session
        query = [("persona", email) for email in self._phones]
        events = await self._session.get("/playground/events", params=query)
        if events.status != 200:
            sentence = await events.text()
            await self.stop()
            raise AssertionError(sentence)
        self._listening = asyncio.create_task(self._listen(events))

    async def stop(self) -> None:
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        if self._session:
            await self._session.close()
        self._listening = self._session = None

    def phone(self, email: str) -> Phone:
        return self._phones[email]

    async def _listen(self, events: ClientResponse) -> None:
        buffer = b""
        with contextlib.suppress(ClientError):  # the service stops; `connect` comes again
            async with events:
                async for chunk in events.content.iter_any():
                    *whole, buffer = (buffer + chunk).split(b"\n\n")
                    for event in whole:
                        self._take(event.decode())

    def _take(self, event: str) -> None:
        for line in event.splitlines():
            if line.startswith("data: "):
                data = line.removeprefix("data: ")
                card = json.loads(data)
                self._arrived[card["persona"], card["delivery"], card["html"]] = data
                self._phones[card["persona"]].receive(card["delivery"], card["html"])


class WebPhone:
    """One person's tab."""

    def __init__(self, email: str) -> None:
        self.session: ClientSession | None = None
        self._email = email
        self._unread: asyncio.Queue[str] = asyncio.Queue()
        self._deliveries: set[str] = set()
        self._buttons: list[Pressable] = []
        self._form: Fragment | None = None
        self._typed: dict[str, str | tuple[str, ...]] = {}

    def receive(self, delivery: str, html: str) -> None:
        """A card that is new is a message; one that changed is the same message, drawn anew."""
        if delivery not in self._deliveries:
            self._deliveries.add(delivery)
            self._unread.put_nowait(html)

    async def say(self, text: str) -> Screen:
        return await self._post("say", text=f"/smpolicy {text}")

    async def press(self, label: str) -> Screen:
        found = next((button for button in reversed(self._buttons) if button.label == label), None)
        assert found, f"no button {label!r} among {[button.label for button in self._buttons]}"
        return await self._post("press", action=found.action, value=found.value)

    async def fill(self, values: Mapping[str, str | tuple[str, ...]]) -> Screen:
        form = self._form
        assert form, "no form is open"
        assert form.submit, "this form is only to be read"
        for name, value in values.items():
            control = form.controls[name]
            chosen = value if isinstance(value, tuple) else (value,)
            assert not control.options or set(chosen) <= {*control.options, ""}, f"no such option: {value}"
            self._typed[name] = tuple(chosen) if control.several else value
        return await self._post("submit", form=form.form, state=form.state, values=self._typed)

    async def message(self) -> Screen:
        html = await asyncio.wait_for(self._unread.get(), PATIENCE_SECONDS)
        return self._show(Fragment(html))

    async def _post(self, path: str, **parts: object) -> Screen:
        assert self.session, "the service is not connected"
        async with self.session.post(
            f"/playground/{path}", json={"persona": self._email, **parts}
        ) as response:
            answer = await response.json()
            assert response.status == 200, answer
        if not answer["errors"]:  # else the form stays open
            self._form = Fragment(answer["form"]) if answer["form"] else None
            controls = self._form.controls if self._form else {}
            self._typed = {name: control.value for name, control in controls.items()}
        return self._show(Fragment(answer["html"]), self._form, answer["errors"])

    def _show(
        self, cards: Fragment, form: Fragment | None = None, errors: Mapping[str, str] = NONE
    ) -> Screen:
        self._buttons += cards.pressables
        view = FormView(form.title, form.text, tuple(form.controls), errors) if form else None
        labels = tuple(button.label for button in cards.pressables)
        return Screen(cards.text, labels, view, cards.links)
