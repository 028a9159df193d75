"""The audit trail of the store in memory."""

import hashlib
from collections.abc import Sequence

from handlers.reports.store import AuditEntry, Link


class MemoryAuditTrail:
    """The trail: nobody can change it here, so it always fits."""

    def __init__(self, entries: list[AuditEntry]) -> None:
        self._entries = entries

    def append(self, entry: AuditEntry) -> None:
        """Add one entry at the end."""
        self._entries.append(entry)

    def entries(self, ticket: str | None = None) -> Sequence[AuditEntry]:
        """All entries, or one ticket's, oldest first."""
        return [entry for entry in self._entries if ticket in {None, entry.ticket}]

    def knows(self, ticket: str) -> bool:
        """Whether there is any entry of this ticket."""
        return any(entry.ticket == ticket for entry in self._entries)

    def at_large(self, *actions: str) -> Sequence[AuditEntry]:
        """The entries of no ticket that say one of these, oldest first."""
        return [entry for entry in self.entries("") if entry.action in actions]

    def last(self) -> AuditEntry | None:
        """The last entry; None where there is none."""
        return self._entries[-1] if self._entries else None

    def mark(self, ticket: str, key: str) -> str:
        """A person beside a ticket in 32 hexadecimal digits."""
        return hashlib.sha256(f"{ticket} {key}".encode()).hexdigest()[:32]

    def verify(self) -> int | None:
        """None: all entries fit."""
        return None

    def link(self, sequence: int | None = None) -> Link | None:
        """The entry with this number, or the last one; a hash of all up to it stands for a signature."""
        last = len(self._entries) if sequence is None else sequence
        if not 0 < last <= len(self._entries):
            return None
        return Link(last, hashlib.sha256(repr(self._entries[:last]).encode()).hexdigest())
