"""The reporter's own records: the call, the written report, and their corrections."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.conversation.form import ChoiceField
from handlers.duty.clocks import Clocks, State
from handlers.reports.delivery import Kind
from handlers.reports.duty_record import clocks_of
from handlers.reports.exchange import new_state
from handlers.reports.journal import REPORTER, EntryKind
from handlers.reports.ticket import Matter
from tests.handlers.reports.desk import DISTRICT, somebody
from tests.handlers.reports.reporter import OwnBench, labels, words

TEACHER = somebody("teacher")
PRINCIPAL = somebody("principal")


def _filed() -> tuple[OwnBench, str]:
    bench = OwnBench()
    return bench, bench.file().number


def _clocks(bench: OwnBench) -> Clocks:
    with bench.store.begin() as work:
        return clocks_of(work, work.tickets.all()[0], DISTRICT)


def _agencies(bench: OwnBench, form: str, number: str) -> dict[str, str]:
    (choice,) = [field for field in bench.opened(TEACHER, form, number).fields if field.name == "agency"]
    assert isinstance(choice, ChoiceField)
    return {option.value: option.label for option in choice.options}


def _states(bench: OwnBench) -> tuple[State, State]:
    clocks, now = _clocks(bench), bench.clock.now()
    return clocks.oral.state(now), clocks.written.state(now)


def test_the_call_stops_one_clock_and_starts_the_other_from_its_own_time() -> None:
    bench, number = _filed()
    reply = bench.called(TEACHER, number, "2026-11-23T10:00", reference="R-1", person="Pat of intake")
    shown = words(reply.cards[0].elements)
    assert "You recorded your call: Mon Nov 23, 10:00 AM." in shown
    assert "Send your written report by Fri Nov 27, 10:00 AM." in shown
    assert _states(bench) == (State.MET, State.RUNNING)
    (entry,) = bench.entries(number)
    assert (entry.kind, entry.by) == (EntryKind.CALL, REPORTER)
    assert entry.fields == {
        "agency": "Clay County child protection intake",
        "at": "2026-11-23T10:00",
        "reference": "R-1",
        "person": "Pat of intake",
    }
    assert bench.trail()[-1] == ("reporter", "recorded a call")


def test_the_written_report_stops_the_second_clock() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    reply = bench.written(TEACHER, number, "2026-11-23T10:05")
    assert "You recorded your written report" in words(reply.cards[0].elements)
    assert _states(bench) == (State.MET, State.MET)
    assert bench.trail()[-1] == ("reporter", "recorded the written report")


def test_nothing_a_supervisor_does_stops_a_clock() -> None:
    bench, number = _filed()
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    agency = {"agency": "child-protection", "at": "2026-11-23T09:50"}
    assert not bench.fill(PRINCIPAL, "case.agency", number, **agency).errors
    bench.fill(PRINCIPAL, "case.close", number, outcome="agency", note="x")
    assert _states(bench) == (State.RUNNING, State.NOT_STARTED)
    bench.clock.advance(hours=24)
    assert [d.topic.partition("-")[0] for d in bench.sent(Kind.CLOCK)] == ["call"]


def test_an_agency_that_is_not_on_the_list_is_named() -> None:
    bench, number = _filed()
    assert "A supervisor or the district is no agency." in str(
        bench.opened(TEACHER, "own.call", number).fields
    )
    other = {"agency": "other", "at": "2026-11-23T09:50"}
    assert list(bench.fill(TEACHER, "own.call", number, **other).errors) == ["other_agency"]
    bench.fill(TEACHER, "own.call", number, **other, other_agency="Cass County")
    assert [entry.fields["agency"] for entry in bench.entries(number)] == ["Cass County"]


def test_a_written_report_goes_to_the_police_and_not_to_911() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:50")
    options = {form: _agencies(bench, form, number)["emergency"] for form in ("own.call", "own.written")}
    emergency = "Emergency: police, fire, ambulance"
    assert options == {"own.call": emergency, "own.written": "Police or sheriff"}
    for form in options:
        assert not bench.fill(TEACHER, form, number, agency="emergency", at="2026-11-23T09:55").errors
    recorded = [entry.fields["agency"] for entry in bench.entries(number)]
    assert recorded[1:] == [emergency, "Police or sheriff"]


def test_the_crisis_line_is_no_agency_to_report_to() -> None:
    bench, number = _filed()
    for agency in ("crisis", "images"):
        reply = bench.fill(TEACHER, "own.call", number, agency=agency, at="2026-11-23T09:50")
        assert list(reply.errors) == ["agency"]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-23T10:11", "still to come"),
        ("2027-11-23T10:00", "still to come"),
        ("2026-11-23T08:59", "before you learned of it (Mon Nov 23, 2026, 9:00 AM"),
        ("yesterday", "Please give a day and a time."),
        ("", "Please fill this in."),
        ("2026-11-23", "Please give a day and a time."),
        ("2026-W48-1", "Please give a day and a time."),
        ("9999-12-31T23:59", "still to come"),
        ("0001-01-01T00:00", "before you learned of it"),
        ("2026-11-23T09:50+00:00", "Please give a day and a time."),
    ],
)
def test_a_call_at_an_impossible_time_is_not_recorded(at: str, said: str) -> None:
    bench, number = _filed()
    reply = bench.called(TEACHER, number, at)
    assert said in reply.errors["at"]
    assert reply.form
    assert bench.entries(number) == []


def test_the_written_report_cannot_be_of_tomorrow() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    assert "still to come" in bench.written(TEACHER, number, "2026-11-24T10:00").errors["at"]


@pytest.mark.parametrize("at", ["1990-01-01T00:00", "2026-11-23T08:00", "2026-11-23T09:44"])
def test_the_written_report_cannot_be_of_before_the_call(at: str) -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:45")
    reply = bench.written(TEACHER, number, at)
    assert "before your call (Mon Nov 23, 2026, 9:45 AM" in reply.errors["at"]
    assert reply.form
    assert bench.entries(number, EntryKind.WRITTEN) == []


def test_the_written_report_comes_after_a_call_on_record() -> None:
    bench, number = _filed()
    (card,) = bench.push(TEACHER, "own.written", number).cards
    assert "No call of yours is recorded yet." in words(card.elements)
    assert "I made the call" in labels(card)
    bench.called(TEACHER, number)
    form = bench.opened(TEACHER, "own.written", number)
    wrong = bench.entries(number)[0].id
    bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="x")
    reply = bench.send(TEACHER, form, agency="child-protection", at="2026-11-23T09:55")
    assert "No call of yours is recorded yet." in reply.errors["at"]
    assert bench.entries(number, EntryKind.WRITTEN) == []


def test_a_correction_takes_the_place_of_the_record_and_both_are_kept() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:30")
    first = bench.entries(number)[0].id
    bench.called(TEACHER, number, "2026-11-23T09:45", corrects=first)
    assert _clocks(bench).oral.stopped_at == bench.clock.now().replace(hour=15, minute=45)
    assert len(bench.entries(number)) == 2
    shown = words(bench.opened(TEACHER, "own.read", number).parts).splitlines()
    assert "Does not stand: corrected on Mon Nov 23, 2026, 10:00 AM" in shown
    agency = "Clay County child protection intake"
    assert f"Replaces: Call, Mon Nov 23, 2026, 9:30 AM, {agency}" in shown
    form = bench.opened(TEACHER, "own.call", number)
    (choice,) = [field for field in form.fields if field.name == "corrects"]
    assert "9:45 AM" in str(choice)
    assert "9:30 AM" not in str(choice)


def test_of_two_calls_the_first_counts() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:45")
    bench.called(TEACHER, number, "2026-11-23T09:30")
    assert _clocks(bench).oral.stopped_at == bench.clock.now().replace(hour=15, minute=30)


def test_a_record_that_is_taken_back_lets_the_clock_run_again() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    wrong = bench.entries(number)[0].id
    reply = bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="I only meant to call.")
    assert "Call now. Your 24 hours end Tue Nov 24, 9:00 AM." in words(reply.cards[0].elements)
    assert _states(bench) == (State.RUNNING, State.NOT_STARTED)
    assert [entry.kind for entry in bench.entries(number)] == [EntryKind.CALL, EntryKind.CALL]
    shown = words(bench.opened(TEACHER, "own.read", number).parts)
    assert "I only meant to call." in shown
    assert "Does not stand: taken back on Mon Nov 23, 2026, 10:00 AM" in shown
    assert "Takes back: Call, Mon Nov 23, 2026, 9:50 AM" in shown
    assert shown.count("Takes back") == 1
    assert shown.count("You recorded a call") == shown.count("You took back a record") == 1
    bench.clock.advance(hours=23)
    assert len(bench.sent(Kind.CLOCK)) == 1


def _id(bench: OwnBench, number: str, time: str) -> str:
    """The record of what was done at this time of the day."""
    return next(e.id for e in bench.entries(number) if e.fields.get("at") == f"2026-11-23T{time}")


def _take_back(bench: OwnBench, number: str, time: str) -> str:
    """What is said then."""
    wrong = _id(bench, number, time)
    return words(bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="x").cards[0].elements)


def test_what_is_said_of_a_call_fits_the_clocks_as_they_stand_then() -> None:
    bench, number = _filed()
    due = "Your written report is due by the time below."
    assert due in words(bench.called(TEACHER, number, "2026-11-23T09:30").cards[0].elements)
    assert due in words(bench.called(TEACHER, number, "2026-11-23T09:35").cards[0].elements)
    bench.written(TEACHER, number, "2026-11-23T09:40")
    said = words(bench.called(TEACHER, number, "2026-11-23T09:45").cards[0].elements)
    assert "Your call is recorded." in said
    assert "below" not in said


def test_a_call_of_long_ago_is_not_followed_by_a_time_to_come() -> None:
    bench = OwnBench()
    number = bench.file(learned_at="2026-11-02T09:00").number
    said = words(bench.called(TEACHER, number, "2026-11-02T10:00").cards[0].elements)
    assert "Your call is recorded." in said
    assert "Send your written report now" in said
    assert "below" not in said


def test_what_is_said_of_taking_back_fits_the_clocks_as_they_stand_then() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:30")
    bench.called(TEACHER, number, "2026-11-23T09:45")
    bench.written(TEACHER, number, "2026-11-23T09:50")
    assert "Taken back. Its clock runs again." in _take_back(bench, number, "09:50")
    said = _take_back(bench, number, "09:30")
    assert "Taken back. Another record of yours still stands" in said
    assert "runs again" not in said
    bench.clock.advance(hours=24)
    assert "Nothing stops its clock now, and its time is over." in _take_back(bench, number, "09:45")


def test_a_written_report_taken_back_where_no_call_stands_waits_for_the_call() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:45")
    bench.written(TEACHER, number)
    _take_back(bench, number, "09:45")
    said = _take_back(bench, number, "09:50")
    assert "Taken back. Its clock starts with your call." in said
    assert "stays recorded" not in said


def test_a_call_is_not_corrected_to_after_the_written_report() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:30")
    bench.called(TEACHER, number, "2026-11-23T09:55", corrects=_id(bench, number, "09:30"))
    bench.written(TEACHER, number, "2026-11-23T09:57")
    second = _id(bench, number, "09:55")
    reply = bench.called(TEACHER, number, "2026-11-23T10:00", corrects=second)
    assert "This is after your written report (Mon Nov 23, 2026, 9:57 AM" in reply.errors["at"]
    assert not bench.called(TEACHER, number, "2026-11-23T09:57", corrects=second).errors


def test_one_more_call_after_the_written_report_is_taken_where_one_before_it_stands() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:55")
    bench.written(TEACHER, number, "2026-11-23T09:57")
    assert not bench.called(TEACHER, number, "2026-11-23T10:00").errors
    said = _take_back(bench, number, "09:55")
    assert "Another record of yours still stands" in said
    assert "Your written report stays recorded, but no call before it does" in said
    assert list(bench.called(TEACHER, number, "2026-11-23T09:59").errors) == ["at"]
    assert not bench.called(TEACHER, number, "2026-11-23T09:56").errors


def test_a_written_report_is_corrected_also_where_it_does_not_fit_any_more() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:30")
    bench.written(TEACHER, number, "2026-11-23T09:40")
    bench.called(TEACHER, number, "2026-11-23T09:50")
    _take_back(bench, number, "09:30")
    sent = _id(bench, number, "09:40")
    right = {"agency": "child-protection", "at": "2026-11-23T09:55", "corrects": sent}
    assert not bench.fill(TEACHER, "own.written", number, **right).errors


def test_where_no_record_stands_there_is_none_to_take_back() -> None:
    bench, number = _filed()
    assert "no record" in words(bench.push(TEACHER, "own.wrong", number).cards[0].elements)
    form = bench.opened(TEACHER, "own.call", number)
    assert "corrects" not in {field.name for field in form.fields}


def test_a_record_taken_back_meanwhile_is_not_taken_back_again() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    wrong = bench.entries(number)[0].id
    two = [bench.opened(TEACHER, "own.wrong", number) for _ in range(2)]
    assert not bench.send(TEACHER, two[0], corrects=wrong, reason="x").errors
    assert list(bench.send(TEACHER, two[1], corrects=wrong, reason="x").errors) == ["corrects"]


def test_when_they_learned_of_it_can_be_corrected_either_way() -> None:
    bench, number = _filed()
    reply = bench.fill(TEACHER, "own.learned", number, learned_at="2026-11-22T09:00", reason="A typo.")
    assert "24 hours ended Mon Nov 23, 9:00 AM. It is late already" in words(reply.cards[0].elements)
    bench.clock.advance(minutes=1)
    bench.fill(TEACHER, "own.learned", number, learned_at="2026-11-23T09:30", reason="No, as it was.")
    assert _clocks(bench).oral.due == datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    shown = words(bench.opened(TEACHER, "own.read", number).parts)
    assert "Sun Nov 22, 2026, 9:00 AM" in shown
    assert "Mon Nov 23, 2026, 9:30 AM" in shown


def test_what_is_learned_cannot_lie_ahead() -> None:
    bench, number = _filed()
    reply = bench.fill(TEACHER, "own.learned", number, learned_at="2026-11-24T09:00", reason="x")
    assert list(reply.errors) == ["learned_at"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1926-11-23T09:00", "2023-11-20T09:00"])
def test_a_moment_of_more_than_three_years_ago_is_questioned(at: str) -> None:
    bench, number = _filed()
    reply = bench.fill(TEACHER, "own.learned", number, learned_at=at, reason="x")
    assert "Is the year right?" in reply.errors["learned_at"]
    assert "Is the year right?" in bench.submit("two", learned_at=at).errors["learned_at"]
    assert len(bench.tickets()) == 1


def test_what_was_learned_two_years_ago_is_taken() -> None:
    bench = OwnBench()
    number = bench.file(learned_at="2024-11-25T09:00").number
    (card,) = bench.push(TEACHER, "own.case", number).cards
    assert "your 24 hours ended Tue Nov 26, 2024, 9:00 AM." in words(card.elements)


@pytest.mark.parametrize(("recorded", "name"), [("own.call", "call"), ("own.written", "written report")])
def test_what_is_learned_cannot_lie_after_what_was_done_about_it(recorded: str, name: str) -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:30")
    if recorded == "own.written":
        bench.clock.advance(minutes=1)
        bench.written(TEACHER, number, "2026-11-23T09:40")
        wrong = bench.entries(number, EntryKind.CALL)[0].id
        bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="x")
    reply = bench.fill(TEACHER, "own.learned", number, learned_at="2026-11-23T09:45", reason="x")
    assert f"This is after your {name} (Mon Nov 23, 2026, 9:" in reply.errors["learned_at"]
    assert not bench.fill(TEACHER, "own.learned", number, learned_at="2026-11-23T09:20", reason="x").errors


def test_somebody_named_in_a_record_loses_the_case() -> None:
    bench, number = _filed()
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.called(TEACHER, number)
    wrong = bench.entries(number)[0].id
    bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="Ms. Solberg told me not to call.")
    assert bench.tickets()[0].holder is None
    assert bench.push(PRINCIPAL, "case.read", number).form is None


def test_a_record_sent_twice_is_one() -> None:
    bench, number = _filed()
    form = bench.opened(TEACHER, "own.call", number)
    for _ in range(2):
        bench.send(TEACHER, form, agency="child-protection", at="2026-11-23T09:50")
    assert len(bench.entries(number)) == 1


def test_the_hour_that_comes_twice_is_read_as_the_earlier() -> None:
    bench = OwnBench()
    bench.clock.advance(days=-22)  # Sunday, November 1st: clocks go back at 2 in the morning
    number = bench.file(learned_at="2026-11-01T00:30").number
    bench.called(TEACHER, number, "2026-11-01T01:30")
    assert _clocks(bench).oral.stopped_at == bench.clock.now().replace(hour=6, minute=30)


def test_a_moment_that_does_not_fit_leads_to_where_the_other_one_is_corrected() -> None:
    bench, number = _filed()
    early = bench.called(TEACHER, number, "2026-11-23T08:00").errors["at"]
    assert early.endswith('correct it first: under "More".')
    bench.called(TEACHER, number, "2026-11-23T09:45")
    before = bench.written(TEACHER, number, "2026-11-23T09:40").errors["at"]
    assert before.endswith('correct it first: under "I made the call".')
    bench.written(TEACHER, number, "2026-11-23T09:50")
    wrong = _id(bench, number, "09:45")
    after = bench.called(TEACHER, number, "2026-11-23T09:55", corrects=wrong).errors["at"]
    assert after.endswith('correct it first: under "I sent the written report".')
    learned = {"learned_at": "2026-11-23T09:48", "reason": "x"}
    late = bench.fill(TEACHER, "own.learned", number, **learned).errors["learned_at"]
    assert late.endswith('correct it first: under "I made the call".')


def test_a_written_report_left_without_a_call_is_to_be_taken_back_first() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:45")
    bench.written(TEACHER, number, "2026-11-23T09:50")
    wrong = _id(bench, number, "09:45")
    bench.fill(TEACHER, "own.wrong", number, corrects=wrong, reason="x")
    after = bench.called(TEACHER, number, "2026-11-23T09:55").errors["at"]
    assert after.endswith('take it back first: under "More", "Take back a wrong record".')


def test_a_forged_call_replaces_no_written_report() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number, "2026-11-23T09:45")
    bench.written(TEACHER, number, "2026-11-23T09:50")
    form = bench.opened(TEACHER, "own.call", number)
    forged = {"agency": "child-protection", "at": "2026-11-23T09:46", "corrects": _id(bench, number, "09:50")}
    bench.send(TEACHER, form, **forged)
    assert _states(bench) == (State.MET, State.MET)


@pytest.mark.parametrize("action", ["own.call", "own.written", "own.learned", "own.wrong"])
def test_a_record_of_contact_is_given_no_duty_by_a_forged_press_or_form(action: str) -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    form = bench.opened(TEACHER, action, number)
    with bench.store.begin() as work:
        report, reporter = work.tickets.report(number), work.tickets.reporter(number)
        contact = replace(work.tickets.get(number), number="KKKK-2222", matter=Matter.CONTACT)
        work.tickets.file(contact, report, reporter, "forged")
    (card,) = bench.push(TEACHER, action, contact.number).cards
    assert "No clock of yours runs here" in words(card.elements)
    values = {"agency": "child-protection", "at": "2026-11-23T09:55", "learned_at": "2026-11-23T09:00"}
    given = {field.name: values[field.name] for field in form.fields if field.name in values}
    forged = replace(form, state=new_state(contact.number))
    reply = bench.send(TEACHER, forged, reason="x", **given)
    assert reply.form is None
    assert "No clock of yours runs here" in words(reply.cards[0].elements)
    assert bench.entries(contact.number) == []
    assert [action.partition(" ")[0] for _, action in bench.trail()[-2:]] == ["refused", "refused"]


def test_a_moment_that_was_written_ahead_is_said_once_with_what_it_is_counted_as() -> None:
    bench = OwnBench()
    number = bench.file(learned_at="2026-11-23T10:05").number
    bench.called(TEACHER, number, "2026-11-23T10:07")
    bench.written(TEACHER, number, "2026-11-23T10:08")
    for action in ("own.case", "own.list"):
        shown = words(bench.push(TEACHER, action, number if action == "own.case" else "").cards[0].elements)
        for what, minute in (("when you learned of it", 5), ("your call", 7), ("your written report", 8)):
            said = f"You wrote Mon Nov 23, 10:0{minute} AM for {what}; counted as Mon Nov 23, 10:00 AM, when"
            assert shown.count(said) == 1


def test_a_moment_that_is_counted_as_it_was_written_is_not_said_twice() -> None:
    bench, number = _filed()
    bench.called(TEACHER, number)
    assert "counted as" not in words(bench.push(TEACHER, "own.case", number).cards[0].elements)


def test_what_lies_beside_a_moment_that_was_written_ahead_is_told_what_it_is_counted_as() -> None:
    bench = OwnBench()
    number = bench.file(learned_at="2026-11-23T10:05").number
    said = bench.called(TEACHER, number, "2026-11-23T09:59").errors["at"]
    assert said.startswith("This is before you learned of it (counted as Mon Nov 23, 2026, 10:00 AM).")
    bench.fill(TEACHER, "own.learned", number, learned_at="2026-11-23T09:30", reason="x")
    bench.called(TEACHER, number, "2026-11-23T10:04")
    said = bench.written(TEACHER, number, "2026-11-23T09:50").errors["at"]
    assert "before your call (counted as Mon Nov 23, 2026, 10:00 AM)" in said
    said = bench.called(TEACHER, number, "2026-11-23T09:20").errors["at"]
    assert "before you learned of it (Mon Nov 23, 2026, 9:30 AM, as you wrote)" in said
