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
    CLOCK = "clock"
    """Remind the reporter of one of their own clocks, named by the topic."""
    WORD = "word"
    """Tell somebody that something happened to a ticket, named by the topic."""
    CHORE = "chore"
    """Do what is due from time to time, named by the topic; it belongs to no ticket."""


class State(StrEnum):
    """What became of it."""

    DUE = "due"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the outbox. It names a ticket, never its content.

    `id` is unique for what is owed, so that the same thing is never owed twice. `ticket` is empty for
    a chore. Where `recipient` is None and a message is due, it is for the reporter, who is looked up
    when it is sent. `attempts` counts the tries that failed so far.
    """

    id: str
    ticket: str
    kind: Kind
    due_at: datetime
    step: int
    recipient: str | None = None
    attempts: int = 0
    topic: str = ""


def step_delivery(ticket: str, step: int, due_at: datetime) -> Delivery:
    """The timer after which step `step` (from 1) of the ladder is taken."""
    return Delivery(f"{ticket}/{step}", ticket, Kind.STEP, due_at, step)


def alert_delivery(ticket: str, step: int, recipient: str, due_at: datetime) -> Delivery:
    """The message that tells one supervisor of the ticket, as part of one step."""
    return Delivery(f"{ticket}/{step}/{recipient}", ticket, Kind.ALERT, due_at, step, recipient)


def clock_delivery(ticket: str, topic: str, due_at: datetime, cause: str = "") -> Delivery:
    """The reminder of one of the reporter's clocks.

    `cause` is the id of the journal entry that let the clock run as it does, empty where it has run so
    since the report was filed: a clock that runs again owes its reminders again.
    """
    name = f"{ticket}/clock/{topic}" + (f"/{cause}" if cause else "")
    return Delivery(name, ticket, Kind.CLOCK, due_at, 0, topic=topic)


def word_delivery(ticket: str, topic: str, cause: str, recipient: str | None, due_at: datetime) -> Delivery:
    """The message that something happened; `cause` is the id of the journal entry or the like."""
    name = f"{ticket}/{topic}/{cause}/{recipient or 'reporter'}"
    return Delivery(name, ticket, Kind.WORD, due_at, 0, recipient, topic=topic)


def chore_delivery(topic: str, occasion: str, due_at: datetime) -> Delivery:
    """Something to be done once on an occasion, such as a day."""
    return Delivery(f"chore/{topic}/{occasion}", "", Kind.CHORE, due_at, 0, topic=topic)
