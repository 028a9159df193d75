"""Recount: the figures of a settled period worked out anew, because a person says why they are wrong."""

from handlers.errors import NotForYou
from handlers.records.figures import Figures
from handlers.records.statistics import Period, Statistics, last_period, period_before
from handlers.reports.access import Role, standing_at_large
from handlers.reports.admission import Admission
from handlers.reports.store import AuditEntry

RECOUNTED = "recounted the figures"
"""The word of the trail; the detail names the period. The reason is kept with the figures, sealed."""
WARNING = (
    "What was printed of this period will differ from what is told from now on. Whoever has both can work "
    "out the difference: it may tell that there is a case, or that one has gone from their sight."
)
_BACK = 20
"""How many periods before the last one."""


def recount(admission: Admission, key: str, name: str, reason: str) -> Statistics | None:
    """The new figures of the period with this name, which replace what is kept; None where none has it.

    Raises NotForYou, with the refusal on the trail, for who is no records officer; CannotOpen where
    something could not be counted that may still be mended.
    """
    now, district = admission.clock.now(), admission.district
    may = Role.RECORDS_OFFICER in standing_at_large(key, district).roles
    period = _named(admission, name)
    if may and period is None:
        return None
    with admission.store.begin() as work:
        # What was typed is put on the trail only where it is a period's name.
        detail = period.name if period else ""
        work.audit.append(AuditEntry(now, key, RECOUNTED if may else f"refused {RECOUNTED}", "", detail))
        found = Figures(admission).anew(work, period, reason) if may and period else None
    if not may:
        raise NotForYou("Figures are worked out anew by records officers.")
    return found


def _named(admission: Admission, name: str) -> Period | None:
    counting = admission.district.record_keeping.statistics
    period = last_period(admission.clock.now(), admission.district)
    for _ in range(_BACK + 1):
        if period.name == name:
            return period
        period = period_before(period, counting)
    return None
