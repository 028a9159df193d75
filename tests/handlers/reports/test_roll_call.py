"""Cases in the hands of somebody who is not in the district's file any more."""

import logging

import pytest

from handlers.conversation.actor import Channel
from handlers.district.model import District
from handlers.district.roster import Roster
from handlers.reports.delivery import chore_delivery
from handlers.reports.roll_call import ROLL_CALL, RollCall, in_no_hand
from handlers.reports.ticket import Matter, Status
from tests.handlers.casework.bench import DISTRICT, Bench, address, lines


def without(name: str, district: District = DISTRICT) -> District:
    """The district's file after somebody has left."""
    gone = address(name)
    people = [
        p.model_copy(update={"reports_to": None}) if p.reports_to == gone else p
        for p in district.people
        if p.email != gone
    ]
    sites = []
    for site in district.sites:
        steps = [[email for email in step.people if email != gone] for step in site.ladder]
        kept = [
            step.model_copy(update={"people": tuple(left)})
            for step, left in zip(site.ladder, steps, strict=True)
            if left
        ]
        sites.append(site.model_copy(update={"ladder": tuple(kept)}))
    update = {"people": tuple(people), "sites": tuple(sites), "roster": Roster()}
    return district.model_copy(update=update)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def newer(bench: Bench, name: str = "principal") -> Bench:
    return Bench(bench.store, bench.clock, without(name))


def call(bench: Bench) -> None:
    roll_call = RollCall(bench.store, bench.district, bench.clock)
    roll_call.do(roll_call.due())


def test_a_case_in_the_hands_of_somebody_who_left_goes_up_the_ladder(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    number = bench.acknowledged()
    after = newer(bench)
    with caplog.at_level(logging.WARNING):
        call(after)
    assert number in caplog.text
    assert "principal" not in caplog.text
    ticket = after.ticket(number)
    assert (ticket.status, ticket.holder) == (Status.OPEN, None)
    assert address("principal") not in ticket.recipients
    assert after.told() == ["activities", "assistant"]


def test_what_the_reporter_adds_meanwhile_reaches_the_ladder(bench: Bench) -> None:
    number = bench.acknowledged()
    after = newer(bench)
    after.add(number, "It happened again")
    assert after.told() == ["activities", "assistant"]


def test_any_touch_of_somebody_who_was_told_lets_go_of_it(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.hand-over", number, to=address("assistant"))
    after = newer(bench, "assistant")
    assert "Acknowledge" in str(after.press("principal", "case.more", number))
    assert after.told() == ["principal"]


def test_somebody_told_who_left_is_told_no_more(bench: Bench) -> None:
    number = bench.file()
    bench.run()
    after = newer(bench)
    call(after)
    assert after.told() == ["activities", "assistant"]
    assert after.office.inbox(address("principal"), Channel.WEB) == ()
    assert "no case" in lines(after.press("principal", "case.more", number))


def test_a_closed_case_stays_closed(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.close", number, outcome="school", note="done")
    bench.run()
    bench.do("principal", "case.reopen", number, reason="again")
    bench.do("principal", "case.hand-over", number, to=address("assistant"))
    bench.do("assistant", "case.close", number, outcome="school", note="done")
    bench.run()
    after = newer(bench)
    call(after)
    assert after.ticket(number).status is Status.CLOSED
    gone = newer(after, "assistant")
    gone.press("principal", "case.more", number)
    assert gone.ticket(number).status is Status.CLOSED
    assert gone.told() == []


def test_nothing_changes_where_everybody_is_there(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    number = bench.acknowledged()
    before = bench.ticket(number)
    call(bench)
    assert bench.ticket(number) == before
    assert caplog.text == ""
    assert bench.run() == []


def test_a_record_of_contact_is_for_those_who_supervise_the_site_now(bench: Bench) -> None:
    number = bench.file(matter=Matter.CONTACT)
    before = bench.ticket(number).recipients
    after = newer(bench)
    call(after)
    assert after.ticket(number).recipients == before - {address("principal")}
    call(bench)
    assert bench.ticket(number).recipients == before
    assert after.run() == []


def test_it_is_due_once_a_day_and_after_each_change_of_the_file(bench: Bench) -> None:
    call_now = RollCall(bench.store, bench.district, bench.clock)
    first = call_now.due().id
    assert first == chore_delivery(ROLL_CALL, first.partition("/")[2].partition("/")[2], bench.clock.now()).id
    bench.clock.advance(minutes=5)
    assert call_now.due().id == first
    assert RollCall(bench.store, without("principal"), bench.clock).due().id != first
    bench.clock.advance(days=1)
    assert call_now.due().id != first


def test_the_operator_sees_which_cases_are_in_no_hand(bench: Bench) -> None:
    number = bench.acknowledged()
    other = bench.file()
    tickets = [bench.ticket(number), bench.ticket(other)]
    assert in_no_hand(tickets, without("principal")) == {number}
    assert in_no_hand(tickets, DISTRICT) == frozenset()
