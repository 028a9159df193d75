"""Figures: the statistics of a settled period, worked out once and kept, so that they never change.

Counted anew they would tell somebody who is named late, left out, or whose record was destroyed, that a
case has gone from their sight: by the difference to what was printed before.
"""

import json
import logging
from dataclasses import dataclass

from handlers.errors import CannotOpen
from handlers.records.statistics import Period, Statistics, Table, last_period, statistics
from handlers.reports.admission import Admission
from handlers.reports.complaints import Complaints
from handlers.reports.delivery import Delivery
from handlers.reports.store import AuditEntry, UnitOfWork

SETTLED = "settled the figures"
"""The word of the trail; the detail names the period."""
_BOT = "courier"
_complaints = Complaints(logging.getLogger(__name__))


@dataclass(frozen=True, slots=True)
class Figures:
    """What is told of settled periods."""

    admission: Admission

    def settle(self, _delivery: Delivery) -> None:
        """Keep the figures of the last period that may be told, where it was not done before."""
        period = last_period(self.admission.clock.now(), self.admission.district)
        with self.admission.store.begin() as work:
            try:
                self.of(work, period)
            except CannotOpen:
                return  # the operator has been told, and nothing is put in their place

    def of(self, work: UnitOfWork, period: Period) -> Statistics:
        """What is kept of a period that has ended and settled; it is kept now where nothing is.

        Raises CannotOpen where what was kept is gone, or was changed: it is not counted anew.
        """
        # Looked up first: who settles it meanwhile writes both in one transaction.
        was_settled = any(e.action == SETTLED and e.detail == period.name for e in work.audit.entries(""))
        try:
            kept = work.figures.find(period.name)
        except CannotOpen:
            raise _not_there(period) from None
        if kept is None and was_settled:
            raise _not_there(period)
        return _read(period, kept) if kept else self._counted(work, period)

    def _counted(self, work: UnitOfWork, period: Period) -> Statistics:
        found = statistics(work, period, self.admission.district)
        if work.figures.keep(period.name, _written(found)):
            work.audit.append(AuditEntry(self.admission.clock.now(), _BOT, SETTLED, "", period.name))
            return found
        return self.of(work, period)  # somebody was faster


def _not_there(period: Period) -> CannotOpen:
    _complaints.make(period.name, "The figures of %s are gone or were changed in the database.", period.name)
    said = "cannot be opened, and are not counted anew. The operator has been told."
    return CannotOpen(f"The figures of {period.name} {said}")


def _written(found: Statistics) -> str:
    tables = [[table.title, table.cells] for table in found.tables]
    return json.dumps({"tables": tables, "total": found.total, "unopened": found.unopened})


def _read(period: Period, text: str) -> Statistics:
    kept = json.loads(text)
    tables = tuple(
        Table(title, tuple((label, told) for label, told in cells)) for title, cells in kept["tables"]
    )
    return Statistics(period, tables, kept["total"], kept["unopened"])
