"""Journals, passes and figures of the store in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.reports.journal import Entry, EntryKind, in_turn
from handlers.reports.passes import Pass, fingerprint


class MemoryJournal:
    """The journals."""

    def __init__(self, kept: list[Entry]) -> None:
        self._kept = kept

    def add(self, entry: Entry) -> None:
        """Keep one entry behind all others of its ticket."""
        last_at = max((kept.at for kept in self._kept if kept.ticket == entry.ticket), default=None)
        self._kept.append(in_turn(replace(entry, fields=dict(entry.fields)), last_at))

    def entries(self, ticket: str, *kinds: EntryKind) -> Sequence[Entry]:
        """A ticket's entries of these kinds, or all, in the order of writing."""
        return [e for e in self._kept if e.ticket == ticket and (not kinds or e.kind in kinds)]


class MemoryPasses:
    """The passes."""

    def __init__(self, kept: dict[str, Pass]) -> None:
        self._kept = kept

    def keep(self, token: str, leave: Pass) -> None:
        """Keep a new pass."""
        self._kept[fingerprint(token)] = leave

    def look(self, token: str, now: datetime) -> Pass | None:
        """The pass, unless it was used or has run out."""
        found = self._kept.get(fingerprint(token))
        return found if found and now < found.expires_at else None

    def take(self, token: str, now: datetime) -> Pass | None:
        """The pass, used up."""
        found = self.look(token, now)
        self._kept.pop(fingerprint(token), None)
        return found


class MemoryFigures:
    """The figures of settled periods."""

    def __init__(self, kept: dict[str, str]) -> None:
        self._kept = kept

    def keep(self, period: str, text: str) -> bool:
        """Keep the figures of a period; False where some are kept already, which stay."""
        is_new = period not in self._kept
        self._kept.setdefault(period, text)
        return is_new

    def drop(self, period: str) -> bool:
        """Forget the figures of a period; False where none are kept."""
        return self._kept.pop(period, None) is not None

    def find(self, period: str) -> str | None:
        """The figures of a period; None where none are kept."""
        return self._kept.get(period)
