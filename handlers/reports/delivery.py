"""A delivery: one thing the bot still owes somebody, kept in the outbox until it is done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is due."""

    STEP = "step"
    """Take the next step of the ticket's ladder; nobody is addressed."""
    ALERT = "alert"
    """Tell one supervisor that a ticket waits."""


class State(StrEnum):
    """What became of it."""

    DUE = "due"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the outbox. It names a ticket, never its content.

    `id` is unique for (ticket, kind, step, recipient), so that the same thing is never owed twice.
    `attempts` counts the tries that failed so far.
    """

    id: str
    ticket: str
    kind: Kind
    due_at: datetime
    step: int
    recipient: str | None = None
    attempts: int = 0


def step_delivery(ticket: str, step: int, due_at: datetime) -> Delivery:
    """The timer after which step `step` (from 1) of the ladder is taken."""
    return Delivery(f"{ticket}/{step}", ticket, Kind.STEP, due_at, step)


def alert_delivery(ticket: str, step: int, recipient: str, due_at: datetime) -> Delivery:
    """The message that tells one supervisor of the ticket, as part of one step."""
    return Delivery(f"{ticket}/{step}/{recipient}", ticket, Kind.ALERT, due_at, step, recipient)
