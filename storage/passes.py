"""The passes, kept under the hash of their token and sealed: they name the person they are for."""

import json
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from handlers.reports.passes import Pass, fingerprint
from storage.keyset import Keyset
from storage.sealing import Cell
from storage.tables import passes


class DatabasePasses:
    """The passes of one unit of work."""

    def __init__(self, connection: Connection, keyset: Keyset) -> None:
        self._connection, self._keyset = connection, keyset

    def keep(self, token: str, leave: Pass) -> None:
        """Keep a new pass."""
        name = fingerprint(token)
        text = json.dumps([leave.action, leave.ticket, leave.holder, leave.expires_at.isoformat()])
        body = self._keyset.seal(_cell(name), text.encode("utf-8", "surrogatepass"))
        self._connection.execute(passes.insert().values(id=name, expires_at=leave.expires_at, body=body))

    def look(self, token: str, now: datetime) -> Pass | None:
        """The pass, unless it was used or has run out. Raises CannotOpen."""
        name = fingerprint(token)
        query = select(passes.c.body).where(passes.c.id == name).with_for_update()
        body = self._connection.execute(query).scalar()
        if body is None:
            return None
        text = self._keyset.open(_cell(name), body).decode("utf-8", "surrogatepass")
        action, ticket, holder, expires_at = json.loads(text)
        leave = Pass(action, ticket, holder, datetime.fromisoformat(expires_at).astimezone(UTC))
        return leave if now < leave.expires_at else None

    def take(self, token: str, now: datetime) -> Pass | None:
        """The pass, used up; those that have run out are swept away."""
        found = self.look(token, now)
        used = passes.c.id == fingerprint(token)
        self._connection.execute(delete(passes).where(used | (passes.c.expires_at <= now)))
        return found


def _cell(name: str) -> Cell:
    return Cell("passes", name, "body")
