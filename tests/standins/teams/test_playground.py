"""Where the Playground's packages are not installed, a journey is skipped with the reason."""

from pathlib import Path

import pytest

from tests.journeys.exchanges.teams import TeamsExchange
from tests.journeys.world import World
from tests.standins.teams import playground


async def test_without_the_packages_a_journey_is_skipped_and_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playground, "CLI", tmp_path / "missing.js")
    world = World(TeamsExchange(), tmp_path)
    try:
        with pytest.raises(pytest.skip.Exception, match=r"npm ci|Node\.js"):
            await world.open()
    finally:
        await world.close()
