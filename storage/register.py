"""The register of tickets: what may be seen in plain columns, the report and the reporter sealed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select, update

from handlers.errors import NotForYou
from handlers.reports.ticket import Matter, Report, Reporter, Status, Ticket, Urgency
from storage.engine import queue_up
from storage.keyset import Keyset
from storage.sealing import Cell, DataKey, refusal
from storage.tables import data_keys, journal, outbox, tickets

CONTENT, IDENTITY = "content", "identity"
"""What a data key is for."""

_FIXED = frozenset(
    {"number", "site", "urgency", "opened_at", "policy", "policy_hash", "notice", "matter", "drill"}
)
_PLAIN = [column for column in tickets.c if column.name in Ticket.__dataclass_fields__]


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
            "reporter": _seal(identity, number, "reporter", _identity(reporter)),
        }
        indexes = {
            "token_index": self._keyset.index("token", token),
            "reporter_index": self._keyset.index("reporter", reporter.key),
        }
        self._connection.execute(tickets.insert().values(**indexes, **_plain(ticket), **sealed))
        self._keep_key(number, CONTENT, content)
        self._keep_key(number, IDENTITY, identity)

    def _keep_key(self, number: str, purpose: str, key: DataKey) -> None:
        wrapped = self._keyset.wrap(key_cell(number, purpose), key)
        self._connection.execute(data_keys.insert().values(ticket=number, purpose=purpose, wrapped=wrapped))

    def filed_with(self, token: str) -> Ticket | None:
        """The ticket filed with this token; whoever asks for the same token waits for this transaction."""
        index = self._keyset.index("token", token)
        queue_up(self._connection, index)
        found = self._connection.execute(select(*_PLAIN).where(tickets.c.token_index == index)).first()
        return _ticket(found) if found else None

    def get(self, number: str) -> Ticket:
        """The ticket, locked against other writers. Raises NotForYou."""
        return _ticket(self._one(select(*_PLAIN).where(tickets.c.number == number).with_for_update()))

    def save(self, ticket: Ticket) -> None:
        """Write back what may change of a ticket. Raises NotForYou."""
        values = {name: value for name, value in _plain(ticket).items() if name not in _FIXED}
        done = self._connection.execute(
            update(tickets).where(tickets.c.number == ticket.number).values(values)
        )
        if not done.rowcount:
            raise NotForYou

    def report(self, number: str) -> Report:
        """Open the sealed content. Raises NotForYou, CannotOpen."""
        found = self._one(select(tickets.c.answers, tickets.c.involved).where(tickets.c.number == number))
        key = self.key(number, CONTENT)
        answers = _open(key, number, "answers", found.answers)
        return Report(answers, frozenset(_open(key, number, "involved", found.involved)))

    def reporter(self, number: str) -> Reporter:
        """Open the sealed identity. Raises NotForYou, CannotOpen."""
        found = self._one(select(tickets.c.reporter).where(tickets.c.number == number))
        return Reporter(**_open(self.key(number, IDENTITY), number, "reporter", found.reporter))

    def all(self) -> Sequence[Ticket]:
        """Every ticket, oldest first, unopened."""
        found = self._connection.execute(select(*_PLAIN).order_by(tickets.c.opened_at, tickets.c.number))
        return [_ticket(row) for row in found]

    def of_reporter(self, key: str) -> Sequence[Ticket]:
        """The tickets of the person with this key, oldest first, unopened."""
        own = tickets.c.reporter_index == self._keyset.index("reporter", key)
        query = select(*_PLAIN).where(own).order_by(tickets.c.opened_at, tickets.c.number)
        return [_ticket(row) for row in self._connection.execute(query)]

    def index_reporters(self) -> None:
        """Write the hash of who reported where a migration left it empty. Raises CannotOpen."""
        empty = tickets.c.reporter_index == b""
        for number in self._connection.execute(select(tickets.c.number).where(empty)).scalars().all():
            index = self._keyset.index("reporter", self.reporter(number).key)
            of_ticket = tickets.c.number == number
            self._connection.execute(update(tickets).where(of_ticket).values(reporter_index=index))

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


def needs_indexing(connection: Connection) -> bool:
    """Whether a migration left tickets that their reporter cannot find yet."""
    query = select(tickets.c.number).where(tickets.c.reporter_index == b"").limit(1)
    return connection.execute(query).first() is not None


def _seal(key: DataKey, number: str, column: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False)
    return key.seal(Cell("tickets", number, column), text.encode("utf-8", "surrogatepass"))


def _open(key: DataKey, number: str, column: str, sealed: bytes) -> Any:
    value = key.open(Cell("tickets", number, column), sealed)
    return json.loads(value.decode("utf-8", "surrogatepass"))


def _identity(reporter: Reporter) -> Mapping[str, str | None]:
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
