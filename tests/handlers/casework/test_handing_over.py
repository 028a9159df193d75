"""A case that was handed over, until whoever got it answers."""

from datetime import datetime, timedelta

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.reply import Reply
from handlers.reports.anew import answer_awaited
from handlers.reports.ticket import Status, Urgency
from tests.handlers.casework.bench import SAMPLE_DISTRICT, Bench, address, labels, later, lines


@pytest.fixture
def bench() -> Bench:
    return Bench()


def handed(bench: Bench, to: str = "assistant", urgency: Urgency = Urgency.TODAY) -> str:
    number = bench.file(urgency=urgency)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    bench.do("principal", "case.hand-over", number, to=address(to))
    bench.run()
    return number


def awaited(bench: Bench, number: str) -> bool:
    with bench.store.begin() as work:
        return answer_awaited(work, number)


def test_without_an_answer_it_goes_back_up_the_ladder(bench: Bench) -> None:
    number = handed(bench)
    assert later(bench, minutes=29) == []
    assert later(bench, minutes=1) == ["assistant", "principal"]
    ticket = bench.ticket(number)
    assert (ticket.status, ticket.holder) == (Status.OPEN, None)
    assert later(bench, minutes=30) == ["activities", "assistant"]


def test_an_answer_is_an_acknowledgement_on_the_trail(bench: Bench) -> None:
    number = handed(bench)
    before = bench.ticket(number)
    bench.press("assistant", "case.acknowledge", number)
    assert bench.trail()[-1] == ("assistant", "acknowledged")
    assert bench.ticket(number) == before
    bench.clock.advance(days=2)
    assert bench.run() == []


@pytest.mark.parametrize(
    ("press", "values"),
    [
        ("case.note", {"note": "I have called them"}),
        ("case.ask", {"question": "When was it?"}),
        ("case.close", {"outcome": "school", "note": "done"}),
        ("case.recuse", {"sure": "yes"}),
    ],
)
def test_whatever_is_done_in_hand_is_an_answer(bench: Bench, press: str, values: dict[str, str]) -> None:
    number = handed(bench)
    bench.do("assistant", press, number, **values)
    assert not awaited(bench, number)


def test_reading_or_a_colleagues_note_is_no_answer(bench: Bench) -> None:
    number = handed(bench)
    bench.press("assistant", "case.read", number)
    bench.do("principal", "case.note", number, note="I told him on the phone")
    bench.press("principal", "case.acknowledge", number)
    assert later(bench, minutes=30) == ["assistant", "principal"]


def test_whoever_takes_it_over_has_it(bench: Bench) -> None:
    number = handed(bench)
    bench.press("principal", "case.take-over", number)
    assert bench.ticket(number).holder == address("principal")
    assert later(bench, minutes=30) == []


def test_handed_on_the_next_one_has_their_own_time(bench: Bench) -> None:
    number = handed(bench)
    bench.clock.advance(minutes=20)
    bench.do("assistant", "case.hand-over", number, to=address("superintendent"))
    bench.run()
    assert later(bench, minutes=29) == []
    assert later(bench, minutes=1) == ["assistant", "principal", "superintendent"]
    assert bench.ticket(number).holder is None


def test_a_timer_taken_on_before_the_case_was_handed_on_takes_it_from_nobody(bench: Bench) -> None:
    number = handed(bench)
    bench.clock.advance(minutes=30)
    with bench.store.begin() as work:
        [timer] = work.outbox.lease(bench.clock.now(), 60, 8)
    bench.do("assistant", "case.hand-over", number, to=address("superintendent"))
    bench.escalation.advance(timer)
    assert bench.ticket(number).holder == address("superintendent")
    assert awaited(bench, number)
    assert later(bench, minutes=30) == ["assistant", "principal", "superintendent"]


def test_a_case_taken_back_before_it_was_said_was_never_handed(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.words()
    bench.do("principal", "case.hand-over", number, to=address("assistant"))
    bench.press("principal", "case.take-over", number)
    assert bench.words() == []


def test_the_ladder_spends_no_wait_on_somebody_who_supervises_no_more(bench: Bench) -> None:
    number = handed(bench)
    gone = {address("principal"), address("assistant")}
    sites = tuple(
        site.model_copy(
            update={
                "ladder": tuple(
                    step.model_copy(update={"people": tuple(e for e in step.people if e not in gone)})
                    for step in site.ladder
                    if not gone.issuperset(step.people)
                )
            }
        )
        for site in bench.district.sites
    )
    people = tuple(person for person in bench.district.people if person.email not in gone)
    newer = Bench(
        bench.store, bench.clock, bench.district.model_copy(update={"sites": sites, "people": people})
    )
    assert later(newer, minutes=30) == ["activities"]
    assert newer.ticket(number).holder is None


def test_danger_waits_no_longer_than_its_repetition(bench: Bench) -> None:
    handed(bench, urgency=Urgency.DANGER)
    assert later(bench, minutes=10) == ["activities", "assistant", "principal", "superintendent"]


def test_at_night_it_waits_for_the_morning() -> None:
    bench = Bench(district=SAMPLE_DISTRICT)
    bench.clock.advance(hours=11)  # 21:00
    bench.clock.advance(minutes=-10)
    handed(bench)
    assert later(bench, minutes=30) == []
    assert ("courier", "waited for the morning") in bench.trail()
    assert later(bench, hours=10) == ["assistant", "principal"]


def test_the_message_asks_for_an_answer_until_there_is_one(bench: Bench) -> None:
    number = handed(bench)

    def message() -> str:
        [card] = [c for _, c in bench.office.inbox(address("assistant"), Channel.WEB) if "handed" in c.title]
        return str(card)

    assert "Acknowledge" in message()
    assert "goes back" in message()
    assert labels(bench.press("assistant", "case.more", number))[0] == "Acknowledge"
    bench.press("assistant", "case.acknowledge", number)
    assert "cknowledge" not in message()


@pytest.mark.parametrize(
    ("hours", "urgency", "when"),
    [
        (0, Urgency.TODAY, "Mon Nov 23, 10:30 AM"),
        (10.75, Urgency.TODAY, "Tue Nov 24, 6:30 AM"),
        (11, Urgency.TODAY, "Tue Nov 24, 6:30 AM"),
        (11, Urgency.DANGER, "Mon Nov 23, 9:10 PM"),
    ],
)
def test_both_are_told_by_when_an_answer_is_needed_and_it_goes_back_then(
    hours: float, urgency: Urgency, when: str
) -> None:
    bench = Bench(district=SAMPLE_DISTRICT)
    number = bench.file(urgency=urgency)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    bench.clock.advance(hours=hours)
    reply = bench.do("principal", "case.hand-over", number, to=address("assistant"))
    assert f"Without an answer by {when}, it goes back to those who may have it." in lines(reply)
    bench.run()
    inbox = bench.office.inbox(address("assistant"), Channel.WEB)
    [card] = [card for _, card in inbox if "handed" in card.title]
    assert f"by {when.replace(', ', ', 2026, ')}: otherwise" in lines(Reply((card,)))
    said = datetime.strptime(f"2026 {when}", "%Y %a %b %d, %I:%M %p").replace(tzinfo=bench.district.zone)
    bench.clock.advance(seconds=(said - bench.clock.now()) / timedelta(seconds=1) - 1)
    bench.run()
    assert bench.ticket(number).holder == address("assistant")
    bench.clock.advance(seconds=1)
    bench.run()
    assert bench.ticket(number).holder is None
