"""What reports and casework need of a database: small protocols that storage implements."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handlers.reports.delivery import Delivery, Kind
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.passes import Pass
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
        """Write back what may change of a ticket got before: all but how and where it was filed."""

    def report(self, number: str) -> Report:
        """Open the sealed content."""

    def reporter(self, number: str) -> Reporter:
        """Open the sealed identity."""

    def all(self) -> Sequence[Ticket]:
        """Every ticket, oldest first, unopened."""

    def of_reporter(self, key: str) -> Sequence[Ticket]:
        """The tickets filed by the person with this key (`Reporter.key`), oldest first, unopened."""

    def destroy(self, number: str) -> None:
        """Delete the keys, and with them all that was sealed, and whatever else the ticket left behind.

        Only the audit trail stays.
        """


class Journal(Protocol):
    """What happened to tickets after they were filed. A value that does not open raises CannotOpen."""

    def add(self, entry: Entry) -> None:
        """Seal and keep one entry behind all others of its ticket, later than these (`in_turn`)."""

    def entries(self, ticket: str, *kinds: EntryKind) -> Sequence[Entry]:
        """A ticket's entries of these kinds, or all, in the order of writing, opened."""


class PassBook(Protocol):
    """Passes, each good for one use."""

    def keep(self, token: str, leave: Pass) -> None:
        """Keep a new pass under its token."""

    def look(self, token: str, now: datetime) -> Pass | None:
        """The pass of this token, unless it was used or has run out."""

    def take(self, token: str, now: datetime) -> Pass | None:
        """The same, and use it up."""


class Outbox(Protocol):
    """The deliveries owed."""

    def put(self, delivery: Delivery) -> None:
        """Owe this; nothing happens if the same id is in the outbox already."""

    def revive(self, message: Delivery) -> None:
        """Owe this again where it ended without reaching anybody; nothing happens otherwise."""

    def lease(self, now: datetime, seconds: float, limit: int) -> Sequence[Delivery]:
        """Take due deliveries for `seconds`, so that no other worker takes them meanwhile."""

    def renew(self, deliveries: Sequence[str], until: datetime) -> None:
        """Go on holding these until then, where they are leased and still owed."""

    def done(self, delivery: str, at: datetime, channel: str | None = None) -> None:
        """Mark it done: the platform has confirmed it over `channel`, or the step was taken."""

    def postpone(self, delivery: str, due_at: datetime) -> None:
        """A try failed: count it and make the delivery due again at `due_at`."""

    def cancel(self, ticket: str, at: datetime, *kinds: Kind) -> None:
        """Cancel what is still owed for this ticket of these kinds."""

    def cancel_words(self, ticket: str, at: datetime, topics: Collection[str]) -> None:
        """Cancel what is still owed of Kind.WORD for this ticket on these topics, whoever it is for."""

    def waiting(self, ticket: str) -> Sequence[Delivery]:
        """What is still owed for this ticket, earliest first."""

    def delivered(self, recipient: str, channel: str) -> Sequence[Delivery]:
        """The messages that reached this person over this channel, oldest first."""

    def delivered_to_reporter(self, ticket: str, channel: str) -> Sequence[Delivery]:
        """The messages of this ticket that reached its reporter over this channel, oldest first."""


class FigureBook(Protocol):
    """What was told of periods that are settled: written once, and changed by nothing but a drop."""

    def keep(self, period: str, text: str) -> bool:
        """Seal and keep the figures of a period; False where some are kept already, which stay."""

    def drop(self, period: str) -> bool:
        """Forget the figures of a period, also those that do not open; False where none are kept."""

    def find(self, period: str) -> str | None:
        """The figures of a period; None where none are kept. Raises CannotOpen."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what when to which ticket. Never any content.

    `actor` is an e-mail address, `reporter` for the person whose identity is sealed, or `courier`
    for the bot itself. `detail` is a word or two of the program's own, such as `step 2`, and of what was
    told, the chat and the address of the supervisor, or `reporter`: `step 2 slack ann@schools.example`.
    """

    at: datetime
    actor: str
    action: str
    ticket: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One place of the chain: its number, from 1, and its signature in hexadecimal; 0 for the beginning."""

    sequence: int
    mac: str


class AuditTrail(Protocol):
    """The trail, chained by HMAC, which the database itself refuses to change."""

    def append(self, entry: AuditEntry) -> None:
        """Add one entry at the end."""

    def entries(self, ticket: str | None = None) -> Sequence[AuditEntry]:
        """All entries, or one ticket's, oldest first."""

    def knows(self, ticket: str) -> bool:
        """Whether there is any entry of this ticket; none is read, so it is the same work for every one."""

    def at_large(self, *actions: str) -> Sequence[AuditEntry]:
        """The entries of no ticket that say one of these, oldest first; no others are read."""

    def last(self) -> AuditEntry | None:
        """The last entry; None where there is none."""

    def mark(self, ticket: str, key: str) -> str:
        """A person (`Actor.key`) beside a ticket in 32 hexadecimal digits that only the keyset can make."""

    def verify(self) -> int | None:
        """The sequence number (from 1) of the first entry that does not fit the chain, or None."""

    def link(self, sequence: int | None = None) -> Link | None:
        """The entry with this number in the chain, or the last one; None where there is no such entry."""


class UnitOfWork(Protocol):
    """One transaction over tickets, their journals, passes, outbox, audit trail and figures."""

    @property
    def tickets(self) -> TicketRegister:
        """The tickets."""

    @property
    def journal(self) -> Journal:
        """The tickets' journals."""

    @property
    def passes(self) -> PassBook:
        """The passes."""

    @property
    def outbox(self) -> Outbox:
        """The deliveries owed."""

    @property
    def audit(self) -> AuditTrail:
        """The audit trail."""

    @property
    def figures(self) -> FigureBook:
        """The figures of settled periods."""


class Store(Protocol):
    """Opens units of work."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """One transaction: commits on leaving, rolls back on an exception.

        Raises NotSaved where the database is locked, full, gone or otherwise not able to take it;
        what was written in this unit of work is then not there.
        """
