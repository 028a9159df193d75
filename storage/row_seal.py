"""The seal of a ticket's row: a MAC over what is in plain columns, so that nobody can edit these."""

import hashlib
import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from handlers.errors import CannotOpen
from handlers.reports.complaints import Complaints
from storage.keyset import Keyset
from storage.sealing import frame
from storage.tables import journal, tickets

_complaints = Complaints(logging.getLogger(__name__))
_SEALED_APART = frozenset({"answers", "involved", "reporter", "seal"})

COVERED = tuple(column for column in tickets.c if column.name not in _SEALED_APART)
"""All plain columns, both indexes, and the digest of the journal's list."""


def seal_of(keyset: Keyset, values: Mapping[str, Any]) -> bytes:
    """The seal of a row with these values by column name; all of COVERED."""
    return keyset.sign(_text(values))


def fits(keyset: Keyset, row: Row[Any]) -> bool:
    """Whether the row is as it was written; what does not fit is logged once, with its number."""
    if keyset.signed(row.seal, _text(row._asdict())):
        return True
    sentence = "The row of ticket %s was changed behind the program: it is left out."
    _complaints.make(row.number, sentence, row.number)
    return False


def require_fit(keyset: Keyset, row: Row[Any]) -> None:
    """Raise CannotOpen unless the row is as it was written."""
    if not fits(keyset, row):
        raise CannotOpen


def digest_of_entries(connection: Connection, number: str) -> bytes:
    """What stands for the list of a ticket's journal entries: which there are, of which kind, and when."""
    listed = select(journal.c.id, journal.c.kind, journal.c.at).where(journal.c.ticket == number)
    rows = connection.execute(listed.order_by(journal.c.id)).all()
    parts = [part for row in rows for part in (row.id, row.kind, _plain(row.at))]
    return hashlib.sha256(frame("smpolicy entries 1", number, *parts)).digest()


def _text(values: Mapping[str, Any]) -> bytes:
    plain = {column.name: _plain(values[column.name]) for column in COVERED}
    return frame("smpolicy ticket row 1", str(plain["number"]), json.dumps(plain, sort_keys=True))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.hex() if isinstance(value, bytes | memoryview) else value
