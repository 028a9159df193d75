"""Slack and Teams around one service."""

from collections.abc import Mapping, Sequence

from tests.journeys.exchanges.slack import SlackExchange
from tests.journeys.exchanges.teams import TeamsExchange
from tests.journeys.phone import Person, Phone


class BothExchange:
    """People with the same work e-mail on both; `phone` is the one with Slack."""

    def __init__(self) -> None:
        self.slack, self.teams = SlackExchange(), TeamsExchange()

    @property
    def environment(self) -> Mapping[str, str]:
        # Teams without credentials is served beside the playground alone.
        return {**self.slack.environment, **self.teams.environment, "SMPOLICY_PLAYGROUND": "on"}

    @property
    def messages(self) -> Sequence[str]:
        return [*self.slack.messages, *self.teams.messages]

    async def start(self, people: Sequence[Person]) -> None:
        await self.teams.start(people)
        await self.slack.start(people)

    async def connect(self, base_url: str) -> None:
        await self.slack.connect(base_url)
        await self.teams.connect(base_url)

    async def stop(self) -> None:
        await self.slack.stop()
        await self.teams.stop()

    def phone(self, email: str) -> Phone:
        return self.slack.phone(email)
