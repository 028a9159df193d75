"""The journals of tickets, sealed with the key of their content."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from handlers.reports.journal import Entry, EntryKind, in_turn
from storage.register import CONTENT, DatabaseRegister
from storage.sealing import Cell, refusal
from storage.tables import journal


class DatabaseJournal:
    """The journals of one unit of work."""

    def __init__(self, connection: Connection, register: DatabaseRegister) -> None:
        self._connection, self._register = connection, register

    def add(self, entry: Entry) -> None:
        """Seal and keep one entry behind all others of its ticket.

        Raises CannotOpen where its ticket has no key or was changed.
        """
        key = self._register.key(entry.ticket, CONTENT)
        self._register.get(entry.ticket)  # locks it: no other entry may come in between
        self._register.listed(entry.ticket)
        entry = in_turn(entry, self._last_at(entry.ticket))
        text = json.dumps([entry.by, entry.at.isoformat(), dict(entry.fields)], ensure_ascii=False)
        body = key.seal(_cell(entry.ticket, entry.kind, entry.id), text.encode("utf-8", "surrogatepass"))
        plain = {"id": entry.id, "ticket": entry.ticket, "kind": entry.kind, "at": entry.at}
        self._connection.execute(journal.insert().values(body=body, **plain))
        self._register.entered(entry.ticket)

    def entries(self, ticket: str, *kinds: EntryKind) -> Sequence[Entry]:
        """A ticket's entries of these kinds, or all, in the order of writing. Raises CannotOpen."""
        self._register.listed(ticket)
        query = select(journal).where(journal.c.ticket == ticket).order_by(journal.c.at, journal.c.id)
        if kinds:
            query = query.where(journal.c.kind.in_(kinds))
        rows = self._connection.execute(query).all()
        return [self._opened(row) for row in rows]

    def _last_at(self, ticket: str) -> datetime | None:
        last: datetime | None = self._connection.execute(
            select(func.max(journal.c.at)).where(journal.c.ticket == ticket)
        ).scalar()
        return last

    def _opened(self, row: Row[Any]) -> Entry:
        key = self._register.key(row.ticket, CONTENT)
        cell = _cell(row.ticket, row.kind, row.id)
        by, at, fields = json.loads(key.open(cell, row.body).decode("utf-8", "surrogatepass"))
        if datetime.fromisoformat(at) != row.at:
            raise refusal(cell)
        return Entry(row.id, row.ticket, EntryKind(row.kind), row.at, by, fields)


def _cell(ticket: str, kind: str, entry: str) -> Cell:
    """Bound to its kind too: a note must not pass for the record of a call."""
    return Cell("journal", f"{ticket}/{kind}/{entry}", "body")
