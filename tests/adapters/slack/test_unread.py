"""Answers nobody has read yet."""

import asyncio

from adapters.slack.unread import Unread
from handlers.conversation.reply import Reply


async def answered() -> Reply:
    return Reply()


async def test_an_answer_is_kept_for_a_while_after_it_is_there() -> None:
    unread = Unread(kept=0.01)
    work = asyncio.create_task(answered())
    unread.keep("form", work)
    await work
    assert unread.get("form") is work
    async with asyncio.timeout(5):
        while unread.get("form"):
            await asyncio.sleep(0)


async def test_a_later_answer_to_the_same_form_outlives_the_earlier_one() -> None:
    unread, gate = Unread(kept=0), asyncio.Event()

    async def slow() -> Reply:
        await gate.wait()
        return Reply()

    first, second = asyncio.create_task(answered()), asyncio.create_task(slow())
    unread.keep("form", first)
    unread.keep("form", second)
    await first
    for _ in range(5):
        await asyncio.sleep(0)
    assert unread.get("form") is second
    gate.set()
    await second
