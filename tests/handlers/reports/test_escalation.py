"""The ladder: whom each step tells, until somebody acknowledges."""

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.card import Buttons, Facts
from handlers.reports.alert import ACKNOWLEDGE
from handlers.reports.conflict import Conflicts
from handlers.reports.delivery import step_delivery
from handlers.reports.escalation import Escalation
from handlers.reports.ladder import ladder
from handlers.reports.ticket import Status
from tests.handlers.reports.desk import DISTRICT, Desk


def test_the_ladder_step_by_step_and_its_last_step_again_and_again() -> None:
    desk = Desk()
    desk.file()
    assert desk.told() == ["principal"]
    assert desk.told() == []
    desk.clock.advance(minutes=29)
    assert desk.told() == []
    desk.clock.advance(minutes=1)
    assert desk.told() == ["activities", "assistant"]
    desk.clock.advance(minutes=30)
    assert desk.told() == ["superintendent"]
    for _ in range(3):
        desk.clock.advance(minutes=60)
        assert desk.told() == ["superintendent"]


def test_an_acknowledgement_stops_the_ladder() -> None:
    desk = Desk()
    ticket = desk.file()
    desk.run()
    desk.press("principal", ACKNOWLEDGE, ticket.number)
    desk.clock.advance(days=2)
    assert desk.told() == []
    assert desk.tickets()[0].status is Status.ACKNOWLEDGED


def test_immediate_danger_tells_all_and_is_repeated() -> None:
    desk = Desk()
    desk.file(urgency="danger")
    everybody = ["activities", "assistant", "principal", "superintendent"]
    assert desk.told() == everybody
    desk.clock.advance(minutes=10)
    assert desk.told() == everybody


def test_somebody_named_is_never_told_and_no_time_is_lost() -> None:
    desk = Desk()
    desk.file(what="Solberg and Hodan Abdi")
    assert desk.told() == ["assistant"]
    desk.clock.advance(minutes=30)
    assert desk.told() == ["superintendent"]


def test_a_report_about_somebody_is_not_for_those_who_work_for_them() -> None:
    desk = Desk()
    desk.file(involved=("principal@schools.example",))
    assert desk.told() == ["superintendent"]


def test_a_worker_thought_dead_takes_no_step_back() -> None:
    desk = Desk()
    ticket = desk.file()
    desk.run()
    desk.clock.advance(minutes=30)
    desk.run()
    desk.escalation.advance(step_delivery(ticket.number, 1, desk.clock.now()))
    assert desk.tickets()[0].step == 2
    assert desk.told() == []


def test_where_the_alternates_are_named_too_anybody_on_any_ladder_is_told() -> None:
    desk = Desk()
    named = ("superintendent@schools.example", "chair@schools.example", "elementary@schools.example")
    desk.file(site="robert-asp", involved=named)
    assert desk.told() == ["activities", "assistant", "principal"]


def test_where_the_whole_ladder_is_named_the_alternates_are_told() -> None:
    desk = Desk()
    desk.file(site="robert-asp", what="Halvorson and the superintendent")
    assert desk.told() == ["chair"]


def test_where_everybody_is_named_the_operator_is_told_without_a_word_of_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk = Desk()
    ticket = desk.file(involved=tuple(person.email for person in DISTRICT.people))
    assert desk.told() == []
    assert ticket.number in caplog.text
    assert "CANARY" not in caplog.text
    desk.clock.advance(minutes=10)
    desk.run()
    assert caplog.text.count(ticket.number) == 2


def test_a_supervisor_does_not_get_her_own_report() -> None:
    desk = Desk()
    desk.file(who="principal")
    assert desk.told() == ["activities", "assistant"]


def test_a_person_named_is_left_out_at_sending_too() -> None:
    """The alert is owed already when the district learns that people call him Mr. Dan."""
    desk = Desk()
    desk.file(what="Mr. Dan pushed her")
    with desk.store.begin() as work:
        step = work.outbox.lease(desk.clock.now(), 60, 1)[0]
    desk.escalation.advance(step)
    with desk.store.begin() as work:
        alert = work.outbox.lease(desk.clock.now(), 60, 1)[0]
    people = tuple(
        p.model_copy(update={"also_called": ("Mr. Dan",)}) if p.email == alert.recipient else p
        for p in DISTRICT.people
    )
    newer = Escalation(desk.store, DISTRICT.model_copy(update={"people": people}), desk.clock)
    with desk.store.begin() as work:
        assert desk.escalation.letter(work, alert) is not None
        assert newer.letter(work, alert) is None


def test_a_site_that_is_gone_from_the_file_falls_to_the_alternates() -> None:
    nobody = Conflicts(frozenset(), frozenset())
    assert [step.people for step in ladder("closed-school", DISTRICT, nobody)] == [("chair@schools.example",)]


def test_the_message_holds_number_urgency_and_buttons_and_nothing_else() -> None:
    desk = Desk()
    ticket = desk.file()
    card = desk.escalation.card(ticket)
    assert [type(element) for element in card.elements] == [Facts, Buttons]
    assert card.elements[0] == Facts((("Report", ticket.number), ("Urgency", "Today")))
    assert ticket.number not in card.summary


def test_told_is_on_the_trail_only_after_the_platform_confirmed() -> None:
    desk = Desk()
    desk.file()
    desk.run()
    assert desk.trail() == [("reporter", "filed"), ("courier", "escalated"), ("courier", "told")]


def test_the_trail_says_who_was_told_and_of_the_reporter_only_that() -> None:
    desk = Desk()
    ticket = desk.file()
    desk.run()
    desk.press("principal", ACKNOWLEDGE, ticket.number)
    desk.run()
    with desk.store.begin() as work:
        told = [entry.detail for entry in work.audit.entries() if entry.action == "told"]
    assert told == ["step 1 web principal@schools.example", "acknowledged web reporter"]
    assert "teacher@" not in str(told)


def test_the_inbox_shows_what_was_delivered_as_it_stands_today() -> None:
    desk = Desk()
    ticket = desk.file()
    desk.run()
    assert desk.office.inbox("assistant@schools.example", Channel.WEB) == ()
    desk.press("principal", ACKNOWLEDGE, ticket.number)
    [(_, card)] = desk.office.inbox("principal@schools.example", Channel.WEB)
    assert card.title == "A report is in hand"
