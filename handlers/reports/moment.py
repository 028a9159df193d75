"""A moment that a reporter types: what is wrong with it, in a sentence for the form."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.district.wall_clock import dated
from handlers.duty.clocks import Duty
from handlers.reports.own_buttons import CALL, WRITTEN, WRONG, recording

CLOCKS_DIFFER = timedelta(minutes=10)
"""How far ahead of ours the reporter's own clock may be; it is counted as no later than ours."""
LOOKS_BACK = timedelta(days=3 * 366)
"""The law asks for what happened in the three years before (260E.06); what is older is a mistyped year."""

CALL_FIRST = "No call of yours is recorded yet. Make it, and record it; then record your written report."

_CALL, _WRITTEN, _LEARNED = "your call", "your written report", "you learned of it"
_CORRECTED_UNDER = {
    _CALL: recording(CALL, "").label,
    _WRITTEN: recording(WRITTEN, "").label,
    _LEARNED: "More",
}
"""The button under which each moment can be corrected."""
_TAKE_BACK = (
    'Check the day and the time. If that moment is wrong, take it back first: under "More", '
    f'"{recording(WRONG, "").label}".'
)
_IS_THE_YEAR_RIGHT = (
    "Is the year right? This is more than three years ago. If it is, write the true day into your words, and "
    "give a later one here."
)


def past_mistake(moment: datetime | None, now: datetime) -> str:
    """What is wrong with a moment of the past; empty where nothing is."""
    if moment is None:
        return "Please give a day and a time."
    if moment > now + CLOCKS_DIFFER:
        return "This moment is still to come. Please check the day and the time."
    return _IS_THE_YEAR_RIGHT if moment < now - LOOKS_BACK else ""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What stands beside a moment that is typed: `duty` as it is counted, `wrote` as it was written.

    `alone`: no call of theirs is on record, so that a written report can only be taken back.
    """

    duty: Duty
    wrote: Duty
    zone: ZoneInfo
    alone: bool

    def learned(self) -> str:
        """When they learned of it, and whose words that is."""
        return self._said(self.duty.learned_at, self.wrote.learned_at)

    def called(self) -> str:
        """When they called first."""
        return self._said(self.duty.called_at, self.wrote.called_at)

    def sent(self) -> str:
        """When they sent their written report first."""
        return self._said(self.duty.sent_at, self.wrote.sent_at)

    def _said(self, counted: datetime | None, written: datetime | None) -> str:
        when = dated(counted, self.zone) if counted else ""
        return f"{when}, as you wrote" if counted == written else f"counted as {when}"


def learned_mistake(at: datetime, record: OnRecord) -> str:
    """What is wrong with when they learned of it, seen from what they recorded of their duty."""
    duty, under = record.duty, _TAKE_BACK if record.alone else ""
    if duty.called_at and at > duty.called_at:
        return _misfit("after", _CALL, record.called(), under)
    if duty.sent_at and at > duty.sent_at:
        return _misfit("after", _WRITTEN, record.sent(), under)
    return ""


def call_mistake(at: datetime, record: OnRecord) -> str:
    """What is wrong with the moment of a call, seen from the records that stand beside it.

    The law asks for the written report after the call (260E.09): one of them must have come before it.
    """
    duty = record.duty
    if duty.sent_at and min(at, duty.called_at or at) > duty.sent_at:
        return _misfit("after", _WRITTEN, record.sent(), _TAKE_BACK if record.alone else "")
    return _too_early(at, record)


def sending_mistake(at: datetime, record: OnRecord) -> str:
    """What is wrong with the moment a written report was sent.

    The law asks for it after the call (260E.09), so that one must be on record.
    """
    called = record.duty.called_at
    if record.alone or called is None:
        return CALL_FIRST
    if at < called:
        return _misfit("before", _CALL, record.called())
    return _too_early(at, record)


def _too_early(at: datetime, record: OnRecord) -> str:
    return _misfit("before", _LEARNED, record.learned()) if at < record.duty.learned_at else ""


def _misfit(side: str, what: str, when: str, check: str = "") -> str:
    return f"This is {side} {what} ({when}). {check or _check(what)}"


def _check(what: str) -> str:
    under = _CORRECTED_UNDER[what]
    return f'Check the day and the time. If that moment is wrong, correct it first: under "{under}".'
