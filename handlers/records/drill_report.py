"""What came of the drills: from the trail alone, so that it can still be told when a drill is destroyed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.records.drill import ENDED, STARTED
from handlers.reports.access import Action
from handlers.reports.store import AuditEntry


@dataclass(frozen=True, slots=True)
class Drilled:
    """One drill. `steps` are the steps of the ladder taken, `told` how many messages were confirmed."""

    ticket: str
    site: str
    started: datetime
    steps: tuple[tuple[str, datetime], ...]
    told: int
    acknowledged: datetime | None
    by: str | None
    ended: datetime | None

    @property
    def took(self) -> timedelta | None:
        """From the start until somebody acknowledged it."""
        return self.acknowledged - self.started if self.acknowledged else None


def drills(entries: Iterable[AuditEntry]) -> Sequence[Drilled]:
    """All drills on the trail, oldest first."""
    by_ticket: dict[str, list[AuditEntry]] = {}
    for entry in entries:
        if entry.ticket in by_ticket or entry.action == STARTED:
            by_ticket.setdefault(entry.ticket, []).append(entry)
    return [_drilled(of) for of in by_ticket.values()]


def _drilled(entries: Sequence[AuditEntry]) -> Drilled:
    first = entries[0]
    acknowledged = _first(entries, Action.ACKNOWLEDGE)
    ended = _first(entries, ENDED)
    return Drilled(
        first.ticket,
        first.detail,
        first.at,
        tuple((e.detail, e.at) for e in entries if e.action == "escalated"),
        sum(e.action == "told" for e in entries),
        acknowledged.at if acknowledged else None,
        acknowledged.actor if acknowledged else None,
        ended.at if ended else None,
    )


def _first(entries: Sequence[AuditEntry], action: str) -> AuditEntry | None:
    return next((entry for entry in entries if entry.action == action), None)
