"""The record of contact with a student outside district platforms."""

import pytest

from handlers.conversation.emergency import DANGER
from handlers.district.record_keeping import Record, Term
from handlers.reports.contact_record import ContactHandler
from handlers.reports.journal import EntryKind
from handlers.reports.own_form import withdraw_form
from handlers.reports.ticket import Matter
from tests.handlers.reports.desk import DISTRICT, LIBRARY, somebody
from tests.handlers.reports.reporter import OwnBench, first_text, labels, words

TEACHER = somebody("teacher")
PRINCIPAL = somebody("principal")
RECORD = {
    "site": "high-school",
    "platform": "CANARY Instagram",
    "students": "CANARY Student C",
    "at": "2026-11-22T20:00",
    "why": "CANARY the bus was late",
    "said": "CANARY where to wait",
    "link": "https://example.com/CANARY",
}


def _kept(bench: OwnBench, **changed: str) -> str:
    bench.clock.advance(minutes=1)
    reply = bench.fill(TEACHER, "contact.open", "", **{**RECORD, **changed})
    assert not reply.errors, reply.errors
    return bench.tickets()[-1].number


def test_the_form_names_the_policy_and_sends_danger_elsewhere() -> None:
    form = OwnBench().say(TEACHER, "contact").form
    assert form
    said = words(form.parts)
    assert first_text(form.parts) == DANGER
    assert "School Board Policy 448" in said
    assert "do not use this form: use Report a concern" in said
    assert "at least a year" in said
    assert "records officers and lawyers, the police or a court may" in said


@pytest.mark.parametrize("named", ["CANARY nobody", "Ms. Solberg and the superintendent"])
def test_who_can_read_it_is_said_in_the_same_words_whomever_it_names(named: str) -> None:
    bench = OwnBench()
    bench.clock.advance(minutes=1)
    reply = bench.fill(TEACHER, "contact.open", "", **{**RECORD, "said": named})
    readers = (
        "The supervisors of the site can read it, or whom the district names in their place or beside them."
    )
    number = bench.tickets()[-1].number
    shown = (reply.cards[0], bench.push(TEACHER, "own.case", number).cards[0])
    assert all(readers in words(card.elements) for card in shown)


def test_it_is_kept_sealed_and_alerts_nobody() -> None:
    bench = OwnBench()
    _kept(bench)
    (ticket,) = bench.tickets()
    assert (ticket.matter, ticket.notice, ticket.policy) == (Matter.CONTACT, "contact-notice-3", "448")
    with bench.store.begin() as work:
        assert work.outbox.waiting(ticket.number) == []
        assert work.tickets.report(ticket.number).answers["said"] == "CANARY where to wait"
    bench.clock.advance(days=7)
    assert bench.run() == []
    assert bench.trail() == [("reporter", "recorded contact")]


def test_its_reporter_finds_it_reads_it_and_adds_to_it() -> None:
    bench = OwnBench()
    number = _kept(bench)
    card = bench.say(TEACHER, "mine").cards[0]
    assert number in words(card.elements)
    assert "24 hours" not in words(card.elements)
    assert "CANARY" not in str(card)
    shown = words(bench.opened(TEACHER, "own.read", number).parts)
    for name in ("platform", "students", "why", "said", "link"):
        assert RECORD[name] in shown
    assert not bench.fill(TEACHER, "own.add", number, words="CANARY again today").errors
    assert [entry.kind for entry in bench.entries(number)] == [EntryKind.ADDITION]
    assert bench.run() == []
    assert "I made the call" not in labels(bench.push(TEACHER, "own.case", number).cards[0])


def test_it_promises_no_more_than_happens_and_asks_for_no_call() -> None:
    bench = OwnBench()
    number = _kept(bench)
    found = (
        "Nobody is alerted. The supervisors of the site find it with the record in their queue, or whom the "
        "district names in their place or beside them."
    )
    forms = [bench.opened(TEACHER, action, number) for action in ("own.add", "own.withdraw")]
    assert "Your written report" not in str(forms)
    assert "duty" not in str(forms)
    for form in forms:
        (card,) = bench.send(TEACHER, form, words="CANARY more").cards
        said = words(card.elements)
        assert found in said
        assert "told" not in said
        assert "duty" not in said
    assert bench.run() == []


def test_nobody_is_said_to_decide_on_it_and_it_is_called_no_report() -> None:
    bench = OwnBench()
    number = _kept(bench)
    asked = bench.opened(TEACHER, "own.withdraw", number)
    assert (
        "Your request is kept with the record, and read with it; the record is kept for at least a year all "
        "the same."
    ) in words(asked.parts)
    assert "decide" not in words(asked.parts)
    bench.send(TEACHER, asked, words="CANARY by mistake")
    own = bench.opened(TEACHER, "own.read", number)
    assert own.title == "Your record"
    for form in (own, bench.opened(TEACHER, "own.add", number), bench.opened(PRINCIPAL, "case.read", number)):
        assert "report" not in words(form.parts).replace("The reporter", "")
    assert "It is read by whoever reads the rest." in words(bench.opened(TEACHER, "own.add", number).parts)


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ({"years": 3}, "the record is kept for at least 3 years all the same."),
        ({"days": 1500}, "the record is kept for at least 1,500 days all the same."),
        (None, "the record is kept all the same."),
    ],
)
def test_how_long_it_is_kept_is_what_the_schedule_says(term: dict[str, int] | None, said: str) -> None:
    terms = (Term(record=Record.CONTACT, reason="x", **term),) if term else ()
    keeping = DISTRICT.record_keeping.model_copy(update={"terms": terms})
    district = DISTRICT.model_copy(update={"record_keeping": keeping})
    assert said in words(withdraw_form("K7QM-2XRD", district, duty=False).parts)


def test_its_receipt_says_that_the_policy_is_only_named() -> None:
    bench = OwnBench()
    said = words(bench.opened(TEACHER, "own.receipt", _kept(bench)).parts)
    assert "Policy: 448" in said
    assert "Policy version: named only; its text is not kept here" in said


def test_the_site_s_supervisors_can_read_it_and_nobody_named_in_it() -> None:
    bench = OwnBench()
    number = _kept(bench)
    assert RECORD["said"] in words(bench.opened(PRINCIPAL, "case.read", number).parts)
    named = _kept(bench, said="Ms. Solberg knew of it.")
    assert bench.push(PRINCIPAL, "case.read", named).form is None
    assert bench.push(somebody("elementary"), "case.read", number).form is None


def test_sent_twice_is_one_record() -> None:
    bench = OwnBench()
    form = bench.opened(TEACHER, "contact.open", "")
    first, second = bench.send(TEACHER, form, **RECORD), bench.send(TEACHER, form, **RECORD)
    assert first == second
    assert len(bench.tickets()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site", "moon"),
        ("platform", " "),
        ("students", ""),
        ("at", "2026-11-24T20:00"),
        ("at", "x"),
        ("said", ""),
    ],
)
def test_a_mistake_is_said_at_its_field(name: str, value: str) -> None:
    bench = OwnBench()
    reply = bench.fill(TEACHER, "contact.open", "", **{**RECORD, name: value})
    assert list(reply.errors) == [name]
    assert bench.tickets() == []


def test_while_the_database_is_down_the_form_stays_open_with_911_first() -> None:
    bench = OwnBench()
    bench.store.broken = True
    reply = bench.fill(TEACHER, "contact.open", "", **RECORD)
    (said,) = reply.errors.values()
    assert said.startswith("In danger, call 911")
    assert list(reply.errors) == list(RECORD)[:1]


def test_the_card_says_that_a_record_is_no_report() -> None:
    bench = OwnBench()
    card = bench.fill(TEACHER, "contact.open", "", **RECORD).cards[0]
    assert first_text(card.elements) == DANGER
    assert "this record is no report" in words(card.elements)
    assert "Report a concern" in labels(card)
    assert "CANARY" not in str(card)


def test_a_district_may_name_no_policy_or_one_that_is_not_in_the_library() -> None:
    for code, said in ((None, "the district's policy"), ("515", "policy 515")):
        district = DISTRICT.model_copy(update={"contact_policy": code})
        bench = OwnBench()
        handler = ContactHandler(bench.store, district, LIBRARY, bench.clock)
        assert said in words(handler.form().parts)


def test_about_all_supervisors_of_the_site_it_is_for_whoever_the_ladder_would_tell() -> None:
    bench = OwnBench()
    number = _kept(bench, site="robert-asp", why="Halvorson and the superintendent asked me to")
    assert bench.tickets()[-1].recipients == {"chair@schools.example"}
    assert bench.push(somebody("chair"), "case.read", number).form
