"""The counter: each link once, within its time, for what it was issued for, and decided anew."""

from dataclasses import replace

import pytest

from handlers.conversation.emergency import DANGER
from handlers.errors import CannotOpen, NotForYou
from handlers.reports import documents, own_draft
from handlers.reports.access import Action
from handlers.reports.counter import (
    CounterClosed,
    Document,
    Fetching,
    HandingIn,
    LinkOver,
    NotTaken,
)
from handlers.reports.journal import EntryKind
from handlers.reports.passes import VALID
from tests.handlers.reports.papers import ADDRESS, WORDS, Papers, link_on, token_on
from tests.handlers.reports.reporter import first_text


@pytest.fixture
def papers() -> Papers:
    return Papers()


def test_a_link_is_a_secret_of_256_bits_in_no_representation(papers: Papers) -> None:
    (card,) = papers.press("teacher", own_draft.DRAFT).cards
    link = link_on(card)
    assert link.url.startswith(f"{ADDRESS}/pass/")
    assert len(link.url.removeprefix(f"{ADDRESS}/pass/")) == 43  # 32 bytes in Base64
    assert link.url not in repr(card)
    assert papers.ticket.number not in str([card.title, card.summary, link.url])


def test_911_and_988_stand_first_on_the_card_with_the_link(papers: Papers) -> None:
    for reply in (papers.press("teacher", own_draft.DRAFT), papers.fill()):
        assert first_text(reply.cards[0].elements) == DANGER


def test_looking_uses_nothing_up_and_fetching_does(papers: Papers) -> None:
    token = token_on(papers.press("teacher", own_draft.DRAFT))
    for _ in range(3):
        assert isinstance(papers.counter.page(token), Fetching)
    assert papers.counter.fetch(token).data.startswith(b"%PDF-")
    for use in (papers.counter.page, papers.counter.fetch):
        with pytest.raises(LinkOver):
            use(token)


def test_it_runs_out_after_fifteen_minutes(papers: Papers) -> None:
    token = papers.token_to_hand_in()
    papers.later(minutes=VALID.seconds / 60 - 0.1)
    assert isinstance(papers.counter.page(token), HandingIn)
    papers.later(minutes=0.1)
    with pytest.raises(LinkOver):
        papers.counter.page(token)
    with pytest.raises(LinkOver):
        papers.counter.hand_in(token, WORDS)


def test_a_token_that_was_never_issued_is_like_one_that_is_over(papers: Papers) -> None:
    for token in ("", "x" * 43, "\udcff", "../../etc/passwd"):
        with pytest.raises(LinkOver):
            papers.counter.page(token)


def test_a_link_to_hand_in_fetches_nothing_and_stays(papers: Papers) -> None:
    token = papers.token_to_hand_in()
    with pytest.raises(LinkOver):
        papers.counter.fetch(token)
    assert papers.counter.hand_in(token, WORDS)


def test_a_link_to_fetch_takes_nothing_and_stays(papers: Papers) -> None:
    token = token_on(papers.press("teacher", own_draft.DRAFT))
    with pytest.raises(LinkOver):
        papers.counter.hand_in(token, WORDS)
    assert papers.counter.fetch(token).data


def test_what_is_refused_leaves_the_link_and_no_trace(papers: Papers) -> None:
    token = papers.token_to_hand_in()
    before = papers.desk.trail()
    with pytest.raises(NotTaken):
        papers.counter.hand_in(token, Document("a.png", "image/png", b"\x89PNG"))
    assert papers.desk.trail() == before
    assert papers.counter.hand_in(token, WORDS)


def test_whoever_may_not_any_more_gets_nothing_and_it_is_on_the_trail(papers: Papers) -> None:
    papers.hand_in()
    token = papers.token_to_fetch()
    with papers.desk.store.begin() as work:
        ticket = work.tickets.get(papers.ticket.number)
        work.tickets.save(replace(ticket, recused=frozenset({"principal@schools.example"})))
    with pytest.raises(LinkOver):
        papers.counter.fetch(token)
    assert papers.desk.trail()[-1] == ("principal", f"refused {Action.FETCH_DOCUMENT}")
    with pytest.raises(LinkOver):  # a refusal is a use
        papers.counter.page(token)


def test_the_trail_of_a_report_that_is_gone_does_not_say_who_made_it(papers: Papers) -> None:
    token = papers.token_to_hand_in()
    with papers.desk.store.begin() as work:
        work.tickets.destroy(papers.ticket.number)
    with pytest.raises(LinkOver):
        papers.counter.hand_in(token, WORDS)
    assert "teacher" not in {actor for actor, _ in papers.desk.trail()}


def test_a_fetch_is_on_the_trail_with_what_was_fetched(papers: Papers) -> None:
    papers.hand_in()
    papers.counter.fetch(papers.token_to_fetch())
    with papers.desk.store.begin() as work:
        entry = work.audit.entries(papers.ticket.number)[-1]
    assert (entry.actor, entry.action) == ("principal@schools.example", Action.FETCH_DOCUMENT)
    assert entry.detail == papers.entries(EntryKind.DOCUMENT)[0].id


def test_a_record_that_does_not_open_uses_nothing_up(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.hand_in()
    token = papers.token_to_fetch()

    def broken(_case: object) -> None:
        raise CannotOpen

    with monkeypatch.context() as patch:
        patch.setattr(documents, "documents_of", broken)
        with pytest.raises(CannotOpen):
            papers.counter.fetch(token)
    assert papers.counter.fetch(token).data == WORDS.data


def test_without_an_address_no_link_is_issued_and_none_is_offered() -> None:
    papers = Papers(address="")
    assert papers.drafts.door(papers.ticket) is None
    assert papers.documents.door(papers.ticket) is None
    with pytest.raises(CounterClosed):
        papers.press("teacher", own_draft.DRAFT)


def test_the_courier_is_woken_by_what_is_handed_in(papers: Papers) -> None:
    papers.hand_in()
    assert papers.rung == 1


@pytest.mark.parametrize(
    ("who", "action"),
    [
        ("principal", own_draft.DRAFT),
        ("coach", own_draft.DRAFT),
        ("principal", documents.HAND_IN),
        ("teacher", documents.LIST),
        ("teacher", documents.FETCH),
        ("assistant", documents.LIST),
    ],
)
def test_nobody_else_gets_a_link(papers: Papers, who: str, action: str) -> None:
    with pytest.raises(NotForYou):
        papers.press(who, action)
    assert papers.desk.trail()[-1][1].startswith("refused")
