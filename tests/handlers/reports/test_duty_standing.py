"""Which of the reporter's own records stand, in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.duty.clocks import Call, Duty, Sending
from handlers.reports.duty_standing import counted_earlier, is_in_another_order, standing_notes
from handlers.reports.journal import REPORTER, Entry, EntryKind

ZONE = ZoneInfo("America/Chicago")


def record(name: str, kind: EntryKind = EntryKind.CALL, minute: int = 0, **fields: str) -> Entry:
    return Entry(name, "BBBB-CCCC", kind, datetime(2026, 11, 23, 16, minute, tzinfo=UTC), REPORTER, fields)


def test_of_records_that_all_stand_nothing_is_said() -> None:
    called = record("1", agency="Clay County", at="2026-11-23T09:00")
    sent = record("2", EntryKind.WRITTEN, agency="Clay County", at="2026-11-23T09:30")
    assert standing_notes([called, sent], ZONE) == {}


def test_a_correction_that_is_taken_back_says_both_and_the_first_stays_corrected() -> None:
    first = record("1", agency="Clay County", at="2026-11-23T09:00")
    second = record("2", minute=1, agency="Police", at="2026-11-23T09:10", corrects="1")
    third = record("3", minute=2, corrects="2", reason="No call at all.")
    assert standing_notes([first, second, third], ZONE) == {
        "1": (("Does not stand", "corrected on Mon Nov 23, 2026, 10:01 AM"),),
        "2": (
            ("Replaces", "Call, Mon Nov 23, 2026, 9:00 AM, Clay County"),
            ("Does not stand", "taken back on Mon Nov 23, 2026, 10:02 AM"),
        ),
        "3": (("Takes back", "Call, Mon Nov 23, 2026, 9:10 AM, Police"),),
    }


def test_an_entry_of_another_kind_is_none_of_them() -> None:
    note = record("1", EntryKind.NOTE, corrects="2")
    assert standing_notes([note, record("2", at="2026-11-23T09:00")], ZONE) == {}


def test_moments_written_ahead_may_be_in_another_order_than_the_counted_ones() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=ZONE)
    at = [noon + timedelta(minutes=minute) for minute in range(5)]
    counted = Duty(at[0], (Call(at[0], "x"),), (Sending(at[0], "x"),))
    wrote = Duty(at[1], (Call(at[2], "x"),), (Sending(at[3], "x"),))
    assert not is_in_another_order(counted, wrote)
    assert is_in_another_order(counted, replace(wrote, learned_at=at[4]))
    assert is_in_another_order(counted, replace(wrote, calls=(Call(at[4], "x"),)))


def test_what_is_counted_as_earlier_is_said_to_others_than_the_reporter_too() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=ZONE)
    later = noon + timedelta(minutes=1)
    counted, wrote = Duty(noon, (Call(noon, "x"),)), Duty(later, (Call(later, "x"),))
    told = list(counted_earlier(counted, wrote, ZONE, noon, own=False))
    assert told == [
        f"The reporter wrote Mon Nov 23, 12:01 PM for {what}; counted as Mon Nov 23, 12:00 PM, when it was "
        "recorded."
        for what in ("when they learned of it", "their call")
    ]
