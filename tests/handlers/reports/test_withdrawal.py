"""Somebody who must not have a case any more loses it, and the ladder begins anew."""

from dataclasses import replace

import pytest

from handlers.conversation.actor import Channel
from handlers.reports.ticket import Matter, Status, Urgency
from tests.handlers.casework.bench import Bench, address, labels, later, lines


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_holder_who_is_named_loses_the_case_without_a_signal(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.add(number, "It was Solberg herself")
    ticket = bench.ticket(number)
    assert (ticket.status, ticket.holder, ticket.acknowledged_by) == (Status.OPEN, None, None)
    assert address("principal") not in ticket.recipients
    assert bench.told() == ["activities", "assistant"]
    assert bench.office.inbox(address("principal"), Channel.WEB) == ()
    assert "principal" not in {who for who, action in bench.trail() if action == "began anew"}
    for action in ("case.more", "case.read", "case.acknowledge", "case.note", "case.take-over"):
        refused = lines(bench.press("principal", action, number))
        assert refused == lines(bench.press("principal", action, "AAAA-BBBB"))


def test_it_can_be_acknowledged_again_and_the_reporter_hears_of_it(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.add(number, "It was Solberg")
    bench.run()
    bench.press("assistant", "case.acknowledge", number)
    assert bench.words() == [("reporter", "acknowledged")]
    assert bench.ticket(number).holder == address("assistant")
    bench.clock.advance(days=3)
    assert bench.told() == []


def test_those_who_knew_are_told_again_at_once_and_then_the_next(bench: Bench) -> None:
    number = bench.file()
    bench.run()
    later(bench, minutes=30)
    bench.press("assistant", "case.acknowledge", number)
    bench.run()
    bench.do("assistant", "case.recuse", number, sure="yes")
    assert bench.told() == ["activities", "principal"]
    assert later(bench, minutes=30) == ["superintendent"]
    assert later(bench, minutes=60) == ["superintendent"]


def test_whoever_works_for_somebody_it_turns_out_to_be_about_loses_it_too(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("assistant", "case.acknowledge", number)
    bench.run()
    bench.add(number, "The one who did it is Marit Solberg")
    assert bench.ticket(number).recipients == {address("superintendent")}
    assert bench.told() == ["superintendent"]


def test_an_addition_that_names_nobody_changes_nothing(bench: Bench) -> None:
    number = bench.acknowledged()
    before = bench.ticket(number)
    bench.add(number, "It was on the bus")
    assert bench.ticket(number) == before


def test_somebody_told_who_is_named_while_it_is_open_hears_no_more(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.add(number, "Hodan Abdi saw it")
    assert later(bench, minutes=10) == ["assistant", "principal", "superintendent"]
    assert bench.office.inbox(address("activities"), Channel.WEB) == ()


def test_where_all_who_were_told_are_named_the_next_step_is_not_waited_for(bench: Bench) -> None:
    number = bench.file()
    assert bench.told() == ["principal"]
    bench.add(number, "Solberg")
    assert bench.told() == ["activities", "assistant"]


def test_a_closed_case_whose_closer_is_named_is_open_again(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.close", number, outcome="no-concern", note="nothing to it")
    bench.run()
    bench.add(number, "Solberg asked me not to write this")
    ticket = bench.ticket(number)
    assert (ticket.status, ticket.outcome, ticket.closed_at) == (Status.OPEN, None, None)
    assert bench.told() == ["activities", "assistant"]


def test_the_reporter_hears_that_a_closed_case_is_open_again(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.close", number, outcome="no-concern", note="nothing to it")
    bench.run()
    bench.add(number, "Solberg asked me not to write this")
    assert bench.words() == [("reporter", "waits-again")]
    bench.add(number, "It was in the gym")
    assert bench.words() == []


def test_the_reporter_hears_nothing_new_where_nobody_had_it(bench: Bench) -> None:
    number = bench.file()
    bench.told()
    bench.add(number, "Solberg saw it")
    assert bench.words() == []


def test_a_closed_case_stays_closed_when_its_closer_leaves(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.close", number, outcome="no-concern", note="nothing to it")
    bench.run()
    reply = bench.do("principal", "case.recuse", number, sure="yes")
    assert number not in lines(reply)
    assert bench.ticket(number).status is Status.CLOSED
    assert bench.ticket(number).holder is None
    assert bench.told() == []


def test_whoever_leaves_cannot_come_back(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.do("principal", "case.recuse", number, sure="yes")
    assert ("principal", "recused") in bench.trail()
    assert lines(bench.press("principal", "case.more", number)) == lines(
        bench.press("principal", "case.more", "AAAA-BBBB")
    )
    assert later(bench, minutes=10) == ["activities", "assistant", "superintendent"]


def test_leaving_takes_a_yes(bench: Bench) -> None:
    number = bench.acknowledged()
    assert set(bench.do("principal", "case.recuse", number).errors) == {"sure"}
    assert bench.ticket(number).holder == address("principal")


def test_a_newer_file_that_names_the_holder_takes_the_case_at_the_next_occasion(bench: Bench) -> None:
    number = bench.acknowledged(what="Mr. Dan pushed her")
    bench.do("principal", "case.hand-over", number, to=address("assistant"))
    people = tuple(
        p.model_copy(update={"also_called": ("Mr. Dan",)}) if p.email == address("assistant") else p
        for p in bench.district.people
    )
    newer = Bench(bench.store, bench.clock, bench.district.model_copy(update={"people": people}))
    assert "no case" in lines(newer.press("assistant", "case.read", number))
    # The refusal itself let go of the case.
    assert newer.ticket(number).holder is None
    assert newer.told() == ["principal"]


def test_the_trail_does_not_say_for_whom_it_began_anew(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.add(number, "It was Solberg")
    with bench.store.begin() as work:
        [entry] = [e for e in work.audit.entries(number) if e.action == "began anew"]
    assert (entry.actor, entry.detail) == ("courier", "")


@pytest.mark.parametrize("matter", [Matter.CONTACT, Matter.QUESTION])
def test_what_has_no_ladder_begins_none(bench: Bench, matter: Matter) -> None:
    number = bench.file(matter=matter)
    with bench.store.begin() as work:
        told = replace(work.tickets.get(number), recipients=frozenset({address("principal")}))
        holder = address("principal") if matter is Matter.QUESTION else None
        work.tickets.save(replace(told, holder=holder))
    bench.add(number, "Solberg")
    assert address("principal") not in bench.ticket(number).recipients
    assert bench.ticket(number).holder is None
    assert bench.run() == []


def test_a_report_about_the_whole_top_goes_to_the_alternate_who_can_do_all_of_it(bench: Bench) -> None:
    number = bench.file(site="robert-asp", what="Halvorson and the superintendent")
    assert bench.told() == ["chair"]
    bench.press("chair", "case.acknowledge", number)
    assert "Close" in labels(bench.press("chair", "case.more", number))
    bench.do("chair", "case.note", number, note="kept")
    bench.do("chair", "case.close", number, outcome="agency", note="done")
    assert bench.ticket(number).status is Status.CLOSED
    for who in ("elementary", "superintendent"):
        assert number not in str(bench.say(who, "cases closed"))
