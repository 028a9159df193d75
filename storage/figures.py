"""The figures of settled periods, sealed: written once, and changed by nothing but a drop.

A period is kept under its name and a number, of which time of settling it this is, such as
`2026-07 to 2026-12/1`: what was kept once before does not open in the place of what is kept now.
"""

from sqlalchemy import Connection, delete, select

from storage.engine import insert_into
from storage.keyset import Keyset
from storage.sealing import Cell, pad, unpad
from storage.tables import figures


class DatabaseFigures:
    """The figures of one unit of work."""

    def __init__(self, connection: Connection, keyset: Keyset) -> None:
        self._connection, self._keyset = connection, keyset

    def keep(self, period: str, text: str) -> bool:
        """Seal and keep the figures of a period; False where some are kept already, which stay."""
        body = self._keyset.seal(_cell(period), pad(text.encode()))
        insert = insert_into(self._connection, figures).values(period=period, body=body)
        new = insert.on_conflict_do_nothing(index_elements=["period"]).returning(figures.c.period)
        return self._connection.execute(new).first() is not None

    def drop(self, period: str) -> bool:
        """Forget the figures of a period; False where none are kept."""
        return self._connection.execute(delete(figures).where(figures.c.period == period)).rowcount > 0

    def find(self, period: str) -> str | None:
        """The figures of a period; None where none are kept. Raises CannotOpen."""
        query = select(figures.c.body).where(figures.c.period == period)
        body = self._connection.execute(query).scalar()
        return None if body is None else unpad(self._keyset.open(_cell(period), body)).decode()


def _cell(period: str) -> Cell:
    return Cell("figures", period, "body")
