"""Occasions: what chores and notices are due today, each with a name that makes it due once.

Only today is looked at, so a process that was away over several days makes up for them once.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from handlers.district.model import District
from handlers.guidance.policy import Policy
from handlers.guidance.review import overdue
from handlers.records.chores import DRILL, HEAD, SWEEP
from handlers.records.notices import POLICY_REVIEW, notice_delivery
from handlers.reports.delivery import Delivery, chore_delivery

WEEK = 7
_FIRST = 1
"""The day of the month from which owners are reminded of overdue reviews, once a month."""


def occasions(
    now: datetime, district: District, policies: Iterable[Policy], keeps_heads: bool
) -> Iterator[Delivery]:
    """All that is due at this moment. What was done on the same occasion has the same id."""
    local = now.astimezone(district.zone)
    today, month = local.date().isoformat(), f"{local:%Y-%m}"
    yield chore_delivery(SWEEP, today, now)
    if keeps_heads:
        yield chore_delivery(HEAD, today, now)
    # Drills and reminders wait for people to be at work.
    if not district.calendar.is_work_time(local):
        return
    if _in_week(local, district.record_keeping.drills.day):
        for site in district.sites:
            yield chore_delivery(DRILL, f"{month}/{site.id}", now)
    if _in_week(local, _FIRST):
        for policy in policies:
            if policy.care and overdue(policy, local.date()):
                yield notice_delivery(POLICY_REVIEW, policy.code, month, policy.care.owner, now)


def _in_week(local: datetime, first: int) -> bool:
    """Whether this day lies in the week of the month that begins with day `first`; 0 for never."""
    return bool(first) and first <= local.day < first + WEEK
