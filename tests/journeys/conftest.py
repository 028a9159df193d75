"""Each journey runs once on every channel."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.cli import main
from handlers.clock import SystemClock
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


@pytest.fixture
def at_the_machine(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Runs an operator's command on this world's data and at its time, and gives what it printed."""
    for name in ("SMPOLICY_DATABASE_URL", "SMPOLICY_DISTRICT", "SMPOLICY_KEYSET", "SMPOLICY_AUDIT_HEAD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SMPOLICY_DATA_DIR", str(world.data_dir))
    monkeypatch.setattr(SystemClock, "now", lambda _clock: world.clock.now())

    def run(*arguments: str) -> str:
        capsys.readouterr()
        try:
            main(arguments)
        except SystemExit as end:
            if end.code:
                pytest.fail(capsys.readouterr().err)
        return capsys.readouterr().out

    return run
