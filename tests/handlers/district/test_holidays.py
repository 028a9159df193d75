"""Legal holidays: the statute's rules for any year, and the district's say."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from handlers.district.holidays import Closure, Holiday, LegalDays
from handlers.district.reading import SAMPLE, read_district
from handlers.errors import DistrictInvalid


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "New Year's Day"),
        (date(2026, 1, 19), "Martin Luther King's Birthday"),
        (date(2026, 2, 16), "Washington's and Lincoln's Birthday"),
        (date(2026, 5, 25), "Memorial Day"),
        (date(2027, 5, 31), "Memorial Day"),
        (date(2026, 6, 19), "Juneteenth"),
        (date(2026, 7, 3), "Independence Day"),  # the 4th is a Saturday
        (date(2027, 7, 5), "Independence Day"),  # the 4th is a Sunday
        (date(2026, 9, 7), "Labor Day"),
        (date(2026, 11, 11), "Veterans Day"),
        (date(2028, 11, 10), "Veterans Day"),  # the 11th is a Saturday
        (date(2026, 11, 26), "Thanksgiving Day"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2027, 12, 31), "New Year's Day"),  # of 2028, a Saturday
        (date(2023, 1, 2), "New Year's Day"),  # the 1st is a Sunday
    ],
)
def test_the_days_that_do_not_count(day: date, name: str) -> None:
    assert LegalDays().holiday(day) == name
    assert not LegalDays().counts(day)


@pytest.mark.parametrize(
    "day",
    [date(2026, 10, 12), date(2026, 11, 27), date(2026, 12, 24), date(2026, 12, 31), date(2028, 11, 13)],
)
def test_days_that_count(day: date) -> None:
    assert LegalDays().counts(day)


def test_weekends_do_not_count() -> None:
    assert not LegalDays().counts(date(2026, 11, 28))
    assert not LegalDays().counts(date(2026, 11, 29))


def test_the_optional_days_are_the_districts_choice() -> None:
    kept = LegalDays(observes=frozenset({"indigenous-peoples", "after-thanksgiving"}))
    assert not kept.counts(date(2026, 10, 12))
    assert not kept.counts(date(2026, 11, 27))
    assert not kept.counts(date(2030, 11, 29))


def test_a_closure_gives_its_reason() -> None:
    days = LegalDays(closures=(Closure(day=date(2026, 11, 30), reason="Day of mourning"),))
    assert days.holiday(date(2026, 11, 30)) == "Day of mourning"
    assert days.counts(date(2026, 12, 1))


def test_the_ends_of_the_calendar_are_no_error() -> None:
    assert LegalDays().counts(date.max)
    assert LegalDays().counts(date.min)


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"day": 1, "weekday": 1, "nth": 1},
        {"weekday": 1},
        {"nth": 2},
        {"day": 31, "month": 6},
        {"day": 29, "month": 2},
        {"day": 1, "days_after": 1},
    ],
)
def test_a_rule_that_names_no_day(rule: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Holiday.model_validate({"id": "x", "name": "X", "month": 1, **rule})


def test_the_districts_file_says_which_days(tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    file = tmp_path / "district.toml"
    file.write_text(text.replace("observes = []", 'observes = ["after-thanksgiving"]'), encoding="utf-8")
    assert not read_district(file).legal_days.counts(date(2026, 11, 27))
    file.write_text(text.replace("observes = []", 'observes = ["christmas"]'), encoding="utf-8")
    with pytest.raises(DistrictInvalid, match="christmas is not an optional holiday"):
        read_district(file)


def test_a_district_of_another_state_has_its_own(tmp_path: Path) -> None:
    own = '\n[[legal_days.holidays]]\nid = "good-friday"\nname = "Good Friday"\nmonth = 4\nday = 2\n'
    file = tmp_path / "district.toml"
    file.write_text(SAMPLE.read_text(encoding="utf-8") + own, encoding="utf-8")
    days = read_district(file).legal_days
    assert days.holiday(date(2026, 4, 2)) == "Good Friday"
    assert days.counts(date(2026, 11, 26))
