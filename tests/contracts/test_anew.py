"""What a reporter is told when hands change within a second, over every store."""

import pytest

from handlers.reports import topics
from handlers.reports.delivery import Kind
from tests.contracts.conftest import AnyStore
from tests.handlers.casework.bench import Bench

NAMED = "It was {0}. I saw {0} do it."


@pytest.fixture
def bench(store: AnyStore) -> Bench:
    return Bench(store)


def _owed(bench: Bench, number: str) -> list[str]:
    with bench.store.begin() as work:
        return [one.topic for one in work.outbox.waiting(number) if one.kind is Kind.WORD]


def _filed(bench: Bench) -> str:
    number = bench.file()
    assert bench.told() == ["principal"]
    return number


def test_an_acknowledgement_that_was_not_sent_yet_is_not_owed_any_more(bench: Bench) -> None:
    number = _filed(bench)
    bench.press("principal", "case.acknowledge", number)
    assert _owed(bench, number) == [topics.ACKNOWLEDGED]
    bench.add(number, NAMED.format("Ms. Solberg"))
    assert _owed(bench, number) == [topics.WAITS_AGAIN]


def test_who_is_told_twice_in_a_second_that_it_waits_hears_it_once(bench: Bench) -> None:
    number = _filed(bench)
    bench.press("principal", "case.acknowledge", number)
    bench.add(number, NAMED.format("Ms. Solberg"))
    _take_the_step(bench)
    bench.press("superintendent", "case.acknowledge", number)
    bench.add(number, NAMED.format("Mr. Whitefeather"))
    assert _owed(bench, number) == [topics.WAITS_AGAIN]
    assert bench.words() == [("reporter", topics.WAITS_AGAIN)]


def test_one_hand_after_another_in_a_second_is_one_acknowledgement(bench: Bench) -> None:
    number = _filed(bench)
    bench.press("principal", "case.acknowledge", number)
    bench.add(number, NAMED.format("Ms. Solberg"))
    _take_the_step(bench)
    bench.press("superintendent", "case.acknowledge", number)
    assert _owed(bench, number).count(topics.ACKNOWLEDGED) == 1


def _take_the_step(bench: Bench) -> None:
    """The ladder's step alone: nothing is sent yet."""
    with bench.store.begin() as work:
        due = work.outbox.lease(bench.clock.now(), 0, 8)
    (step,) = [delivery for delivery in due if delivery.kind is Kind.STEP]
    bench.escalation.advance(step)
