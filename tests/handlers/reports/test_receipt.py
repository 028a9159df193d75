"""The receipt: the card after filing, and the signed proof that can be asked for again."""

import pytest

from handlers.conversation.card import Card, Text
from handlers.conversation.emergency import DANGER
from handlers.duty.receipt import verify_receipt
from handlers.reports.receipt import Receipts
from storage.signing import SigningKey
from tests.handlers.reports.desk import DISTRICT, LIBRARY, RECEIPTS, somebody
from tests.handlers.reports.reporter import OwnBench, first_text, labels, words

TEACHER = somebody("teacher")
KEY = SigningKey(bytes(32))


def test_what_is_on_the_card_can_be_checked_as_it_is_copied() -> None:
    bench = OwnBench()
    shown = words(bench.submit().cards[0].elements)
    checked = verify_receipt(shown, KEY.public)
    assert checked.valid
    assert bench.tickets()[0].number in checked.sentence
    changed = verify_receipt(shown.replace("2026-11-23T16", "2026-11-22T16"), KEY.public)
    assert (changed.valid, changed.field) == (False, "filed_at")


def test_the_same_receipt_is_found_again_under_my_reports() -> None:
    bench = OwnBench()
    number = bench.file().number
    first = RECEIPTS.text(bench.tickets()[0])
    bench.clock.advance(days=400)
    form = bench.opened(TEACHER, "own.receipt", number)
    assert form.submit is None
    assert first_text(form.parts) == DANGER
    assert verify_receipt(words(form.parts), KEY.public).valid
    assert first in words(form.parts)


def test_each_line_is_a_text_of_its_own() -> None:
    bench = OwnBench()
    number = bench.file().number
    texts = [
        part.text for part in bench.opened(TEACHER, "own.receipt", number).parts if isinstance(part, Text)
    ]
    assert not any("\n" in text for text in texts)
    assert sum(text.startswith(("District:", "Ticket:", "Filed at:", "Signature:")) for text in texts) == 4


def test_it_holds_no_word_of_the_report_and_no_name() -> None:
    bench = OwnBench()
    bench.file()
    text = RECEIPTS.text(bench.tickets()[0])
    assert "CANARY" not in text
    assert "teacher" not in text.lower()
    assert "notice-3" in text
    assert "Policy: 447.1 III.D" in text
    assert "Policy version: 2012-05-14" in text


def test_a_policy_that_left_the_library_is_still_named_with_its_hash() -> None:
    bench = OwnBench()
    ticket = bench.file()
    others = Receipts(DISTRICT, type(LIBRARY)((), {}), KEY)
    text = others.text(ticket)
    assert ticket.policy_hash in text
    assert verify_receipt(text, KEY.public).valid


def test_the_version_of_the_filing_is_stated_whatever_the_library_holds_since() -> None:
    bench = OwnBench()
    ticket = bench.file()
    others = Receipts(DISTRICT, type(LIBRARY)((), {}), KEY)
    assert others.text(ticket) == RECEIPTS.text(ticket)


def test_old_numbers_are_marked_on_it_and_on_the_form() -> None:
    bench = OwnBench()
    bench.clock.advance(days=400)
    form = bench.say(TEACHER, "report").form
    assert form
    assert "218-299-7139 (not checked since Nov 20, 2026: confirm)" in words(form.parts)
    card = bench.submit(learned_at="2027-12-20T09:00").cards[0]
    assert "218-299-7139 (not checked since Nov 20, 2026: confirm)" in words(card.elements)


def test_danger_stands_first_and_the_buttons_lead_on() -> None:
    card = OwnBench().submit().cards[0]
    assert first_text(card.elements) == DANGER
    assert labels(card) == ["I made the call", "Who to call", "My reports"]


def _filed_at_night(urgency: str, involved: tuple[str, ...] = ()) -> Card:
    bench = OwnBench()
    bench.clock.advance(hours=12)  # 22:00
    return bench.submit(urgency=urgency, involved=involved).cards[0]


def test_at_night_a_report_that_waits_is_not_said_to_be_told_now() -> None:
    card = _filed_at_night("routine")
    assert card.title == "Your report is kept"
    assert "Kept. Your supervisors are told in the morning, and again until" in words(card.elements)
    assert "being told" not in words(card.elements)


@pytest.mark.parametrize("urgency", ["today", "danger"])
def test_at_night_what_does_not_wait_is_said_to_be_told_now(urgency: str) -> None:
    card = _filed_at_night(urgency)
    assert card.title == "Your supervisors are being told"
    assert "Your supervisors are being told now" in words(card.elements)


def test_at_night_where_nobody_can_be_told_nobody_is_promised_for_the_morning() -> None:
    card = _filed_at_night("routine", involved=tuple(person.email for person in DISTRICT.people))
    assert card.title == "Kept, and nobody can be told"
    assert "in the morning" not in words(card.elements)


def test_by_day_a_routine_report_is_said_to_be_told_now() -> None:
    assert OwnBench().submit(urgency="routine").cards[0].title == "Your supervisors are being told"


def test_a_form_sent_twice_does_not_put_off_what_was_told() -> None:
    bench = OwnBench()
    bench.clock.advance(hours=10, minutes=45)  # 20:45
    bench.submit(urgency="routine")
    assert bench.told() == ["principal"]
    bench.clock.advance(minutes=20)
    assert bench.submit(urgency="routine").cards[0].title == "Your supervisors are being told"
