"""The audit trail: a chain of entries, each signed together with the one before it.

The database refuses to change or delete an entry. Who gets around that (a copy of the file, a dropped
trigger) is found by `verify`: the chain shows a changed entry, and the signed head shows missing ones
at the end. An older head put back with them is found by a process that was running, which remembers the
end; and, like the whole database put back to an older state, by a `link` that was kept elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Row, exists, literal, select, update

from handlers.clock import Clock
from handlers.reports.store import AuditEntry, Link
from storage.keyset import Keyset
from storage.sealing import frame
from storage.tables import audit, audit_head
from storage.watch import CUT, Watch

_HEAD = 1  # the one row of audit_head


@dataclass(frozen=True, slots=True)
class _Link:
    """The end of the chain; `intact` is false where the head is not the one we signed."""

    sequence: int
    mac: bytes
    intact: bool = True


def start_chain(connection: Connection, keyset: Keyset) -> None:
    """Write the head of an empty chain, once in a database's life."""
    seal = keyset.sign(_head_text(0, b""))
    connection.execute(audit_head.insert().values(id=_HEAD, sequence=0, mac=b"", seal=seal))


def kept_link(connection: Connection, sequence: int | None = None) -> Link | None:
    """The entry with this number as the database has it, or the last one; None where there is none."""
    columns = select(audit.c.sequence, audit.c.mac)
    if sequence is None:
        query = columns.order_by(audit.c.sequence.desc()).limit(1)
    else:
        query = columns.where(audit.c.sequence == sequence)
    row = connection.execute(query).first()
    return Link(row.sequence, bytes(row.mac).hex()) if row else None


class DatabaseAuditTrail:
    """The trail of one unit of work. Entries are written as its last act, when `flush` is called.

    The chain admits one writer at a time: taken last and held shortly, its lock cannot be part of a
    deadlock with the locks on tickets.
    """

    def __init__(self, connection: Connection, keyset: Keyset, watch: Watch, clock: Clock) -> None:
        self._connection, self._keyset = connection, keyset
        self._watch, self._clock = watch, clock
        self._pending: list[AuditEntry] = []
        self._looked = self._cut = False
        self.reached: Link | None = None  # the end as this unit of work leaves it, where it is known

    def append(self, entry: AuditEntry) -> None:
        """Add one entry at the end."""
        self._pending.append(entry)

    def entries(self, ticket: str | None = None) -> Sequence[AuditEntry]:
        """All entries, or one ticket's, oldest first."""
        self.flush()
        query = select(audit).order_by(audit.c.sequence)
        if ticket is not None:
            query = query.where(audit.c.ticket == ticket)
        return [_entry(row) for row in self._connection.execute(query)]

    def knows(self, ticket: str) -> bool:
        """Whether there is any entry of this ticket; none is read."""
        self.flush()
        query = select(literal(1)).where(exists().where(audit.c.ticket == ticket))
        return self._connection.execute(query).first() is not None

    def at_large(self, *actions: str) -> Sequence[AuditEntry]:
        """The entries of no ticket that say one of these, oldest first; the others stay in the database."""
        self.flush()
        query = select(audit).where(audit.c.ticket == "", audit.c.action.in_(actions))
        return [_entry(row) for row in self._connection.execute(query.order_by(audit.c.sequence))]

    def last(self) -> AuditEntry | None:
        """The last entry; None where there is none."""
        self.flush()
        row = self._connection.execute(select(audit).order_by(audit.c.sequence.desc()).limit(1)).first()
        return _entry(row) if row else None

    def flush(self) -> None:
        """Write what was appended, after a look whether all is there that this process has seen."""
        if not self._looked:
            self._look()
        if not self._pending:
            return
        link = self._go_on_from()
        for entry in self._pending:
            link = self._write(link, entry)
        self._pending.clear()
        # A head that was not ours is never signed anew: that would hide what somebody removed.
        seal = self._keyset.sign(_head_text(link.sequence, link.mac)) if link.intact else b""
        head = {"sequence": link.sequence, "mac": link.mac, "seal": seal}
        self._connection.execute(update(audit_head).where(audit_head.c.id == _HEAD).values(head))
        self.reached = Link(link.sequence, link.mac.hex())

    def _look(self) -> None:
        seen, self._looked = self._watch.seen, True
        if seen and kept_link(self._connection, seen.sequence) != seen:
            self._cut = True
            self._watch.missed(seen)
            told = AuditEntry(self._clock.now(), "courier", CUT, "", f"entry {seen.sequence}")
            self._pending.insert(0, told)
        head = self._connection.execute(select(audit_head).where(audit_head.c.id == _HEAD)).first()
        if head and head.sequence and self._is_signed(head):
            self.reached = Link(head.sequence, bytes(head.mac).hex())

    def _go_on_from(self) -> _Link:
        """The end; where that was cut, what this process saw last, so that the gap stays to be seen."""
        end, seen = self._end(), self._watch.seen
        if not self._cut or seen is None:
            return end
        if seen.sequence > end.sequence:
            return _Link(seen.sequence, bytes.fromhex(seen.mac), intact=False)
        return replace(end, intact=False)

    def _end(self) -> _Link:
        head = self._connection.execute(
            select(audit_head).where(audit_head.c.id == _HEAD).with_for_update()
        ).first()
        if head and self._is_signed(head):
            return _Link(head.sequence, head.mac)
        last = self._connection.execute(select(audit).order_by(audit.c.sequence.desc()).limit(1)).first()
        return _Link(last.sequence, last.mac, intact=False) if last else _Link(0, b"", intact=False)

    def _is_signed(self, head: Row[Any]) -> bool:
        return self._keyset.signed(head.seal, _head_text(head.sequence, head.mac))

    def _write(self, link: _Link, entry: AuditEntry) -> _Link:
        sequence = link.sequence + 1
        mac = self._keyset.sign(_entry_text(sequence, entry, link.mac))
        values = {name: getattr(entry, name) for name in AuditEntry.__dataclass_fields__}
        self._connection.execute(audit.insert().values(sequence=sequence, mac=mac, **values))
        return _Link(sequence, mac, link.intact)

    def mark(self, ticket: str, key: str) -> str:
        """A person beside a ticket in 32 hexadecimal digits that only the keyset can make."""
        return self._keyset.index("left out", f"{ticket} {key}")[:16].hex()

    def verify(self) -> int | None:
        """The number of the first entry that is changed or missing, from 1; None where all fit."""
        self.flush()
        query = select(audit).order_by(audit.c.sequence).execution_options(yield_per=1000)
        with self._connection.execute(query) as rows:
            link = self._last_fitting(rows)
        return None if link.intact and self._end() == link else link.sequence + 1

    def link(self, sequence: int | None = None) -> Link | None:
        """The entry with this number as the database has it, or the last one; None where there is none."""
        self.flush()
        return kept_link(self._connection, sequence)

    def _last_fitting(self, rows: Iterable[Row[Any]]) -> _Link:
        """The last entry that fits; not intact where another follows that does not."""
        link = _Link(0, b"")
        for row in rows:
            sequence = link.sequence + 1
            text = _entry_text(sequence, _entry(row), link.mac)
            if row.sequence != sequence or not self._keyset.signed(row.mac, text):
                return replace(link, intact=False)
            link = _Link(sequence, row.mac)
        return link


def _entry_text(sequence: int, entry: AuditEntry, previous: bytes) -> bytes:
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    # As text, whatever the column holds: the same letters kept as bytes are another entry.
    said = (str(word) for word in (entry.actor, entry.action, entry.ticket, entry.detail))
    return frame("smpolicy entry 1", str(sequence), at, *said, previous)


def _head_text(sequence: int, mac: bytes) -> bytes:
    return frame("smpolicy head 1", str(sequence), mac)


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(**{name: getattr(row, name) for name in AuditEntry.__dataclass_fields__})
