"""The front desk answers even when a handler fails, and says nothing it should not."""

import asyncio
import logging
import threading

import pytest

from bot.front_desk import FrontDesk
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.event import Command, Event, Press, Submission
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec, Router

ACTOR, PLACE = Actor(Channel.WEB, "t", "T"), Place(Channel.WEB)


def _fail(event: Command | Submission) -> Reply:
    raise ValueError(f"cannot handle {event.text if isinstance(event, Command) else event.values}")


DESK = Router([CommandSpec("check", "check", "", _fail)], submissions={"f": _fail})


async def test_a_failing_handler_is_answered_and_logged_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = FrontDesk(DESK)
    reply = await desk.answer(Command(ACTOR, PLACE, "check CANARY"))
    assert "went wrong on our side" in str(reply.cards[0])
    assert "ValueError at _fail:" in caplog.text
    assert "CANARY" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)
    assert caplog.records[0].levelno == logging.ERROR
    desk.close()


async def test_a_form_that_failed_stays_open(caplog: pytest.LogCaptureFixture) -> None:
    desk = FrontDesk(DESK)
    reply = await desk.answer(Submission(ACTOR, PLACE, "f", {"what": "CANARY"}))
    assert "went wrong on our side" in reply.errors["what"]
    assert "CANARY" not in caplog.text
    desk.close()


@pytest.mark.parametrize(
    "event",
    [
        *(
            Command(ACTOR, PLACE, text)
            for text in ("report", "/smpolicy Report x", "contact", "call", "help", "")
        ),
        *(
            Press(ACTOR, PLACE, action)
            for action in ("report.open", "contact.open", "call.open", "call.route")
        ),
    ],
)
async def test_what_needs_no_database_waits_for_nobody_who_waits_for_it(event: Event) -> None:
    database = threading.Event()

    def stuck(_event: Event) -> Reply:
        assert database.wait(20)
        return Reply()

    def free(_event: Event) -> Reply:
        return Reply()

    desk = FrontDesk(
        Router(
            [CommandSpec("mine", "mine", "", stuck)]
            + [CommandSpec(name, name, "", free) for name in ("report", "contact", "call")],
            dict.fromkeys(("report.open", "contact.open", "call.open", "call.route"), free),
        )
    )
    waiting = [asyncio.create_task(desk.answer(Command(ACTOR, PLACE, "mine"))) for _ in range(24)]
    try:
        await asyncio.wait_for(desk.answer(event), 1)
        assert not any(task.done() for task in waiting)
    finally:
        database.set()
        await asyncio.gather(*waiting)
        desk.close()
