"""Reminders of the reporter's own clocks: planned when a clock starts, decided when they are due.

A reminder that is planned stays planned. When it is due it is sent only where its clock still runs as it
did then, so that a correction needs nothing to be taken back. A clock that was stopped and runs again,
even to the same end, owes its reminders anew. No supervisor's act stops one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.clock import Clock
from handlers.conversation.actor import Channel
from handlers.conversation.card import Buttons, Card, Facts, Text, Tone
from handlers.conversation.emergency import DANGER
from handlers.district.model import District
from handlers.duty.calling import OPENER as WHO_TO_CALL
from handlers.duty.clock_card import oral_text, written_text
from handlers.duty.clocks import Clocks, Countdown, State
from handlers.reports.delivery import Delivery, clock_delivery
from handlers.reports.duty_record import clocks_of, has_clocks, history_of
from handlers.reports.own_buttons import record_call, record_written
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Ticket

CALL, WRITTEN = "call", "written"
LATE_AFTER = timedelta(hours=1)
"""How long after it is planned a reminder comes of a clock that has run out already."""
_SUMMARY = "smpolicy has a reminder for you."
_TITLES = {
    (CALL, State.RUNNING): "Your call is due",
    (CALL, State.LATE): "Your call is overdue",
    (WRITTEN, State.RUNNING): "Your written report is due",
    (WRITTEN, State.LATE): "Your written report is overdue",
}

History = Sequence[tuple[str, Clocks]]
"""The clocks after each entry, as `history_of` gives them."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A clock that runs, or has run out: to which end, and since which entry (empty: since the filing)."""

    clock: str
    due: datetime
    cause: str

    def reminder(self, ticket: Ticket, left: int, at: datetime) -> Delivery:
        """The one that comes so many hours before the end: another end or another run is another one."""
        topic = f"{self.clock}-{left}h-{self.due.astimezone(UTC):%Y%m%dT%H%MZ}"
        return clock_delivery(ticket.number, topic, at, self.cause)


def plan(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> None:
    """Owe the reporter the reminders of the clocks as they run now; what is owed already is kept.

    The last one that fell due and was not sent, as another file was in force then, is owed again.
    """
    if not has_clocks(ticket):
        return
    history = history_of(work, ticket, district)
    for clock, hours in _hours(district).items():
        run = _run(history, clock)
        if run is None:
            continue
        last = min((left for left in hours if _moment(run.due, left) < now), default=0)
        for left in hours:
            at = _moment(run.due, left)
            soonest = _by_day(max(at, now), run.due, district) if left or at >= now else now + LATE_AFTER
            reminder = run.reminder(ticket, left, soonest)
            if at >= now or not left:
                work.outbox.put(reminder)
            if left == last:
                work.outbox.revive(reminder)


@dataclass(frozen=True, slots=True)
class Reminders:
    """The route of Kind.CLOCK."""

    district: District
    clock: Clock

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The reminder; None where its clock has stopped, ends at another time, or a later one is due."""
        ticket = work.tickets.get(delivery.ticket)
        history = history_of(work, ticket, self.district)
        if not self._still_true(ticket, delivery, history):
            return None
        reporter = work.tickets.reporter(ticket.number)
        card = self._card(ticket, delivery, history[-1][1])
        return Letter(reporter.key, card, Channel(reporter.channel))

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The reminder with its clock as it stands today."""
        ticket = work.tickets.get(delivery.ticket)
        return self._card(ticket, delivery, clocks_of(work, ticket, self.district))

    def _still_true(self, ticket: Ticket, delivery: Delivery, history: History) -> bool:
        """A process that was away sends the last reminder it missed, not all of them."""
        clock, now = _clock_of(delivery), self.clock.now()
        run = _run(history, clock)
        if run is None:
            return False
        passed = [left for left in _hours(self.district)[clock] if _moment(run.due, left) <= now]
        return bool(passed) and delivery.id == run.reminder(ticket, min(passed), now).id

    def _card(self, ticket: Ticket, delivery: Delivery, counted: Clocks) -> Card:
        """Number, clock, time and buttons, and nothing else."""
        clock, now, zone = _clock_of(delivery), self.clock.now(), self.district.zone
        countdown = _countdown(counted, clock)
        state = countdown.state(now)
        said = (oral_text if clock == CALL else written_text)(countdown, now, zone)
        elements = (Text(DANGER, strong=True), Facts((("Report", ticket.number),)), said)
        if (title := _TITLES.get((clock, state))) is None:
            recorded = "Your call is recorded" if clock == CALL else "Your written report is recorded"
            return Card(recorded, elements, _SUMMARY, Tone.GOOD)
        record = record_call(ticket) if clock == CALL else record_written(ticket)
        tone = Tone.DANGER if state is State.LATE else Tone.CAUTION
        return Card(title, (*elements, Buttons((record, WHO_TO_CALL))), _SUMMARY, tone)


def _hours(district: District) -> dict[str, tuple[int, ...]]:
    """The hours before the end of each clock at which a reminder comes, the end itself last."""
    given = {CALL: district.reminders.call_hours, WRITTEN: district.reminders.written_hours}
    return {clock: (*sorted(set(hours), reverse=True), 0) for clock, hours in given.items()}


def _moment(due: datetime, left: int) -> datetime:
    """When the reminder comes; the last one just after the end, when the clock has run out."""
    return due - timedelta(hours=left) if left else due + timedelta(minutes=1)


def _by_day(at: datetime, due: datetime, district: District) -> datetime:
    """At night it waits for the morning, if that leaves at least an hour; what is overdue never waits."""
    quiet = district.roster.quiet_hours
    morning = quiet.until(at.astimezone(district.zone)) if quiet else None
    in_time = morning is not None and morning + timedelta(hours=1) <= due
    return morning.astimezone(UTC) if morning and in_time else at


def _run(history: History, clock: str) -> _Run | None:
    """How the clock runs now; None where it has not started or was stopped."""
    found: _Run | None = None
    for cause, counted in history:
        due = _unmet(counted, clock)
        if due != (found.due if found else None):
            found = _Run(clock, due, cause) if due else None
    return found


def _clock_of(delivery: Delivery) -> str:
    return delivery.topic.partition("-")[0]


def _countdown(counted: Clocks, clock: str) -> Countdown:
    return counted.oral if clock == CALL else counted.written


def _unmet(counted: Clocks, clock: str) -> datetime | None:
    """The end of a clock that runs or has run out; None where it has not started or was stopped."""
    countdown = _countdown(counted, clock)
    return None if countdown.stopped_at else countdown.due
