"""Drills: through the real ladder, marked as such, in work time only, over by themselves, never counted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.records.chores import DRILL, DRILL_END
from handlers.records.drill_report import Drilled, drills
from handlers.reports.delivery import Kind, chore_delivery
from handlers.reports.ticket import Status, Ticket
from tests.clock import FakeClock
from tests.handlers.casework.bench import SAMPLE_DISTRICT, address, labels, lines
from tests.handlers.records.archive import Archive, district

TENTH = datetime(2026, 12, 10, 16, 0, tzinfo=UTC)
MONTHLY = district(drills={"day": 10})


@pytest.fixture
def archive() -> Archive:
    return Archive(district=MONTHLY, clock=FakeClock(TENTH))


def begun(archive: Archive) -> list[Ticket]:
    with archive.store.begin() as work:
        return [ticket for ticket in work.tickets.all() if ticket.drill]


def report(archive: Archive) -> Drilled:
    with archive.store.begin() as work:
        return drills(work.audit.entries())[-1]


class TestEachMonth:
    def test_one_drill_a_site_a_month(self, archive: Archive) -> None:
        for _ in range(3):
            archive.tick()
            archive.run()
            archive.clock.advance(days=1)
        assert sorted(ticket.site for ticket in begun(archive)) == ["high-school", "robert-asp"]
        archive.clock.advance(days=33)
        archive.tick()
        archive.run()
        assert len(begun(archive)) == 4

    @pytest.mark.parametrize(
        "now",
        [
            datetime(2026, 12, 9, 16, 0, tzinfo=UTC),
            datetime(2026, 12, 17, 16, 0, tzinfo=UTC),
            datetime(2026, 12, 12, 16, 0, tzinfo=UTC),  # a Saturday
            datetime(2026, 12, 10, 12, 0, tzinfo=UTC),  # six in the morning
            datetime(2026, 12, 11, 2, 0, tzinfo=UTC),
        ],
    )
    def test_not_before_nor_after_nor_when_schools_are_closed(self, now: datetime) -> None:
        archive = Archive(district=MONTHLY, clock=FakeClock(now))
        archive.tick()
        archive.run()
        assert begun(archive) == []

    def test_the_bot_having_been_away_makes_no_drill_at_night(self, archive: Archive) -> None:
        archive.tick()
        archive.clock.advance(hours=12)
        archive.run()
        assert begun(archive) == []
        archive.clock.advance(hours=12)
        archive.run()
        assert len(begun(archive)) == 2

    def test_a_week_later_it_is_let_go(self) -> None:
        calendar = MONTHLY.calendar.model_copy(update={"closed": ((date(2026, 12, 10), date(2026, 12, 20)),)})
        archive = Archive(district=MONTHLY.model_copy(update={"calendar": calendar}), clock=FakeClock(TENTH))
        with archive.store.begin() as work:
            work.outbox.put(chore_delivery(DRILL, "2026-12/high-school", archive.now()))
        for _ in range(15 * 24):  # it is tried each hour
            archive.run()
            archive.clock.advance(hours=1)
        assert archive.now().astimezone(archive.district.zone).weekday() == 4
        assert begun(archive) == []

    def test_a_deed_done_twice_makes_one(self, archive: Archive) -> None:
        chore = chore_delivery(DRILL, "2026-12/high-school", archive.now())
        archive.drills.do(chore)
        archive.drills.do(chore)
        assert len(begun(archive)) == 1

    def test_none_where_the_district_wants_none(self) -> None:
        archive = Archive(district=district(drills={"day": 0}), clock=FakeClock(TENTH))
        archive.tick()
        archive.run()
        assert begun(archive) == []


class TestOne:
    def test_it_goes_up_the_ladder_and_says_what_it_is(self, archive: Archive) -> None:
        ticket = archive.drills.start("high-school", "one")
        [alert] = [d for d in archive.run() if d.kind is Kind.ALERT]
        assert alert.recipient == address("principal")
        card = archive.escalation.card(ticket)
        assert card.title.startswith("Drill: ")
        archive.clock.advance(minutes=30)
        assert archive.told() == ["activities", "assistant"]
        reading = archive.press("assistant", "case.read", ticket.number).form
        assert "THIS IS A DRILL." in str(reading)

    def test_it_is_closed_soon_after_somebody_acknowledged_it(self, archive: Archive) -> None:
        number = archive.drills.start("high-school", "one").number
        archive.run()
        archive.clock.advance(minutes=7)
        archive.press("principal", "case.acknowledge", number)
        archive.clock.advance(minutes=2)
        archive.run()
        ticket = archive.ticket(number)
        assert (ticket.status, ticket.outcome) == (Status.CLOSED, "drill")
        archive.clock.advance(days=1)
        assert archive.run() == []
        found = report(archive)
        assert (found.took, found.by, found.told) == (timedelta(minutes=7), address("principal"), 1)
        assert [step for step, _ in found.steps] == ["step 1"]

    def test_nobody_answering_ends_with_the_work_day(self, archive: Archive) -> None:
        number = archive.drills.start("high-school", "one").number
        for _ in range(40):
            archive.run()
            archive.clock.advance(minutes=10)
        assert archive.ticket(number).status is Status.CLOSED
        assert archive.details(number)[-1] == ("courier", "ended the drill", "not acknowledged")
        assert report(archive).took is None
        archive.clock.advance(days=1)
        assert archive.run() == []

    @pytest.mark.parametrize("hours", [0, 10])
    def test_a_report_is_never_ended_as_one(self, archive: Archive, hours: int) -> None:
        number = archive.acknowledged("principal")
        archive.clock.advance(hours=hours)
        before = archive.ticket(number)
        assert archive.drills.end(chore_delivery(DRILL_END, number, archive.now())) is None
        assert archive.ticket(number) == before

    def test_its_reporter_is_nobody_and_gets_no_word(self, archive: Archive) -> None:
        number = archive.drills.start("high-school", "one").number
        archive.run()
        archive.press("principal", "case.acknowledge", number)
        assert not [d for d in archive.run() if d.recipient is None]

    def test_it_keeps_nobody_out(self) -> None:
        archive = Archive(district=SAMPLE_DISTRICT, clock=FakeClock(TENTH))
        number = archive.drills.start("high-school", "one").number
        archive.run()
        assert archive.ticket(number).recipients == {address("principal")}

    def test_it_shows_in_the_queue_as_one(self, archive: Archive) -> None:
        archive.drills.start("high-school", "one")
        archive.run()
        assert "DRILL" in lines(archive.say("principal", "cases"))

    def test_no_site_of_that_name(self, archive: Archive) -> None:
        assert archive.drills.hindrance("nowhere") == "There is no such site."
        archive.clock.advance(hours=10)
        assert "work time only" in archive.drills.hindrance("high-school")

    def test_one_that_has_ended_is_not_reopened(self, archive: Archive) -> None:
        number = archive.drills.start("high-school", "one").number
        archive.run()
        archive.press("principal", "case.acknowledge", number)
        archive.clock.advance(minutes=2)
        archive.run()
        card = archive.press("principal", "case.more", number)
        assert "Reopen" not in labels(card)
        assert "not reopened" in lines(archive.press("principal", "case.reopen", number))
        archive.do("principal", "case.recuse", number, sure="yes")
        with archive.store.begin() as work:
            ticket = work.tickets.get(number)
            assert (ticket.status, ticket.holder) == (Status.CLOSED, None)
            assert not work.outbox.waiting(number)

    @pytest.mark.parametrize("whom", ["principal", "assistant"])
    def test_leaving_somebody_out_of_one_that_has_ended_begins_nothing(
        self, archive: Archive, whom: str
    ) -> None:
        number = archive.drills.start("high-school", "one").number
        archive.run()
        archive.press("principal", "case.acknowledge", number)
        archive.clock.advance(minutes=2)
        archive.run()
        archive.add(number, f"It was {whom}@schools.example.")
        with archive.store.begin() as work:
            assert work.tickets.get(number).status is Status.CLOSED
            assert not work.outbox.waiting(number)

    def test_the_report_outlives_the_drill(self, archive: Archive) -> None:
        number = archive.drills.start("high-school", "one").number
        archive.run()
        archive.press("principal", "case.acknowledge", number)
        archive.clock.advance(minutes=2)
        archive.run()
        before = report(archive)
        with archive.store.begin() as work:
            work.tickets.destroy(number)
        assert report(archive) == before
