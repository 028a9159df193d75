"""What Teams, as a platform, can do in a turn, and how it can fail."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from adapters.teams.incoming import Incoming


class Forged(Exception):
    """The activity does not carry a token of Microsoft's for this bot."""


class Down(Exception):
    """The platform did not answer, or gave this bot no access token; the reason is for the operator."""


class Refused(Exception):
    """The platform answered with an error; `status` is HTTP's, `after` the seconds it asks to wait."""

    def __init__(self, status: int, after: float | None = None) -> None:
        """Keep the status only: the platform's words may repeat the message."""
        super().__init__(f"HTTP {status}")
        self.status, self.after = status, after


def retry_after(header: str | None, now: datetime | None = None) -> float | None:
    """Seconds in a Retry-After header (RFC 9110, 10.2.3: seconds or a date), None without one."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - (now or datetime.now(UTC))).total_seconds())


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the tenant's directory describes them; empty where it says nothing."""

    name: str = ""
    email: str = ""
    principal: str = ""
    tenant: str = ""
    role: str = ""


class Talk(Protocol):
    """A conversation open for this turn. Every call raises Refused or Down."""

    async def send(self, card: Mapping[str, Any], summary: str) -> None:
        """Post a card; `summary` is all that a notification shows."""

    async def update(self, activity: str, card: Mapping[str, Any], summary: str) -> None:
        """Put a card in the place of the message with this id."""

    async def member(self, account: str) -> Member:
        """Look a member of the conversation up."""

    async def aside(self, incoming: Incoming, logic: Callable[["Talk", str], Awaitable[None]]) -> None:
        """Run `logic` in the 1:1 conversation with the sender, given its id; opened where needed."""
