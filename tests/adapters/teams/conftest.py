"""A stage for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.teams.stage import Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A bot without credentials."""
    stage = Stage()
    await stage.open()
    yield stage
    await stage.close()
