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


def _desk(router: Router) -> FrontDesk:
    return FrontDesk(router, lambda: "Not saved.", lambda: "Not sure.")


async def test_a_failing_handler_is_answered_and_logged_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = _desk(DESK)
    reply = await desk.answer(Command(ACTOR, PLACE, "check CANARY"))
    assert "went wrong on our side" in str(reply.cards[0])
    assert "ValueError at _fail:" in caplog.text
    assert "CANARY" not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)
    assert caplog.records[0].levelno == logging.ERROR
    desk.close()


async def test_a_form_that_failed_stays_open(caplog: pytest.LogCaptureFixture) -> None:
    desk = _desk(DESK)
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

    desk = _desk(
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


class Stuck:
    """A database that does not answer, behind a command and the report form."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.front_desk.BEGIN_SECONDS", 0.05)
        monkeypatch.setattr("bot.front_desk.KNOWN_SECONDS", 0.1)
        self.database, self.filed = threading.Event(), list[str]()
        mine = CommandSpec("mine", "mine", "", self._wait)
        self.desk = _desk(Router([mine], submissions={"report": self._file, "f": self._wait}))

    def _wait(self, _event: Event) -> Reply:
        assert self.database.wait(20)
        return Reply()

    def _file(self, sent: Submission) -> Reply:
        if sent.state != "free":
            self._wait(sent)
        self.filed.append(sent.state)
        if sent.state == "breaks":
            raise ValueError("CANARY")
        return Reply()

    def report(self, state: str) -> "asyncio.Task[Reply]":
        sent = Submission(ACTOR, PLACE, "report", {"what": "CANARY"}, state)
        return asyncio.create_task(self.desk.answer(sent))

    def other(self) -> "asyncio.Task[Reply]":
        return asyncio.create_task(self.desk.answer(Command(ACTOR, PLACE, "mine")))


async def test_a_report_waits_for_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = Stuck(monkeypatch)
    others = [stuck.other() for _ in range(24)]
    try:
        assert await asyncio.wait_for(stuck.report("free"), 5) == Reply()
        assert not any(task.done() for task in others)
    finally:
        stuck.database.set()
        await asyncio.gather(*others)
        stuck.desk.close()


async def test_whoever_sends_a_report_knows_in_time_and_nothing_is_filed_that_was_said_not_to_be(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = Stuck(monkeypatch)
    first = [stuck.report(state) for state in ("a", "breaks", *"cdefgh")]
    await asyncio.sleep(0)
    late = stuck.report("late")
    try:
        assert (await asyncio.wait_for(late, 5)).errors == {"what": "Not saved."}
        for reply in await asyncio.wait_for(asyncio.gather(*first), 5):
            assert reply.errors == {"what": "Not sure."}
    finally:
        stuck.database.set()
        stuck.desk.close()
    await asyncio.sleep(0)
    assert sorted(stuck.filed) == ["a", "breaks", *"cdefgh"]
    assert "CANARY" not in caplog.text
