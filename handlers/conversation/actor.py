"""Who speaks, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """A chat platform a person can be reached on."""

    SLACK = "slack"
    TEAMS = "teams"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an event.

    The e-mail address, in lower case, is the identity that joins a person's accounts on different
    platforms; it is None where the platform does not tell it. `account` is the platform's own id.
    """

    channel: Channel
    account: str
    name: str
    email: str | None = None

    @property
    def key(self) -> str:
        """The e-mail address, or the platform account where there is none."""
        return self.email or f"{self.channel}:{self.account}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the event happened; `private` is true where only this person reads the answer."""

    channel: Channel
    private: bool = True

    @property
    def prefix(self) -> str:
        """What a command begins with here; Teams has no slash commands."""
        return "" if self.channel is Channel.TEAMS else "/smpolicy "
