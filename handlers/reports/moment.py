"""A moment that a reporter types: what is wrong with it, in a sentence for the form."""

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


def learned_mistake(at: datetime, duty: Duty, zone: ZoneInfo, alone: bool) -> str:
    """What is wrong with when they learned of it, seen from what they recorded of their duty.

    `alone`: no call of theirs is on record, so that a written report can only be taken back.
    """
    for done, name in ((duty.called_at, _CALL), (duty.sent_at, _WRITTEN)):
        if done and at > done:
            return _after(name, done, zone, alone)
    return ""


def call_mistake(at: datetime, duty: Duty, zone: ZoneInfo, alone: bool) -> str:
    """What is wrong with the moment of a call, seen from the records that stand beside it.

    The law asks for the written report after the call (260E.09): one of them must have come before it.
    """
    if duty.sent_at and min(at, duty.called_at or at) > duty.sent_at:
        return _after(_WRITTEN, duty.sent_at, zone, alone)
    return _too_early(at, duty, zone)


def sending_mistake(at: datetime, duty: Duty, zone: ZoneInfo, alone: bool) -> str:
    """What is wrong with the moment a written report was sent.

    The law asks for it after the call (260E.09), so that one must be on record.
    """
    if alone or duty.called_at is None:
        return CALL_FIRST
    if at < duty.called_at:
        return _before(_CALL, duty.called_at, zone)
    return _too_early(at, duty, zone)


def _too_early(at: datetime, duty: Duty, zone: ZoneInfo) -> str:
    return _before(_LEARNED, duty.learned_at, zone) if at < duty.learned_at else ""


def _before(what: str, moment: datetime, zone: ZoneInfo) -> str:
    return f"This is before {what} ({dated(moment, zone)}, as you wrote). {_check(what)}"


def _after(what: str, moment: datetime, zone: ZoneInfo, alone: bool) -> str:
    check = _TAKE_BACK if alone else _check(what)
    return f"This is after {what} ({dated(moment, zone)}, as you wrote). {check}"


def _check(what: str) -> str:
    under = _CORRECTED_UNDER[what]
    return f'Check the day and the time. If that moment is wrong, correct it first: under "{under}".'
