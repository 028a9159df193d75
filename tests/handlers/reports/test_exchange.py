"""Who hears of what the reporter writes while a case is in hand."""

from datetime import date

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

MONDAY = date(2026, 11, 23)
TEACHER = somebody("teacher")


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
