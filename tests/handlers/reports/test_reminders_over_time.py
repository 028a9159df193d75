"""Whatever a reporter records, corrects and takes back: the right reminders come, and no others."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.duty.clocks import Clocks
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.duty_record import clocks_of
from handlers.reports.journal import Entry, EntryKind
from tests.handlers.reports.desk import DISTRICT, somebody
from tests.handlers.reports.reporter import OwnBench

TEACHER = somebody("teacher")
HOURS = st.integers(1, 30)
AGO = st.integers(0, 40)


class Reminded(RuleBasedStateMachine):
    """One report over some days; the courier runs each hour."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = OwnBench()
        self.number = self.bench.file().number
        self.sent: list[str] = []
        self.wrong: list[str] = []
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

    @rule(ago=AGO)
    def a_written_report_is_recorded(self, ago: int) -> None:
        self._record("own.written", ago)

    @precondition(lambda self: self._records())
    @rule(ago=AGO, which=st.integers(0, 99))
    def a_record_is_corrected(self, ago: int, which: int) -> None:
        record = self._records()[which % len(self._records())]
        action = "own.call" if record.kind is EntryKind.CALL else "own.written"
        self._record(action, ago, corrects=record.id)

    @precondition(lambda self: self._records())
    @rule(which=st.integers(0, 99))
    def a_record_is_taken_back(self, which: int) -> None:
        record = self._records()[which % len(self._records())]
        self.bench.fill(TEACHER, "own.wrong", self.number, corrects=record.id, reason="x")

    @rule(ago=AGO)
    def another_moment_is_given(self, ago: int) -> None:
        self.bench.fill(TEACHER, "own.learned", self.number, learned_at=self._local(ago), reason="x")

    @invariant()
    def none_came_twice_or_of_a_clock_that_did_not_run(self) -> None:
        assert len(self.sent) == len(set(self.sent))
        assert self.wrong == []

    @invariant()
    def a_clock_that_has_run_out_was_said(self) -> None:
        """Once the end, and the hour after which a late one is said, have passed."""
        clocks, long_ago = self._clocks(), self.bench.clock.now() - timedelta(hours=2)
        for name, countdown in (("call", clocks.oral), ("written", clocks.written)):
            due = countdown.due
            if due and not countdown.stopped_at and due < long_ago and self._planned_by(long_ago):
                assert f"{name}-0h-{due:%Y%m%dT%H%MZ}" in self.sent

    def _planned_by(self, moment: datetime) -> bool:
        """Whether nothing was written since: what is recorded late is said an hour later."""
        return all(entry.at < moment for entry in self.bench.entries(self.number))

    def _go_round(self) -> None:
        for delivery in self.bench.sent(Kind.CLOCK):
            self.sent.append(delivery.topic)
            if not self._runs(delivery):
                self.wrong.append(delivery.topic)

    def _runs(self, delivery: Delivery) -> bool:
        clocks = self._clocks()
        clock = clocks.oral if delivery.topic.startswith("call") else clocks.written
        stamp = clock.due.astimezone(UTC) if clock.due else datetime.min.replace(tzinfo=UTC)
        return clock.stopped_at is None and delivery.topic.endswith(f"{stamp:%Y%m%dT%H%MZ}")

    def _record(self, action: str, ago: int, **more: str) -> None:
        sent = {"agency": "child-protection", "at": self._local(ago), **more}
        reply = self.bench.fill(TEACHER, action, self.number, **sent)
        # Only a call before it was learned of is refused.
        assert set(reply.errors) <= {"at"}

    def _records(self) -> list[Entry]:
        entries = self.bench.entries(self.number, EntryKind.CALL, EntryKind.WRITTEN)
        gone = {entry.fields.get("corrects") for entry in entries}
        return [entry for entry in entries if entry.id not in gone and "at" in entry.fields]

    def _clocks(self) -> Clocks:
        with self.bench.store.begin() as work:
            return clocks_of(work, work.tickets.get(self.number), DISTRICT)

    def _local(self, ago: int) -> str:
        local = self.bench.clock.now().astimezone(DISTRICT.zone) - timedelta(hours=ago)
        return f"{local:%Y-%m-%dT%H:%M}"


TestReminded = Reminded.TestCase
TestReminded.settings = settings(max_examples=20, stateful_step_count=15, deadline=None)
