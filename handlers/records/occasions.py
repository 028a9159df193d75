"""Occasions: what chores and notices are due today, each with a name that makes it due once.

Only today is looked at, so a process that was away over several days makes up for them once.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from handlers.district.model import District
from handlers.guidance.policy import Policy
from handlers.guidance.review import overdue
from handlers.records.checklist import is_workday
from handlers.records.chores import DRILL, FIGURES, FOLLOW_UP, HEAD, SWEEP
from handlers.records.notices import POLICY_REVIEW, notice_delivery
from handlers.reports.delivery import Delivery, chore_delivery


def occasions(
    now: datetime, district: District, policies: Iterable[Policy], keeps_heads: bool
) -> Iterator[Delivery]:
    """All that is due at this moment. What was done on the same occasion has the same id."""
    local = now.astimezone(district.zone)
    today, month = local.date().isoformat(), f"{local:%Y-%m}"
    # First, so that what the sweep destroys today is in the figures of a period that settles today.
    yield chore_delivery(FIGURES, today, now)
    yield chore_delivery(SWEEP, today, now)
    if keeps_heads:
        yield chore_delivery(HEAD, today, now)
    # On days off too: the law's days do not wait for them.
    in_hours = district.calendar.begin <= local.time() < district.calendar.end
    if is_workday(local.date()) and in_hours:
        yield chore_delivery(FOLLOW_UP, today, now)
    # Drills and reminders wait for people to be at work.
    if not district.calendar.is_work_time(local):
        return
    if district.record_keeping.drills.in_week(local.date()):
        for site in district.sites:
            yield chore_delivery(DRILL, f"{month}/{site.id}", now)
    # Whenever in the month the service is up first: named by the month, it goes out once in it.
    for policy in policies:
        if policy.care and overdue(policy, local.date()):
            yield notice_delivery(POLICY_REVIEW, policy.code, month, policy.care.owner, now)
