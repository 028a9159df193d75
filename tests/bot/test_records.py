"""Record keeping put together: what is looked at again after a start."""

from datetime import datetime, timedelta

from bot.knowledge import read_knowledge
from bot.records import Records
from bot.settings import read_settings
from handlers.records.chores import FOLLOW_UP, SWEEP
from storage.memory import MemoryStore
from tests.clock import FakeClock


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
