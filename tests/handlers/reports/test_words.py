"""What the reporter and the supervisors are told when something happened."""

from dataclasses import replace

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.emergency import DANGER
from handlers.reports import topics, words
from handlers.reports.delivery import Kind, word_delivery
from handlers.reports.ticket import Status
from handlers.reports.words import TO_REPORTER, TO_SUPERVISOR
from tests.handlers.reports.desk import somebody
from tests.handlers.reports.reporter import OwnBench, first_text, labels
from tests.handlers.reports.reporter import words as read

TEACHER = somebody("teacher")
PRINCIPAL = somebody("principal")


def _told(topic: str, recipient: str | None = None) -> tuple[OwnBench, str]:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    if topic == topics.ACKNOWLEDGED:
        bench.push(PRINCIPAL, "case.acknowledge", number)
        return bench, number
    with bench.store.begin() as work:
        status = {topics.CLOSED: Status.CLOSED, topics.REOPENED: Status.IN_PROGRESS}.get(topic, Status.OPEN)
        work.tickets.save(replace(work.tickets.get(number), status=status))
        work.outbox.put(word_delivery(number, topic, "1", recipient, bench.clock.now()))
    return bench, number


@pytest.mark.parametrize("topic", sorted(TO_REPORTER))
def test_the_reporter_is_told_in_private_with_the_number_and_no_content(topic: str) -> None:
    bench, number = _told(topic)
    (delivery,) = bench.sent(Kind.WORD)
    letter = bench.office.letter(delivery)
    assert letter
    assert (letter.recipient, letter.first) == ("teacher@schools.example", Channel.WEB)
    assert first_text(letter.card.elements) == DANGER
    assert number in read(letter.card.elements)
    assert number not in letter.card.summary
    assert "CANARY" not in str(letter.card)
    assert "{" not in str(letter.card)
    assert bench.inbox(TEACHER) == [letter.card]


@pytest.mark.parametrize("topic", sorted(TO_SUPERVISOR))
def test_a_supervisor_is_told_without_the_reporter_s_name(topic: str) -> None:
    bench, number = _told(topic, PRINCIPAL.email)
    (delivery,) = bench.sent(Kind.WORD)
    card = bench.letter(delivery)
    assert card.title.startswith("A report ")
    assert number in read(card.elements)
    assert labels(card) == ["Read the report", "More"]
    assert "teacher" not in str(card).lower()
    assert "CANARY" not in str(card)


@pytest.mark.parametrize("topic", sorted(TO_SUPERVISOR))
def test_a_supervisor_who_was_named_since_is_told_nothing(topic: str) -> None:
    bench, number = _told(topic, PRINCIPAL.email)
    bench.fill(TEACHER, "own.add", number, words="It was Ms. Solberg.")
    assert PRINCIPAL.email not in {delivery.recipient for delivery in bench.run()}
    assert bench.inbox(PRINCIPAL) == []


def test_the_reporter_hears_who_acknowledged_it_and_when() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.clock.advance(hours=1)
    (delivery,) = bench.sent(Kind.WORD)
    assert delivery.topic == topics.ACKNOWLEDGED
    assert "Marit Solberg has it in hand since Mon Nov 23, 2026, 10:00 AM." in read(
        bench.letter(delivery).elements
    )


def test_an_acknowledgement_that_does_not_hold_any_more_is_not_said() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    (sent,) = bench.sent(Kind.WORD)
    bench.fill(TEACHER, "own.add", number, words="It was Ms. Solberg.")
    (card,) = bench.inbox(TEACHER)
    assert card.title == "Your report waits again"
    assert "Solberg" not in str(card)
    assert bench.office.letter(sent) is None


def test_the_reporter_hears_who_closed_and_reopened_it() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.run()
    bench.clock.advance(hours=1)
    bench.fill(PRINCIPAL, "case.close", number, outcome="school", note="CANARY note")
    (closed,) = bench.sent(Kind.WORD)
    assert "Marit Solberg closed it, Mon Nov 23, 2026, 11:00 AM." in read(bench.letter(closed).elements)
    bench.clock.advance(hours=1)
    bench.fill(PRINCIPAL, "case.reopen", number, reason="CANARY reason")
    (again,) = bench.sent(Kind.WORD)
    assert "Marit Solberg took it up again, Mon Nov 23, 2026, 12:00 PM." in read(bench.letter(again).elements)
    assert "CANARY" not in str(bench.inbox(TEACHER))


def test_the_last_word_of_a_case_that_is_open_again_is_not_that_it_is_closed() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.run()
    bench.fill(PRINCIPAL, "case.close", number, outcome="school", note="CANARY note")
    (closed,) = bench.sent(Kind.WORD)
    bench.fill(TEACHER, "own.add", number, words="It was Ms. Solberg.")
    (again,) = (sent for sent in bench.sent(Kind.WORD) if sent.recipient is None)
    assert bench.letter(again).title == "Your report waits again"
    assert bench.office.letter(closed) is None


def test_that_it_waits_is_not_said_once_somebody_has_it() -> None:
    bench, number = _told(topics.WAITS_AGAIN)
    bench.push(PRINCIPAL, "case.acknowledge", number)
    assert {sent.topic for sent in bench.sent(Kind.WORD)} == {topics.ACKNOWLEDGED}


def test_a_topic_that_nobody_words_is_not_lost_quietly() -> None:
    bench, _ = _told("unheard-of")
    with pytest.raises(KeyError):
        bench.run()


def test_every_topic_is_worded_somewhere() -> None:
    named = {value for name, value in vars(topics).items() if name.isupper()}
    elsewhere = {topic for topic in named if topic in OwnBench().office.routes}
    assert named == set(TO_REPORTER) | set(TO_SUPERVISOR) | elsewhere
    assert words.__doc__
