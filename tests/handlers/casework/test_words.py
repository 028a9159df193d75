"""What supervisors are told of a case in hand: for those who may see it then, and without content."""

import pytest

from handlers.conversation.actor import Channel
from handlers.reports import topics
from handlers.reports.anew import begin_anew
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
    if topic in {topics.TAKEN, topics.RETAKEN}:
        bench.do("principal", "case.hand-over", number, to=address("assistant"))
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


def handed() -> tuple[Bench, str]:
    """A case that the principal has handed to the assistant; nothing was sent yet."""
    bench = Bench()
    number = bench.acknowledged()
    bench.do("principal", "case.hand-over", number, to=address("assistant"))
    return bench, number


def reopened() -> tuple[Bench, str]:
    """The same, closed by the assistant, and opened again by the principal."""
    bench, number = handed()
    bench.run()
    bench.do("assistant", "case.close", number, outcome="school", note="done")
    bench.do("principal", "case.reopen", number, reason="more came")
    return bench, number


def titles(bench: Bench, who: str) -> list[str]:
    inbox = bench.office.inbox(address(who), Channel.WEB)
    return [card.title for _, card in inbox if "needs you" not in card.title]


def test_whoever_has_it_again_is_not_told_that_another_has() -> None:
    bench, number = handed()
    bench.run()
    bench.press("assistant", "case.acknowledge", number)
    bench.press("principal", "case.take-over", number)
    bench.press("assistant", "case.take-over", number)
    assert bench.words() == [("principal", topics.TAKEN)]


def test_handed_twice_before_it_was_said_it_is_said_once() -> None:
    bench, number = handed()
    bench.do("assistant", "case.hand-over", number, to=address("principal"))
    bench.do("principal", "case.hand-over", number, to=address("assistant"))
    assert bench.words() == [("assistant", topics.HANDED)]


def test_a_message_of_a_hand_reads_as_it_stands_today() -> None:
    bench, number = handed()
    bench.run()
    bench.press("principal", "case.take-over", number)
    bench.run()
    assert set(titles(bench, "assistant")) == {"A report is in other hands now"}
    bench.press("assistant", "case.take-over", number)
    assert "A report is in your hands now" in titles(bench, "assistant")
    assert "A report was handed to you" in titles(bench, "assistant")


def test_a_message_of_a_hand_that_nobody_has_says_what_waits() -> None:
    bench, _ = handed()
    bench.run()
    bench.clock.advance(minutes=30)
    bench.run()
    inbox = bench.office.inbox(address("assistant"), Channel.WEB)
    assert {card.title for _, card in inbox} == {"A report needs you"}
    assert all("'Acknowledge'" in str(card.elements) for _, card in inbox)


def test_nobody_is_told_of_other_hands_where_nobody_has_it() -> None:
    bench = Bench()
    number = bench.acknowledged()
    with bench.store.begin() as work:
        work.tickets.save(begin_anew(work, work.tickets.get(number), bench.clock.now()))
    owed(bench, number, topics.TAKEN, "principal")
    assert ("principal", topics.TAKEN) not in bench.words()


def test_nobody_is_told_that_what_they_never_heard_of_was_taken_from_them() -> None:
    bench, number = handed()
    bench.press("principal", "case.take-over", number)
    bench.press("assistant", "case.take-over", number)
    assert bench.words() == [("principal", topics.TAKEN)]


def test_whoever_has_a_reopened_case_again_is_not_told_that_another_has() -> None:
    bench, number = reopened()
    bench.run()
    assert "A report was reopened by a colleague" in titles(bench, "assistant")
    bench.press("assistant", "case.take-over", number)
    assert "A report was reopened by a colleague" not in titles(bench, "assistant")
    assert bench.words() == [("principal", topics.TAKEN)]


def test_a_reopening_is_not_told_to_whoever_has_it_again_by_then() -> None:
    bench, number = reopened()
    bench.press("assistant", "case.take-over", number)
    assert ("assistant", topics.RETAKEN) not in bench.words()
