"""A store in memory, where nothing is to be kept: the database's semantics, without sealing."""

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from handlers.conversation.actor import Channel
from handlers.errors import NotForYou, NotSaved
from handlers.reports.delivery import Delivery, Kind, State
from handlers.reports.journal import Entry
from handlers.reports.passes import Pass
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Report, Reporter, Ticket
from storage.memory_journal import MemoryFigures, MemoryJournal, MemoryPasses
from storage.memory_trail import MemoryAuditTrail

_FIXED = ("site", "opened_at", "policy", "policy_hash", "notice", "matter", "drill")
_WAIT = 2.0  # seconds for the lock, as in the database


@dataclass(frozen=True, slots=True)
class _Filed:
    ticket: Ticket
    report: Report
    reporter: Reporter
    token: str


@dataclass(frozen=True, slots=True)
class _Owed:
    delivery: Delivery
    state: State = State.DUE
    leased_until: datetime | None = None
    ended_at: datetime | None = None
    channel: str | None = None

    def free(self, now: datetime) -> bool:
        leased = self.leased_until is not None and self.leased_until > now
        return self.state is State.DUE and self.delivery.due_at <= now and not leased


def _order(delivery: Delivery) -> tuple[datetime, str]:
    return delivery.due_at, delivery.id


class MemoryRegister:
    """The tickets."""

    def __init__(self, filed: dict[str, _Filed]) -> None:
        self._filed = filed

    def file(self, ticket: Ticket, report: Report, reporter: Reporter, token: str) -> None:
        """Keep a new ticket. Raises NotSaved where its number or token is taken."""
        if ticket.number in self._filed or self.filed_with(token):
            raise NotSaved
        kept = Report(dict(report.answers), report.involved)
        self._filed[ticket.number] = _Filed(ticket, kept, reporter, token)

    def filed_with(self, token: str) -> Ticket | None:
        """The ticket already filed with this token."""
        return next((f.ticket for f in self._filed.values() if f.token == token), None)

    def get(self, number: str) -> Ticket:
        """The ticket. Raises NotForYou."""
        return self._one(number).ticket

    def save(self, ticket: Ticket) -> None:
        """Write back what may change of a ticket. Raises NotForYou."""
        old = self._one(ticket.number)
        fixed = {name: getattr(old.ticket, name) for name in _FIXED}
        self._filed[ticket.number] = replace(old, ticket=replace(ticket, **fixed))

    def report(self, number: str) -> Report:
        """The content. Raises NotForYou."""
        return self._one(number).report

    def reporter(self, number: str) -> Reporter:
        """The identity. Raises NotForYou."""
        return self._one(number).reporter

    def all(self) -> Sequence[Ticket]:
        """Every ticket, oldest first."""
        return sorted((f.ticket for f in self._filed.values()), key=lambda t: (t.opened_at, t.number))

    def of_reporter(self, key: str) -> Sequence[Ticket]:
        """The tickets of the person with this key, oldest first."""
        return [ticket for ticket in self.all() if self._filed[ticket.number].reporter.key == key]

    def destroy(self, number: str) -> None:
        """Forget the ticket; the store forgets what belonged to it. Raises NotForYou."""
        self._one(number)
        del self._filed[number]

    def _one(self, number: str) -> _Filed:
        if number not in self._filed:
            raise NotForYou
        return self._filed[number]


class MemoryOutbox:
    """The deliveries owed. Ids that are not in the outbox are passed over."""

    def __init__(self, owed: dict[str, _Owed]) -> None:
        self._owed = owed

    def put(self, delivery: Delivery) -> None:
        """Owe this, once."""
        self._owed.setdefault(delivery.id, _Owed(delivery))

    def revive(self, message: Delivery) -> None:
        """Owe this again where it ended without reaching anybody; nothing happens otherwise."""
        earlier = self._owed.get(message.id)
        if earlier and earlier.state is not State.DUE and earlier.channel is None:
            self._owed[message.id] = _Owed(message)

    def lease(self, now: datetime, seconds: float, limit: int) -> Sequence[Delivery]:
        """Take due deliveries, earliest first, for `seconds`."""
        taken = sorted((o.delivery for o in self._owed.values() if o.free(now)), key=_order)[:limit]
        for delivery in taken:
            until = now + timedelta(seconds=seconds)
            self._owed[delivery.id] = replace(self._owed[delivery.id], leased_until=until)
        return taken

    def renew(self, deliveries: Sequence[str], until: datetime) -> None:
        """Go on holding these until then, where they are leased and still owed."""
        for name in deliveries:
            owed = self._owed.get(name)
            if owed and owed.state is State.DUE and owed.leased_until:
                self._owed[name] = replace(owed, leased_until=until)

    def done(self, delivery: str, at: datetime, channel: str | None = None) -> None:
        """Mark it done, even where it was cancelled while the platform took it."""
        owed = self._owed.get(delivery)
        if owed and owed.state is not State.DONE:
            self._owed[delivery] = replace(owed, state=State.DONE, ended_at=at, channel=channel)

    def postpone(self, delivery: str, due_at: datetime) -> None:
        """Count a failed try and make the delivery due again; nothing happens if it is cancelled."""
        owed = self._owed.get(delivery)
        if owed and owed.state is State.DUE:
            again = replace(owed.delivery, due_at=due_at, attempts=owed.delivery.attempts + 1)
            self._owed[delivery] = replace(owed, delivery=again, leased_until=None)

    def cancel(self, ticket: str, at: datetime, *kinds: Kind) -> None:
        """Cancel what is still owed for this ticket of these kinds."""
        self._end(at, (d for d in self.waiting(ticket) if d.kind in kinds))

    def cancel_words(self, ticket: str, at: datetime, topics: Collection[str]) -> None:
        """Cancel what is still owed of Kind.WORD for this ticket on these topics, whoever it is for."""
        self._end(at, (d for d in self.waiting(ticket) if d.kind is Kind.WORD and d.topic in topics))

    def _end(self, at: datetime, deliveries: Iterable[Delivery]) -> None:
        for delivery in deliveries:
            owed = self._owed[delivery.id]
            self._owed[delivery.id] = replace(owed, state=State.CANCELLED, ended_at=at)

    def waiting(self, ticket: str) -> Sequence[Delivery]:
        """What is still owed for this ticket, earliest first."""
        due = (o.delivery for o in self._owed.values() if o.state is State.DUE)
        return sorted((d for d in due if d.ticket == ticket), key=_order)

    def delivered(self, recipient: str, channel: str) -> Sequence[Delivery]:
        """The messages that reached this person over this channel, oldest first."""
        return [delivery for delivery in self._sent(channel) if delivery.recipient == recipient]

    def delivered_to_reporter(self, ticket: str, channel: str) -> Sequence[Delivery]:
        """The messages of this ticket that reached its reporter over this channel, oldest first."""
        return [d for d in self._sent(channel) if d.ticket == ticket and d.recipient is None]

    def _sent(self, channel: str) -> Sequence[Delivery]:
        sent = [o for o in self._owed.values() if o.state is State.DONE and o.channel == channel]
        return [o.delivery for o in sorted(sent, key=lambda o: (o.ended_at, o.delivery.id))]


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """One transaction."""

    tickets: MemoryRegister
    journal: MemoryJournal
    passes: MemoryPasses
    outbox: MemoryOutbox
    audit: MemoryAuditTrail
    figures: MemoryFigures


class MemoryAddresses:
    """The address book."""

    def __init__(self) -> None:
        self._addresses: dict[tuple[str, Channel], str] = {}

    def remember(self, email: str, channel: Channel, address: str) -> None:
        """Keep the newest address."""
        self._addresses[email, channel] = address

    def find(self, email: str, channel: Channel) -> str | None:
        """The address last remembered, or None."""
        return self._addresses.get((email, channel))


@dataclass(slots=True)
class _Content:
    filed: dict[str, _Filed] = field(default_factory=dict)
    owed: dict[str, _Owed] = field(default_factory=dict)
    entries: list[AuditEntry] = field(default_factory=list)
    journal: list[Entry] = field(default_factory=list)
    passes: dict[str, Pass] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "_Content":
        """Another one with the same in it."""
        lists = list(self.entries), list(self.journal)
        return _Content(dict(self.filed), dict(self.owed), *lists, dict(self.passes), dict(self.figures))

    def forget_strays(self, known: Collection[str]) -> None:
        """Drop what belongs to tickets that were known before and are destroyed now."""
        gone = set(known) - set(self.filed)
        self.owed = {name: owed for name, owed in self.owed.items() if owed.delivery.ticket not in gone}
        self.journal = [entry for entry in self.journal if entry.ticket not in gone]

    @property
    def strays(self) -> bool:
        """Whether something belongs to no ticket that should."""
        named = {o.delivery.ticket for o in self.owed.values()} | {e.ticket for e in self.journal}
        return not named <= {*self.filed, ""}


class MemoryStore:
    """The store; one unit of work at a time, as in SQLite. Set `broken` to see NotSaved at the end."""

    def __init__(self) -> None:
        self._content = _Content()
        self._lock = threading.Lock()
        self.broken = False
        self.addresses = MemoryAddresses()

    @contextmanager
    def begin(self) -> Iterator[MemoryUnit]:
        """One transaction: commits on leaving, rolls back on an exception. Raises NotSaved."""
        if not self._lock.acquire(timeout=_WAIT):
            raise NotSaved
        try:
            content = self._content.copy()
            yield MemoryUnit(
                MemoryRegister(content.filed),
                MemoryJournal(content.journal),
                MemoryPasses(content.passes),
                MemoryOutbox(content.owed),
                MemoryAuditTrail(content.entries),
                MemoryFigures(content.figures),
            )
            content.forget_strays(self._content.filed)
            if self.broken or content.strays:
                raise NotSaved
            self._content = content
        finally:
            self._lock.release()

    def check(self) -> None:
        """It can always serve."""

    def close(self) -> None:
        """There is nothing to let go of."""
