"""The district and its people, written where an agency belongs."""

import pytest

from handlers.reports.insiders import is_the_district
from tests.handlers.reports.desk import DISTRICT, somebody
from tests.handlers.reports.reporter import OwnBench

TEACHER = somebody("teacher")
INSIDE = (
    "the principal|My Principal|assistant principal|A.P.|supervisor|my boss.|school counselor|the Dean|"
    "the school office|H.R.|human resources|my director|the principal's office|Superintendent|"
    "Marit Solberg|MARIT  SOLBERG|Marit Sólberg|Principal Solberg|Mrs. Solberg|my boss, Marit Solberg|"
    "Sra. Solberg|Professor Solberg|"
    "Danny|Activities Director|the principal of Moorhead High School|principal@schools.example|"
    "Moorhead High School|our Robert Asp Elementary|Moorhead Area Public Schools|ISD 152|"
    "the principal and the superintendent|I told the principal|principal or dean|my school social worker|"
    "school nurse"
)
AGENCIES = (
    "Clay County Sheriff|Moorhead Police|Moorhead Police Department|Clay County Social Services|Cass County|"
    "Moorhead High School resource officer, Moorhead Police|Minnesota Department of Education|"
    "Moorhead office of Clay County|Director, Clay County Social Services|Solberg County|the sheriff|police|"
    "Tribal social services|Clay County supervisor|Supervisor of intake|"
    "Clay County Human Resources|Department of Human Services|Moorhead crisis nursery|911|the"
)


@pytest.mark.parametrize("written", INSIDE.split("|"))
def test_the_district_and_its_people_are_known(written: str) -> None:
    assert is_the_district(written, DISTRICT)


@pytest.mark.parametrize("written", AGENCIES.split("|"))
def test_anything_else_is_free_text(written: str) -> None:
    assert not is_the_district(written, DISTRICT)


def test_no_agency_of_the_file_is_taken_for_the_district() -> None:
    assert not [c.name for c in DISTRICT.contacts if is_the_district(c.name, DISTRICT)]


@pytest.mark.parametrize("action", ["own.call", "own.written"])
@pytest.mark.parametrize("written", ["the principal", "Marit Solberg", "Moorhead High School", DISTRICT.name])
def test_telling_the_district_is_not_recorded_and_stops_no_clock(action: str, written: str) -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.called(TEACHER, number)
    before, trail = bench.entries(number), bench.trail()
    reply = bench.fill(TEACHER, action, number, agency="other", other_agency=written, at="2026-11-23T09:55")
    said = "That is the district, not an agency. Only a report to an agency stops this clock."
    assert reply.errors == {"other_agency": said}
    assert bench.entries(number) == before
    assert not [what for _, what in bench.trail()[len(trail) :] if what.startswith("recorded")]


@pytest.mark.parametrize("action", ["own.call", "own.written"])
def test_an_agency_that_is_not_on_the_list_is_recorded(action: str) -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.called(TEACHER, number)
    values = {"agency": "other", "other_agency": "Moorhead Police", "at": "2026-11-23T09:55"}
    assert not bench.fill(TEACHER, action, number, **values).errors
    assert bench.entries(number)[-1].fields["agency"] == "Moorhead Police"
