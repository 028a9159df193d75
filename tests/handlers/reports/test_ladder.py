"""The ladder and the roster: who is told in whose place, and when."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.district.model import District
from handlers.district.roster import Absence, Deputy, Duty, QuietHours, Roster
from handlers.reports.conflict import Conflicts
from handlers.reports.ladder import ladder, may_know
from handlers.reports.ticket import Urgency
from tests.handlers.casework.bench import DISTRICT, Bench, address, later

NOBODY = Conflicts(frozenset(), frozenset())
MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=DISTRICT.zone)
QUIET = QuietHours(begin=time(21), end=time(6, 30))


def with_roster(roster: Roster) -> District:
    return DISTRICT.model_copy(update={"roster": roster})


def away(*names: str, deputy: str | None = None) -> Roster:
    stands_in = address(deputy) if deputy else None
    absences = (Absence(person=address(n), first=MONDAY, last=MONDAY, deputy=stands_in) for n in names)
    return Roster(absences=tuple(absences))


def people(roster: Roster, kept: Conflicts = NOBODY, site: str = "high-school") -> list[list[str]]:
    steps = ladder(site, with_roster(roster), kept, NOON)
    return [[email.partition("@")[0] for email in step.people] for step in steps]


def test_a_deputy_is_told_in_the_place_of_whoever_is_away() -> None:
    steps = people(away("principal", deputy="elementary"))
    assert steps == [["elementary"], ["assistant", "activities"], ["superintendent"]]


def test_without_a_deputy_the_step_goes_on_without_them() -> None:
    assert people(away("assistant")) == [["principal"], ["activities"], ["superintendent"]]
    assert people(away("principal")) == [["assistant", "activities"], ["superintendent"]]


def test_a_deputy_who_is_on_the_same_step_is_told_once() -> None:
    steps = people(away("assistant", deputy="activities"))
    assert steps == [["principal"], ["activities"], ["superintendent"]]


def test_nobody_stands_in_for_a_person_who_is_left_out() -> None:
    kept = Conflicts(frozenset({address("principal")}), frozenset())
    steps = people(away("principal", deputy="elementary"), kept)
    assert steps == [["assistant", "activities"], ["superintendent"]]


def test_nor_at_any_place_of_a_chain_of_deputies() -> None:
    chain = (
        *away("principal", deputy="assistant").absences,
        *away("assistant", deputy="elementary").absences,
    )
    kept = Conflicts(frozenset({address("assistant")}), frozenset())
    assert people(Roster(absences=chain), kept) == [["activities"], ["superintendent"]]


def test_a_deputy_who_is_left_out_is_not_told() -> None:
    kept = Conflicts(frozenset({address("elementary")}), frozenset())
    steps = people(away("principal", deputy="elementary"), kept)
    assert steps == [["assistant", "activities"], ["superintendent"]]


def test_where_everybody_is_away_the_alternates_are_told() -> None:
    everybody = away("principal", "assistant", "activities", "superintendent")
    assert people(everybody) == [["chair"]]


def test_alternates_who_are_away_are_told_all_the_same() -> None:
    everybody = away("principal", "assistant", "activities", "superintendent", "chair")
    assert people(everybody) == [["chair"]]


def test_duty_comes_before_the_ladder() -> None:
    turn = Duty(people=(address("activities"),), sites=("high-school",), wait_minutes=10)
    steps = ladder("high-school", with_roster(Roster(duty=(turn,))), NOBODY, NOON)
    assert [step.wait_minutes for step in steps] == [10, 30, 30, 60]
    assert steps[0].people == (address("activities"),)
    assert people(Roster(duty=(turn,)), site="robert-asp") == [["elementary"], ["superintendent"]]


def test_whoever_works_for_a_person_it_is_about_may_know_only_as_the_last() -> None:
    principal = frozenset({address("principal")})
    assert not may_know(address("assistant"), "high-school", DISTRICT, Conflicts(principal, principal))
    named = frozenset(map(address, ("superintendent", "chair", "elementary")))
    kept = Conflicts(named, named)
    assert may_know(address("principal"), "robert-asp", DISTRICT, kept)


def left_out(*names: str) -> Conflicts:
    return Conflicts(frozenset(map(address, names)), frozenset())


def test_where_the_top_is_left_out_the_alternates_come_last() -> None:
    steps = people(Roster(), left_out("superintendent"))
    assert steps == [["principal"], ["assistant", "activities"], ["chair"]]
    assert people(Roster(), left_out("principal"))[-1] == ["superintendent"]
    assert people(Roster(), left_out("superintendent", "chair")) == [
        ["principal"],
        ["assistant", "activities"],
    ]
    assert people(away("chair"), left_out("superintendent")) == [["principal"], ["assistant", "activities"]]


def test_an_alternate_who_is_on_the_ladder_is_told_once() -> None:
    both = with_roster(Roster()).model_copy(update={"alternates": (address("principal"), address("chair"))})
    steps = ladder("high-school", both, left_out("superintendent"), NOON)
    assert [step.people for step in steps][-1] == (address("chair"),)


def test_a_report_about_the_top_named_as_a_teacher_writes_goes_to_the_alternates() -> None:
    bench = Bench()
    bench.file("Mr. Whitefeather grabbed a student by the arm")
    assert bench.told() == ["chair"]
    bench.file("Whitefeather grabbed a student by the arm")
    assert bench.told() == ["principal"]
    assert sorted(later(bench, minutes=30)) == ["activities", "assistant", "chair"]


def test_a_report_about_the_chairwoman_is_for_those_who_work_for_her_where_nobody_else_is_left() -> None:
    bench = Bench()
    bench.file("The chairwoman groped her.")
    below = ["activities", "assistant", "elementary", "principal", "superintendent"]
    assert bench.told() == below
    assert later(bench, minutes=30) == below


def test_whoever_works_for_the_chairwoman_is_not_told_where_another_alternate_is_left() -> None:
    other = DISTRICT.people[0].model_copy(
        update={"email": address("clerk"), "name": "Ole Dahl", "title": "Clerk", "reports_to": None}
    )
    alternates = (address("chair"), address("clerk"))
    people = (*DISTRICT.people, other)
    bench = Bench(district=DISTRICT.model_copy(update={"people": people, "alternates": alternates}))
    bench.file("The chairwoman groped her.")
    assert bench.told() == ["clerk"]
    assert later(bench, minutes=30) == ["clerk"]


def test_a_report_about_ms_solberg_is_not_for_those_who_work_for_her() -> None:
    bench = Bench()
    bench.file("Ms. Solberg grabbed a student by the arm")
    assert bench.told() == ["superintendent"]


def test_the_ladder_with_duty_over_time() -> None:
    # On duty until five in the afternoon only: the ladder loses no step when the duty ends meanwhile.
    turn = Duty(people=(address("activities"),), begin=time(8), end=time(17), wait_minutes=10)
    bench = Bench(district=with_roster(Roster(duty=(turn,))))
    bench.clock.advance(hours=6, minutes=55)  # 16:55
    bench.file()
    assert bench.told() == ["activities"]
    assert later(bench, minutes=10) == ["principal"]
    assert later(bench, minutes=30) == ["activities", "assistant"]
    assert later(bench, minutes=30) == ["superintendent"]


def test_somebody_named_between_two_steps_costs_nobody_their_turn() -> None:
    bench = Bench()
    number = bench.file()
    assert bench.told() == ["principal"]
    with bench.store.begin() as work:
        # Named in another's words, so that the first step falls away; the second must not be passed over.
        ticket = work.tickets.get(number)
    bench.add(number, "Solberg")
    assert bench.told() == ["activities", "assistant"]
    assert bench.ticket(number).recipients == {address("activities"), address("assistant")}
    assert ticket.recipients == {address("principal")}


def test_danger_tells_duty_and_deputies_at_once() -> None:
    roster = away("principal", deputy="elementary").model_copy(
        update={"duty": (Duty(people=(address("chair"),), wait_minutes=10),)}
    )
    bench = Bench(district=with_roster(roster))
    bench.file(urgency=Urgency.DANGER)
    everybody = ["activities", "assistant", "chair", "elementary", "superintendent"]
    assert bench.told() == everybody
    assert later(bench, minutes=10) == everybody


@pytest.fixture
def night() -> Bench:
    bench = Bench(district=with_roster(Roster(quiet_hours=QUIET)))
    bench.clock.advance(hours=12)  # 22:00
    return bench


def test_at_night_a_routine_report_waits_for_the_morning(night: Bench) -> None:
    night.file(urgency=Urgency.ROUTINE)
    assert night.told() == []
    assert ("courier", "waited for the morning") in night.trail()
    assert later(night, hours=8, minutes=29) == []
    assert later(night, minutes=1) == ["principal"]


def test_at_night_a_report_for_today_tells_the_first_step_and_goes_on_in_the_morning(night: Bench) -> None:
    night.file(urgency=Urgency.TODAY)
    assert night.told() == ["principal"]
    assert later(night, minutes=30) == []
    assert later(night, hours=7, minutes=59) == []
    assert later(night, minutes=1) == ["activities", "assistant"]


def test_danger_is_never_held_back(night: Bench) -> None:
    night.file(urgency=Urgency.DANGER)
    everybody = ["activities", "assistant", "principal", "superintendent"]
    assert night.told() == everybody
    assert later(night, minutes=10) == everybody


def test_an_evening_step_that_falls_into_the_night_waits_once(night: Bench) -> None:
    bench = Bench(district=night.district)
    bench.clock.advance(hours=10, minutes=45)  # 20:45
    bench.file(urgency=Urgency.ROUTINE)
    assert bench.told() == ["principal"]
    assert later(bench, minutes=30) == []
    assert later(bench, hours=1) == []
    assert [action for _, action in bench.trail()].count("waited for the morning") == 1
    assert later(bench, hours=8, minutes=15) == ["activities", "assistant"]


EVERYBODY = sorted(DISTRICT.sites[0].supervisors | set(DISTRICT.alternates))
times = st.times(time(0), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
quiet_hours = st.tuples(times, times).filter(lambda pair: pair[0] != pair[1])
whoever = st.sampled_from(EVERYBODY)
rosters = st.builds(
    Roster,
    quiet_hours=quiet_hours.map(lambda pair: QuietHours(begin=pair[0], end=pair[1])),
    absences=st.lists(
        st.tuples(whoever, whoever)
        .filter(lambda pair: pair[0] != pair[1])
        .map(lambda pair: Absence(person=pair[0], first=MONDAY, last=MONDAY.replace(day=27), deputy=pair[1])),
        max_size=6,
    ).map(tuple),
    duty=st.lists(
        st.builds(Duty, people=st.tuples(whoever), begin=times, end=times, wait_minutes=st.just(30)),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(
    rosters,
    st.sampled_from([Urgency.ROUTINE, Urgency.TODAY]),
    st.integers(0, 24 * 60 - 1),
    st.integers(0, 60),
)
def test_whatever_the_roster_says_somebody_is_told_within_a_day(
    roster: Roster, urgency: Urgency, minute: int, late: int
) -> None:
    """Also where the courier comes late for the end of the quiet hours, and they have begun again."""
    bench = Bench(district=with_roster(roster))
    bench.clock.advance(minutes=minute)
    bench.file(urgency=urgency)
    assert bench.told() or later(bench, hours=24, minutes=late)


def test_a_step_waits_for_one_morning_only() -> None:
    quiet = QuietHours(begin=time(6, 31), end=time(6, 30))
    bench = Bench(district=with_roster(Roster(quiet_hours=quiet)))
    bench.file(urgency=Urgency.ROUTINE)
    assert bench.told() == []
    assert later(bench, hours=20, minutes=31) == ["principal"]  # 06:31, a minute late
    assert later(bench, minutes=30) == []
    assert later(bench, days=1) == ["activities", "assistant"]
    assert [action for _, action in bench.trail()].count("waited for the morning") == 2


def test_a_standing_deputy_covers_every_absence() -> None:
    deputies = (Deputy(person=address("principal"), deputy=address("elementary")),)
    roster = away("principal").model_copy(update={"deputies": deputies})
    assert people(roster)[0] == ["elementary"]
