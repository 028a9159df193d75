"""The card of a case: what it says of it, and why something cannot be done."""

from dataclasses import replace

import pytest

from handlers.casework.case_card import OFFERS, OWN_REQUEST, CaseCards
from handlers.reports.access import Action
from handlers.reports.ticket import Matter, Status, Urgency
from tests.handlers.casework.bench import DISTRICT, Bench, address, labels, lines

WITHOUT_CONSENT = DISTRICT.model_copy(
    update={"cases": DISTRICT.cases.model_copy(update={"reveal_needs_second_person": False})}
)


def asked(bench: Bench) -> str:
    """A case of which several know, and whose holder has asked to see who reported."""
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    bench.do("principal", "case.reveal", number, reason="CANARY")
    return number


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_day_it_was_filed_has_its_year(bench: Bench) -> None:
    """A hold, an order or a destruction is decided on it."""
    shown = str(bench.press("principal", "case.more", bench.acknowledged()))
    assert "('Filed', 'Mon Nov 23, 2026, 10:00 AM')" in shown


def test_whoever_has_it_and_left_is_not_named_by_address(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    with bench.admission.to(address("assistant"), number, Action.SEE) as case:
        left = replace(case, ticket=replace(case.ticket, holder="gone@schools.example"))
        said = OFFERS[Action.CLOSE].hindrance(left, DISTRICT)
        card = CaseCards(DISTRICT).card(left)
    assert said == "Somebody who has left has this case in hand."
    assert "('In hand of', 'Somebody who has left')" in str(card.elements)


def test_a_record_of_contact_has_no_urgency_and_nobody_to_wait_for(bench: Bench) -> None:
    number = bench.file(matter=Matter.CONTACT)
    shown = lines(bench.press("principal", "case.more", number))
    assert "Read the record" in labels(bench.press("principal", "case.more", number))
    form = bench.press("principal", "case.read", number).form
    assert form
    for text in (shown, str(form.parts)):
        assert number in text
        assert "Urgency" not in text
        assert "State" not in text
        assert "in hand" not in text.casefold()
        assert "report" not in text.casefold().replace("reporter", "")
    assert form.title == "Record of contact"
    assert form.opener.label == "Read the record"


def test_who_asked_for_a_name_is_told_that_another_has_to_agree(bench: Bench) -> None:
    number = asked(bench)
    assert OWN_REQUEST in lines(bench.press("principal", "case.consent", number))
    bench.do("assistant", "case.consent", number, answer="agree")
    assert OWN_REQUEST not in lines(bench.press("principal", "case.consent", number))


def test_that_is_not_said_where_nobody_has_to_agree() -> None:
    bench = Bench(district=WITHOUT_CONSENT)
    assert OWN_REQUEST not in lines(bench.press("principal", "case.consent", asked(bench)))


def test_nobody_is_asked_about_a_drill_that_has_ended() -> None:
    bench = Bench()
    number = bench.file(drill=True)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    assert "Ask the reporter" in labels(bench.press("principal", "case.more", number))
    opened = bench.press("principal", "case.ask", number).form
    with bench.store.begin() as work:
        over = replace(work.tickets.get(number), status=Status.CLOSED, closed_at=bench.clock.now())
        work.tickets.save(over)
    assert "Ask the reporter" not in labels(bench.press("principal", "case.more", number))
    assert "There is nobody to ask" in lines(bench.press("principal", "case.ask", number))
    assert "There is nobody to ask" in str(bench.fill("principal", opened, question="When?").errors)
    assert bench.journal(number) == []
