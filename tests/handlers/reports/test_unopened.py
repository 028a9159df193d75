"""One ticket that was damaged in the database stops nobody's work, and tells nobody that it is there."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.conversation.actor import Channel
from handlers.errors import CannotOpen, NotForYou
from handlers.records.breach import breach_report
from handlers.records.checklist_reminder import TOPIC, ChecklistReminders
from handlers.records.chores import FOLLOW_UP
from handlers.records.statistics import last_period, statistics
from handlers.records.trail import read_trail
from handlers.reports.access import Action
from handlers.reports.delivery import chore_delivery
from handlers.reports.roll_call import RollCall
from handlers.reports.ticket import Urgency
from handlers.reports.unopened import PassedOver
from tests.handlers.casework.bench import address, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive, archive_at

LONG_AGO, FAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
Damage = Callable[[str], None]
CELL, ROW, JOURNAL = "a flipped byte", "an edited column", "a deleted entry"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with archive_at(tmp_path) as found:
        yield found


@pytest.fixture(params=[CELL, ROW, JOURNAL])
def damage(request: pytest.FixtureRequest, tmp_path: Path) -> Damage:
    def damage(number: str) -> None:
        with sqlite3.connect(tmp_path / "smpolicy.db") as database:
            if request.param == CELL:
                select = "SELECT answers FROM tickets WHERE number = ?"
                sealed = bytearray(database.execute(select, (number,)).fetchone()[0])
                sealed[40] ^= 1
                database.execute("UPDATE tickets SET answers = ? WHERE number = ?", (bytes(sealed), number))
            elif request.param == ROW:
                known = f'["{address("principal")}", "{address("activities")}"]'
                database.execute("UPDATE tickets SET recipients = ? WHERE number = ?", (known, number))
            else:
                database.execute("DELETE FROM journal WHERE ticket = ?", (number,))
        database.close()

    return damage


def noted(archive: Archive, what: str) -> str:
    """A case in the principal's hands, with something in its journal."""
    number = archive.acknowledged(what=what)
    archive.do("principal", "case.note", number, note="CANARY")
    archive.do("principal", "records.checklist", number, apply=("licence",))
    archive.run()
    return number


@pytest.fixture
def two(archive: Archive, damage: Damage) -> tuple[str, str]:
    """A damaged case, about the director of activities, and a sound one."""
    bad, good = noted(archive, "CANARY Hodan Abdi"), noted(archive, "CANARY")
    damage(bad)
    return bad, good


def test_the_others_are_still_listed(archive: Archive, two: tuple[str, str]) -> None:
    bad, good = two
    danger = archive.file("CANARY", urgency=Urgency.DANGER)
    archive.run()
    listed = lines(archive.say("principal", "cases"))
    assert good in listed
    assert danger in listed
    assert bad not in listed


def test_the_messages_of_the_others_still_show(archive: Archive, two: tuple[str, str]) -> None:
    shown = {name.partition("/")[0] for name, _ in archive.office.inbox(address("principal"), Channel.WEB)}
    assert two[1] in shown
    assert two[0] not in shown


@pytest.mark.parametrize("who", ["principal", "assistant", "activities", "superintendent", RECORDS])
def test_to_everybody_it_is_a_case_that_does_not_exist(
    archive: Archive, two: tuple[str, str], who: str
) -> None:
    for action in ("case.more", "case.read", "case.note", "records.export"):
        assert archive.press(who, action, two[0]) == archive.press(who, action, "BBBB-BBBB")
    with pytest.raises(NotForYou), archive.admission.to(address(who), two[0], Action.EXPORT):
        pass


def test_to_whoever_has_passed_it_is_said_that_something_does_not_open(archive: Archive) -> None:
    number = archive.acknowledged()
    with (
        pytest.raises(CannotOpen),
        archive.admission.to(address("principal"), number, Action.READ),
    ):
        raise CannotOpen


def test_records_are_listed_and_swept(archive: Archive, damage: Damage) -> None:
    bad, good = archive.closed(), archive.closed()
    archive.clock.advance(days=3000)
    damage(bad)
    archive.sweep()
    assert archive.shredded == 1
    assert archive.details(good)[-1][1] == "listed for destruction"
    listed = lines(archive.say(RECORDS, "records"))
    assert good in listed
    assert bad not in listed


def test_the_trail_and_the_breach_kit_leave_it_out(archive: Archive, two: tuple[str, str]) -> None:
    for number in two:
        with archive.store.begin() as work:
            assert work.audit.entries(number)
    found = {entry.ticket for entry in read_trail(archive.admission, address(CHAIR))}
    assert two[0] not in found
    assert two[1] in found


def test_the_breach_kit_says_to_the_operator_how_many(archive: Archive, damage: Damage) -> None:
    bad, good = noted(archive, "CANARY Hodan Abdi"), noted(archive, "CANARY")
    for number in (bad, good):
        archive.press("principal", "case.read", number)
    damage(bad)
    report = breach_report(archive.admission, address(CHAIR), (LONG_AGO, FAR), None, False)
    assert set(report.tickets) == {good}
    assert report.unopened == 1


def test_statistics_are_told_without_it(
    archive: Archive, damage: Damage, request: pytest.FixtureRequest
) -> None:
    # A row that was edited is in no list of tickets at all: the log alone names it.
    counted = 0 if ROW in request.node.name else 1
    numbers = [noted(archive, "CANARY a boy") for _ in range(2)]
    span = last_period(datetime(2027, 1, 5, tzinfo=UTC), archive.district)
    with archive.store.begin() as work:
        whole = statistics(work, span, archive.district)
    damage(numbers[0])
    with archive.store.begin() as work:
        found = statistics(work, span, archive.district)
    assert (whole.unopened, found.unopened) == (0, counted)
    assert found.tables == whole.tables  # one report fewer of so few is not told


def test_chores_go_on_with_the_others(
    archive: Archive, two: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    roll_call = RollCall(archive.store, archive.district, archive.clock)
    roll_call.do(roll_call.due())
    archive.clock.advance(days=14)
    ChecklistReminders(archive.admission).remind(chore_delivery(FOLLOW_UP, "today", archive.now()))
    with archive.store.begin() as work:
        owed = {number: [d.topic for d in work.outbox.waiting(number)] for number in two}
    assert TOPIC in owed[two[1]]
    assert two[0] in caplog.text


def test_the_operator_is_told_once_and_reads_the_number_alone(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        with PassedOver("KKKK-2222"):
            raise CannotOpen
    told = [one for one in caplog.records if "KKKK-2222" in one.getMessage()]
    assert len(told) == 1
    assert told[0].levelno == logging.ERROR
