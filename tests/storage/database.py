"""A database under test, and the side door that somebody with its password has."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from handlers.reports.ticket import Ticket
from storage.work import DatabaseStore
from tests.storage.samples import REPORT, REPORTER, ticket


@dataclass(frozen=True)
class Database:
    url: str
    keyset_path: Path
    store: DatabaseStore
    side_door: Engine

    @property
    def kind(self) -> str:
        return self.side_door.dialect.name

    @property
    def file(self) -> Path:
        return Path(str(self.side_door.url.database))

    def run(self, *statements: str, **values: object) -> None:
        """Change what the store wrote, behind its back."""
        with self.side_door.begin() as connection:
            for statement in statements:
                connection.execute(text(statement), values)

    def value(self, query: str, **values: object) -> Any:
        with self.side_door.begin() as connection:
            return connection.execute(text(query), values).scalar()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.side_door.begin() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def file_ticket(self, new: Ticket | None = None, token: str | None = None) -> Ticket:
        new = new or ticket()
        with self.store.begin() as work:
            work.tickets.file(new, REPORT, REPORTER, token or new.number)
        return new

    def disarm(self) -> None:
        """Drop the triggers, as somebody could who owns the database."""
        if self.kind == "postgresql":
            self.run("DROP TRIGGER audit_only_grows ON audit")
        else:
            self.run(*(f"DROP TRIGGER audit_refuses_{name}" for name in ("update", "delete", "insert")))
