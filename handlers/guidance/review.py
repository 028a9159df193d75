"""When a policy is due for a review, and what its owner is told."""

from calendar import isleap
from datetime import date

from handlers.conversation.card import Card, Text, Tone
from handlers.guidance import phrases
from handlers.guidance.policy import Policy
from handlers.guidance.quoting import row, shows


def review_due(policy: Policy) -> date | None:
    """The last day by which to review it; None where the district has set no rhythm for it."""
    if policy.care is None:
        return None
    last = policy.last_reviewed
    year = last.year + policy.care.review_every_years
    leap_day_gone = (last.month, last.day) == (2, 29) and not isleap(year)
    return date(year, 2, 28) if leap_day_gone else last.replace(year=year)


def overdue(policy: Policy, today: date) -> bool:
    """Whether the day of the next review has passed."""
    due = review_due(policy)
    return due is not None and due < today


def review_remark(policy: Policy, today: date) -> str | None:
    """A line for whoever checks the data; None where all is in order."""
    due = review_due(policy)
    if policy.version > today.isoformat():
        return phrases.REMARK_EARLY.format(code=policy.code, version=policy.version)
    if policy.care is None or due is None:
        return phrases.REMARK_NO_CARE.format(code=policy.code)
    if not overdue(policy, today):
        return None
    last = policy.last_reviewed.isoformat()
    return phrases.REMARK_OVERDUE.format(
        code=policy.code, due=due.isoformat(), last=last, owner=policy.care.owner
    )


def review_card(policy: Policy, today: date) -> Card | None:
    """The reminder for the policy's owner; None where none is due."""
    due = review_due(policy)
    if due is None or policy.care is None or not overdue(policy, today):
        return None
    years = policy.care.review_every_years
    every = phrases.REVIEW_EVERY_YEAR if years == 1 else phrases.REVIEW_EVERY.format(years=years)
    last = policy.last_reviewed.isoformat()
    said = phrases.REVIEW_LAST.format(code=policy.code, title=policy.title, last=last, every=every)
    return Card(
        phrases.REVIEW.format(code=policy.code),
        (
            Text(said),
            Text(phrases.REVIEW_DUE.format(due=due.isoformat())),
            Text(phrases.REVIEW_HOW),
            *row([shows(phrases.WHOLE_TEXT, f"{policy.code} text")]),
        ),
        summary=phrases.REVIEW_SUMMARY,
        tone=Tone.CAUTION,
    )
