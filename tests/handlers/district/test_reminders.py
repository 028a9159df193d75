"""When a reporter is reminded, as the district's data."""

import pytest
from pydantic import ValidationError

from handlers.district.reading import SAMPLE, read_district
from handlers.district.reminders import Reminders


def test_the_sample_district_states_the_hours_that_hold_without_it() -> None:
    assert read_district(SAMPLE).reminders == Reminders()


@pytest.mark.parametrize(
    "wrong",
    [
        {"call_hours": [24]},
        {"call_hours": [0]},
        {"call_hours": []},
        {"written_hours": [72]},
        {"written_hours": []},
        {"x": [1]},
    ],
)
def test_there_is_an_hour_and_it_lies_within_its_clock(wrong: dict[str, list[int]]) -> None:
    with pytest.raises(ValidationError):
        Reminders.model_validate(wrong)
