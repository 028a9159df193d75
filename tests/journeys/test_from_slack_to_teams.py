"""One person, two chats: what was begun in Slack is gone on with in Teams."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.exchanges.both import BothExchange
from tests.journeys.phone import Phone, open_newest
from tests.journeys.test_my_reports import CALL
from tests.journeys.test_reporting import CANARY, file_report
from tests.journeys.world import World

pytestmark = pytest.mark.node
TEACHER = "teacher@schools.example"


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[BothExchange]:
    both = BothExchange()
    world = World(both, tmp_path)
    try:
        await world.open()
        yield both
    finally:
        await world.close()


async def test_a_report_made_in_teams_is_gone_on_with_in_slack(exchange: BothExchange) -> None:
    in_slack, in_teams = exchange.slack.phone(TEACHER), exchange.teams.phone(TEACHER)
    number = await file_report(in_teams)
    screen = await open_newest(in_slack)
    assert number in screen.text
    await in_slack.press("I made the call")
    screen = await in_slack.fill(CALL)
    assert "Your call is recorded" in screen.text
    screen = await open_newest(in_teams)
    assert "You recorded your call" in screen.text


async def test_where_one_channel_fails_the_other_carries_the_alert(exchange: BothExchange) -> None:
    await exchange.slack.stop()
    number = await file_report(exchange.teams.phone(TEACHER))
    principal = exchange.teams.phone("principal@schools.example")
    alert = await principal.message()
    assert number in alert.text
    screen = await principal.press("Acknowledge")
    assert "Acknowledged by Marit Solberg" in screen.text


async def test_a_report_made_in_slack_is_gone_on_with_in_teams(exchange: BothExchange) -> None:
    in_slack: Phone = exchange.slack.phone(TEACHER)
    in_teams: Phone = exchange.teams.phone(TEACHER)
    number = await file_report(in_slack)
    screen = await open_newest(in_teams)
    assert number in screen.text
    screen = await in_teams.press("I made the call")
    assert screen.form
    screen = await in_teams.fill(CALL)
    assert "Your call is recorded" in screen.text
    screen = await open_newest(in_slack)
    assert "You recorded your call" in screen.text
    screen = await in_slack.press("Read it")
    assert screen.form
    assert CANARY in screen.form.text
