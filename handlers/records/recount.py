"""Recount: the figures of a settled period worked out anew, where what was kept is lost or was changed.

For nothing else: a records officer who is named in a report could work whole figures out again and again,
until the difference told them of it.
"""

from handlers.errors import CannotOpen, NotForYou
from handlers.records.figures import Figures
from handlers.records.statistics import Period, Statistics, last_period, period_before
from handlers.reports.access import Role, standing_at_large
from handlers.reports.admission import Admission
from handlers.reports.store import AuditEntry, UnitOfWork

RECOUNTED = "recounted the figures"
"""The word of the trail; the detail names the period."""
WARNING = (
    "What was printed of this period may differ from what is told from now on: what was destroyed meanwhile "
    "is not counted any more. Whoever has both can work out the difference: it may tell that there is a "
    "case, or that one has gone from their sight."
)
_BACK = 20
"""How many periods before the last one."""


def to_recount(admission: Admission, key: str, name: str) -> Period | None:
    """The period with this name, where its figures may be worked out anew; None where none has it.

    Raises NotForYou, with the refusal on the trail, for who is no records officer, and where what is kept
    is whole.
    """
    period = _named(admission, name)
    with admission.store.begin() as work:
        against = _against(admission, work, key, period)
        if against:
            _put(admission, work, key, f"refused {RECOUNTED}", period)
    if against:
        raise NotForYou(against)
    return period


def recount(admission: Admission, key: str, name: str) -> Statistics | None:
    """The new figures of the period with this name; None where none has it.

    Raises NotForYou as `to_recount` does; CannotOpen, with the refusal on the trail, where something could
    not be counted that may still be mended.
    """
    period = to_recount(admission, key, name)
    if period is None:
        return None
    with admission.store.begin() as work:
        found = _anew(admission, work, period)
        # Last, because the trail has one writer at a time.
        failed = isinstance(found, CannotOpen)
        _put(admission, work, key, f"refused {RECOUNTED}" if failed else RECOUNTED, period)
    # Raised only now, so that it stays on the trail.
    if isinstance(found, CannotOpen):
        raise found
    return found


def _against(admission: Admission, work: UnitOfWork, key: str, period: Period | None) -> str:
    if Role.RECORDS_OFFICER not in standing_at_large(key, admission.district).roles:
        return "Figures are worked out anew by records officers."
    if period is None:
        return ""
    try:
        Figures(admission).of(work, period)
    except CannotOpen:
        return ""
    return f"The figures of {period.name} are whole, and are not counted anew."


def _anew(admission: Admission, work: UnitOfWork, period: Period) -> Statistics | CannotOpen:
    try:
        return Figures(admission).anew(work, period)
    except CannotOpen as error:
        return error


def _put(admission: Admission, work: UnitOfWork, key: str, word: str, period: Period | None) -> None:
    # What was typed is put on the trail only where it is a period's name.
    detail = period.name if period else ""
    work.audit.append(AuditEntry(admission.clock.now(), key, word, "", detail))


def _named(admission: Admission, name: str) -> Period | None:
    counting = admission.district.record_keeping.statistics
    period = last_period(admission.clock.now(), admission.district)
    for _ in range(_BACK + 1):
        if period.name == name:
            return period
        period = period_before(period, counting)
    return None
