"""The register of tickets: what may be seen in plain columns, the report and the reporter sealed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, delete, select, update

from handlers.errors import CannotOpen, NotForYou
from handlers.reports.ticket import Matter, Report, Reporter, Status, Ticket, Urgency
from storage.engine import queue_up
from storage.keyset import Keyset
from storage.row_seal import COVERED, digest_of_entries, fits, require_fit, seal_of
from storage.sealing import Cell, DataKey, refusal
from storage.tables import data_keys, journal, outbox, tickets

CONTENT, IDENTITY = "content", "identity"
"""What a data key is for."""

_FIXED = frozenset({"number", "site", "opened_at", "policy", "policy_hash", "notice", "matter", "drill"})
_PLAIN = [column for column in tickets.c if column.name in Ticket.__dataclass_fields__]
_READ: list[Column[Any]] = [*COVERED, tickets.c.seal]
_READ_WITH_REPORTER: list[Column[Any]] = [*_READ, tickets.c.reporter]


def key_cell(ticket: str, purpose: str) -> Cell:
    """Where a wrapped data key lives."""
    return Cell("data_keys", f"{ticket}/{purpose}", "wrapped")


class DatabaseRegister:
    """The tickets of one unit of work."""

    def __init__(self, connection: Connection, keyset: Keyset) -> None:
        self._connection = connection
        self._keyset = keyset

    def file(self, ticket: Ticket, report: Report, reporter: Reporter, token: str) -> None:
        """Seal and keep a new ticket."""
        content, identity = DataKey.generate(), DataKey.generate()
        number = ticket.number
        sealed = {
            "answers": _seal(content, number, "answers", dict(report.answers)),
            "involved": _seal(content, number, "involved", sorted(report.involved)),
            "reporter": _seal(identity, number, "reporter", _told(reporter)),
        }
        indexes = {
            "token_index": self._keyset.index("token", token),
            "reporter_index": self._keyset.index("reporter", reporter.key),
        }
        plain = {**_plain(ticket), **indexes, "entries": digest_of_entries(self._connection, number)}
        seal = seal_of(self._keyset, plain)
        self._connection.execute(tickets.insert().values(seal=seal, **plain, **sealed))
        self._keep_key(number, CONTENT, content)
        self._keep_key(number, IDENTITY, identity)

    def _keep_key(self, number: str, purpose: str, key: DataKey) -> None:
        wrapped = self._keyset.wrap(key_cell(number, purpose), key)
        self._connection.execute(data_keys.insert().values(ticket=number, purpose=purpose, wrapped=wrapped))

    def filed_with(self, token: str) -> Ticket | None:
        """The ticket filed with this token; whoever asks for the same token waits for this transaction.

        Raises CannotOpen.
        """
        index = self._keyset.index("token", token)
        queue_up(self._connection, index)
        found = self._connection.execute(select(*_READ).where(tickets.c.token_index == index)).first()
        if found is None:
            return None
        require_fit(self._keyset, found)
        return _ticket(found)

    def get(self, number: str) -> Ticket:
        """The ticket, locked against other writers. Raises NotForYou, CannotOpen."""
        return _ticket(self._locked(number))

    def save(self, ticket: Ticket) -> None:
        """Write back what may change of a ticket. Raises NotForYou, CannotOpen."""
        row = self._locked(ticket.number)
        self._write(row, {name: value for name, value in _plain(ticket).items() if name not in _FIXED})

    def entered(self, number: str) -> None:
        """Seal the row anew after an entry of its journal was written. Raises NotForYou, CannotOpen."""
        self._write(self._locked(number), {"entries": digest_of_entries(self._connection, number)})

    def listed(self, number: str) -> None:
        """Raise CannotOpen where the journal's list is not the one that was written."""
        row = self._connection.execute(select(*_READ).where(tickets.c.number == number)).first()
        if row is None:
            return
        require_fit(self._keyset, row)
        if bytes(row.entries) != digest_of_entries(self._connection, number):
            raise refusal(Cell("tickets", number, "entries"))

    def report(self, number: str) -> Report:
        """Open the sealed content. Raises NotForYou, CannotOpen."""
        found = self._one(select(tickets).where(tickets.c.number == number))
        require_fit(self._keyset, found)
        key = self.key(number, CONTENT)
        answers = _open(key, number, "answers", found.answers)
        return Report(answers, frozenset(_open(key, number, "involved", found.involved)))

    def reporter(self, number: str) -> Reporter:
        """Open the sealed identity. Raises NotForYou, CannotOpen."""
        found = self._one(select(tickets).where(tickets.c.number == number))
        require_fit(self._keyset, found)
        return self._identity(number, found.reporter)

    def all(self) -> Sequence[Ticket]:
        """Every ticket that is as it was written, oldest first, unopened."""
        found = self._connection.execute(select(*_READ).order_by(tickets.c.opened_at, tickets.c.number))
        return [_ticket(row) for row in found if fits(self._keyset, row)]

    def of_reporter(self, key: str) -> Sequence[Ticket]:
        """The tickets of the person with this key, oldest first; their identity alone is opened."""
        own = tickets.c.reporter_index == self._keyset.index("reporter", key)
        query = select(*_READ_WITH_REPORTER).where(own)
        found = self._connection.execute(query.order_by(tickets.c.opened_at, tickets.c.number)).all()
        return [_ticket(row) for row in found if fits(self._keyset, row) and self._is_of(row, key)]

    def _is_of(self, row: Row[Any], key: str) -> bool:
        try:
            return self._identity(row.number, row.reporter).key == key
        except CannotOpen:
            return False  # the operator has been told

    def _identity(self, number: str, sealed: bytes) -> Reporter:
        return Reporter(**_open(self.key(number, IDENTITY), number, "reporter", sealed))

    def seal_rows(self) -> int:
        """Seal what a migration left without a seal, whatever is in it; how many these were.

        To be called once in a database's life, before anything in it is trusted.
        """
        rows = self._connection.execute(select(tickets).where(tickets.c.seal == b"")).all()
        for row in rows:
            try:
                index = self._keyset.index("reporter", self._identity(row.number, row.reporter).key)
            except CannotOpen:
                index = row.reporter_index
            entries = digest_of_entries(self._connection, row.number)
            self._write(row, {"reporter_index": index, "entries": entries})
        return len(rows)

    def _write(self, row: Row[Any], changes: Mapping[str, Any]) -> None:
        seal = seal_of(self._keyset, {**row._asdict(), **changes})
        of_ticket = tickets.c.number == row.number
        self._connection.execute(update(tickets).where(of_ticket).values(seal=seal, **changes))

    def _locked(self, number: str) -> Row[Any]:
        row = self._one(select(*_READ).where(tickets.c.number == number).with_for_update())
        require_fit(self._keyset, row)
        return row

    def destroy(self, number: str) -> None:
        """Delete the ticket's keys and all of its rows. Raises NotForYou."""
        for table in (data_keys, journal, outbox):
            self._connection.execute(delete(table).where(table.c.ticket == number))
        if not self._connection.execute(delete(tickets).where(tickets.c.number == number)).rowcount:
            raise NotForYou

    def _one(self, query: Select[Any]) -> Row[Any]:
        found = self._connection.execute(query).first()
        if found is None:
            raise NotForYou
        return found

    def key(self, number: str, purpose: str) -> DataKey:
        """The data key of a ticket for CONTENT or IDENTITY. Raises CannotOpen."""
        of_ticket = (data_keys.c.ticket == number) & (data_keys.c.purpose == purpose)
        wrapped = self._connection.execute(select(data_keys.c.wrapped).where(of_ticket)).scalar()
        if wrapped is None:
            raise refusal(key_cell(number, purpose))
        return self._keyset.unwrap(key_cell(number, purpose), wrapped)


def _seal(key: DataKey, number: str, column: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False)
    return key.seal(Cell("tickets", number, column), text.encode("utf-8", "surrogatepass"))


def _open(key: DataKey, number: str, column: str, sealed: bytes) -> Any:
    value = key.open(Cell("tickets", number, column), sealed)
    return json.loads(value.decode("utf-8", "surrogatepass"))


def _told(reporter: Reporter) -> Mapping[str, str | None]:
    return {name: getattr(reporter, name) for name in Reporter.__dataclass_fields__}


def _plain(ticket: Ticket) -> dict[str, Any]:
    values = {column.name: getattr(ticket, column.name) for column in _PLAIN}
    return {**values, "recipients": sorted(ticket.recipients), "recused": sorted(ticket.recused)}


def _ticket(row: Row[Any]) -> Ticket:
    values = {column.name: getattr(row, column.name) for column in _PLAIN}
    kinds = {
        "urgency": Urgency,
        "status": Status,
        "matter": Matter,
        "recipients": frozenset,
        "recused": frozenset,
    }
    return Ticket(**{name: kinds[name](v) if name in kinds else v for name, v in values.items()})
