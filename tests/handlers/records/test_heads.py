"""The daily head of the trail: of an empty one there is none, and it stays owed."""

from handlers.records.chores import HEAD, Chores
from handlers.records.heads import LOOK_AGAIN, DailyHead, Head
from handlers.reports.delivery import chore_delivery
from tests.handlers.records.archive import Archive


def test_the_head_of_an_empty_trail_stays_due_until_there_is_one() -> None:
    archive, kept = Archive(), list[Head]()
    daily = DailyHead(archive.store, archive.district, archive.clock, kept.append)
    chores = Chores(archive.store, archive.clock, {HEAD: daily.do})
    owed = chore_delivery(HEAD, "2026-11-23", archive.now())
    with archive.store.begin() as work:
        work.outbox.put(owed)
    chores.do(owed)
    assert kept == []
    archive.acknowledged()
    archive.clock.advance(seconds=LOOK_AGAIN.total_seconds())
    with archive.store.begin() as work:
        due = [one for one in work.outbox.lease(archive.now(), 60, 100) if one.topic == HEAD]
    assert [one.id for one in due] == [owed.id]
    chores.do(due[0])
    with archive.store.begin() as work:
        assert [head.link for head in kept] == [work.audit.link()]
        assert owed.id not in [one.id for one in work.outbox.waiting("")]
