"""Who is mentioned in a case by its supervisors, and loses it by that."""

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.form import ChoiceField
from handlers.reports.escalation import kept_out
from handlers.reports.journal import Entry, EntryKind, new_entry_id
from handlers.reports.ticket import Matter, Status, Urgency
from tests.handlers.casework.bench import Bench, address, buttons, fields, lines

WHEN = {"agency": "other", "at": "2026-11-23T09:00"}


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def number(bench: Bench) -> str:
    """A case in the principal's hand, of which everybody on the ladder was told."""
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    bench.run()
    return number


def out(bench: Bench, number: str) -> set[str]:
    with bench.store.begin() as work:
        kept = kept_out(work, work.tickets.get(number), bench.district)
    return {email.partition("@")[0] for email in kept.left_out} - {"teacher"}


@pytest.mark.parametrize(
    ("press", "values"),
    [
        ("case.note", {"note": "Hodan Abdi drove him home"}),
        ("case.ask", {"question": "Was Ms. Abdi there?"}),
        ("case.agency", {**WHEN, "agency_name": "County", "said": "They asked about Abdi"}),
        ("case.agency", {**WHEN, "agency_name": "Abdi knows"}),
        ("case.hand-over", {"to": "assistant@schools.example", "note": "Abdi was there"}),
        ("case.close", {"outcome": "school", "note": "Abdi will not be on the trip"}),
    ],
)
def test_whoever_a_supervisor_names_is_left_out(
    bench: Bench, number: str, press: str, values: dict[str, str]
) -> None:
    bench.do("principal", press, number, **values)
    assert out(bench, number) == {"activities"}
    assert address("activities") not in bench.ticket(number).recipients
    assert bench.office.inbox(address("activities"), Channel.WEB) == ()
    assert "no case" in lines(bench.press("activities", "case.more", number))


def test_a_holder_named_by_a_colleague_loses_the_case(bench: Bench, number: str) -> None:
    bench.do("assistant", "case.note", number, note="The boy says that Solberg knew of it")
    assert bench.ticket(number).status is Status.OPEN
    assert "principal" not in bench.told()


@pytest.mark.parametrize(
    "note",
    [
        "I have spoken with the student.\nShe says it was Marit Solberg",
        "Called the county.\nMrs. Solberg",
    ],
)
def test_a_last_line_that_names_the_holder_is_no_signature(bench: Bench, number: str, note: str) -> None:
    bench.do("assistant", "case.note", number, note=note)
    assert out(bench, number) == {"principal"}
    assert bench.ticket(number).holder is None
    assert "no case" in lines(bench.press("principal", "case.read", number))


@pytest.mark.parametrize(
    "note",
    ["The principal has called the parents", "Called the county.\nD. Reyes, assistant principal"],
)
def test_a_title_takes_the_case_from_nobody(bench: Bench, number: str, note: str) -> None:
    bench.do("assistant", "case.note", number, note=note)
    assert bench.ticket(number).holder == address("principal")


def test_a_title_counts_once_they_have_the_case_no_more(bench: Bench, number: str) -> None:
    bench.do("assistant", "case.note", number, note="She says that the principal hit him")
    assert "principal" not in out(bench, number)
    bench.press("assistant", "case.take-over", number)
    assert "principal" in out(bench, number)
    assert address("principal") not in bench.ticket(number).recipients
    assert bench.words() == []
    assert "no case" in lines(bench.press("principal", "case.read", number))


def test_whoever_hands_over_is_not_told_that_a_title_leaves_them_out(bench: Bench, number: str) -> None:
    bench.do("assistant", "case.note", number, note="She says that the principal hit him")
    reply = bench.do("principal", "case.hand-over", number, to=address("assistant"))
    assert "Daniel Reyes has it in hand now" in lines(reply)
    assert "left out" not in lines(reply)
    assert number not in lines(reply) + str(buttons(reply))


def test_the_form_of_a_note_says_what_a_title_does(bench: Bench, number: str) -> None:
    assert "by their title alone" in str(bench.press("assistant", "case.note", number).form)


def test_an_author_may_sign(bench: Bench, number: str) -> None:
    bench.do("principal", "case.note", number, note="Marit Solberg, principal: I have seen the boy")
    assert bench.ticket(number).holder == address("principal")


def test_whoever_gets_the_case_may_be_addressed(bench: Bench, number: str) -> None:
    bench.do("principal", "case.hand-over", number, to=address("assistant"), note="Danny, please call them")
    assert bench.ticket(number).holder == address("assistant")
    bench.do("assistant", "case.hand-over", number, to=address("principal"), note="")
    assert out(bench, number) == set()


def test_a_colleague_named_keeps_out_nobody_who_works_for_them(bench: Bench, number: str) -> None:
    bench.do("principal", "case.note", number, note="Told Thomas Whitefeather, the superintendent")
    assert out(bench, number) == {"superintendent"}
    assert bench.ticket(number).holder == address("principal")


def test_a_supervisors_answer_to_a_question_shuts_nobody_out(bench: Bench) -> None:
    number = bench.file(matter=Matter.QUESTION)
    fields = {"text": "Yes, you may. Marit Solberg"}
    entry = Entry(new_entry_id(), number, EntryKind.ANSWER, bench.clock.now(), address("principal"), fields)
    with bench.store.begin() as work:
        work.journal.add(entry)
    assert out(bench, number) == set()


def test_somebody_is_marked_and_left_out_with_those_who_work_for_them(bench: Bench, number: str) -> None:
    bench.do("assistant", "case.leave-out", number, people=(address("activities"),), note="It was her")
    assert out(bench, number) == {"activities"}
    assert ("assistant", "left somebody out") in bench.trail()
    assert "activities" not in str(bench.trail())
    read = str(bench.press("principal", "case.read", number).form)
    assert "To be left out: Hodan Abdi." in read
    assert "It was her" in read
    assert address("activities") not in read


def test_whoever_marks_their_own_superior_is_out_with_them(bench: Bench, number: str) -> None:
    reply = bench.do("assistant", "case.leave-out", number, people=(address("principal"),))
    assert number not in lines(reply) + str(buttons(reply))
    assert bench.ticket(number).status is Status.OPEN
    assert bench.told() == ["superintendent"]


def test_the_choice_is_the_same_whoever_is_left_out_already(bench: Bench, number: str) -> None:
    def offered() -> list[str]:
        choice = fields(bench.press("assistant", "case.leave-out", number).form)["people"]
        assert isinstance(choice, ChoiceField)
        return [option.value for option in choice.options]

    before = offered()
    assert address("assistant") not in before
    bench.do("assistant", "case.leave-out", number, people=(address("activities"),))
    assert offered() == before


def test_a_forged_choice_is_refused(bench: Bench, number: str) -> None:
    reply = bench.do("assistant", "case.leave-out", number, people=("nobody@schools.example",))
    assert set(reply.errors) == {"people"}
