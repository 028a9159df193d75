"""The courier, on a store in memory and platforms that misbehave."""

import asyncio
from collections.abc import Callable

import pytest

from bot.courier import LEASE_SECONDS, RENEW_SECONDS, Bell, Courier
from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.conversation.reply import TryLater, Unreachable
from handlers.reports.alert import ACKNOWLEDGE
from tests.handlers.reports.desk import Desk


class Platform:
    """A messenger that does what its `behave` does."""

    def __init__(self, channel: Channel, behave: Callable[[], None] = lambda: None) -> None:
        self.channel, self.behave = channel, behave
        self.sent: list[tuple[str, str]] = []

    async def send(self, email: str, card: Card, delivery: str) -> None:
        await asyncio.sleep(0)
        self.behave()
        self.sent.append((email, delivery))


def _raise(error: Exception) -> Callable[[], None]:
    def behave() -> None:
        raise error

    return behave


def _courier(desk: Desk, *platforms: Platform) -> Courier:
    return Courier(desk.store, desk.office, platforms, desk.clock, Bell(), poll_seconds=0.01)


async def _rounds(courier: Courier) -> None:
    while await courier.round():
        await courier.finish()


async def test_the_first_channel_that_reaches_a_person_is_used() -> None:
    desk, slack, teams = Desk(), Platform(Channel.SLACK, _raise(Unreachable())), Platform(Channel.TEAMS)
    ticket = desk.file()
    await _rounds(_courier(desk, slack, teams))
    assert teams.sent == [("principal@schools.example", f"{ticket.number}/1/principal@schools.example")]
    assert ("courier", "told") in desk.trail()


async def test_a_busy_platform_is_tried_again_after_the_time_it_asked_for() -> None:
    desk, slack = Desk(), Platform(Channel.SLACK, _raise(TryLater(90)))
    desk.file()
    courier = _courier(desk, slack)
    await _rounds(courier)
    slack.behave = lambda: None
    desk.clock.advance(seconds=89)
    await _rounds(courier)
    assert slack.sent == []
    desk.clock.advance(seconds=2)
    await _rounds(courier)
    assert len(slack.sent) == 1


async def test_a_failure_of_any_kind_loses_nothing_and_says_no_word(caplog: pytest.LogCaptureFixture) -> None:
    desk, slack = Desk(), Platform(Channel.SLACK, _raise(RuntimeError("CANARY")))
    ticket = desk.file()
    courier = _courier(desk, slack)
    for _ in range(5):
        await _rounds(courier)
        desk.clock.advance(seconds=60)
    assert ticket.number in caplog.text
    assert "RuntimeError" in caplog.text
    assert "CANARY" not in caplog.text
    slack.behave = lambda: None
    desk.clock.advance(minutes=6)
    await _rounds(courier)
    assert len(slack.sent) == 1


async def test_acknowledged_while_it_waited_is_not_sent() -> None:
    desk, slack = Desk(), Platform(Channel.SLACK, _raise(TryLater(1)))
    ticket = desk.file(urgency="danger")
    courier = _courier(desk, slack)
    await _rounds(courier)
    slack.behave = lambda: None
    desk.press("principal", ACKNOWLEDGE, ticket.number)
    desk.clock.advance(minutes=10)
    await _rounds(courier)
    # The reporter alone hears of it.
    assert [delivery.partition("/")[2] for _, delivery in slack.sent] == ["acknowledged/1/reporter"]


async def test_run_waits_out_a_database_that_is_away(caplog: pytest.LogCaptureFixture) -> None:
    desk, slack = Desk(), Platform(Channel.SLACK)
    desk.file()
    desk.store.broken = True
    courier = _courier(desk, slack)
    working = asyncio.create_task(courier.run())
    async with asyncio.timeout(5):
        while "NotSaved" not in caplog.text:
            await asyncio.sleep(0.01)
        desk.store.broken = False
        while not slack.sent:
            await asyncio.sleep(0.01)
        courier.stop()
        await working


async def test_a_platform_that_hangs_holds_up_nobody_else() -> None:
    desk = Desk()
    hanging = asyncio.Event()

    class Hanging(Platform):
        async def send(self, email: str, card: Card, delivery: str) -> None:
            if email.startswith("principal"):
                await hanging.wait()
            await super().send(email, card, delivery)

    slack = Hanging(Channel.SLACK)
    desk.file()
    courier = _courier(desk, slack)
    working = asyncio.create_task(courier.run())
    async with asyncio.timeout(5):
        while not desk.trail()[1:]:
            await asyncio.sleep(0.01)
        desk.file(who="coach", urgency="danger", what="another")
        while len(slack.sent) < 3:
            await asyncio.sleep(0.01)
        hanging.set()
        courier.stop()
        await working
    assert len(slack.sent) == 5


async def test_what_is_under_way_stays_ours_and_a_dead_couriers_is_taken_soon() -> None:
    desk = Desk()
    hanging = asyncio.Event()

    class Hanging(Platform):
        async def send(self, email: str, card: Card, delivery: str) -> None:
            await hanging.wait()
            await super().send(email, card, delivery)

    slow, other = Hanging(Channel.SLACK), Platform(Channel.SLACK)
    desk.file()
    alive, second = _courier(desk, slow), _courier(desk, other)
    await alive.round()
    await alive.finish()  # the step
    await alive.round()  # its alert, which hangs
    for _ in range(10):
        desk.clock.advance(seconds=RENEW_SECONDS)
        await alive.round()
        await _rounds(second)
    assert other.sent == []
    # It dies: nobody renews any more.
    desk.clock.advance(seconds=LEASE_SECONDS)
    await _rounds(second)
    assert len(other.sent) == 1
    hanging.set()
    await alive.finish()


async def test_a_bell_rung_before_anybody_listens_is_heard() -> None:
    bell = Bell()
    await asyncio.to_thread(bell.ring)
    async with asyncio.timeout(1):
        await bell.heard(3600)


async def test_a_bell_rung_from_a_thread_wakes_the_listener() -> None:
    bell = Bell()
    async with asyncio.timeout(5):
        await asyncio.gather(bell.heard(3600), asyncio.to_thread(bell.ring))
