"""Taking a report."""

from datetime import UTC, datetime

import pytest

from handlers.conversation.actor import Channel, Place
from handlers.conversation.card import Text
from handlers.conversation.event import Command, FormValue, Submission
from handlers.conversation.router import failed
from handlers.reports import notice
from handlers.reports.delivery import Kind
from handlers.reports.ticket import Report, Reporter
from tests.handlers.reports.desk import ANSWERS, DISTRICT, PLACE, Desk, somebody


def _texts(parts: object) -> list[str]:
    assert isinstance(parts, tuple)
    return [part.text for part in parts if isinstance(part, Text)]


def test_the_form_begins_with_911_and_988_and_the_reporter_s_own_duty() -> None:
    texts = _texts(Desk().intake.form().parts)
    assert "911" in texts[0]
    assert "988" in texts[0]
    assert "you yourself must call" in texts[1]


def test_the_form_opens_while_the_database_is_down() -> None:
    desk = Desk()
    desk.store.broken = True
    assert desk.intake.command(Command(somebody("teacher"), PLACE, "")).form


def test_every_form_is_its_own() -> None:
    intake = Desk().intake
    assert intake.form().state != intake.form().state


def test_words_typed_after_the_command_are_dropped_and_it_says_so() -> None:
    reply = Desk().intake.command(Command(somebody("teacher"), PLACE, "CANARY hit a boy"))
    assert reply.form
    assert any("not kept" in text for text in _texts(reply.form.parts))
    assert "CANARY" not in str(reply)


def test_one_unit_of_work_writes_ticket_audit_row_and_outbox() -> None:
    desk = Desk()
    ticket = desk.file()
    assert ticket.policy == "447.1 III.D @2012-05-14"
    assert ticket.notice == notice.VERSION
    assert desk.trail() == [("reporter", "filed")]
    with desk.store.begin() as work:
        owed = work.outbox.waiting(ticket.number)
    assert [d.id for d in owed if d.kind is Kind.STEP] == [f"{ticket.number}/1"]
    assert {d.kind for d in owed} == {Kind.STEP, Kind.CLOCK}
    assert desk.woken == 1


def test_the_receipt_never_says_that_the_law_is_satisfied() -> None:
    desk = Desk()
    receipt = desk.submit().cards[0]
    texts = _texts(receipt.elements)
    assert any(desk.tickets()[0].number in text for text in texts)
    assert "911" in texts[0]
    assert "Call now" in texts[1]
    assert any("does not make the report the law asks" in text for text in texts)
    assert any("Tue Nov 24, 9:00 AM" in text for text in texts)
    assert "218-299-7139" in str(receipt)
    assert desk.tickets()[0].number not in receipt.summary


def test_a_report_learned_of_long_ago_is_late_already() -> None:
    assert "It is late already; call all the same." in str(Desk().submit(learned_at="2026-11-20T08:00"))


def test_sent_twice_files_once_and_gives_the_same_number() -> None:
    desk = Desk()
    first, second = desk.submit(), desk.submit()
    assert first.cards == second.cards
    assert len(desk.tickets()) == 1


def test_sent_again_with_more_words_is_another_report() -> None:
    desk = Desk()
    desk.submit()
    desk.submit(what="CANARY and more")
    assert len(desk.tickets()) == 2


def test_where_nobody_can_be_told_the_receipt_says_so() -> None:
    everybody = tuple(person.email for person in DISTRICT.people)
    card = Desk().submit(involved=everybody).cards[0]
    assert "nobody can be told" in card.title
    assert "218-299-7139" in str(card)


def test_another_person_s_form_of_the_same_state_is_another_report() -> None:
    desk = Desk()
    desk.submit()
    desk.submit(who="coach")
    assert len(desk.tickets()) == 2


def test_what_could_not_be_saved_and_what_may_not_be_is_said_at_the_same_place() -> None:
    desk = Desk()
    desk.store.broken = True
    sent = Submission(somebody("teacher"), PLACE, "report", ANSWERS, "one")
    assert list(desk.intake.submit(sent).errors) == list(failed(sent, "Not confirmed").errors) == ["site"]


def test_where_the_database_fails_nothing_is_filed_and_the_form_stays_open() -> None:
    desk = Desk()
    desk.store.broken = True
    reply = desk.submit()
    assert "still here" in reply.errors["site"]
    desk.store.broken = False
    assert desk.tickets() == []
    assert desk.woken == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("site", "moon"),
        ("urgency", "soonish"),
        ("what", "  "),
        ("what", "x" * 3001),
        ("what", "\u200b\u00ad\u2060"),
        ("students", "x" * 501),
        ("where", "x" * 2001),
        ("involved", ("nobody@schools.example",)),
        ("learned_at", ""),
        ("learned_at", "yesterday"),
        ("learned_at", "2030-01-01T00:00"),
    ],
)
def test_a_mistake_is_said_at_its_field(field: str, value: FormValue) -> None:
    desk = Desk()
    sent = Submission(somebody("teacher"), PLACE, "report", {**ANSWERS, field: value}, "one")
    assert list(desk.intake.submit(sent).errors) == [field]
    assert desk.tickets() == []


def test_the_content_is_in_no_representation() -> None:
    report = Report({name: str(value) for name, value in ANSWERS.items()})
    reporter = Reporter("CANARY name", "canary@schools.example", "web", "CANARY")
    assert "canary" not in repr((report, reporter)).lower()


def test_a_moment_is_read_on_the_district_s_wall_clock() -> None:
    desk = Desk()
    desk.clock.__init__(datetime(2026, 7, 1, 18, 0, tzinfo=UTC))  # type: ignore[misc]
    assert not desk.submit(learned_at="2026-07-01T12:59").errors
    assert desk.submit("two", learned_at="2026-07-01T13:11").errors


def test_a_form_from_a_channel_is_refused_by_the_router_before_it_gets_here() -> None:
    assert not Place(Channel.TEAMS, private=False).private
