"""Who hears of what the reporter writes while a case is in hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.event import FormValue
from handlers.district.model import District
from handlers.district.roster import Absence, Roster
from handlers.reports.access import Action
from handlers.reports.alert import ACKNOWLEDGE
from handlers.reports.exchange import tell_supervisors
from handlers.reports.journal import REPORTER, Entry, EntryKind, new_entry_id
from handlers.reports.ticket import Status, Ticket, Urgency
from tests.handlers.casework.bench import DISTRICT, Bench, address
from tests.handlers.reports.desk import somebody
from tests.handlers.reports.reporter import OwnBench
from tests.handlers.reports.test_roll_call import without

MONDAY = date(2026, 11, 23)
TEACHER, PRINCIPAL = somebody("teacher"), somebody("principal")


def away(*people: str, deputy: str | None = None) -> District:
    stands_in = address(deputy) if deputy else None
    absences = (Absence(person=address(who), first=MONDAY, last=MONDAY, deputy=stands_in) for who in people)
    return DISTRICT.model_copy(update={"roster": Roster(absences=tuple(absences))})


def heard(bench: Bench, number: str, text: str = "It happened again") -> set[str]:
    """Who is told that the reporter added this."""
    with bench.admission.to(address("teacher"), number, Action.ADD) as case:
        entry = new_entry_id()
        case.work.journal.add(Entry(entry, number, EntryKind.ADDITION, case.now, REPORTER, {"words": text}))
        tell_supervisors(case, "addition", entry, bench.district)
        owed = case.work.outbox.waiting(number)
    return {str(d.recipient).partition("@")[0] for d in owed if d.topic == "addition"}


def bench_while(district: District) -> tuple[Bench, str]:
    """A case that the principal has had in hand, from the moment on at which this file holds."""
    bench = Bench()
    number = bench.acknowledged()
    return Bench(bench.store, bench.clock, district), number


def test_the_holder_hears_it() -> None:
    bench, number = bench_while(DISTRICT)
    assert heard(bench, number) == {"principal"}


def test_a_deputy_hears_it_too_and_can_read_it() -> None:
    bench, number = bench_while(away("principal", deputy="elementary"))
    assert heard(bench, number) == {"principal", "elementary"}
    assert bench.press("elementary", "case.read", number).form
    assert bench.ticket(number).holder == address("principal")


def test_without_a_deputy_the_first_who_are_there_hear_it() -> None:
    bench, number = bench_while(away("principal"))
    assert heard(bench, number) == {"principal", "assistant", "activities"}


def test_a_deputy_who_is_named_hears_nothing() -> None:
    bench, number = bench_while(away("principal", deputy="elementary"))
    assert heard(bench, number, "Halvorson saw it") == {"principal", "assistant", "activities"}


def closed_by_the_principal(desk: OwnBench, question: bool = False) -> str:
    """The number of a report that only the principal was told of, and has closed."""
    number = _held(desk).number
    send = (("case.ask", {"question": "When?"}),) if question else ()
    for press, values in (*send, ("case.close", {"outcome": "no-concern", "note": "done"})):
        desk.send(PRINCIPAL, desk.opened(PRINCIPAL, press, number), **values)
    desk.run()
    return number


def recused(desk: OwnBench, number: str) -> OwnBench:
    desk.send(PRINCIPAL, desk.opened(PRINCIPAL, "case.recuse", number), sure="yes")
    desk.run()
    return desk


def gone(desk: OwnBench, _number: str) -> OwnBench:
    """The same bench under a file that knows the principal no more."""
    return OwnBench(desk.store, desk.clock, district=without("principal", desk.district))


WRITING: Mapping[str, dict[str, FormValue]] = {
    "own.add": {"words": "New bruises"},
    "own.answer": {"words": "On the bus"},
    "own.withdraw": {"words": "He asked me to"},
}


@pytest.mark.parametrize("leave", [recused, gone])
@pytest.mark.parametrize("action", WRITING)
def test_what_is_written_to_a_closed_report_without_anybody_reaches_somebody(
    action: str, leave: Callable[[OwnBench, str], OwnBench]
) -> None:
    desk = OwnBench()
    number = closed_by_the_principal(desk, question=True)
    desk = leave(desk, number)
    assert not desk.fill(TEACHER, action, number, **WRITING[action]).errors
    [ticket] = desk.tickets()
    assert ticket.status is Status.OPEN
    told = {str(d.recipient).partition("@")[0] for d in desk.run() if d.recipient}
    assert told == {"activities", "assistant"}
    form = desk.push(somebody("assistant"), "case.read", number).form
    assert str(WRITING[action]["words"]) in str(form)


def test_a_drill_without_anybody_stays_closed() -> None:
    bench = Bench()
    number = bench.file(drill=True)
    with bench.store.begin() as work:
        over = replace(work.tickets.get(number), status=Status.CLOSED, closed_at=bench.clock.now())
        work.tickets.save(over)
    assert heard(bench, number) == set()
    assert bench.ticket(number) == over


def test_of_a_closed_report_in_nobodys_hand_the_others_hear_and_it_stays_closed() -> None:
    bench = Bench()
    number = bench.acknowledged()
    bench.do("principal", "case.hand-over", number, to=address("assistant"))
    bench.do("assistant", "case.close", number, outcome="no-concern", note="done")
    bench.do("assistant", "case.recuse", number, sure="yes")
    bench.run()
    assert heard(bench, number) == {"principal"}
    assert bench.ticket(number).status is Status.CLOSED
    while_away = Bench(bench.store, bench.clock, away("principal"))
    assert heard(while_away, number) == {"principal", "activities"}


def test_nobody_hears_it_by_way_of_somebody_left_out() -> None:
    chain = (*away("principal", deputy="assistant").roster.absences,)
    chain += away("assistant", deputy="elementary").roster.absences
    bench, number = bench_while(DISTRICT.model_copy(update={"roster": Roster(absences=chain)}))
    assert heard(bench, number, "Daniel Reyes saw it") == {"principal", "activities"}


def _held(desk: OwnBench, what: str = "what was seen") -> Ticket:
    ticket = desk.file(what=what)
    desk.run()
    desk.press("principal", ACKNOWLEDGE, ticket.number)
    desk.run()
    return ticket


def test_danger_said_later_tells_everybody_as_at_filing() -> None:
    desk = OwnBench()
    number = _held(desk).number
    desk.fill(TEACHER, "own.add", number, words="He is on the roof", danger_now=("yes",))
    [ticket] = desk.tickets()
    assert (ticket.urgency, ticket.status, ticket.holder) == (Urgency.DANGER, Status.OPEN, None)
    assert desk.told() == ["activities", "assistant", "principal", "superintendent"]
    assert ("reporter", "raised to danger") in desk.trail()
    desk.clock.advance(minutes=10)
    assert len(desk.told()) == 4
    [_, card] = [c for _, c in desk.office.inbox("principal@schools.example", Channel.WEB)][:2]
    assert "Danger now" in str(card)


def test_danger_needs_no_words_and_reaches_nobody_who_is_named() -> None:
    desk = OwnBench()
    number = _held(desk, what="Hodan Abdi was there").number
    reply = desk.fill(TEACHER, "own.add", number, danger_now=("yes",))
    assert not reply.errors
    assert "told at once" in str(reply.cards)
    assert desk.told() == ["assistant", "principal", "superintendent"]


def test_danger_is_no_choice_for_a_record_of_contact() -> None:
    desk = OwnBench()
    values: dict[str, FormValue] = {
        "site": "high-school",
        "platform": "x",
        "students": "x",
        "at": "2026-11-23T09:00",
    }
    form = desk.contact.form()
    desk.send(TEACHER, form, **{field.name: values.get(field.name, "x") for field in form.fields})
    [ticket] = desk.tickets()
    opened = desk.opened(TEACHER, "own.add", ticket.number)
    assert "danger_now" not in {field.name for field in opened.fields}
    desk.send(TEACHER, opened, words="more", danger_now=("yes",))
    assert desk.tickets()[0].urgency is Urgency.ROUTINE
    assert desk.run() == []
