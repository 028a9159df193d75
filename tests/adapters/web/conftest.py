"""A stage for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.web.stage import Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with Stage() as stage:
        yield stage
