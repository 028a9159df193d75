"""The reporter's two clocks for one report: which runs, until when, and what has stopped it.

Only what the reporter records stops a clock: the call, the written report. Nothing that a supervisor
does is looked at here.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from handlers.district.holidays import LegalDays
from handlers.duty.counting import oral_due, written_due


class State(StrEnum):
    """How a clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True, slots=True)
class Call:
    """An oral report, as the reporter recorded it. `at` is aware, when the call was made."""

    at: datetime
    agency: str = field(repr=False)
    reference: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Sending:
    """A written report, as the reporter recorded it. `at` is aware, when it was sent."""

    at: datetime
    agency: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Duty:
    """What the clocks are counted from: one person's knowledge of one matter, and what they did since.

    `learned_at` is aware: when the reporter first knew or had reason to believe.
    """

    learned_at: datetime
    calls: tuple[Call, ...] = ()
    sendings: tuple[Sending, ...] = ()

    @property
    def called_at(self) -> datetime | None:
        """When the first call was made."""
        return min((call.at for call in self.calls), default=None)

    @property
    def sent_at(self) -> datetime | None:
        """When the first written report was sent."""
        return min((sending.at for sending in self.sendings), default=None)


@dataclass(frozen=True, slots=True)
class Countdown:
    """One clock. `due` is None while it has not started, `stopped_at` while nothing has stopped it."""

    due: datetime | None
    stopped_at: datetime | None = None

    def state(self, now: datetime) -> State:
        """How it stands now; at its very end it is not late yet."""
        if self.stopped_at:
            return State.MET_LATE if self.due and self.stopped_at > self.due else State.MET
        if self.due is None:
            return State.NOT_STARTED
        return State.LATE if now > self.due else State.RUNNING


@dataclass(frozen=True, slots=True)
class Clocks:
    """The call, due 24 hours after knowing, and the written report, due 72 counted hours after the call."""

    oral: Countdown
    written: Countdown

    def next_due(self, now: datetime) -> datetime | None:
        """The end of the clock that runs now, for reminders; None where none runs, or it ran out."""
        running = (c.due for c in (self.oral, self.written) if c.state(now) is State.RUNNING)
        return min((due for due in running if due), default=None)


def clocks(duty: Duty, days: LegalDays, zone: ZoneInfo) -> Clocks:
    """Both clocks of a report, each from its true start."""
    started = duty.called_at
    due = written_due(started, days.counts, zone) if started else None
    return Clocks(Countdown(oral_due(duty.learned_at), started), Countdown(due, duty.sent_at))
