"""Figures: the statistics of a settled period, worked out once and kept, so that nothing changes them.

Counted anew they would tell somebody who is named late, left out, or whose record was destroyed, that a
case has gone from their sight: by the difference to what was printed before.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

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
class Figures:
    """What is told of settled periods."""

    admission: Admission

    def settle(self, _delivery: Delivery) -> None:
        """Keep the figures of the last period that may be told, where it was not done before.

        Those that a clock ahead has settled are dropped while it still can be seen that it was.
        """
        with self.admission.store.begin() as work:
            for settled in _last_words(work).values():
                if settled.action == SETTLED and self._is_ahead(work, settled):
                    self._void(work, settled.detail)
        period = last_period(self.admission.clock.now(), self.admission.district)
        with self.admission.store.begin() as work:
            try:
                self.of(work, period)
            except CannotOpen:
                return  # the operator has been told, and nothing is put in their place

    def of(self, work: UnitOfWork, period: Period) -> Statistics:
        """What is kept of a period that has ended and settled; it is kept now where nothing is.

        What a wrong clock has settled is void, and counted anew. Raises CannotOpen where what was kept is
        gone, or was changed: it is not counted anew.
        """
        kept, settled = _found(work, period), _last_words(work).get(period.name)
        if settled and settled.action == SETTLED:
            # Once more: who settled it meanwhile wrote both in one transaction.
            kept = kept or _found(work, period)
            if kept is None:
                raise _not_there(period)
            if not self._has_settled(settled.at, period) or self._is_ahead(work, settled):
                self._void(work, period.name)
                kept = None
        return _read(period, kept) if kept else self._counted(work, period)

    def _is_ahead(self, work: UnitOfWork, settled: AuditEntry) -> bool:
        """Whether the clock was ahead then; where it is behind now, the end of the trail is ahead too."""
        latest = self.admission.clock.now() + CLOCKS_DIFFER
        last = work.audit.last()
        return settled.at > latest and (last is None or last == settled or last.at <= latest)

    def _has_settled(self, at: datetime, period: Period) -> bool:
        return (at - SETTLES_AFTER).astimezone(self.admission.district.zone).date() >= period.end

    def _may_be_mended(self, found: Statistics, period: Period) -> bool:
        since = self.admission.clock.now() - _MENDING
        return found.unopened > 0 and not self._has_settled(since, period)

    def _void(self, work: UnitOfWork, name: str) -> None:
        if work.figures.drop(name):
            work.audit.append(AuditEntry(self.admission.clock.now(), _BOT, VOIDED, "", name))

    def _counted(self, work: UnitOfWork, period: Period) -> Statistics:
        found = statistics(work, period, self.admission.district)
        if self._may_be_mended(found, period):
            return found
        if work.figures.keep(period.name, _written(found)):
            work.audit.append(AuditEntry(self.admission.clock.now(), _BOT, SETTLED, "", period.name))
            return found
        return self.of(work, period)  # somebody was faster

    def anew(self, work: UnitOfWork, period: Period, reason: str) -> Statistics:
        """The figures counted now, which replace what is kept; the reason is sealed with them.

        Raises CannotOpen where something cannot be opened that may still be mended.
        """
        found = statistics(work, period, self.admission.district)
        if self._may_be_mended(found, period):
            raise CannotOpen("Something cannot be opened that may still be mended: the log names it.")
        work.figures.drop(period.name)
        work.figures.keep(period.name, _written(found, reason))
        work.audit.append(AuditEntry(self.admission.clock.now(), _BOT, SETTLED, "", period.name))
        return found


def _last_words(work: UnitOfWork) -> Mapping[str, AuditEntry]:
    """What the trail says last of each period."""
    return {entry.detail: entry for entry in work.audit.at_large(SETTLED, VOIDED)}


def _found(work: UnitOfWork, period: Period) -> str | None:
    try:
        return work.figures.find(period.name)
    except CannotOpen:
        raise _not_there(period) from None


def _not_there(period: Period) -> CannotOpen:
    _complaints.make(period.name, "The figures of %s are gone or were changed in the database.", period.name)
    said = "cannot be opened, and are not counted anew. The operator has been told."
    return CannotOpen(f"The figures of {period.name} {said}")


def _written(found: Statistics, reason: str = "") -> str:
    tables = [[table.title, table.cells] for table in found.tables]
    kept = {"tables": tables, "total": found.total, "unopened": found.unopened, "reason": reason}
    return json.dumps(kept)


def _read(period: Period, text: str) -> Statistics:
    kept = json.loads(text)
    tables = tuple(
        Table(title, tuple((label, told) for label, told in cells)) for title, cells in kept["tables"]
    )
    return Statistics(period, tables, kept["total"], kept["unopened"], kept.get("reason", ""))
