"""Statistics: what is counted, when, for whom; and that nobody learns of a case by counting."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.conversation.card import Facts
from handlers.records.statistics import (
    KINDS,
    LATER,
    TOO_FEW,
    Statistics,
    last_period,
    period_before,
    statistics,
)
from handlers.reports.access import Action
from handlers.reports.store import AuditEntry, UnitOfWork
from handlers.reports.ticket import Matter, Report, Reporter, Status, Ticket, Urgency, new_number
from tests.clock import FakeClock
from tests.handlers.casework.bench import Bench, address, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive, district

START = datetime(2026, 7, 6, 15, 0, tzinfo=UTC)
AFTER = datetime(2027, 1, 5, 15, 0, tzinfo=UTC)


@pytest.fixture
def archive() -> Archive:
    return Archive(clock=FakeClock(START))


def file(bench: Bench, count: int = 1, what: str = "CANARY", **more: object) -> list[str]:
    return [bench.file(what, **more) for _ in range(count)]  # type: ignore[arg-type]


def wait_until(archive: Archive, moment: datetime) -> None:
    archive.clock.advance(seconds=(moment - archive.now()).total_seconds())


def figures(archive: Archive) -> Statistics:
    with archive.store.begin() as work:
        return statistics(work, last_period(archive.now(), archive.district), archive.district)


def cell(found: Statistics, name: str) -> str:
    return next(told for table in found.tables for label, told in table.cells if label == name)


def fill(archive: Archive) -> None:
    """Six months of nine reports at each site, and what else there is; then the time they are told."""
    for month in range(7, 13):
        at = datetime(2026, month, 6, 15, 0, tzinfo=UTC)
        with archive.store.begin() as work:
            for site in ("high-school", "robert-asp"):
                for count in range(9):
                    _filed(work, at, site, (10, 60, 600, 3000, None)[count % 5])
            for count in range(11):
                _filed(work, at, "high-school", None, Matter.CONTACT if count < 5 else Matter.QUESTION)
    wait_until(archive, AFTER)


def _filed(
    work: UnitOfWork, at: datetime, site: str, wait: int | None, matter: Matter = Matter.CONCERN
) -> None:
    number, supervisor = new_number(), address("principal" if site == "high-school" else "elementary")
    told = frozenset({supervisor}) if matter is Matter.CONCERN else frozenset[str]()
    ticket = Ticket(number, site, Urgency.TODAY, at, "447.1", "", "notice-1", recipients=told, matter=matter)
    if wait:
        seen = at + timedelta(minutes=wait)
        ticket = replace(
            ticket,
            status=Status.IN_PROGRESS,
            holder=supervisor,
            acknowledged_by=supervisor,
            acknowledged_at=seen,
        )
        work.audit.append(AuditEntry(seen, supervisor, Action.ACKNOWLEDGE, number))
    work.tickets.file(
        ticket, Report({"what": "CANARY"}), Reporter("Sam", address("teacher"), "web", "t"), number
    )


class TestPeriods:
    @pytest.mark.parametrize(
        ("now", "name"),
        [
            (datetime(2026, 11, 23, tzinfo=UTC), "2026-01 to 2026-06"),
            (datetime(2027, 1, 2, 12, tzinfo=UTC), "2026-01 to 2026-06"),
            (datetime(2027, 1, 3, 12, tzinfo=UTC), "2026-07 to 2026-12"),
            (datetime(2027, 7, 3, 12, tzinfo=UTC), "2027-01 to 2027-06"),
        ],
    )
    def test_only_what_has_ended_and_settled(self, now: datetime, name: str) -> None:
        assert last_period(now, district()).name == name

    def test_periods_do_not_overlap(self) -> None:
        rules = district()
        period = last_period(AFTER, rules)
        before = period_before(period, rules.record_keeping.statistics)
        assert before.end == period.first
        assert before.name == "2026-01 to 2026-06"

    @pytest.mark.parametrize("months", [1, 2, 3, 4, 12])
    def test_other_lengths(self, months: int) -> None:
        rules = district(statistics={"months": months, "first_month": 9})
        period = last_period(AFTER, rules)
        assert len(period.months) == months
        assert period.end <= AFTER.date()


class TestCounting:
    def test_everything_is_told_where_nothing_is_small(self, archive: Archive) -> None:
        fill(archive)
        found = figures(archive)
        assert found.total == 6 * (18 + 5 + 6)
        assert [cell(found, month) for month in found.period.months] == ["29"] * 6
        assert cell(found, "Robert Asp Elementary") == "54"
        assert cell(found, "Record of contact outside district platforms") == "30"
        assert cell(found, KINDS[0]) == "24"
        assert cell(found, LATER) == "36"
        for table in found.tables:
            assert sum(int(told) for _, told in table.cells) == found.total

    def test_a_single_report_is_not_told(self, archive: Archive) -> None:
        fill(archive)
        wait_until(archive, datetime(2027, 2, 1, 15, 0, tzinfo=UTC))
        file(archive, 3)
        wait_until(archive, datetime(2027, 8, 1, 15, 0, tzinfo=UTC))
        found = figures(archive)
        assert found.total is None
        assert {told for table in found.tables for _, told in table.cells} <= {"under 5", TOO_FEW}

    @pytest.mark.parametrize(("count", "told"), [(4, None), (5, "5")])
    def test_a_site_that_left_the_file_does_not_show_that_there_was_a_report(
        self, archive: Archive, count: int, told: str | None
    ) -> None:
        fill(archive)
        before = figures(archive)
        with archive.store.begin() as work:
            for _ in range(count):
                _filed(work, START, "old-school", 10)
        found = figures(archive)
        assert {label: text for table in found.tables for label, text in table.cells}.get(
            "old-school"
        ) == told
        assert (found == before) == (told is None)

    def test_drills_are_never_counted(self, archive: Archive) -> None:
        fill(archive)
        before = figures(archive)
        twin = Archive(clock=FakeClock(START))
        file(twin, 20, drill=True)
        fill(twin)
        assert figures(twin) == before

    def test_beginning_anew_does_not_change_how_soon_it_was_seen(self, archive: Archive) -> None:
        fill(archive)
        before = figures(archive)
        with archive.store.begin() as work:
            held = [t.number for t in work.tickets.all() if t.holder == address("principal")]
            seen = {e.ticket: e.at - START for e in work.audit.entries() if e.action == Action.ACKNOWLEDGE}
        held.sort(key=lambda number: seen[number])
        archive.do("principal", "case.recuse", held[0], sure="yes")
        # The case is out of the count for everybody now, in one kind; no other kind has changed.
        after = figures(archive)
        changed = [name for name in KINDS if cell(before, name) != cell(after, name)]
        assert changed == [KINDS[0]]


class TestDifferences:
    """A person who is kept out of a case compares all the figures there are."""

    def test_a_case_about_somebody_changes_no_figure(self, archive: Archive) -> None:
        twin = Archive(clock=FakeClock(START))
        file(twin, 4, "CANARY Ms. Solberg shoved a student.")
        file(twin, 7, involved=["assistant"])
        fill(twin)
        fill(archive)
        assert figures(twin) == figures(archive)

    def test_everybody_sees_the_same(self, archive: Archive) -> None:
        file(archive, 6, "CANARY Ms. Solberg shoved a student.")
        fill(archive)
        viewers = ("principal", "assistant", "elementary", "superintendent", CHAIR, RECORDS)
        seen = {lines(archive.say(who, "statistics")) for who in viewers}
        assert len(seen) == 1

    def test_a_person_who_knows_their_cases_finds_no_more_in_the_figures(self, archive: Archive) -> None:
        """The principal is told of all that happens at the site, but for what is about her."""
        fill(archive)
        with archive.store.begin() as work:
            known = sum(address("principal") in ticket.recipients for ticket in work.tickets.all())
        site = int(cell(figures(archive), "Moorhead High School"))
        assert site == known + 30 + 36  # her cases, the contacts and the questions of the site

    def test_the_reporter_being_a_supervisor_takes_nothing_out(self, archive: Archive) -> None:
        twin = Archive(clock=FakeClock(START))
        fill(archive)
        file(twin, 1, who="assistant")
        fill(twin)
        assert cell(figures(twin), "2026-07") == str(int(cell(figures(archive), "2026-07")) + 1)

    def test_today_changes_nothing(self, archive: Archive) -> None:
        fill(archive)
        before = figures(archive)
        file(archive, 8)
        archive.clock.advance(days=3)
        assert figures(archive) == before


class TestCommand:
    def test_supervisors_auditors_and_records_officers_see_them(self, archive: Archive) -> None:
        fill(archive)
        for who in ("principal", CHAIR, RECORDS):
            reply = archive.say(who, "statistics")
            assert "174 in all." in lines(reply)
            assert "Not counted: drills" in lines(reply)
        assert archive.trail()[-1] == (RECORDS, "read statistics")

    def test_a_teacher_does_not(self, archive: Archive) -> None:
        fill(archive)
        reply = archive.say("teacher", "statistics")
        assert not [e for card in reply.cards for e in card.elements if isinstance(e, Facts)]
        assert archive.trail()[-1] == ("teacher", "refused read statistics")

    def test_the_period_before(self, archive: Archive) -> None:
        fill(archive)
        reply = archive.press("principal", "statistics.show", "1")
        assert "2026-01 to 2026-06" in lines(reply)
        assert "under 5" in lines(reply)
        for value in ("", "nonsense", "-1", "9999999999"):
            assert archive.press("principal", "statistics.show", value).cards
