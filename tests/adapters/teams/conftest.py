"""A stage for each test, and Microsoft's directory for those that need one."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.teams.microsoft import Microsoft
from tests.adapters.teams.stage import TENANT, Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A bot without credentials."""
    stage = Stage()
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
def microsoft(monkeypatch: pytest.MonkeyPatch) -> Microsoft:
    microsoft = Microsoft(TENANT)
    microsoft.stand_in(monkeypatch)
    return microsoft
