"""Reminders of the reporter's own clocks: planned when a clock starts, decided when they are due.

A reminder that is planned stays planned. When it is due it is sent only where its clock still runs to
the same end, so that a correction needs nothing to be taken back. No supervisor's act stops one.
"""

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
from handlers.reports.duty_record import clocks_of, has_clocks
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


def plan(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> None:
    """Owe the reporter the reminders of the clocks as they stand now; what is owed already is kept."""
    if not has_clocks(ticket):
        return
    counted = clocks_of(work, ticket, district)
    for clock, hours in _hours(district).items():
        due = _unmet(counted, clock)
        if due is None:
            continue
        for left in hours:
            at = _moment(due, left)
            if at >= now or not left:
                soonest = _by_day(at, due, district) if at >= now else now + LATE_AFTER
                work.outbox.put(clock_delivery(ticket.number, _topic(clock, left, due), soonest))


@dataclass(frozen=True, slots=True)
class Reminders:
    """The route of Kind.CLOCK."""

    district: District
    clock: Clock

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The reminder; None where its clock has stopped, ends at another time, or a later one is due."""
        ticket = work.tickets.get(delivery.ticket)
        counted = clocks_of(work, ticket, self.district)
        if not self._still_true(delivery, counted):
            return None
        reporter = work.tickets.reporter(ticket.number)
        return Letter(reporter.key, self._card(ticket, delivery, counted), Channel(reporter.channel))

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The reminder with its clock as it stands today."""
        ticket = work.tickets.get(delivery.ticket)
        return self._card(ticket, delivery, clocks_of(work, ticket, self.district))

    def _still_true(self, delivery: Delivery, counted: Clocks) -> bool:
        """A process that was away sends the last reminder it missed, not all of them."""
        clock, now = _clock_of(delivery), self.clock.now()
        due = _unmet(counted, clock)
        if due is None:
            return False
        hours = _hours(self.district)[clock]
        passed = [left for left in hours if _moment(due, left) <= now]
        return bool(passed) and delivery.topic == _topic(clock, min(passed), due)

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


def _topic(clock: str, left: int, due: datetime) -> str:
    """Names the clock, the hours left and the end it runs to: another end is another reminder."""
    return f"{clock}-{left}h-{due.astimezone(UTC):%Y%m%dT%H%MZ}"


def _clock_of(delivery: Delivery) -> str:
    return delivery.topic.partition("-")[0]


def _countdown(counted: Clocks, clock: str) -> Countdown:
    return counted.oral if clock == CALL else counted.written


def _unmet(counted: Clocks, clock: str) -> datetime | None:
    """The end of a clock that runs or has run out; None where it has not started or was stopped."""
    countdown = _countdown(counted, clock)
    return None if countdown.stopped_at else countdown.due
