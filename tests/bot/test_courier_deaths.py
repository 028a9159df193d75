"""A courier that dies: a ladder is told in order, no step lost, none twice, whenever it happens.

A message that the platform has stored and that the bot has not recorded is sent again: that is how none
is lost. Whether it shows twice is the platform's to prevent, by the delivery's id; so what is counted
here is what such a platform stores. Neither Slack nor Teams documents such an id, so on them a death in
the moment between the two shows one message twice.
"""

import asyncio
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from bot.courier import LEASE_SECONDS, Bell, Courier
from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.district.model import District, Person, Step
from handlers.reports.delivery import Kind
from handlers.reports.store import UnitOfWork
from storage import schema
from storage.keyset import Keyset, create_keyset
from storage.memory import MemoryStore
from storage.work import DatabaseStore, open_store
from tests.clock import FakeClock
from tests.handlers.casework.bench import DISTRICT, Bench, address

STEPS, PEOPLE, WAIT = 4, 3, 30
DEATHS = 1_000
ON_DISK = 100


AnyStore = MemoryStore | DatabaseStore


class House(Protocol):
    """Where one report lives while the processes around it come and go."""

    def new_life(self) -> AnyStore:
        """The store as a new process finds it."""


@dataclass
class InMemory:
    """A store that outlives everybody: what is lost is lost by its users."""

    store: MemoryStore = field(default_factory=MemoryStore)

    def new_life(self) -> AnyStore:
        return self.store


class OnDisk:
    """A SQLite file: each life has an engine, a keyset and a store of its own, nothing of the last."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._url, self._keyset = f"sqlite:///{folder}/smpolicy.db", folder / "keyset.json"
        schema.upgrade(self._url)
        create_keyset(self._keyset)
        self._last: DatabaseStore | None = None

    def new_life(self) -> AnyStore:
        self.close()
        self._last = open_store(self._url, Keyset.load(self._keyset))
        self._last.check()
        return self._last

    def close(self) -> None:
        if self._last:
            self._last.close()


class Death(BaseException):
    """The process is gone; nothing catches it."""


@dataclass
class Fate:
    """Ends a life at its n-th boundary; whatever else is under way then ends at its own next one."""

    left: int
    dead: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def boundary(self) -> None:
        with self.lock:
            self.left -= 1
            self.dead = self.dead or self.left <= 0
            if self.dead:
                raise Death


@dataclass
class MortalStore:
    """A store whose user may die before a transaction, before its commit and after it."""

    inner: AnyStore
    fate: Fate

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        self.fate.boundary()
        with self.inner.begin() as work:
            yield work
            self.fate.boundary()
        self.fate.boundary()


@dataclass
class Platform:
    """Stores a delivery once, however often it is sent; its user may die before and after."""

    fate: Fate
    life: int = 0
    stored: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[int, str]] = field(default_factory=list)
    channel: Channel = Channel.SLACK

    async def send(self, email: str, card: Card, delivery: str) -> None:
        self.fate.boundary()
        await asyncio.sleep(0)
        self.sent.append((self.life, delivery))
        self.stored.setdefault(delivery, email)
        self.fate.boundary()


def _district() -> District:
    names = [[f"step{step}person{one}" for one in range(PEOPLE)] for step in range(STEPS)]
    extra = tuple(Person(email=address(n), name=n, title=n) for names_ in names for n in names_)
    ladder = tuple(Step(people=tuple(map(address, step)), wait_minutes=WAIT) for step in names)
    site = DISTRICT.sites[0].model_copy(update={"ladder": ladder})
    return DISTRICT.model_copy(update={"people": (*DISTRICT.people, *extra), "sites": (site,)})


async def _live(courier: Courier, fate: Fate) -> None:
    """Until nothing is due, or until death."""
    try:
        while not fate.dead and await courier.round():
            await courier.finish()
    except Death:
        pass
    await courier.finish()
    courier.close()


async def _ladder_told(luck: random.Random, district: District, house: House) -> tuple[int, int]:
    """One report up its whole ladder; gives the deaths on the way, and the messages sent again."""
    fate, clock = Fate(0), FakeClock()
    platform = Platform(fate)
    number = Bench(house.new_life(), clock, district).file()
    deaths = 0
    while True:
        # A quarter of an hour lost at the most: no step falls due before the last one is told.
        fate.dead, fate.left = False, luck.randint(1, 60) if deaths < WAIT // 2 else 10**9
        inner = house.new_life()
        mortal = Bench(MortalStore(inner, fate), clock, district)
        courier = Courier(mortal.store, mortal.office, [platform], clock, Bell(), poll_seconds=1)
        await _live(courier, fate)
        platform.life += 1
        if fate.dead:
            deaths += 1
            clock.advance(seconds=LEASE_SECONDS)
            continue
        with inner.begin() as work:
            [timer] = work.outbox.waiting(number)
        if timer.step > STEPS:
            break
        clock.advance(seconds=(timer.due_at - clock.now()).total_seconds())
    _hold_to_account(house.new_life(), platform, number)
    return deaths, len(platform.sent) - len(platform.stored)


def _hold_to_account(store: AnyStore, platform: Platform, number: str) -> None:
    expected = [
        f"{number}/{step + 1}/{address(f'step{step}person{one}')}"
        for step in range(STEPS)
        for one in range(PEOPLE)
    ]
    told = list(platform.stored)
    assert sorted(told) == sorted(expected)
    assert [name.split("/")[1] for name in told] == [name.split("/")[1] for name in expected]
    # Within one life nothing is sent twice.
    assert len(platform.sent) == len(set(platform.sent))
    with store.begin() as work:
        assert work.audit.verify() is None
        trail = [(entry.action, entry.detail) for entry in work.audit.entries(number)]
        kinds = {delivery.kind for delivery in work.outbox.waiting(number)}
    assert [detail for action, detail in trail if action == "escalated"] == [
        f"step {step + 1}" for step in range(STEPS)
    ]
    assert [action for action, _ in trail].count("told") == STEPS * PEOPLE
    assert kinds == {Kind.STEP}


async def _die(deaths_wanted: int, new_house: Callable[[int], House]) -> None:
    luck, district = random.Random(20261123), _district()  # noqa: S311 - no secret
    asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
    deaths = again = reports = 0
    while deaths < deaths_wanted:
        more_deaths, more_again = await _ladder_told(luck, district, new_house(reports))
        deaths, again, reports = deaths + more_deaths, again + more_again, reports + 1
    # The moment between the platform's storing and the bot's recording was among them.
    assert 0 < again < deaths * PEOPLE  # at most all that was on its way


async def test_a_thousand_deaths_lose_no_step_and_send_none_twice() -> None:
    await _die(DEATHS, lambda _report: InMemory())


async def test_a_hundred_deaths_lose_nothing_that_is_on_disk_either(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    def house(report: int) -> House:
        made = OnDisk(tmp_path / f"report{report}")
        request.addfinalizer(made.close)
        return made

    await _die(ON_DISK, house)
