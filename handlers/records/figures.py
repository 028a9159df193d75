"""Figures: the statistics of a settled period, worked out once and kept, so that nothing changes them.

Counted anew they would tell somebody who is named late, left out, or whose record was destroyed, that a
case has gone from their sight: by the difference to what was printed before. Each is sealed for one
occasion, so an older one that is put back does not open.
"""

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.casework.act import CLOCKS_DIFFER
from handlers.errors import CannotOpen
from handlers.records.statistics import SETTLED as SETTLES_AFTER
from handlers.records.statistics import Period, Statistics, Table, last_period, statistics
from handlers.reports.admission import Admission
from handlers.reports.complaints import Complaints
from handlers.reports.delivery import Delivery
from handlers.reports.store import AuditEntry, UnitOfWork

SETTLED, VOIDED = "settled the figures", "voided the figures of a wrong clock"
"""The words of the trail; the detail names the period."""
_MENDING = timedelta(days=30)
"""For so long after a period has settled, what cannot be opened may be mended before figures are kept."""
_BOT = "courier"
_complaints = Complaints(logging.getLogger(__name__))


@dataclass(frozen=True, slots=True)
class _Said:
    """What the trail says of a period: how often it was settled, and the last word."""

    period: str
    count: int = 0
    last: AuditEntry | None = None

    @property
    def settled_at(self) -> datetime | None:
        """None where there should be no figures: never settled, or void since."""
        return self.last.at if self.last and self.last.action == SETTLED else None

    def occasion(self, count: int) -> str:
        """What figures are kept under, and bound to: the period, and which time of settling it this is."""
        return f"{self.period}/{count}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of settled periods.

    The trail has one writer at a time. So it is written last: after the counting, and after the figures.
    """

    admission: Admission

    def settle(self, _delivery: Delivery) -> None:
        """Keep the figures of the last period that may be told, where it was not done before.

        Those that a clock ahead has settled are dropped while it still can be seen that it was.
        """
        with self.admission.store.begin() as work:
            for said in [said for said in _all_said(work) if self._is_ahead(work, said)]:
                self._void(work, said)
        period = last_period(self.admission.clock.now(), self.admission.district)
        with self.admission.store.begin() as work:
            try:
                self.of(work, period)
            except CannotOpen:
                return  # the operator has been told, and nothing is put in their place

    def of(self, work: UnitOfWork, period: Period) -> Statistics:
        """What is kept of a period that has ended and settled; it is kept now where nothing is.

        What a wrong clock has settled is void, and counted anew. Raises CannotOpen where what was kept is
        gone, was changed, or is not what the trail says was kept last: it is not counted anew.
        """
        said = _said(work, period)
        try:
            kept = _kept(work, said)
        except CannotOpen:
            if _said(work, period) != said:
                return self.of(work, period)  # somebody else had it in hand meanwhile
            raise _not_there(period) from None
        if kept and not self._is_wrong(work, said, period):
            return _read(period, kept)
        found = statistics(work, period, self.admission.district)
        self._void(work, said)
        return found if self._may_be_mended(found, period) else self._keep(work, said, found)

    def anew(self, work: UnitOfWork, period: Period) -> Statistics:
        """The figures counted now, in the place of those for which `of` raises CannotOpen; else those kept.

        Raises CannotOpen where something cannot be opened that may still be mended.
        """
        try:
            return self.of(work, period)
        except CannotOpen:
            said = _said(work, period)
        found = statistics(work, period, self.admission.district)
        if self._may_be_mended(found, period):
            raise CannotOpen("Something cannot be opened that may still be mended: the log names it.")
        work.figures.drop(said.occasion(said.count))
        today = self.admission.clock.now().astimezone(self.admission.district.zone).date()
        found = replace(found, anew=today)
        try:
            return self._keep(work, said, found)
        except CannotOpen:
            # Nobody has settled it: what stands there was put there in the database.
            work.figures.drop(said.occasion(said.count + 1))
            return self._keep(work, said, found)

    def _is_wrong(self, work: UnitOfWork, said: _Said, period: Period) -> bool:
        """Whether a clock that was wrong has settled it."""
        at = said.settled_at
        return at is not None and (not self._has_settled(at, period) or self._is_ahead(work, said))

    def _is_ahead(self, work: UnitOfWork, said: _Said) -> bool:
        """Whether the clock was ahead then; where it is behind now, the end of the trail is ahead too."""
        at, latest = said.settled_at, self.admission.clock.now() + CLOCKS_DIFFER
        if at is None or at <= latest:
            return False
        last = work.audit.last()
        return last is None or last == said.last or last.at <= latest

    def _has_settled(self, at: datetime, period: Period) -> bool:
        return (at - SETTLES_AFTER).astimezone(self.admission.district.zone).date() >= period.end

    def _may_be_mended(self, found: Statistics, period: Period) -> bool:
        since = self.admission.clock.now() - _MENDING
        return found.unopened > 0 and not self._has_settled(since, period)

    def _void(self, work: UnitOfWork, said: _Said) -> None:
        if said.settled_at and work.figures.drop(said.occasion(said.count)):
            work.audit.append(AuditEntry(self.admission.clock.now(), _BOT, VOIDED, "", said.period))

    def _keep(self, work: UnitOfWork, said: _Said, found: Statistics) -> Statistics:
        """The figures, kept now, or what somebody who was faster has kept. Raises CannotOpen."""
        if work.figures.keep(said.occasion(said.count + 1), _written(found)):
            work.audit.append(AuditEntry(self.admission.clock.now(), _BOT, SETTLED, "", said.period))
            return found
        if _said(work, found.period).count == said.count:
            raise _not_there(found.period)
        return self.of(work, found.period)


def _all_said(work: UnitOfWork) -> Iterator[_Said]:
    entries = work.audit.at_large(SETTLED, VOIDED)
    return (_of_period(entries, name) for name in dict.fromkeys(entry.detail for entry in entries))


def _said(work: UnitOfWork, period: Period) -> _Said:
    return _of_period(work.audit.at_large(SETTLED, VOIDED), period.name)


def _of_period(entries: Iterable[AuditEntry], name: str) -> _Said:
    own = [entry for entry in entries if entry.detail == name]
    return _Said(name, sum(entry.action == SETTLED for entry in own), own[-1] if own else None)


def _kept(work: UnitOfWork, said: _Said) -> str | None:
    """What is kept; None where the trail says that nothing is. Raises CannotOpen where they differ."""
    kept = work.figures.find(said.occasion(said.count))
    if (kept is None) == (said.settled_at is not None):
        raise CannotOpen
    return kept


def _not_there(period: Period) -> CannotOpen:
    _complaints.make(period.name, "The figures of %s are gone or were changed in the database.", period.name)
    said = "cannot be opened, and are not counted anew. The operator has been told."
    return CannotOpen(f"The figures of {period.name} {said}")


def _written(found: Statistics) -> str:
    tables = [[table.title, table.cells] for table in found.tables]
    anew = found.anew.isoformat() if found.anew else None
    return json.dumps({"tables": tables, "total": found.total, "unopened": found.unopened, "anew": anew})


def _read(period: Period, text: str) -> Statistics:
    kept = json.loads(text)
    tables = tuple(
        Table(title, tuple((label, told) for label, told in cells)) for title, cells in kept["tables"]
    )
    anew = date.fromisoformat(kept["anew"]) if kept["anew"] else None
    return Statistics(period, tables, kept["total"], kept["unopened"], anew)
