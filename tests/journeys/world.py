"""The whole bot on real parts, with one channel's exchange around it."""

import asyncio
from pathlib import Path
from typing import Any

from bot.assembly import assemble, set_up
from bot.service import Service
from bot.settings import Settings, read_settings
from tests.clock import FakeClock
from tests.journeys.phone import Exchange, Person, Phone

PEOPLE = (
    Person("teacher@schools.example", "Sam Lindqvist"),
    Person("principal@schools.example", "Marit Solberg"),
    Person("assistant@schools.example", "Daniel Reyes"),
    Person("activities@schools.example", "Hodan Abdi"),
    Person("superintendent@schools.example", "Thomas Whitefeather"),
    Person("chair@schools.example", "Lena Nguyen"),
)


class World:
    """One channel, one service, one clock."""

    def __init__(self, exchange: Exchange, data_dir: Path) -> None:
        """Keep all data of this world in `data_dir`."""
        self.exchange, self.data_dir = exchange, data_dir
        self.clock = FakeClock()
        self.settings: Settings | None = None
        self.base_url = ""
        self._service: Service | None = None
        self._running: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Start the exchange, set up, and start the service."""
        await self.exchange.start(PEOPLE)
        environment = {
            "SMPOLICY_DATA_DIR": str(self.data_dir),
            "SMPOLICY_PORT": "0",
            **self.exchange.environment,
        }
        self.settings = read_settings(environment)
        set_up(self.settings)
        await self.start()

    async def start(self, courier_works: bool = True) -> None:
        """Start the service; without the courier nothing leaves the outbox."""
        assert self.settings
        listening: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._service = assemble(
            self.settings, clock=self.clock, poll_seconds=0.05 if courier_works else 3600
        )
        self._running = asyncio.create_task(self._service.run("127.0.0.1", 0, listening.set_result))
        either: list[asyncio.Future[Any]] = [listening, self._running]
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            await self._running
        self.base_url = f"http://127.0.0.1:{listening.result()}"
        await self.exchange.connect(self.base_url)

    async def stop(self) -> None:
        """Stop the service in order, where it was started."""
        if self._service and self._running:
            self._service.stop()
            await asyncio.wait_for(self._running, 10)

    async def close(self) -> None:
        """Stop everything."""
        await self.stop()
        await self.exchange.stop()

    def phone(self, who: str) -> Phone:
        """The device of one of PEOPLE, by the word before the @."""
        return self.exchange.phone(f"{who}@schools.example")
