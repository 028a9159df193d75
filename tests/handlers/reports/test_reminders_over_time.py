"""Whatever a reporter records, corrects and takes back: the right reminders come, and no others."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.duty.clocks import Countdown
from handlers.reports.delivery import Kind
from handlers.reports.duty_record import clocks_of
from handlers.reports.journal import Entry, EntryKind
from tests.handlers.reports.desk import DISTRICT, somebody
from tests.handlers.reports.reporter import OwnBench

TEACHER = somebody("teacher")
HOURS = st.integers(1, 30)
AGO = st.just(0) | st.integers(0, 40)
QUIET = DISTRICT.roster.quiet_hours
BEFORE = {"call": DISTRICT.reminders.call_hours, "written": DISTRICT.reminders.written_hours}


def _owed(clock: str, due: datetime, since: datetime, now: datetime) -> list[int]:
    """The hours before the end at which a clock that runs since then has to have been said."""
    before = [left for left in BEFORE[clock] if since <= due - timedelta(hours=left) <= now]
    return before + [0] * (max(due, since + timedelta(hours=1)) <= now)


class Reminded(RuleBasedStateMachine):
    """One report over some days; the courier runs each hour."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = OwnBench()
        self.number = self.bench.file().number
        self.runs: dict[str, tuple[datetime | None, datetime]] = {}
        self.sent: list[tuple[str, datetime]] = []
        self.wrong: list[str] = []
        self._look()
        self._go_round()

    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        for _ in range(hours):
            self.bench.clock.advance(hours=1)
            self._go_round()

    @rule(hours=HOURS)
    def the_process_is_away(self, hours: int) -> None:
        self.bench.clock.advance(hours=hours)
        self._go_round()

    @rule(ago=AGO)
    def a_call_is_recorded(self, ago: int) -> None:
        self._record("own.call", ago)

    @precondition(lambda self: any(e.kind is EntryKind.CALL for e in self._records()))
    @rule(ago=AGO)
    def a_written_report_is_recorded(self, ago: int) -> None:
        self._record("own.written", ago)

    @precondition(lambda self: self._records())
    @rule(ago=AGO, which=st.integers(0, 99))
    def a_record_is_corrected(self, ago: int, which: int) -> None:
        called = any(e.kind is EntryKind.CALL for e in self._records())
        corrigible = [e for e in self._records() if called or e.kind is EntryKind.CALL]
        if not corrigible:
            return
        record = corrigible[which % len(corrigible)]
        action = "own.call" if record.kind is EntryKind.CALL else "own.written"
        self._record(action, ago, corrects=record.id)

    @precondition(lambda self: self._records())
    @rule(which=st.integers(0, 99))
    def a_record_is_taken_back(self, which: int) -> None:
        record = self._records()[which % len(self._records())]
        self.bench.fill(TEACHER, "own.wrong", self.number, corrects=record.id, reason="x")
        self._look()

    @precondition(lambda self: self._records())
    @rule(days=st.integers(1, 4), which=st.integers(0, 99))
    def a_record_stands_for_days_and_is_taken_back(self, days: int, which: int) -> None:
        self.time_passes(24 * days)
        self.a_record_is_taken_back(which)
        self.time_passes(2)

    @rule(ago=AGO)
    def another_moment_is_given(self, ago: int) -> None:
        self.bench.fill(TEACHER, "own.learned", self.number, learned_at=self._local(ago), reason="x")
        self._look()

    @invariant()
    def none_came_twice_or_of_a_clock_that_did_not_run(self) -> None:
        assert len(self.sent) == len(set(self.sent))
        assert self.wrong == []

    @invariant()
    def a_clock_that_runs_or_has_run_out_was_said(self) -> None:
        """For each run of a clock, as the hours come before its end, and once it has run out."""
        now = self.bench.clock.now()
        if QUIET and QUIET.until(now.astimezone(DISTRICT.zone)):
            return  # what is not urgent waits for the morning
        for clock, (due, since) in self.runs.items():
            for left in _owed(clock, due, since, now - timedelta(minutes=2)) if due else ():
                assert min(self._told(clock, since), default=99) <= left

    def _told(self, clock: str, since: datetime) -> list[int]:
        """How many hours before the end, of this run."""
        topics = [topic for topic, began in self.sent if topic.startswith(clock) and began == since]
        return [int(topic.split("-")[1].removesuffix("h")) for topic in topics]

    def _look(self) -> None:
        """Remember since when each clock runs as it does."""
        for name, clock in zip(("call", "written"), self._countdowns(), strict=True):
            due = None if clock.stopped_at else clock.due
            if name not in self.runs or due != self.runs[name][0]:
                self.runs[name] = (due, self.bench.clock.now())
        self.bench.clock.advance(seconds=1)  # no two entries are of the same moment

    def _go_round(self) -> None:
        for delivery in self.bench.sent(Kind.CLOCK):
            due, since = self.runs[delivery.topic.partition("-")[0]]
            self.sent.append((delivery.topic, since))
            if due is None or not delivery.topic.endswith(f"{due.astimezone(UTC):%Y%m%dT%H%MZ}"):
                self.wrong.append(delivery.topic)

    def _record(self, action: str, ago: int, **more: str) -> None:
        sent = {"agency": "child-protection", "at": self._local(ago), **more}
        reply = self.bench.fill(TEACHER, action, self.number, **sent)
        # Refused is a call before it was learned of, and a written report before the call.
        assert set(reply.errors) <= {"at"}
        self._look()

    def _records(self) -> list[Entry]:
        entries = self.bench.entries(self.number, EntryKind.CALL, EntryKind.WRITTEN)
        gone = {entry.fields.get("corrects") for entry in entries}
        return [entry for entry in entries if entry.id not in gone and "at" in entry.fields]

    def _countdowns(self) -> tuple[Countdown, Countdown]:
        with self.bench.store.begin() as work:
            found = clocks_of(work, work.tickets.get(self.number), DISTRICT)
        return found.oral, found.written

    def _local(self, ago: int) -> str:
        local = self.bench.clock.now().astimezone(DISTRICT.zone) - timedelta(hours=ago)
        return f"{local:%Y-%m-%dT%H:%M}"


TestReminded = Reminded.TestCase
TestReminded.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)
