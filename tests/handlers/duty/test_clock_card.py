"""The two clocks in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.card import Card, Text, Tone
from handlers.district.holidays import LegalDays
from handlers.duty.clock_card import clock_card
from handlers.duty.clocks import Call, Duty, Sending, clocks

ZONE = ZoneInfo("America/Chicago")
LEARNED = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _card(hours: float, called: float | None = None, sent: float | None = None) -> Card:
    calls = () if called is None else (Call(LEARNED + called * HOUR, "Clay County CANARY", "CANARY"),)
    sendings = () if sent is None else (Sending(LEARNED + sent * HOUR, "CANARY"),)
    counted = clocks(Duty(LEARNED, calls, sendings), LegalDays(), ZONE)
    return clock_card(counted, LEARNED + hours * HOUR, ZONE)


def _words(card: Card) -> str:
    return " ".join(e.text for e in card.elements if isinstance(e, Text))


@pytest.mark.parametrize(
    ("hours", "called", "sent", "sentence", "tone"),
    [
        (1, None, None, "Call now. Your 24 hours end Tue Nov 24, 10:00 AM.", Tone.CAUTION),
        (
            30,
            None,
            None,
            "Call now: your 24 hours ended Tue Nov 24, 10:00 AM. It is late already",
            Tone.DANGER,
        ),
        (30, 2, None, "You recorded your call: Mon Nov 23, 12:00 PM.", Tone.CAUTION),
        (30, 2, None, "Send your written report by Fri Nov 27, 12:00 PM.", Tone.CAUTION),
        (30, 26, None, "Your 24 hours had ended Tue Nov 24, 10:00 AM.", Tone.CAUTION),
        (200, 2, None, "Send your written report now: its 72 counted hours ended Fri Nov 27", Tone.DANGER),
        (200, 2, 40, "You recorded your written report: Wed Nov 25, 2:00 AM.", Tone.GOOD),
        (200, 2, 150, "Its hours had ended Fri Nov 27, 12:00 PM.", Tone.GOOD),
        (1, None, 1, "Call now. Your 24 hours end", Tone.CAUTION),
    ],
)
def test_each_state_has_its_sentence(
    hours: float, called: float | None, sent: float | None, sentence: str, tone: Tone
) -> None:
    card = _card(hours, called, sent)
    assert sentence in _words(card)
    assert card.tone is tone


def test_midnight_is_the_end_of_the_day_before() -> None:
    assert "Send your written report by the end of Wed Dec 2." in _words(_card(124, called=121))


def test_danger_comes_first() -> None:
    assert "911" in _words(_card(1)).split(".")[0]


def test_a_message_says_nothing_of_the_report() -> None:
    assert "CANARY" not in repr(_card(30, 2, 20))


def test_nothing_satisfies_the_law_but_the_reporter() -> None:
    assert "not what a supervisor does" in _words(_card(1))
