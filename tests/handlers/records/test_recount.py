"""A recount: a records officer replaces what is kept of a period, with a reason that is sealed with it."""

import pytest

from handlers.errors import CannotOpen, NotForYou
from handlers.records.figures import SETTLED
from handlers.records.recount import RECOUNTED, recount
from tests.clock import FakeClock
from tests.handlers.casework.bench import address
from tests.handlers.records.archive import CHAIR, RECORDS, Archive
from tests.handlers.records.test_figures import damage_one, held, leave_out, settle, shown
from tests.handlers.records.test_statistics import START, fill

PERIOD = "2026-07 to 2026-12"


@pytest.fixture
def archive() -> Archive:
    archive = Archive(clock=FakeClock(START))
    fill(archive)
    settle(archive)
    leave_out(archive, held(archive)[0])
    return archive


def words(archive: Archive) -> list[tuple[str, str, str]]:
    with archive.store.begin() as work:
        said = work.audit.at_large(SETTLED, RECOUNTED, f"refused {RECOUNTED}")
    return [(entry.actor.partition("@")[0], entry.action, entry.detail) for entry in said]


def test_it_replaces_what_is_kept_and_stands_on_the_trail_without_its_reason(archive: Archive) -> None:
    assert "174 in all." in shown(archive)
    found = recount(archive.admission, address(RECORDS), PERIOD, "CANARY a wrong clock")
    assert found
    assert found.total == 173
    assert "173 in all." in shown(archive)
    assert "CANARY" not in shown(archive)
    settled = ("courier", SETTLED, PERIOD)
    assert words(archive) == [settled, (RECORDS, RECOUNTED, PERIOD), settled]


def test_nobody_else_does_and_the_refusal_is_on_the_trail(archive: Archive) -> None:
    with pytest.raises(NotForYou):
        recount(archive.admission, address(CHAIR), PERIOD, "so")
    assert words(archive)[-1] == (CHAIR, f"refused {RECOUNTED}", PERIOD)
    assert "174 in all." in shown(archive)


def test_of_no_period_nothing_is_kept_and_what_was_typed_is_nowhere(archive: Archive) -> None:
    before = words(archive)
    assert recount(archive.admission, address(RECORDS), "CANARY", "so") is None
    assert words(archive) == before


def test_while_something_may_be_mended_nothing_is_replaced(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = words(archive)
    damage_one(archive, monkeypatch)
    with pytest.raises(CannotOpen, match="may still be mended"):
        recount(archive.admission, address(RECORDS), PERIOD, "so")
    assert words(archive) == before
    assert "174 in all." in shown(archive)
