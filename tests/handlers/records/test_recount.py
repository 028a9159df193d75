"""A recount: a records officer has figures worked out anew that are lost or were changed, and no others."""

import pytest

from handlers.errors import CannotOpen, NotForYou
from handlers.records.figures import SETTLED
from handlers.records.recount import RECOUNTED, recount, to_recount
from tests.clock import FakeClock
from tests.handlers.casework.bench import address, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive
from tests.handlers.records.test_figures import damage_one, held, leave_out, settle, shown
from tests.handlers.records.test_statistics import START, fill

PERIOD = "2026-07 to 2026-12"
NEVER_KEPT = "2026-01 to 2026-06"
SETTLED_ONCE = ("courier", SETTLED, PERIOD)


@pytest.fixture
def archive() -> Archive:
    archive = Archive(clock=FakeClock(START))
    fill(archive)
    settle(archive)
    leave_out(archive, held(archive)[0])
    return archive


def lose(archive: Archive) -> None:
    with archive.store.begin() as work:
        assert work.figures.drop(f"{PERIOD}/1")


def words(archive: Archive) -> list[tuple[str, str, str]]:
    with archive.store.begin() as work:
        said = work.audit.at_large(SETTLED, RECOUNTED, f"refused {RECOUNTED}")
    return [(entry.actor.partition("@")[0], entry.action, entry.detail) for entry in said]


def test_lost_figures_are_worked_out_anew_and_it_is_said_with_them(archive: Archive) -> None:
    lose(archive)
    assert to_recount(archive.admission, address(RECORDS), PERIOD)
    assert words(archive) == [SETTLED_ONCE]  # nothing was done yet
    found = recount(archive.admission, address(RECORDS), PERIOD)
    assert found
    assert found.total == 173
    today = archive.now().astimezone(archive.district.zone)
    assert found.note.startswith(f"Worked out anew on {today:%B} {today.day}, {today.year}: ")
    for who in ("principal", CHAIR, RECORDS):
        assert found.note in lines(archive.say(who, "statistics"))
        assert "173 in all." in lines(archive.say(who, "statistics"))
    assert words(archive) == [SETTLED_ONCE, SETTLED_ONCE, (RECORDS, RECOUNTED, PERIOD)]


@pytest.mark.parametrize("name", [PERIOD, NEVER_KEPT])
def test_whole_figures_are_never_counted_anew_and_the_refusal_is_on_the_trail(
    archive: Archive, name: str
) -> None:
    for ask in (to_recount, recount):
        with pytest.raises(NotForYou, match=f"The figures of {name} are whole, and are not counted anew"):
            ask(archive.admission, address(RECORDS), name)
        assert words(archive)[-1] == (RECORDS, f"refused {RECOUNTED}", name)
    assert "174 in all." in shown(archive)
    assert "Worked out anew on" not in shown(archive)


def test_after_a_recount_they_are_whole_again(archive: Archive) -> None:
    lose(archive)
    recount(archive.admission, address(RECORDS), PERIOD)
    leave_out(archive, held(archive)[1])
    with pytest.raises(NotForYou, match="are whole"):
        recount(archive.admission, address(RECORDS), PERIOD)
    assert "173 in all." in shown(archive)


def test_nobody_else_does_and_the_refusal_is_on_the_trail(archive: Archive) -> None:
    lose(archive)
    for ask in (to_recount, recount):
        with pytest.raises(NotForYou, match="by records officers"):
            ask(archive.admission, address(CHAIR), PERIOD)
        assert words(archive)[-1] == (CHAIR, f"refused {RECOUNTED}", PERIOD)
    assert "cannot be opened" in shown(archive)


def test_of_no_period_nothing_is_kept_and_what_was_typed_is_nowhere(archive: Archive) -> None:
    before = words(archive)
    assert recount(archive.admission, address(RECORDS), "CANARY") is None
    assert words(archive) == before
    with pytest.raises(NotForYou):
        recount(archive.admission, address(CHAIR), "CANARY")
    assert words(archive) == [*before, (CHAIR, f"refused {RECOUNTED}", "")]


def test_while_something_may_be_mended_nothing_is_replaced_and_the_refusal_is_on_the_trail(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(archive)
    damage_one(archive, monkeypatch)
    with pytest.raises(CannotOpen, match="may still be mended"):
        recount(archive.admission, address(RECORDS), PERIOD)
    assert words(archive) == [SETTLED_ONCE, (RECORDS, f"refused {RECOUNTED}", PERIOD)]
    assert "cannot be opened" in shown(archive)
