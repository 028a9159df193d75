"""The journal of a ticket: what was added, asked, noted and done after it was filed, sealed like it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

REPORTER = "reporter"
"""Who wrote an entry, where it was the person whose identity is sealed apart."""


class EntryKind(StrEnum):
    """What an entry is. Only the kind and the time can be seen without opening it."""

    ADDITION = "addition"
    """The reporter adds something."""
    QUESTION = "question"
    """A supervisor asks the reporter."""
    ANSWER = "answer"
    """The answer to a question, by the reporter, or by a supervisor where the ticket is a question."""
    CALL = "call"
    """The reporter's own oral report to an agency: it stops the first clock and starts the second."""
    WRITTEN = "written"
    """The reporter's own written report to the agency: it stops the second clock."""
    NOTE = "note"
    """A supervisor's note."""
    AGENCY = "agency"
    """A supervisor's contact with an agency."""
    OUTCOME = "outcome"
    """How the case was closed, or why it was opened again."""
    ITEM = "item"
    """A point of a checklist that was done."""
    DOCUMENT = "document"
    """A document handed in."""
    REVEAL = "reveal"
    """Somebody asks to see who reported, or agrees that somebody may."""
    ORDER = "order"
    """Somebody asks for destruction or a hold, or agrees to it."""


WRITTEN_BY_REPORTER = (EntryKind.ADDITION, EntryKind.ANSWER, EntryKind.CALL, EntryKind.WRITTEN)
"""Words in which a person may be named who was not named before."""


def new_entry_id() -> str:
    """A random id."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `by` is an e-mail address or REPORTER; `fields` is its content, by field name."""

    id: str
    ticket: str
    kind: EntryKind
    at: datetime
    by: str = field(repr=False)
    fields: Mapping[str, str] = field(repr=False, default_factory=dict)


def in_turn(entry: Entry, last_at: datetime | None) -> Entry:
    """The entry as it is kept behind the last one of its ticket, at a later moment whatever the clock says.

    A clock may stand still or be set back, and of two corrections the one written later must count.
    """
    if last_at is None or entry.at > last_at:
        return entry
    return replace(entry, at=last_at + timedelta(microseconds=1))
