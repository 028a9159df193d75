"""Threads for blocking calls: bounded, and no reason to stay."""

import asyncio
import os
import subprocess
import sys
import threading

import pytest

from adapters.teams import threads
from adapters.teams.platform import Down
from adapters.teams.threads import Threads

STUCK = """
import asyncio, threading
from adapters.teams.threads import Threads

async def main():
    pool = Threads(1, "stuck")
    call = asyncio.create_task(pool.run(threading.Event().wait))
    await asyncio.sleep(0)
    pool.close()
    try:
        await call
    except Exception as error:
        print(type(error).__name__)

asyncio.run(main())
"""


async def test_what_a_call_returns_or_raises() -> None:
    pool = Threads(2, "t")
    assert await pool.run(lambda: threading.current_thread().name) == "t-1"
    with pytest.raises(KeyError):
        await pool.run(lambda: os.environ["NOT_SET_ANYWHERE"])
    pool.close()


async def test_no_more_threads_than_allowed() -> None:
    pool, gate = Threads(2, "counted"), threading.Event()
    calls = [asyncio.create_task(pool.run(gate.wait)) for _ in range(5)]
    await asyncio.sleep(0)
    assert sum(thread.name.startswith("counted-") for thread in threading.enumerate()) == 2
    gate.set()
    assert await asyncio.gather(*calls) == [True] * 5
    pool.close()


async def test_a_call_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "SECONDS", 0.01)
    pool, gate = Threads(1, "t"), threading.Event()
    with pytest.raises(Down, match="in time"):
        await pool.run(gate.wait)
    gate.set()
    pool.close()


async def test_closed_it_gives_up_what_runs_and_what_waits() -> None:
    pool, gate, ran = Threads(1, "closed"), threading.Event(), []
    calls = [asyncio.create_task(pool.run(gate.wait)), asyncio.create_task(pool.run(lambda: ran.append(1)))]
    await asyncio.sleep(0)
    pool.close()
    assert [type(error) for error in await asyncio.gather(*calls, return_exceptions=True)] == [Down, Down]
    with pytest.raises(Down, match="stopping"):
        await pool.run(lambda: None)
    gate.set()
    for thread in threading.enumerate():
        if thread.name.startswith("closed-"):
            thread.join(10)
            assert not thread.is_alive()
    assert not ran


async def test_who_is_cancelled_is_cancelled() -> None:
    pool, gate = Threads(1, "t"), threading.Event()
    call = asyncio.create_task(pool.run(gate.wait))
    await asyncio.sleep(0)
    call.cancel()
    pool.close()
    with pytest.raises(asyncio.CancelledError):
        await call
    gate.set()


def test_a_call_that_never_returns_does_not_keep_the_process() -> None:
    ended = subprocess.run([sys.executable, "-c", STUCK], check=True, timeout=20, capture_output=True)  # noqa: S603 - our own code
    assert (ended.stdout, ended.stderr) == (b"Down\n", b"")
