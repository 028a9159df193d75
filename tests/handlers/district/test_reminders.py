"""When a reporter is reminded, as the district's data."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from handlers.district.reading import SAMPLE, read_district
from handlers.district.reminders import Reminders
from handlers.errors import DistrictInvalid


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


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("call_hours = [24]", "from 1 to 23 in brackets, one at least, such as [20, 6, 1]"),
        ("call_hours = []", "must be whole hours from 1 to 23"),
        ("call_hours = 6", "must be whole hours from 1 to 23"),
        ("call_hours = [6.5]", "must be whole hours from 1 to 23"),
        ("written_hours = [true]", "must be whole hours from 1 to 71"),
        ('written_hours = ["4"]', "from 1 to 71 in brackets, one at least, such as [24, 4]"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_what_must_stand_there(
    tmp_path: Path, wrong: str, said: str
) -> None:
    right = SAMPLE.read_text()
    key = wrong.partition(" ")[0]
    old = next(line for line in right.splitlines() if line.startswith(f"{key} ="))
    file = tmp_path / "district.toml"
    file.write_text(right.replace(old, wrong))
    with pytest.raises(DistrictInvalid) as mistake:
        read_district(file)
    line = right.splitlines().index(old) + 1
    assert str(mistake.value).startswith(f"{file}:{line}: reminders.{key}: must be whole hours")
    assert said in str(mistake.value)
    assert "nput" not in str(mistake.value).replace(str(file), "")
