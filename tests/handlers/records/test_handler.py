"""`/smpolicy records` with a number."""

import pytest

from handlers.reports.access import Action
from tests.handlers.records.archive import RECORDS, Archive


@pytest.mark.parametrize("form", ["{0}-{1}", "{0}{1}", "{0} {1}", "{0}\u2013{1}", "{0}-{1}."])
def test_a_number_as_people_write_it(form: str) -> None:
    archive = Archive()
    number = archive.acknowledged()
    typed = form.format(*number.lower().split("-"))
    opened = archive.say("principal", f"records {typed}")
    assert opened == archive.say("principal", f"cases {number}")
    assert number in str(opened)


@pytest.mark.parametrize("typed", ["22345678", "2234-5678"])
def test_what_is_no_record_does_not_get_on_the_trail(typed: str) -> None:
    archive = Archive()
    assert "no case with this number" in str(archive.say(RECORDS, f"records {typed}"))
    with archive.store.begin() as work:
        refused = [entry for entry in work.audit.entries() if entry.action == f"refused {Action.SEE}"]
    assert [entry.ticket for entry in refused] == [""]
