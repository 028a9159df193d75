"""What reports and casework need of a database: small protocols that storage implements."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handlers.reports.delivery import Delivery
from handlers.reports.ticket import Report, Reporter, Ticket


class TicketRegister(Protocol):
    """The tickets. Unknown numbers raise NotForYou; a value that does not open raises CannotOpen."""

    def file(self, ticket: Ticket, report: Report, reporter: Reporter, token: str) -> None:
        """Seal and keep a new ticket. `token` is unique for one filling of one form."""

    def filed_with(self, token: str) -> Ticket | None:
        """The ticket already filed with this token, so that a second delivery files nothing."""

    def get(self, number: str) -> Ticket:
        """The ticket, locked against other writers until the unit of work ends."""

    def save(self, ticket: Ticket) -> None:
        """Write back status, step, recipients and acknowledgement of a ticket got before."""

    def report(self, number: str) -> Report:
        """Open the sealed content."""

    def reporter(self, number: str) -> Reporter:
        """Open the sealed identity."""

    def all(self) -> Sequence[Ticket]:
        """Every ticket, oldest first, unopened."""


class Outbox(Protocol):
    """The deliveries owed."""

    def put(self, delivery: Delivery) -> None:
        """Owe this; nothing happens if the same id is in the outbox already."""

    def lease(self, now: datetime, seconds: float, limit: int) -> Sequence[Delivery]:
        """Take due deliveries for `seconds`, so that no other worker takes them meanwhile."""

    def done(self, delivery: str, at: datetime, channel: str | None = None) -> None:
        """Mark it done: the platform has confirmed it over `channel`, or the step was taken."""

    def postpone(self, delivery: str, due_at: datetime) -> None:
        """A try failed: count it and make the delivery due again at `due_at`."""

    def cancel(self, ticket: str, at: datetime) -> None:
        """Cancel all that is still owed for this ticket."""

    def waiting(self, ticket: str) -> Sequence[Delivery]:
        """What is still owed for this ticket, earliest first."""

    def delivered(self, recipient: str, channel: str) -> Sequence[Delivery]:
        """The alerts that reached this person over this channel, oldest first."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what when to which ticket. Never any content.

    `actor` is an e-mail address, `reporter` for the person whose identity is sealed, or `courier`
    for the bot itself. `detail` is a word or two of the program's own, such as `step 2`.
    """

    at: datetime
    actor: str
    action: str
    ticket: str
    detail: str = ""


class AuditTrail(Protocol):
    """The trail, chained by HMAC, which the database itself refuses to change."""

    def append(self, entry: AuditEntry) -> None:
        """Add one entry at the end."""

    def entries(self, ticket: str | None = None) -> Sequence[AuditEntry]:
        """All entries, or one ticket's, oldest first."""

    def verify(self) -> int | None:
        """The sequence number (from 1) of the first entry that does not fit the chain, or None."""


class UnitOfWork(Protocol):
    """One transaction over tickets, outbox and audit trail."""

    @property
    def tickets(self) -> TicketRegister:
        """The tickets."""

    @property
    def outbox(self) -> Outbox:
        """The deliveries owed."""

    @property
    def audit(self) -> AuditTrail:
        """The audit trail."""


class Store(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """One transaction: commits on leaving, rolls back on an exception.

        Raises NotSaved where the database is locked, full, gone or otherwise not able to take it;
        what was written in this unit of work is then not there.
        """
