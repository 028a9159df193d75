"""A draft post and what is known about where it will appear. Never stored, never in a representation."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LONGEST = 40_000


class Account(StrEnum):
    """Whose account the post will appear on."""

    PERSONAL = "personal"
    CLASS = "class"
    DISTRICT = "district"
    UNSPECIFIED = "unspecified"


class Media(StrEnum):
    """What goes with the words."""

    NONE = "none"
    PHOTO = "photo"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Context:
    """Where and when a draft will appear.

    `posted_at` is the wall-clock time in the district's zone, without an offset; None where it is
    not known. `is_asked_now` says that it is only the time of asking: the post may go out later.
    """

    account: Account = Account.UNSPECIFIED
    role: str = field(default="", repr=False)
    posted_at: datetime | None = None
    media: Media = Media.NONE
    is_asked_now: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The words, at most 40,000 characters, with their context."""

    text: str = field(repr=False)
    context: Context = Context()
