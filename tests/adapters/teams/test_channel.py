"""A platform that never answers holds up neither the rest of the process nor its end."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers.conversation.card import Card
from handlers.conversation.reply import TryLater
from tests.adapters.teams.stage import SECRET, Gate, Stage

SAM = "sam@schools.example"
STOPPED_WITHIN = 3.0  # seconds, of the ten that the whole process has


async def hanging(stage: Stage, gate: Gate) -> "asyncio.Task[int]":
    """A turn that hangs at this gate."""
    gate.shut()
    gate.reached.clear()
    turn = asyncio.create_task(stage.say(f"check {SECRET}"))
    await asyncio.wait_for(gate.reached.wait(), 10)
    return turn


async def stopped(stage: Stage) -> None:
    began = time.monotonic()
    await stage.channel.stop()
    assert time.monotonic() - began < STOPPED_WITHIN


async def test_a_connector_that_never_answers_leaves_the_loops_own_threads_alone(stage: Stage) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    turn = await hanging(stage, stage.connector.open)
    assert await asyncio.wait_for(asyncio.to_thread(lambda: "answered"), 5) == "answered"
    stage.connector.open.release()
    assert await turn == 200


async def test_what_hangs_at_the_connector_is_cut_off_at_the_end(stage: Stage) -> None:
    turn = await hanging(stage, stage.connector.open)
    await stopped(stage)
    assert await asyncio.wait_for(turn, 1) == 503


async def test_what_hangs_in_a_handler_is_cut_off_at_the_end(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    turn = await hanging(stage, stage.script.open)
    await stopped(stage)
    assert await asyncio.wait_for(turn, 1) == 503
    assert SECRET not in caplog.text


async def test_work_in_flight_is_finished(stage: Stage) -> None:
    turn = await hanging(stage, stage.script.open)
    stopping = asyncio.create_task(stopped(stage))
    while stage.channel.ready:
        await asyncio.sleep(0)
    stage.script.open.release()
    await stopping
    assert await turn == 200
    assert len(stage.connector.posted) == 1


async def test_a_message_on_its_way_is_tried_after_the_next_start(stage: Stage) -> None:
    await stage.say("hello")
    stage.connector.open.shut()
    stage.connector.open.reached.clear()
    sending = asyncio.create_task(stage.channel.messenger.send(SAM, Card("Alert"), "d"))
    await asyncio.wait_for(stage.connector.open.reached.wait(), 10)
    await stopped(stage)
    with pytest.raises(TryLater):
        await asyncio.wait_for(sending, 1)
    with pytest.raises(TryLater):
        await stage.channel.messenger.send(SAM, Card("Alert"), "d")


async def test_nothing_is_asked_twice_by_itself(stage: Stage) -> None:
    stage.connector.member_status = 502
    assert await stage.say("hello") == 200
    assert stage.connector.looked_up == 1
