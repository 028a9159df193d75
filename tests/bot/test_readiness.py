"""Readiness holds one thread of its own, however many ask of a database that hangs."""

import asyncio
import threading

import pytest

from bot.readiness import Readiness
from handlers.errors import KeyMissing, NotSaved


async def test_it_raises_what_the_check_raises_and_looks_anew_each_time() -> None:
    answers = [KeyMissing("not the key"), None]

    def check() -> None:
        if error := answers.pop(0):
            raise error

    readiness = Readiness(check)
    with pytest.raises(KeyMissing):
        await readiness.look()
    await readiness.look()
    assert answers == []
    readiness.close()


async def test_a_database_that_hangs_holds_one_thread_and_nobody_who_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.readiness.PATIENCE_SECONDS", 0.05)
    database, looked = threading.Event(), list[str]()

    def check() -> None:
        looked.append(threading.current_thread().name)
        assert database.wait(20)

    readiness = Readiness(check)
    try:
        asked = asyncio.gather(*(readiness.look() for _ in range(40)), return_exceptions=True)
        said = await asyncio.wait_for(asked, 5)
        assert {type(error) for error in said} == {NotSaved}
        with pytest.raises(NotSaved):
            await readiness.look()
        await asyncio.wait_for(asyncio.to_thread(looked.append, "others"), 5)
        assert looked == ["readiness_0", "others"]
    finally:
        database.set()
    await readiness.look()
    readiness.close()
