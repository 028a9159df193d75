"""Record keeping on every store: what a case leaves behind in each of them, and who can still find it."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.records.breach import breach_report
from handlers.records.statistics import last_period, statistics
from handlers.records.trail import read_trail
from storage.memory import MemoryStore
from storage.work import DatabaseStore
from tests.clock import FakeClock
from tests.handlers.casework.bench import address
from tests.handlers.records.archive import CHAIR, RECORDS, Archive, district

AnyStore = MemoryStore | DatabaseStore
SHORT = district(terms=[{"record": "concern", "days": 30, "reason": "a test"}], listed_days=14)


@pytest.fixture
def archive(store: AnyStore) -> Archive:
    return Archive(store, FakeClock(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)), SHORT)


def test_a_case_is_held_ordered_destroyed_and_still_on_the_trail(archive: Archive) -> None:
    number = archive.closed()
    archive.do("principal", "records.hold", number, reason="subpoena")
    archive.do("principal", "records.order", number, agency="Clay County", reference="Letter 1")
    archive.do(RECORDS, "records.approve", number, answer="yes")
    assert archive.exists(number)
    archive.do("principal", "records.lift", number, reason="settled")
    archive.do(RECORDS, "records.approve", number, answer="yes")
    assert not archive.exists(number)
    with archive.store.begin() as work:
        assert work.audit.verify() is None
        assert not work.journal.entries(number)
    acts = [entry.action for entry in read_trail(archive.admission, address(CHAIR), number)]
    assert acts[-2:] == ["approved destruction", "destroyed"]


def test_the_schedule_lists_and_an_officer_destroys(archive: Archive) -> None:
    number = archive.closed()
    archive.clock.advance(days=30)
    archive.sweep()
    assert [d.recipient for d in archive.run() if d.topic == "records-due"] == [address(RECORDS)]
    archive.clock.advance(days=14)
    archive.do(RECORDS, "records.destroy", number, answer="yes")
    assert not archive.exists(number)


def test_a_drill_and_the_figures(archive: Archive) -> None:
    archive.drills.start("high-school", "one")
    archive.drills.start("high-school", "one")
    archive.run()
    archive.acknowledged()
    archive.clock.advance(days=60)
    with archive.store.begin() as work:
        assert len(work.tickets.all()) == 2
        found = statistics(work, last_period(archive.now(), archive.district), archive.district)
    assert found.total is None
    assert dict(found.tables[0].cells)["2026-11"] == "under 5"


def test_follow_up_and_the_breach_kit(archive: Archive) -> None:
    number = archive.acknowledged()
    archive.do("principal", "records.checklist", number, apply=("licence",))
    archive.press("principal", "case.read", number)
    archive.clock.advance(days=10)
    archive.tick()
    assert [d.topic for d in archive.run() if d.topic == "checklist"] == ["checklist"]
    span = archive.now() - timedelta(days=20), archive.now() + timedelta(days=1)
    found = breach_report(archive.admission, address(RECORDS), span, address("principal"), True)
    assert [reading.ticket for reading in found.readings] == [number, number]
    assert found.students == {number: ""}
