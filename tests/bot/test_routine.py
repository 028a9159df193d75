"""The routine: puts what is due at once and every few minutes, and outlives a database that is away."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest

from bot.courier import Bell
from bot.routine import Routine
from handlers.records.notices import notice_delivery
from handlers.reports.delivery import Delivery, chore_delivery
from storage.memory import MemoryStore
from tests.clock import FakeClock


def due(now: datetime) -> Sequence[Delivery]:
    return [chore_delivery("sweep", f"{now:%Y-%m-%d}", now)]


def owed(store: MemoryStore, clock: FakeClock) -> list[str]:
    with store.begin() as work:
        return [delivery.id for delivery in work.outbox.lease(clock.now(), 0, 100)]


def test_what_was_put_is_not_put_again() -> None:
    store, clock = MemoryStore(), FakeClock()
    routine = Routine(store, due, clock, Bell())
    routine.put()
    routine.put()
    assert owed(store, clock) == ["chore/sweep/2026-11-23"]
    with store.begin() as work:
        work.outbox.done("chore/sweep/2026-11-23", clock.now())
    Routine(store, due, clock, Bell()).put()
    assert owed(store, clock) == []
    clock.advance(days=1)
    routine.put()
    assert owed(store, clock) == ["chore/sweep/2026-11-24"]


def test_a_notice_that_was_not_sent_is_owed_again_and_one_that_was_is_not() -> None:
    store, clock = MemoryStore(), FakeClock()

    def notices(now: datetime) -> Sequence[Delivery]:
        return [notice_delivery("policy-review", "447.1", f"{now:%Y-%m}", "owner@schools.example", now)]

    routine = Routine(store, notices, clock, Bell())
    routine.put()
    (name,) = owed(store, clock)
    for channel, expected in ((None, [name]), ("slack", [])):
        with store.begin() as work:
            work.outbox.done(name, clock.now(), channel)
        routine.put()
        assert owed(store, clock) == expected


async def test_it_wakes_the_courier() -> None:
    bell = Bell()
    Routine(MemoryStore(), due, FakeClock(), bell).put()
    async with asyncio.timeout(1):
        await bell.heard(3600)


async def test_it_runs_until_it_is_stopped_and_waits_a_database_out(caplog: pytest.LogCaptureFixture) -> None:
    store, clock = MemoryStore(), FakeClock()
    store.broken = True
    routine = Routine(store, due, clock, Bell(), every_seconds=0.01)
    running = asyncio.create_task(routine.run())
    async with asyncio.timeout(5):
        while "NotSaved" not in caplog.text:
            await asyncio.sleep(0.01)
        store.broken = False
        while not owed(store, clock):
            await asyncio.sleep(0.01)
        routine.stop()
        await running


async def test_stopping_does_not_wait_for_the_next_look() -> None:
    routine = Routine(MemoryStore(), due, FakeClock(), Bell(), every_seconds=3600)
    running = asyncio.create_task(routine.run())
    await asyncio.sleep(0)
    routine.stop()
    async with asyncio.timeout(5):
        await running
