"""Record keeping put together: what is looked at again after a start."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.assembly import make_counter, make_router
from bot.knowledge import read_knowledge
from bot.records import Records
from bot.settings import read_settings
from handlers.records.chores import FOLLOW_UP, SWEEP
from handlers.records.notices import ORDER_ENDED, ORDER_WAITS
from storage.memory import MemoryStore
from storage.signing import SigningKey
from tests.clock import FakeClock
from tests.handlers.casework.bench import address
from tests.handlers.records.archive import CHAIR, RECORDS, Archive


def test_checklists_are_gone_through_again_after_a_start_and_once_a_day() -> None:
    clock = FakeClock()
    records = Records(read_knowledge(read_settings({})), MemoryStore(), clock, lambda: None)

    def due(topic: str, started: datetime) -> list[str]:
        return [one.id for one in records.due(clock.now(), started) if one.topic == topic]

    first, second = clock.now(), clock.now() + timedelta(minutes=5)
    assert len(due(FOLLOW_UP, first)) == 1
    assert due(FOLLOW_UP, first) != due(FOLLOW_UP, second)
    assert due(SWEEP, first) == due(SWEEP, second)
    before = due(FOLLOW_UP, first)
    clock.advance(minutes=5)
    assert due(FOLLOW_UP, first) == before
    clock.advance(days=1)
    assert due(FOLLOW_UP, first) != before


def test_an_order_is_followed_through_casework_and_its_end_is_told() -> None:
    archive = Archive()
    known = read_knowledge(read_settings({}))._replace(district=archive.district)
    store, clock = archive.store, archive.clock
    records = Records(known, store, clock, lambda: None)
    counter = make_counter(known.district, store, clock, lambda: "http://bot.example", lambda: None)
    number = archive.closed()
    archive.router = make_router(known, store, SigningKey(bytes(32)), clock, lambda: None, counter, records)
    archive.office = replace(archive.office, routes={**archive.office.routes, **records.routes})
    archive.do("principal", "records.order", number, agency="Clay County", reference="letter")
    archive.do("principal", "case.leave-out", number, people=(address(RECORDS),))
    assert [d.recipient for d in archive.run() if d.topic == ORDER_WAITS] == [address(CHAIR)]
    clock.advance(days=30)
    archive.sweep()
    assert ORDER_ENDED in records.routes
    assert [d.recipient for d in archive.run() if d.topic == ORDER_ENDED] == [address("principal")]
