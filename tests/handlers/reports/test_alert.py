"""The message that tells a supervisor, in every state."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.card import Tone
from handlers.reports.alert import alert_card, known_name, name_of
from handlers.reports.ticket import Matter, Status, Ticket, Urgency
from tests.handlers.casework.bench import DISTRICT, Bench, address, later

OPENED = datetime(2026, 11, 23, 16, tzinfo=UTC)
TICKET = Ticket("AAAA-BBBB", "high-school", Urgency.TODAY, OPENED, "447.1", "", "notice-1")
HELD = replace(
    TICKET,
    status=Status.ACKNOWLEDGED,
    acknowledged_by=address("principal"),
    acknowledged_at=OPENED,
    holder=address("principal"),
)


def shown(ticket: Ticket) -> str:
    return str(alert_card(ticket, DISTRICT).elements)


@pytest.mark.parametrize(
    ("ticket", "title", "tone"),
    [
        (TICKET, "A report needs you", Tone.CAUTION),
        (replace(TICKET, urgency=Urgency.DANGER), "A report needs you", Tone.DANGER),
        (replace(TICKET, drill=True), "Drill: A report needs you", Tone.CAUTION),
        (replace(TICKET, matter=Matter.CONTACT), "A record of contact needs you", Tone.CAUTION),
        (HELD, "A report is in hand", Tone.GOOD),
        (replace(HELD, status=Status.CLOSED), "A report is closed", Tone.GOOD),
    ],
)
def test_the_title_says_where_it_stands(ticket: Ticket, title: str, tone: Tone) -> None:
    card = alert_card(ticket, DISTRICT)
    assert (card.title, card.tone) == (title, tone)
    assert ticket.number not in card.summary


def test_every_action_can_be_reached_from_the_message() -> None:
    assert all(f"label='{label}'" in shown(TICKET) for label in ("Acknowledge", "Read the report", "More"))
    assert "label='Acknowledge'" not in shown(HELD)
    assert "label='More'" in shown(HELD)


def test_who_has_it_and_when_it_was_closed() -> None:
    assert "Acknowledged by Marit Solberg, Mon Nov 23, 2026, 10:00 AM." in shown(HELD)
    assert "has it in hand" not in shown(HELD)
    handed = replace(HELD, holder=address("assistant"), closed_at=OPENED)
    assert "Daniel Reyes has it in hand now." in shown(handed)
    assert "Closed Mon Nov 23, 2026, 10:00 AM." in shown(handed)


def test_somebody_the_file_no_longer_knows_is_named_by_address_only_where_it_counts() -> None:
    assert name_of("gone@schools.example", DISTRICT) == "gone@schools.example"
    assert known_name("gone@schools.example", DISTRICT) == "Somebody who has left"
    assert known_name("gone@schools.example", DISTRICT, begins=False) == "somebody who has left"
    assert name_of(None, DISTRICT) == "nobody"


def test_whoever_closed_it_and_left_is_not_named_by_address() -> None:
    closed = replace(HELD, status=Status.CLOSED, acknowledged_by="gone@schools.example", holder=None)
    assert "Acknowledged Mon Nov 23, 2026, 10:00 AM." in shown(closed)
    assert "gone@" not in shown(closed)


def test_whoever_has_it_and_left_is_not_named_by_address() -> None:
    gone = replace(HELD, holder="gone@schools.example")
    assert "Somebody who has left has it in hand now." in shown(gone)
    assert "gone@" not in shown(gone)


def test_a_repetition_goes_over_the_other_chat_first() -> None:
    bench = Bench()
    number = bench.file(urgency=Urgency.DANGER)
    sent = bench.run(Channel.SLACK)
    with bench.store.begin() as work:
        letter = bench.escalation.letter(work, sent[-1])
    assert letter
    assert letter.first is Channel.TEAMS
    bench.clock.advance(minutes=10)
    again = bench.run(Channel.TEAMS)
    with bench.store.begin() as work:
        letter = bench.escalation.letter(work, again[-1])
    assert letter
    assert letter.first is Channel.SLACK
    # Another case is another matter.
    other = bench.file()
    assert number != other
    with bench.store.begin() as work:
        step = work.outbox.lease(bench.clock.now(), 60, 1)[0]
    bench.escalation.advance(step)
    with bench.store.begin() as work:
        [alert] = work.outbox.lease(bench.clock.now(), 60, 9)
        letter = bench.escalation.letter(work, alert)
    assert letter
    assert letter.first is None


def test_whoever_supervises_no_more_is_not_told() -> None:
    bench = Bench()
    bench.file()
    with bench.store.begin() as work:
        step = work.outbox.lease(bench.clock.now(), 60, 1)[0]
    bench.escalation.advance(step)
    ladder = tuple(
        step.model_copy(update={"people": (address("activities"),)})
        for step in bench.district.sites[0].ladder
    )
    site = bench.district.sites[0].model_copy(update={"ladder": ladder})
    district = bench.district.model_copy(update={"sites": (site, *bench.district.sites[1:])})
    newer = Bench(bench.store, bench.clock, district)
    assert newer.told() == []
    assert later(newer, minutes=30) == ["activities"]
