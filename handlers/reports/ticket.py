"""A ticket: the record of one report of concerning student activity (guideline III.D)."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""What a number is made of: no vowels, no 0/O, 1/I/L, so nothing to misread and no words."""


class Urgency(StrEnum):
    """How soon somebody must act; chosen by the reporter."""

    DANGER = "danger"
    TODAY = "today"
    ROUTINE = "routine"


class Status(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"


class Matter(StrEnum):
    """What a ticket is about."""

    CONCERN = "concern"
    """A report of concerning student activity (guideline III.D)."""
    CONTACT = "contact"
    """A record of contact with a student outside district platforms (policy 448)."""
    QUESTION = "question"
    """A question to a supervisor (guideline III.C)."""


def new_number() -> str:
    """A random ticket number such as `K7QM-2XRD`; 28**8 of them, telling nothing of how many there are."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What may be seen of a report without opening it.

    `recipients` are the e-mail addresses that have been, or are being, told; `step` counts the
    ladder's steps taken, from 0 for none. `holder` has the case in hand now; `recused` are those who
    asked to be left out. `drill` marks a rehearsal. `hold` keeps it from being destroyed. Moments are
    aware, in UTC.
    """

    number: str
    site: str
    urgency: Urgency
    opened_at: datetime
    policy: str
    policy_hash: str
    notice: str
    status: Status = Status.OPEN
    step: int = 0
    recipients: frozenset[str] = frozenset()
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    matter: Matter = Matter.CONCERN
    drill: bool = False
    holder: str | None = None
    recused: frozenset[str] = frozenset()
    closed_at: datetime | None = None
    outcome: str | None = None
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The content of a report: sealed in the database, absent from every representation.

    `answers` maps the intake form's field names to what was written. `involved` are the e-mail
    addresses of the people whom the reporter marked as involved; it is part of the content because
    it says whom the report is about.
    """

    answers: Mapping[str, str] = field(repr=False)
    involved: frozenset[str] = field(repr=False, default=frozenset())


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reported: sealed apart from the content."""

    name: str = field(repr=False)
    email: str | None = field(repr=False)
    channel: str = field(repr=False)
    account: str = field(repr=False)

    @property
    def key(self) -> str:
        """The same as `Actor.key` of the person who reported."""
        return self.email or f"{self.channel}:{self.account}"
