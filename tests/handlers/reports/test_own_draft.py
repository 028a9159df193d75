"""The draft of the written report, made when its reporter fetches it."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from handlers.conversation.emergency import DANGER
from handlers.conversation.event import Press
from handlers.errors import NotForYou
from handlers.reports import own_draft
from handlers.reports.access import Action
from handlers.reports.journal import REPORTER, Entry, EntryKind
from handlers.reports.own_form import GAPS
from handlers.reports.ticket import Matter
from tests.handlers.reports.desk import DISTRICT, PLACE, somebody
from tests.handlers.reports.papers import Papers, token_on
from tests.handlers.reports.reporter import OwnBench, first_text, labels, words

TEACHER = somebody("teacher")


@pytest.fixture
def papers() -> Papers:
    return Papers()


def add(papers: Papers, entry_id: str, **fields: str) -> None:
    with papers.desk.store.begin() as work:
        now = papers.desk.clock.now()
        work.journal.add(Entry(entry_id, papers.ticket.number, EntryKind.ADDITION, now, REPORTER, fields))


def gaps_of(papers: Papers) -> tuple[str, ...]:
    with papers.admission.to(TEACHER.key, papers.ticket.number, Action.DRAFT) as case:
        return own_draft.written_of(case, DISTRICT).gaps


def read(papers: Papers) -> str:
    document = papers.counter.fetch(token_on(papers.press("teacher", own_draft.DRAFT)))
    assert (document.name, document.media_type) == ("written-report.pdf", "application/pdf")
    pages = PdfReader(io.BytesIO(document.data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_holds_what_was_written_and_asks_for_what_is_missing(papers: Papers) -> None:
    text = read(papers)
    for said in ("CANARY what was seen", "CANARY Student B", "CANARY in a chat", "Teacher", "Moorhead"):
        assert said in text
    for gap in ("Missing: who is believed responsible", "Missing: your call", "Missing: an address"):
        assert gap in text


def test_what_was_added_since_is_in_it_and_a_request_is_not(papers: Papers) -> None:
    add(papers, "1", words="He was hungry again.", responsible="An uncle")
    add(papers, "2", about="Asks to withdraw it.", words="I was wrong.")
    text = read(papers)
    assert "CANARY what was seen He was hungry again." in text
    assert "An uncle" in text
    assert "I was wrong" not in text


def test_answers_to_a_supervisor_are_in_it_with_the_question(papers: Papers) -> None:
    with papers.desk.store.begin() as work:
        number, now = papers.ticket.number, papers.desk.clock.now()
        asked = {"question": "Was he alone?"}
        work.journal.add(Entry("1", number, EntryKind.QUESTION, now, "principal@schools.example", asked))
        answer = {"asked": "1", "words": "With his sister."}
        work.journal.add(Entry("2", number, EntryKind.ANSWER, now, REPORTER, answer))
    assert "CANARY what was seen A supervisor asked: Was he alone? With his sister." in read(papers)


def test_a_question_that_was_answered_leaves_every_gap_as_it_was(papers: Papers) -> None:
    gaps = gaps_of(papers)
    with papers.desk.store.begin() as work:
        number, now = papers.ticket.number, papers.desk.clock.now()
        asked = {"question": "Which room?"}
        work.journal.add(Entry("1", number, EntryKind.QUESTION, now, "principal@schools.example", asked))
        work.journal.add(Entry("2", number, EntryKind.ANSWER, now, REPORTER, {"asked": "1", "words": "12"}))
    assert gaps_of(papers) == gaps
    assert read(papers).count("A supervisor asked: Which room?") == 1


def test_its_moments_are_those_that_the_reporter_wrote() -> None:
    bench = OwnBench()
    number = bench.file(learned_at="2026-11-23T10:04").number
    bench.called(TEACHER, number, "2026-11-23T10:06")
    with bench.own.desk.admission.to(TEACHER.key, number, Action.DRAFT) as case:
        said = str(own_draft.written_of(case, DISTRICT).items[-1].lines)
    assert "10:04 AM" in said
    assert "10:06 AM" in said


def test_words_added_with_danger_are_in_it(papers: Papers) -> None:
    add(papers, "1", about="Says that somebody is in danger now.", words="He is gone.", extent="All day")
    text = read(papers)
    assert "CANARY what was seen He is gone." in text
    assert "All day" in text
    assert "Says that somebody" not in text


def test_every_gap_but_the_reporters_address_can_be_filled() -> None:
    bench = OwnBench()
    number = bench.file(students="", where="").number
    bench.called(TEACHER, number)

    def gaps() -> tuple[str, ...]:
        with bench.own.desk.admission.to(TEACHER.key, number, Action.DRAFT) as case:
            return own_draft.written_of(case, DISTRICT).gaps

    assert len(gaps()) == 6
    bench.fill(TEACHER, "own.add", number, **dict.fromkeys(GAPS, "CANARY"))
    assert gaps() == ("Missing: an address at which you can be reached.",)


def test_what_is_missing_is_said_before_the_link(papers: Papers) -> None:
    (card,) = papers.press("teacher", own_draft.DRAFT).cards
    said = words(card.elements)
    assert "5 things are still missing. Send it in time all the same." in said
    assert "Missing: who is believed responsible." in said
    assert "CANARY" not in str(card)
    assert labels(card) == ["Add information", "Read the draft"]
    add(papers, "1", responsible="An uncle", extent="Twice", child_home="With him")
    (card,) = papers.press("teacher", own_draft.DRAFT).cards
    assert "2 things are still missing." in words(card.elements)


def test_it_can_be_read_before_it_is_fetched(papers: Papers) -> None:
    form = papers.press("teacher", own_draft.READ).form
    assert form
    assert form.submit is None
    assert first_text(form.parts) == DANGER
    said = words(form.parts)
    assert said.index("Missing: your call") < said.index("CANARY what was seen")
    assert papers.desk.trail()[-1] == ("reporter", Action.DRAFT)
    with pytest.raises(NotForYou):
        papers.press("principal", own_draft.READ)


def test_a_record_of_contact_has_no_draft(papers: Papers) -> None:
    with papers.desk.store.begin() as work:
        report, reporter = (
            work.tickets.report(papers.ticket.number),
            work.tickets.reporter(papers.ticket.number),
        )
        contact = replace(papers.ticket, number="KKKK-2222", matter=Matter.CONTACT)
        work.tickets.file(contact, report, reporter, "forged")
    for action in (own_draft.DRAFT, own_draft.READ):
        with pytest.raises(NotForYou):
            papers.drafts.presses[action](Press(TEACHER, PLACE, action, contact.number))


def test_each_making_is_on_the_trail_without_a_name(papers: Papers) -> None:
    read(papers)
    assert papers.desk.trail()[-1] == ("reporter", Action.DRAFT)


def test_it_is_offered_where_the_laws_clocks_run(papers: Papers) -> None:

    door = papers.drafts.door(papers.ticket)
    assert door
    assert door.value == papers.ticket.number
    assert papers.drafts.door(replace(papers.ticket, drill=True)) is None
    assert papers.drafts.door(replace(papers.ticket, matter=Matter.CONTACT)) is None


def test_that_its_times_are_in_another_order_than_the_counted_ones_is_said_above_the_link() -> None:
    papers = Papers()
    said = "They are in another order than the times your clocks are counted by"
    assert said not in words(papers.press("teacher", own_draft.DRAFT).cards[0].elements)
    add(papers, "1", learned_at=local(papers, 7))
    with papers.desk.store.begin() as work:
        at = papers.desk.clock.now()
        call = {"agency": "Clay County", "at": local(papers, 5)}
        work.journal.add(Entry("2", papers.ticket.number, EntryKind.CALL, at, REPORTER, call))
    assert said in words(papers.press("teacher", own_draft.DRAFT).cards[0].elements)


def local(papers: Papers, ahead: int) -> str:
    moment = papers.desk.clock.now() + timedelta(minutes=ahead)
    return moment.astimezone(DISTRICT.zone).strftime("%Y-%m-%dT%H:%M")
