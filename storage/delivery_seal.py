"""The seal of a delivery: a MAC over what never changes of it, so that nobody can invent or alter one."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from handlers.reports.complaints import Complaints
from storage.keyset import Keyset
from storage.sealing import frame

_complaints = Complaints(logging.getLogger(__name__))
_COVERED = ("id", "ticket", "kind", "topic", "step", "recipient")


def seal_of(keyset: Keyset, values: Mapping[str, Any]) -> bytes:
    """The seal of a delivery with these values by column name."""
    return keyset.sign(_text(values))


def fits(keyset: Keyset, row: Row[Any]) -> bool:
    """Whether this program wrote the delivery so; what does not fit is logged once, by its ticket alone."""
    text = _text(row._asdict())
    if keyset.signed(row.seal, text):
        return True
    whose = f"A delivery of ticket {row.ticket}" if row.ticket else "A delivery of no ticket"
    _complaints.make(repr(row.id), "%s was invented or changed behind the program: it is not sent.", whose)
    return False


def _text(values: Mapping[str, Any]) -> bytes:
    # SQLite keeps a value of any type in any column: an odd one must fail here, not stop the courier.
    plain = json.dumps([values[name] for name in _COVERED], default=repr)
    return frame("smpolicy delivery 1", plain)
