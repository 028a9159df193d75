"""Which of the reporter's own records stand, in words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.reports.duty_standing import standing_notes
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
