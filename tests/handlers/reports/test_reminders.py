"""Reminders of the reporter's own clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.conversation.actor import Actor, Channel
from handlers.conversation.card import Card
from handlers.conversation.emergency import DANGER
from handlers.district.reminders import Reminders as Hours
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.reminders import plan
from tests.handlers.reports.desk import DISTRICT, somebody
from tests.handlers.reports.reporter import OwnBench, first_text, labels, words

TEACHER = somebody("teacher")
PRINCIPAL = somebody("principal")


def _filed(learned_at: str = "2026-11-23T09:00") -> tuple[OwnBench, str]:
    bench = OwnBench()
    return bench, bench.file(learned_at=learned_at).number


def _until(bench: OwnBench, day: int, hour: int, minute: int = 0) -> list[Delivery]:
    """Go on, hour by hour, to this moment (UTC) of November; the reminders that came on the way."""
    found = bench.sent(Kind.CLOCK)
    end = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    while bench.clock.now() < end:
        bench.clock.advance(minutes=min(60.0, (end - bench.clock.now()) / timedelta(minutes=1)))
        found += bench.sent(Kind.CLOCK)
    return found


def _which(sent: list[Delivery]) -> list[str]:
    return [delivery.topic.rpartition("-")[0] for delivery in sent]


def _card(bench: OwnBench, sent: list[Delivery]) -> Card:
    return bench.letter(sent[-1])


def test_they_come_before_the_24_hours_run_out_and_once_they_have() -> None:
    bench, _ = _filed()
    assert _which(_until(bench, 24, 14)) == ["call-20h", "call-6h", "call-1h"]
    sent = _until(bench, 24, 15, 1)
    assert _which(sent) == ["call-0h"]
    assert _card(bench, sent).title == "Your call is overdue"
    assert _until(bench, 30, 0) == []


def test_a_reminder_says_number_clock_time_and_what_to_press_and_no_content() -> None:
    bench, number = _filed()
    sent = _until(bench, 23, 19)
    card = _card(bench, sent)
    assert card.title == "Your call is due"
    assert first_text(card.elements) == DANGER
    shown = words(card.elements)
    assert number in shown
    assert "Call now. Your 24 hours end Tue Nov 24, 9:00 AM." in shown
    assert labels(card) == ["I made the call", "Who to call"]
    assert "CANARY" not in str(card)
    assert number not in card.summary


def test_they_go_to_the_reporter_alone_and_first_where_the_report_was_made() -> None:
    bench = OwnBench()
    teams = Actor(Channel.TEAMS, "29:1", "Sam", "teacher@schools.example")
    form = bench.say(teams, "report").form
    assert form
    sent = {"site": "high-school", "urgency": "today", "what": "x", "learned_at": "2026-11-23T09:00"}
    bench.send(teams, form, **sent)
    (delivery,) = _until(bench, 23, 19)
    letter = bench.office.letter(delivery)
    assert letter
    assert (letter.recipient, letter.first) == ("teacher@schools.example", Channel.TEAMS)


def test_at_night_they_wait_for_the_morning_while_that_is_in_time() -> None:
    bench, _ = _filed()
    assert _which(_until(bench, 24, 12, 29)) == ["call-20h"]
    assert _which(_until(bench, 24, 12, 30)) == ["call-6h"]  # 6:30 in Moorhead, not 3 in the morning


def test_at_night_they_come_where_the_morning_would_be_too_late() -> None:
    bench, _ = _filed("2026-11-23T01:00")
    assert _which(_until(bench, 24, 6)) == ["call-6h", "call-1h"]


def test_none_comes_after_the_call_was_recorded() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    assert _until(bench, 26, 15) == []
    assert _which(_until(bench, 26, 16)) == ["written-24h"]


def test_those_of_the_written_report_are_counted_from_the_call() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T10:00")
    sent = _until(bench, 27, 17)
    assert _which(sent) == ["written-24h", "written-4h", "written-0h"]
    card = _card(bench, sent)
    assert card.title == "Your written report is overdue"
    assert labels(card) == ["I sent the written report", "Who to call"]
    assert "72 counted hours ended Fri Nov 27, 10:00 AM" in words(card.elements)


def test_none_comes_after_the_written_report_was_recorded() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    bench.written(TEACHER, number)
    assert _until(bench, 30, 0) == []


def test_a_corrected_call_brings_reminders_of_its_own_time() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T10:00")
    wrong = bench.entries(number)[0].id
    bench.clock.advance(hours=4)
    bench.called(TEACHER, number, "2026-11-23T14:00", corrects=wrong)
    assert _until(bench, 26, 19) == []
    assert _which(_until(bench, 26, 20)) == ["written-24h"]


def test_a_correction_back_to_the_first_time_still_reminds() -> None:
    bench, number = _filed()
    for at in ("2026-11-23T09:30", "2026-11-23T09:40", "2026-11-23T09:30"):
        standing = [entry.id for entry in bench.entries(number)][-1:]
        bench.called(TEACHER, number, at, **({"corrects": standing[0]} if standing else {}))
        bench.clock.advance(minutes=1)
    assert _which(_until(bench, 26, 15, 31)) == ["written-24h"]


def test_a_call_taken_back_after_its_24_hours_is_overdue_and_said_so() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    assert _until(bench, 24, 20) == []
    wrong = bench.entries(number)[0].id
    bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="I only meant to call.")
    sent = _until(bench, 27, 20)
    assert _which(sent) == ["call-0h"]
    assert _card(bench, sent).title == "Your call is overdue"


def test_a_call_taken_back_in_time_brings_what_is_left_of_its_reminders_once() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    assert _until(bench, 23, 20) == []
    wrong = bench.entries(number)[0].id
    bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="x")
    assert _which(_until(bench, 27, 20)) == ["call-6h", "call-1h", "call-0h"]


def test_a_written_report_taken_back_after_its_hours_is_overdue_and_said_so() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    bench.clock.advance(minutes=1)
    bench.written(TEACHER, number)
    assert _until(bench, 28, 20) == []
    wrong = bench.entries(number)[-1].id
    bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="It came back.")
    assert _which(_until(bench, 30, 20)) == ["written-0h"]


def test_a_call_recorded_again_as_it_was_after_its_hours_is_followed_by_a_reminder() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T10:00")
    wrong = bench.entries(number)[0].id
    bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="x")
    assert {clock.partition("-")[0] for clock in _which(_until(bench, 28, 20))} == {"call"}
    bench.called(TEACHER, number, "2026-11-23T10:00")
    assert _which(_until(bench, 30, 20)) == ["written-0h"]


def test_what_changes_no_clock_brings_no_second_reminder() -> None:
    bench, number = _filed("2026-11-20T09:00")
    assert _which(_until(bench, 23, 18)) == ["call-0h"]
    bench.fill(TEACHER, "own.add", number, words="more")
    bench.fill(TEACHER, "own.learned", number, learned_at="2026-11-20T09:00", reason="As it was.")
    assert _until(bench, 26, 0) == []


def test_a_report_that_is_late_already_reminds_once_an_hour_later() -> None:
    bench, _ = _filed("2026-11-20T09:00")
    assert _until(bench, 23, 16, 59) == []
    sent = _until(bench, 23, 17)
    assert _which(sent) == ["call-0h"]
    assert "It is late already" in words(_card(bench, sent).elements)
    assert _until(bench, 26, 0) == []


def test_after_an_outage_only_the_last_one_missed_is_sent() -> None:
    bench, _ = _filed()
    bench.clock.advance(hours=22, minutes=30)
    assert _which(bench.sent(Kind.CLOCK)) == ["call-1h"]


def test_no_supervisor_s_act_stops_them() -> None:
    bench, number = _filed()
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.fill(PRINCIPAL, "case.close", number, outcome="school", note="x")
    assert _which(_until(bench, 23, 19)) == ["call-20h"]


def test_one_that_was_sent_reads_as_the_clock_stands_today() -> None:
    bench, number = _filed()
    _until(bench, 23, 19)
    assert [card.title for card in bench.inbox(TEACHER)] == ["Your call is due"]
    bench.called(TEACHER, number)
    assert [card.title for card in bench.inbox(TEACHER)] == ["Your call is recorded"]
    assert bench.inbox(somebody("coach")) == []


def test_the_trail_names_the_clock_and_nobody() -> None:
    bench, _ = _filed()
    _until(bench, 23, 19)
    with bench.store.begin() as work:
        told = [entry for entry in work.audit.entries() if entry.detail.startswith("call-")]
    assert [(entry.actor, entry.action) for entry in told] == [("courier", "told")]


def test_a_record_of_contact_and_a_drill_have_no_clocks() -> None:
    bench, number = _filed()
    with bench.store.begin() as work:
        ticket = work.tickets.get(number)
        owed = len(work.outbox.waiting(number))
        drill = type(ticket)(**{name: getattr(ticket, name) for name in ticket.__slots__} | {"drill": True})
        plan(
            work, drill, DISTRICT.model_copy(update={"reminders": Hours(call_hours=(2,))}), bench.clock.now()
        )
        assert len(work.outbox.waiting(number)) == owed


@pytest.mark.parametrize("hours", [(1,), (3, 2), (2, 3, 2)])
def test_the_hours_are_the_district_s(hours: tuple[int, ...]) -> None:
    bench, number = _filed()
    district = DISTRICT.model_copy(update={"reminders": Hours(call_hours=hours)})
    with bench.store.begin() as work:
        before = {delivery.id for delivery in work.outbox.waiting(number)}
        plan(work, work.tickets.get(number), district, bench.clock.now())
        added = [d for d in work.outbox.waiting(number) if d.id not in before]
    wanted = sorted({f"call-{hour}h" for hour in hours if hour not in DISTRICT.reminders.call_hours})
    assert sorted(_which(added)) == wanted
