"""Each journey runs once on every channel."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.journeys.exchanges.slack import SlackExchange
from tests.journeys.exchanges.teams import TeamsExchange
from tests.journeys.exchanges.web import WebExchange
from tests.journeys.phone import Exchange
from tests.journeys.world import World

EXCHANGES: dict[str, Callable[[], Exchange]] = {
    "slack": SlackExchange,
    "teams": TeamsExchange,
    "web": WebExchange,
}


@pytest.fixture(params=["slack", pytest.param("teams", marks=pytest.mark.node), "web"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    """The bot with one channel, open for people."""
    world = World(EXCHANGES[request.param](), tmp_path)
    try:
        await world.open()
        yield world
    finally:
        await world.close()
