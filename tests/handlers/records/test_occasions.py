"""What is due when: once an occasion, however often one looks, and once after a time away."""

from datetime import UTC, datetime

import pytest

from handlers.conversation.actor import Channel
from handlers.district.reading import SAMPLE
from handlers.guidance.library import read_library
from handlers.records.chores import SWEEP, Chores
from handlers.records.notices import POLICY_REVIEW, PolicyReviews
from handlers.records.occasions import occasions
from handlers.reports.delivery import Delivery, chore_delivery
from handlers.reports.store import UnitOfWork
from storage.memory import MemoryStore
from tests.clock import FakeClock
from tests.handlers.casework.bench import DISTRICT, address
from tests.handlers.records.archive import Archive

LIBRARY = read_library([SAMPLE.parent / name for name in DISTRICT.policies])
POLICIES = LIBRARY.policies


def due(now: datetime, heads: bool = True) -> set[str]:
    return {delivery.id for delivery in occasions(now, DISTRICT, POLICIES, heads)}


def waiting(work: UnitOfWork, now: datetime) -> list[Delivery]:
    return list(work.outbox.lease(now, 60, 100))


def test_a_day_begins_at_the_districts_midnight() -> None:
    assert due(datetime(2026, 11, 24, 5, 59, tzinfo=UTC)) == {
        "chore/figures/2026-11-23",
        "chore/retention/2026-11-23",
        "chore/audit-head/2026-11-23",
    }
    assert "chore/retention/2026-11-24" in due(datetime(2026, 11, 24, 6, 0, tzinfo=UTC))


def test_no_head_where_there_is_no_place_for_it() -> None:
    assert due(datetime(2026, 11, 24, 5, tzinfo=UTC), heads=False) == {
        "chore/figures/2026-11-23",
        "chore/retention/2026-11-23",
    }


@pytest.mark.parametrize(
    ("now", "reminded"),
    [
        (datetime(2026, 12, 1, 16, tzinfo=UTC), True),
        (datetime(2026, 12, 7, 16, tzinfo=UTC), True),
        (datetime(2026, 12, 8, 16, tzinfo=UTC), True),  # the service was away until then
        (datetime(2026, 12, 18, 16, tzinfo=UTC), True),
        (datetime(2026, 12, 5, 16, tzinfo=UTC), False),  # a Saturday
        (datetime(2026, 12, 1, 5, tzinfo=UTC), False),  # the evening before
    ],
)
def test_owners_are_reminded_once_a_month_in_work_time(now: datetime, reminded: bool) -> None:
    assert any(name.startswith("notice/policy-review/447.1/2026-12/") for name in due(now)) == reminded


def test_an_owner_is_reminded_again_in_another_month_only() -> None:
    days = [datetime(2026, 12, day, 16, tzinfo=UTC) for day in (9, 10, 18)] + [
        datetime(2027, 1, 4, 16, tzinfo=UTC)
    ]
    reminders = {name for day in days for name in due(day) if name.startswith("notice/policy-review/447.1/")}
    assert {name.split("/")[3] for name in reminders} == {"2026-12", "2027-01"}
    assert len(reminders) == 2


def test_a_process_that_was_away_for_days_makes_up_once() -> None:
    store, clock, done = MemoryStore(), FakeClock(), list[str]()
    chores = Chores(store, clock, {SWEEP: lambda delivery: done.append(delivery.id)})
    for days in (0, 0, 0, 9, 0):
        clock.advance(days=days)
        with store.begin() as work:
            for delivery in occasions(clock.now(), DISTRICT, (), keeps_heads=False):
                work.outbox.put(delivery)
            owed = waiting(work, clock.now())
        for delivery in owed:
            chores.do(delivery)
    assert done == ["chore/retention/2026-11-23", "chore/retention/2026-12-02"]


def test_a_chore_may_ask_to_be_done_later() -> None:
    store, clock = MemoryStore(), FakeClock()
    later = datetime(2026, 11, 23, 18, tzinfo=UTC)
    answers = [later, None]
    chores = Chores(store, clock, {SWEEP: lambda _delivery: answers.pop(0)})
    chore = chore_delivery(SWEEP, "x", clock.now())
    with store.begin() as work:
        work.outbox.put(chore)
    chores.do(chore)
    with store.begin() as work:
        assert not waiting(work, clock.now())
        [again] = waiting(work, later)
    chores.do(again)
    clock.advance(days=9)
    with store.begin() as work:
        assert not waiting(work, clock.now())


def test_a_chore_that_nobody_knows_any_more_is_over() -> None:
    store, clock = MemoryStore(), FakeClock()
    chore = chore_delivery("of-an-older-version", "x", clock.now())
    with store.begin() as work:
        work.outbox.put(chore)
    Chores(store, clock, {}).do(chore)
    clock.advance(days=1)
    with store.begin() as work:
        assert not waiting(work, clock.now())


class TestReviews:
    @pytest.fixture
    def archive(self) -> Archive:
        clock = FakeClock(datetime(2026, 12, 1, 16, tzinfo=UTC))
        reviews = PolicyReviews({p.code: p for p in POLICIES}, DISTRICT, clock)
        archive = Archive(clock=clock, extra={POLICY_REVIEW: reviews})
        with archive.store.begin() as work:
            for delivery in occasions(clock.now(), DISTRICT, POLICIES, keeps_heads=False):
                work.outbox.put(delivery)
        return archive

    def test_the_owner_is_told(self, archive: Archive) -> None:
        [sent] = archive.run()
        assert sent.recipient == address("chair")
        [(_, card)] = archive.office.inbox(address("chair"), Channel.WEB)
        assert "447.1" in card.title

    def test_once_it_was_reviewed_there_is_nothing_to_tell(self, archive: Archive) -> None:
        policy = POLICIES[0].model_copy(update={"reviewed": ("11/30/2026",)})
        archive.extra = {POLICY_REVIEW: PolicyReviews({policy.code: policy}, DISTRICT, archive.clock)}
        archive._post()
        assert archive.run() == []
