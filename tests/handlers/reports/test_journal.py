"""Entries of a journal in the order of writing."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.reports.journal import REPORTER, Entry, EntryKind, in_turn

NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)
ENTRY = Entry("a", "ABCD-EFGH", EntryKind.ADDITION, NOON, REPORTER, {"text": "x"})
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("last_at", [None, NOON - MOMENT])
def test_an_entry_is_kept_as_of_when_it_is_written(last_at: datetime | None) -> None:
    assert in_turn(ENTRY, last_at) == ENTRY


@pytest.mark.parametrize("last_at", [NOON, NOON + timedelta(hours=1)])
def test_whatever_the_clock_says_it_is_later_than_the_last(last_at: datetime) -> None:
    kept = in_turn(ENTRY, last_at)
    assert kept.at == last_at + MOMENT
    assert (kept.id, kept.kind, kept.by, kept.fields) == (ENTRY.id, ENTRY.kind, ENTRY.by, ENTRY.fields)
