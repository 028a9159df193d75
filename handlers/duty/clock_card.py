"""The two clocks in words. Reviewed text: change it with care.

It goes out as a message too, so it holds moments alone: no agency, no reference, no word of a report.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.conversation.card import Card, Text, Tone
from handlers.conversation.emergency import DANGER
from handlers.district.wall_clock import deadline, local_time
from handlers.duty.clocks import Clocks, Countdown, State

_NOT_COUNTED = "Saturdays, Sundays and legal holidays are not counted in the 72 hours. School breaks are."
_ONLY_YOU = "Only your own call and your own written report stop these clocks, not what a supervisor does."

RECORDED = "You recorded your call"
"""Begins the sentence on a call that is on record."""


def clock_card(clocks: Clocks, now: datetime, zone: ZoneInfo, called: str = RECORDED) -> Card:
    """Both clocks, for the reporter alone. `called` begins the sentence on their call."""
    oral, written = clocks.oral.state(now), clocks.written.state(now)
    met = {oral, written} <= {State.MET, State.MET_LATE}
    late = State.LATE in (oral, written)
    return Card(
        "Your two clocks",
        (
            Text(DANGER, strong=True),
            oral_text(clocks.oral, now, zone, called),
            written_text(clocks.written, now, zone),
            *(() if met else (Text(_NOT_COUNTED, small=True), Text(_ONLY_YOU, small=True))),
        ),
        summary="smpolicy has the times for you.",
        tone=Tone.DANGER if late else Tone.GOOD if met else Tone.CAUTION,
    )


def oral_text(oral: Countdown, now: datetime, zone: ZoneInfo, called: str = RECORDED) -> Text:
    """How the 24 hours stand, in one or two sentences; `late already` at opening is this too."""
    due = deadline(oral.due, zone, now) if oral.due else ""
    made = local_time(oral.stopped_at, zone, now) if oral.stopped_at else ""
    return {
        State.NOT_STARTED: Text("Call at once when you have reason to believe that a child is maltreated."),
        State.RUNNING: Text(f"Call now. Your 24 hours end {due}.", strong=True),
        State.LATE: Text(
            f"Call now: your 24 hours ended {due}. It is late already; call all the same.", True
        ),
        State.MET: Text(f"{called}: {made}."),
        State.MET_LATE: Text(f"{called}: {made}. Your 24 hours had ended {due}."),
    }[oral.state(now)]


def written_text(written: Countdown, now: datetime, zone: ZoneInfo) -> Text:
    """How the 72 counted hours stand."""
    due = deadline(written.due, zone, now) if written.due else ""
    sent = local_time(written.stopped_at, zone, now) if written.stopped_at else ""
    return {
        State.NOT_STARTED: Text("Your written report is due within 72 counted hours of your call."),
        State.RUNNING: Text(f"Send your written report by {due}.", strong=True),
        State.LATE: Text(f"Send your written report now: its 72 counted hours ended {due}.", strong=True),
        State.MET: Text(f"You recorded your written report: {sent}."),
        State.MET_LATE: Text(f"You recorded your written report: {sent}. Its hours had ended {due}."),
    }[written.state(now)]
