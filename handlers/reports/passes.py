"""A pass: leave for one person to fetch or hand in one thing once, over a link of the bot's own.

Documents go this way because whatever is sent through a chat stays with the chat's vendor.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

VALID = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Pass:
    """What may be done (`action`), to which ticket, by whom (an actor's key), until when."""

    action: str
    ticket: str
    holder: str = field(repr=False)
    expires_at: datetime


def new_token() -> str:
    """The secret part of a link, 32 random bytes; only its hash is kept."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What a token is kept as: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
