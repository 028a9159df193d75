"""The school calendar: spans and hours that hold, and those that cannot be."""

from datetime import date, datetime, time

import pytest
from pydantic import ValidationError

from handlers.district.calendar import SchoolCalendar
from handlers.district.reading import mistake_in

WINTER = (date(2026, 12, 23), date(2027, 1, 1))
CALENDAR = SchoolCalendar(begin=time(7, 45), end=time(15, 15), closed=(WINTER, (date(2027, 5, 31),) * 2))


@pytest.mark.parametrize(
    ("moment", "is_work_time"),
    [
        ("2026-12-22T10:00", True),
        ("2026-12-23T10:00", False),
        ("2027-01-01T10:00", False),
        ("2027-05-31T10:00", False),
        ("2026-12-22T15:15", False),
        ("2026-12-20T10:00", False),
    ],
)
def test_first_and_last_day_off_are_no_work_days(moment: str, *, is_work_time: bool) -> None:
    assert CALENDAR.is_work_time(datetime.fromisoformat(moment)) is is_work_time


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"closed": [WINTER[::-1]]},
            "closed: 2027-01-01 comes after 2026-12-23; write the first day off before the last",
        ),
        (
            {"begin": "16:00"},
            "the work day ends at 15:15, which is not after it begins at 16:00",
        ),
        ({"begin": "15:15"}, "the work day ends at 15:15, which is not after it begins at 15:15"),
    ],
)
def test_a_calendar_that_would_never_hold_is_refused(change: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SchoolCalendar.model_validate({"begin": "07:45", "end": "15:15", **change})
    assert mistake_in(caught.value, SchoolCalendar) == told
