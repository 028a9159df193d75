"""What supervisors are told of a case in hand: for those who may see it then, and without content."""

import pytest

from handlers.conversation.actor import Channel
from handlers.reports import topics
from handlers.reports.delivery import word_delivery
from tests.handlers.casework.bench import Bench, address

TITLES = {
    topics.HANDED: "A report was handed to you",
    topics.TAKEN: "A report is in other hands now",
    topics.RETAKEN: "A report was reopened by a colleague",
    topics.REVEAL_ASKED: "A report needs your consent",
    topics.REVEAL_ANSWERED: "A report has an answer for you",
}


@pytest.fixture
def bench() -> Bench:
    return Bench()


def owed(bench: Bench, number: str, topic: str, who: str) -> None:
    with bench.store.begin() as work:
        work.outbox.put(word_delivery(number, topic, "cause", address(who), bench.clock.now()))


@pytest.mark.parametrize(("topic", "title"), TITLES.items())
def test_each_topic_has_a_title_a_number_and_buttons(bench: Bench, topic: str, title: str) -> None:
    number = bench.acknowledged()
    owed(bench, number, topic, "principal")
    bench.run()
    [*_, (_, card)] = bench.office.inbox(address("principal"), Channel.WEB)
    assert card.title == title
    assert number in str(card.elements)
    assert "CANARY" not in str(card)
    assert number not in card.summary


def test_it_does_not_go_to_somebody_who_was_left_out_meanwhile(bench: Bench) -> None:
    number = bench.acknowledged()
    owed(bench, number, topics.HANDED, "principal")
    bench.add(number, "It was Solberg")
    assert bench.words() == [("reporter", "waits-again")]
    assert bench.office.inbox(address("principal"), Channel.WEB) == ()


def test_it_does_not_go_to_somebody_who_was_never_told(bench: Bench) -> None:
    number = bench.acknowledged()
    owed(bench, number, topics.HANDED, "superintendent")
    assert bench.words() == []


def test_a_closed_case_says_so(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.close", number, outcome="school", note="done")
    owed(bench, number, topics.REVEAL_ANSWERED, "principal")
    bench.run()
    [*_, (_, card)] = bench.office.inbox(address("principal"), Channel.WEB)
    assert "Closed" in str(card.elements)
