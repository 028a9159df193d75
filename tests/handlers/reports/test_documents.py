"""Documents of a report, from the reporter to the supervisors."""

import pytest

from handlers.conversation.card import Buttons, Text
from handlers.conversation.event import FormValue
from handlers.errors import NotForYou
from handlers.reports import documents
from handlers.reports.access import Action
from handlers.reports.counter import Document, LinkOver, NotTaken
from handlers.reports.delivery import Kind
from handlers.reports.escalation import kept_out
from handlers.reports.journal import REPORTER, EntryKind
from tests.handlers.reports.desk import DISTRICT
from tests.handlers.reports.papers import WORDS, Papers, district_with, token_on, word_file

PRINCIPAL = "principal@schools.example"


@pytest.fixture
def papers() -> Papers:
    return Papers()


def out(papers: Papers) -> frozenset[str]:
    with papers.desk.store.begin() as work:
        ticket = work.tickets.get(papers.ticket.number)
        return kept_out(work, ticket, DISTRICT).left_out - {"teacher@schools.example"}


def test_it_is_kept_as_the_reporters_and_comes_back_the_same(papers: Papers) -> None:
    assert "kept" in papers.hand_in()
    (entry,) = papers.entries(EntryKind.DOCUMENT)
    assert (entry.by, entry.fields["name"]) == (REPORTER, "words.txt")
    assert "CANARY" not in repr(entry)
    found = papers.counter.fetch(papers.token_to_fetch())
    assert found == Document("words.txt", "text/plain; charset=utf-8", WORDS.data)
    assert "CANARY" not in repr(found)


def test_the_reporter_is_nameless_on_the_trail(papers: Papers) -> None:
    papers.hand_in()
    assert ("reporter", Action.HAND_IN) in papers.desk.trail()
    assert "teacher" not in {actor for actor, _ in papers.desk.trail()}


@pytest.mark.parametrize(
    "name", ["Solberg2026.txt", "Messages%20from%20Marit%20Solberg.txt", "msolberg1.txt"]
)
def test_whoever_a_file_is_named_after_is_kept_out(papers: Papers, name: str) -> None:
    papers.hand_in(Document(name, "", b"a list"))
    assert PRINCIPAL in out(papers)


def test_whoever_has_the_report_is_told(papers: Papers) -> None:
    papers.hand_in()
    told = [d for d in papers.desk.run() if d.kind is Kind.WORD]
    assert [(d.recipient, d.topic) for d in told] == [(PRINCIPAL, "addition")]


def test_the_form_says_what_is_taken_and_never_to_copy_images(papers: Papers) -> None:
    form = papers.press("teacher", documents.HAND_IN).form
    assert form
    said = " ".join(part.text for part in form.parts if isinstance(part, Text))
    assert "Never copy, forward, screenshot, upload or delete a sexual image" in said
    assert "PDF, plain text, Word file without macros (.docx), at most 5 MB" in said
    assert papers.ticket.number not in said


def test_nothing_is_kept_before_the_document_is_there(papers: Papers) -> None:
    papers.fill(involved=(PRINCIPAL,))
    assert papers.entries() == []
    assert out(papers) == frozenset()


@pytest.mark.parametrize(
    ("document", "values"),
    [
        (WORDS, {"involved": (PRINCIPAL,)}),
        (Document("What Marit Solberg said.txt", "", b"x"), {}),
        (Document("a.txt", "", b"It was Marit Solberg."), {}),
        (Document("a.docx", "", word_file("It was Mar</w:t></w:r><w:r><w:t>it Solberg.")), {}),
    ],
)
def test_whoever_it_names_is_kept_out_from_then_on(
    papers: Papers, document: Document, values: dict[str, FormValue]
) -> None:
    papers.hand_in(document, **values)
    assert PRINCIPAL in out(papers)
    assert PRINCIPAL not in {d.recipient for d in papers.desk.run()}
    with pytest.raises(NotForYou):
        papers.press("principal", documents.LIST)


def test_a_part_of_a_name_keeps_its_bearer_out_but_nobody_who_works_for_them(papers: Papers) -> None:
    papers.hand_in(Document("a.txt", "", b"Solberg came late again."))
    assert PRINCIPAL in out(papers)
    assert papers.desk.told() == ["activities", "assistant"]


def test_a_stranger_among_the_marked_is_refused(papers: Papers) -> None:
    assert papers.fill(involved=("nobody@schools.example",)).errors


def test_the_list_tells_kind_and_time_and_never_a_name(papers: Papers) -> None:
    assert "No document" in str(papers.press("principal", documents.LIST).cards)
    papers.hand_in(Document("CANARY.txt", "", b"x"))
    papers.later(minutes=5)
    papers.hand_in(Document("CANARY.docx", "", word_file("x")))
    (card,) = papers.press("principal", documents.LIST).cards
    lines = [part.text for part in card.elements if isinstance(part, Text)]
    assert lines == [
        "Document 1: plain text, Mon Nov 23, 10:00 AM",
        "Document 2: Word file without macros (.docx), Mon Nov 23, 10:05 AM",
    ]
    labels = [b.label for part in card.elements if isinstance(part, Buttons) for b in part.buttons]
    assert labels == ["Fetch document 1", "Fetch document 2"]
    assert "CANARY" not in str(card)


def test_a_document_of_another_report_is_not_fetched_by_its_id(papers: Papers) -> None:
    papers.hand_in()
    entry = papers.entries(EntryKind.DOCUMENT)[0].id
    papers.later(minutes=1)
    other = papers.desk.file(who="coach", what="Another matter.")
    papers.desk.run()
    reply = papers.press("principal", documents.FETCH, f"{other.number} {entry}")
    assert "No document" in str(reply.cards)


def test_there_are_only_so_many(papers: Papers) -> None:
    papers = Papers(district_with(most=2))
    papers.hand_in()
    papers.hand_in()
    token = papers.token_to_hand_in()
    with pytest.raises(NotTaken, match="2 documents"):
        papers.counter.hand_in(token, WORDS)
    assert len(papers.entries(EntryKind.DOCUMENT)) == 2


def test_a_district_that_says_nothing_takes_none() -> None:
    papers = Papers(DISTRICT.model_copy(update={"documents": type(DISTRICT.documents)()}))
    assert papers.documents.door(papers.ticket) is None
    for reply in (papers.press("teacher", documents.HAND_IN), papers.fill()):
        assert "takes no documents" in str(reply.cards)


def test_what_was_handed_in_is_gone_with_the_report(papers: Papers) -> None:
    papers.hand_in()
    token = papers.token_to_fetch()
    with papers.desk.store.begin() as work:
        work.tickets.destroy(papers.ticket.number)
    with pytest.raises(LinkOver):
        papers.counter.fetch(token)


def test_a_form_sent_twice_gives_two_links_and_each_takes_one(papers: Papers) -> None:
    first, second = token_on(papers.fill()), token_on(papers.fill())
    assert first != second
    papers.counter.hand_in(first, WORDS)
    papers.counter.hand_in(second, WORDS)
    assert len(papers.entries(EntryKind.DOCUMENT)) == 2
