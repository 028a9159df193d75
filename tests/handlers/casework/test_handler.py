"""The supervisors' buttons."""

import pytest

from handlers.conversation.card import Text
from handlers.errors import NotForYou
from handlers.reports.alert import ACKNOWLEDGE, READ
from storage.memory import MemoryStore
from tests.handlers.casework.bench import DISTRICT, Bench, address, lines
from tests.handlers.reports.desk import Desk


def test_who_acknowledges_second_reads_who_was_first() -> None:
    desk = Desk()
    ticket = desk.file(urgency="danger")
    desk.run()
    desk.press("principal", ACKNOWLEDGE, ticket.number)
    desk.clock.advance(minutes=1)
    reply = desk.press("assistant", ACKNOWLEDGE, ticket.number)
    assert reply.replaces
    assert desk.trail()[-2:] == [("principal", "acknowledged"), ("assistant", "found it acknowledged")]
    assert Text("Acknowledged by Marit Solberg, Mon Nov 23, 2026, 10:00 AM.") in reply.cards[0].elements


def test_reading_shows_the_report_without_the_reporter_and_is_on_the_trail() -> None:
    desk = Desk()
    ticket = desk.file()
    desk.run()
    form = desk.press("principal", READ, ticket.number).form
    assert form
    assert form.submit is None
    shown = str(form.parts)
    assert "CANARY what was seen" in shown
    assert "Mon Nov 23, 2026, 9:00 AM" in shown
    assert "Teacher" not in shown
    assert ("principal", "read") in desk.trail()


@pytest.mark.parametrize("action", [ACKNOWLEDGE, READ])
@pytest.mark.parametrize("who", ["teacher", "superintendent", "assistant", "stranger"])
def test_somebody_who_was_not_told_meets_no_case_and_the_refusal_is_on_the_trail(
    who: str, action: str
) -> None:
    desk = Desk()
    ticket = desk.file(involved=("assistant@schools.example",))
    desk.run()
    with pytest.raises(NotForYou) as refused:
        desk.press(who, action, ticket.number)
    with pytest.raises(NotForYou) as unknown:
        desk.press(who, action, "AAAA-BBBB")
    assert str(refused.value) == str(unknown.value)
    assert desk.trail()[-1][0] == who
    assert desk.trail()[-1][1].startswith("refused")


def test_a_person_without_an_address_is_refused() -> None:
    desk = Desk()
    ticket = desk.file()
    desk.run()
    with pytest.raises(NotForYou):
        desk.press("", READ, ticket.number)


def test_while_the_database_is_away_nothing_is_said_to_be_unsaved_and_typed_words_stay() -> None:
    bench = Bench()
    number = bench.acknowledged()
    form = bench.press("principal", "case.note", number).form
    assert isinstance(bench.store, MemoryStore)
    bench.store.broken = True
    assert "The database is not available; nothing was changed." in lines(bench.say("principal", "cases"))
    assert "nothing was changed" in lines(bench.press("principal", READ, number))
    [said] = bench.fill("principal", form, note="CANARY").errors.values()
    assert "nothing was changed" in said
    assert said.endswith("Your words are still here.")


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (("superintendent", "activities"), "and those who work for them."),
        (("chair",), "and those who work for them."),
        (("assistant",), "Left out from now on: {assistant}."),
    ],
)
def test_who_is_left_out_with_somebody_is_said(people: tuple[str, ...], said: str) -> None:
    bench = Bench()
    number = bench.file()
    bench.run()
    names = {p.email.partition("@")[0]: p.name for p in DISTRICT.people}
    reply = bench.do("principal", "case.leave-out", number, people=tuple(map(address, people)))
    assert said.format(**names) in lines(reply)
