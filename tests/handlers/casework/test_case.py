"""A case, from acknowledging to closing and back, over the buttons and forms of its card."""

from dataclasses import replace

import pytest

from handlers.conversation.card import Button, Text
from handlers.conversation.form import ChoiceField, TextField
from handlers.reports.journal import REPORTER, Entry, EntryKind
from handlers.reports.ticket import Matter, Status, Urgency
from tests.handlers.casework.bench import Bench, address, buttons, fields, labels, lines

HOLDERS = [
    "Read the report",
    "Add a note",
    "Ask the reporter",
    "Agency contact",
    "Hand over",
    "Who reported?",
    "Close",
    "Leave somebody out",
    "Leave me out",
]


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_buttons_are_those_of_the_person_and_the_state(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    opened = bench.press("principal", "case.more", number)
    assert labels(opened) == [
        "Acknowledge",
        "Read the report",
        "Add a note",
        "Agency contact",
        "Leave somebody out",
        "Leave me out",
    ]
    bench.press("principal", "case.acknowledge", number)
    assert labels(bench.press("principal", "case.more", number)) == HOLDERS
    others = ["Read the report", "Take over", "Add a note", "Agency contact"]
    leaving = ["Leave somebody out", "Leave me out"]
    assert labels(bench.press("assistant", "case.more", number)) == [*others, *leaving]
    bench.do("principal", "case.close", number, outcome="school", note="done")
    assert labels(bench.press("assistant", "case.more", number)) == [
        "Read the report",
        "Reopen",
        *leaving,
    ]


def test_a_card_holds_no_word_of_the_report(bench: Bench) -> None:
    number = bench.acknowledged()
    shown = str(bench.press("principal", "case.more", number).cards)
    assert number in shown
    assert "CANARY" not in shown


def test_acknowledging_tells_the_reporter_once(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    bench.press("assistant", "case.acknowledge", number)
    assert bench.words() == [("reporter", "acknowledged")]
    assert bench.ticket(number).holder == address("principal")


def test_taking_over_tells_who_had_it(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    bench.run()
    reply = bench.press("assistant", "case.take-over", number)
    assert reply.replaces
    assert "In hand of: Daniel Reyes" in lines(reply)
    assert bench.words() == [("principal", "taken")]
    assert bench.ticket(number).status is Status.IN_PROGRESS
    assert bench.trail()[-2:] == [("assistant", "took over"), ("courier", "told")]


def known_to_all(bench: Bench) -> str:
    """A case in the principal's hands, of which everybody on the ladder was told."""
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    return number


def take_over(bench: Bench, who: str, number: str) -> Button:
    """The button as it is drawn for this person."""
    shown = buttons(bench.press(who, "case.more", number))
    return next(button for button in shown if button.label == "Take over")


def test_the_button_to_take_over_names_nobody_and_knows_from_whom(bench: Bench) -> None:
    number = known_to_all(bench)
    first = take_over(bench, "assistant", number)
    assert first.value.startswith(f"{number} ")
    assert "principal" not in first.value
    bench.press("assistant", first.action, first.value)
    late = bench.press("activities", first.action, first.value)
    assert "Daniel Reyes has it in hand now." in lines(late)
    assert late.replaces
    assert bench.ticket(number).holder == address("assistant")
    assert "You have it in hand now." in lines(bench.press("assistant", first.action, first.value))
    second = take_over(bench, "activities", number)
    assert "You have it in hand now." in lines(bench.press("activities", second.action, second.value))
    assert bench.trail()[-3:].count(("activities", "took over")) == 1


def test_the_button_to_take_over_says_nothing_to_whoever_may_not_know(bench: Bench) -> None:
    number = known_to_all(bench)
    button = take_over(bench, "activities", number)
    bench.add(number, "Ms. Abdi was there")
    bench.press("assistant", "case.take-over", number)
    unknown = bench.press("activities", button.action, "BBBB-CCCC 01234567")
    assert "no case" in lines(unknown)
    assert bench.press("activities", button.action, button.value) == unknown


def test_taking_over_by_a_button_of_a_case_that_waits_again_is_acknowledging(bench: Bench) -> None:
    number = known_to_all(bench)
    button = take_over(bench, "assistant", number)
    bench.do("principal", "case.recuse", number, sure="yes")
    assert bench.ticket(number).status is Status.OPEN
    assert "You have it in hand now." in lines(bench.press("assistant", button.action, button.value))


def test_taking_over_what_nobody_has_is_acknowledging(bench: Bench) -> None:
    number = bench.file()
    bench.run()
    bench.press("principal", "case.take-over", number)
    assert bench.ticket(number).acknowledged_by == address("principal")


def test_taking_over_what_one_has_changes_nothing(bench: Bench) -> None:
    number = bench.acknowledged()
    before = bench.ticket(number)
    bench.press("principal", "case.take-over", number)
    assert bench.ticket(number) == before
    assert bench.words() == []


def test_a_closed_case_is_not_taken_over(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.close", number, outcome="school", note="done")
    assert "closed" in lines(bench.press("principal", "case.take-over", number))
    assert bench.ticket(number).status is Status.CLOSED


def test_a_case_is_handed_over_to_somebody_who_may_know(bench: Bench) -> None:
    number = bench.acknowledged(what="Ms. Abdi was there")
    form = bench.press("principal", "case.hand-over", number).form
    choice = fields(form)["to"]
    assert isinstance(choice, ChoiceField)
    offered = {option.value.partition("@")[0] for option in choice.options}
    assert offered == {"assistant", "elementary", "superintendent", "chair"}
    reply = bench.fill("principal", form, to=address("elementary"), note="Please call the family")
    assert "Karin Halvorson has it in hand now" in lines(reply)
    assert bench.words() == [("elementary", "handed")]
    read = bench.press("elementary", "case.read", number)
    assert "Please call the family" in str(read.form)
    assert labels(bench.press("elementary", "case.more", number)) == ["Acknowledge", *HOLDERS]
    bench.press("elementary", "case.acknowledge", number)
    assert labels(bench.press("elementary", "case.more", number)) == HOLDERS


def test_a_person_who_must_not_know_is_no_choice_even_for_a_forged_form(bench: Bench) -> None:
    number = bench.acknowledged(what="Ms. Abdi was there")
    reply = bench.do("principal", "case.hand-over", number, to=address("activities"))
    assert set(reply.errors) == {"to"}
    assert bench.ticket(number).holder == address("principal")


def test_notes_are_kept_and_read_by_the_others(bench: Bench) -> None:
    number = bench.acknowledged()
    reply = bench.do("principal", "case.note", number, note="CANARY spoke with the counsellor")
    assert "Your note is kept." in lines(reply)
    assert "In progress" in lines(reply)
    assert "CANARY" not in lines(reply)
    shown = str(bench.press("principal", "case.read", number).form)
    assert "Marit Solberg noted" in shown
    assert "CANARY spoke with the counsellor" in shown


def test_a_moment_written_ahead_is_read_with_what_it_is_counted_as() -> None:
    bench = Bench()
    number = bench.acknowledged()
    assert "counted as" not in str(bench.press("principal", "case.read", number).form)
    with bench.store.begin() as work:
        call = {"agency": "Clay County", "at": "2026-11-23T10:04"}
        work.journal.add(Entry("a-call", number, EntryKind.CALL, bench.clock.now(), REPORTER, call))
    shown = str(bench.press("principal", "case.read", number).form)
    assert "The reporter wrote Mon Nov 23, 10:04 AM for their call; counted as Mon Nov 23, 10:00 AM" in shown


def test_what_the_reporter_recorded_is_read_with_its_labels_and_no_ids(bench: Bench) -> None:
    number = bench.acknowledged()
    with bench.store.begin() as work:
        at = bench.clock.now()
        call = {"agency": "Clay County", "at": "2026-11-23T09:50", "reference": "R-1", "person": "Pat"}
        work.journal.add(Entry("a-call", number, EntryKind.CALL, at, REPORTER, call))
        back = {"corrects": "a-call", "reason": "I only meant to."}
        work.journal.add(Entry("its-end", number, EntryKind.CALL, at, REPORTER, back))
        file = {"name": "letter.pdf", "media_type": "application/pdf", "data": "eA=="}
        work.journal.add(Entry("paper", number, EntryKind.DOCUMENT, at, REPORTER, file))
    form = bench.press("principal", "case.read", number).form
    assert form
    shown = [part.text for part in form.parts if isinstance(part, Text)]
    for line in (
        "Agency: Clay County",
        "When: Mon Nov 23, 2026, 9:50 AM",
        "Reference: R-1",
        "Spoke to: Pat",
        "Does not stand: taken back on Mon Nov 23, 2026, 10:00 AM",
        "Takes back: Call, Mon Nov 23, 2026, 9:50 AM, Clay County",
        "Why: I only meant to.",
        "Document: letter.pdf",
    ):
        assert line in shown
    assert "a-call" not in str(form)
    assert sum("recorded their own call" in line for line in shown) == 1
    assert sum("took back a record of their own" in line for line in shown) == 1


def test_a_form_sent_twice_is_one_note_and_another_text_is_another(bench: Bench) -> None:
    number = bench.acknowledged()
    form = bench.press("principal", "case.note", number).form
    bench.fill("principal", form, note="once")
    assert "done already" in lines(bench.fill("principal", form, note="once"))
    bench.clock.advance(minutes=1)
    bench.fill("principal", form, note="once, and more")
    assert [e.fields["note"] for e in bench.journal(number)] == ["once", "once, and more"]


def test_a_question_reaches_the_reporter(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.ask", number, question="CANARY which day?")
    assert bench.words() == [("reporter", "question")]
    [entry] = bench.journal(number, EntryKind.QUESTION)
    assert entry.fields == {"question": "CANARY which day?"}
    assert ("principal", "asked the reporter") in bench.trail()


def test_a_closed_case_stays_closed_while_its_reporter_is_asked(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.close", number, outcome="school", note="done")
    bench.run()
    closed = bench.ticket(number)
    assert "Ask the reporter" in labels(bench.press("principal", "case.more", number))
    assert "Ask the reporter" not in labels(bench.press("assistant", "case.more", number))
    bench.clock.advance(days=30)
    bench.do("principal", "case.ask", number, question="CANARY how are you treated?")
    assert bench.words() == [("reporter", "question")]
    assert bench.ticket(number) == closed
    opened = bench.press("principal", "case.reopen", number).form
    bench.fill("principal", opened, reason="again")
    assert bench.ticket(number).status is Status.IN_PROGRESS


def test_a_contact_with_an_agency_is_recorded(bench: Bench) -> None:
    number = bench.acknowledged()
    when = "2026-11-23T09:50"
    bench.do("principal", "case.agency", number, agency="child-protection", at=when, reference="17-2")
    [entry] = bench.journal(number, EntryKind.AGENCY)
    assert entry.fields["agency"] == "Clay County child protection intake"
    assert entry.fields["when"] == "Mon Nov 23, 2026, 9:50 AM"
    assert entry.fields["reference"] == "17-2"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"at": "2026-11-23T10:30"}, "at"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2016-11-23T09:50"}, "at"),
        ({"at": "0001-01-01T00:00"}, "at"),
        ({"agency": "other"}, "agency_name"),
        ({"agency": "moon"}, "agency"),
        ({"agency": ""}, "agency"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_at_its_field(
    bench: Bench, changed: dict[str, str], wrong: str
) -> None:
    number = bench.acknowledged()
    values = {"agency": "child-protection", "at": "2026-11-23T09:50", **changed}
    reply = bench.do("principal", "case.agency", number, **values)
    assert set(reply.errors) == {wrong}
    assert reply.form
    assert bench.journal(number) == []


def test_the_last_minute_of_the_calendar_is_still_to_come(bench: Bench) -> None:
    number = bench.acknowledged()
    values = {"agency": "child-protection", "at": "9999-12-31T23:59"}
    said = bench.do("principal", "case.agency", number, **values).errors
    assert said == {"at": "This moment is still to come. Please check the day and the time."}
    said = bench.do("principal", "case.agency", number, **{**values, "at": "0001-01-01T00:00"}).errors
    assert said == {"at": "This is more than five years before the report. Is the year right?"}


def test_a_contact_some_years_before_the_report_is_recorded(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.agency", number, agency="child-protection", at="2021-11-23T09:50")
    assert len(bench.journal(number, EntryKind.AGENCY)) == 1


def test_an_agency_that_is_not_on_the_list(bench: Bench) -> None:
    number = bench.acknowledged()
    values = {"agency": "other", "agency_name": "Cass County", "at": "2026-11-23T09:50"}
    bench.do("principal", "case.agency", number, **values)
    assert bench.journal(number)[0].fields["agency"] == "Cass County"


def test_each_field_for_words_about_an_agency_says_what_naming_somebody_does(bench: Bench) -> None:
    asked = fields(bench.press("principal", "case.agency", bench.acknowledged()).form)
    written = [one for one in asked.values() if isinstance(one, TextField)]
    assert [one.name for one in written] == ["agency_name", "reference", "said"]
    assert all("left out" in one.hint for one in written)


def test_closing_takes_an_outcome_and_a_note_and_tells_the_reporter(bench: Bench) -> None:
    number = bench.acknowledged()
    assert set(bench.do("principal", "case.close", number).errors) == {"outcome", "note"}
    reply = bench.do("principal", "case.close", number, outcome="agency", note="CANARY with the county")
    assert "An agency or the police has it" in lines(reply)
    ticket = bench.ticket(number)
    assert (ticket.status, ticket.outcome, ticket.closed_at) == (Status.CLOSED, "agency", bench.clock.now())
    assert bench.words() == [("reporter", "closed")]
    assert ("principal", "closed") in bench.trail()


def test_reopening_takes_a_reason_and_whoever_does_it_has_the_case(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    bench.do("principal", "case.close", number, outcome="school", note="done")
    bench.run()
    bench.do("assistant", "case.reopen", number, reason="CANARY it happened again")
    ticket = bench.ticket(number)
    assert (ticket.status, ticket.holder, ticket.closed_at) == (
        Status.IN_PROGRESS,
        address("assistant"),
        None,
    )
    assert sorted(bench.words()) == [("principal", "retaken"), ("reporter", "reopened")]
    bench.clock.advance(days=2)
    assert bench.told() == []


def test_closed_twice_from_two_windows_is_closed_once(bench: Bench) -> None:
    number = bench.acknowledged()
    one, two = (bench.press("principal", "case.close", number).form for _ in range(2))
    bench.fill("principal", one, outcome="school", note="first")
    reply = bench.fill("principal", two, outcome="agency", note="second")
    assert "This case is closed." in reply.errors["outcome"]
    assert reply.form
    assert bench.ticket(number).outcome == "school"


def test_whoever_lost_the_case_meanwhile_keeps_the_words_typed(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    form = bench.press("principal", "case.ask", number).form
    bench.press("assistant", "case.take-over", number)
    reply = bench.fill("principal", form, question="which day?")
    assert "Daniel Reyes has this case in hand." in reply.errors["question"]
    assert "still here" in reply.errors["question"]
    assert bench.trail()[-1] == ("principal", "refused asked the reporter")


def test_before_somebody_has_it_in_hand_nobody_asks_or_closes(bench: Bench) -> None:
    number = bench.file()
    bench.run()
    for action in ("case.ask", "case.close", "case.hand-over", "case.reveal"):
        assert "Acknowledge it first" in lines(bench.press("principal", action, number))


def test_reading_names_who_was_named_later(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.add(number, "The athletic director knew")
    assert "Hodan Abdi" in str(bench.press("principal", "case.read", number).form)


def test_a_record_of_contact_is_read_by_the_sites_supervisors(bench: Bench) -> None:
    number = bench.file(matter=Matter.CONTACT)
    assert bench.told() == []
    assert "CANARY what was seen" in str(bench.press("superintendent", "case.read", number).form)
    assert "no case" in lines(bench.press("elementary", "case.read", number))
    offered = labels(bench.press("superintendent", "case.more", number))
    assert offered == ["Read the record", "Add a note", "Leave somebody out", "Leave me out"]
    bench.do("superintendent", "case.note", number, note="seen")
    for action in (
        "case.acknowledge",
        "case.take-over",
        "case.close",
        "case.ask",
        "case.agency",
        "case.reopen",
    ):
        reply = bench.press("superintendent", f"case.{action}", number)
        assert reply.form is None
        assert bench.ticket(number).holder is None
        assert bench.ticket(number).status is Status.OPEN


def test_a_question_is_no_case(bench: Bench) -> None:
    number = bench.file(matter=Matter.QUESTION)
    with bench.store.begin() as work:
        asked = replace(work.tickets.get(number), recipients=frozenset({address("principal")}))
        work.tickets.save(asked)
    unknown = bench.say("principal", "cases AAAA-BBBB")
    assert bench.say("principal", f"cases {number}") == unknown
    for action in ("case.more", "case.read", "case.acknowledge", "case.note", "case.take-over", "case.close"):
        assert lines(bench.press("principal", action, number)) == lines(unknown)
    assert bench.ticket(number) == asked


def test_a_drill_says_so_first(bench: Bench) -> None:
    number = bench.file(drill=True)
    bench.run()
    assert bench.press("principal", "case.more", number).cards[0].title == "Drill: A report in casework"
    assert bench.press("principal", "case.acknowledge", number).cards[0].title == "Drill: A report is in hand"


def test_the_courier_is_woken_only_after_something_was_done(bench: Bench) -> None:
    number = bench.file()
    bench.run()
    bench.press("principal", "case.read", number)
    bench.press("teacher", "case.acknowledge", number)
    assert bench.woken == 0
    bench.press("principal", "case.acknowledge", number)
    assert bench.woken == 1
