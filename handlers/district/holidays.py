"""Legal holidays: the days on which the law's counted hours stand still.

The rules are data: Minnesota's own (Statutes 645.44 subd. 5) unless a district's file gives others.
School breaks are not legal holidays; they stand in the school calendar and stop no clock.
"""

import tomllib
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from handlers.district.fact import Fact, Line

_MINNESOTA = Path(__file__).parent / "minnesota" / "holidays.toml"
_WEEKEND = frozenset({6, 7})


class Holiday(Fact):
    """One holiday's rule: a date that moves off the weekend, or the nth weekday of a month.

    `weekday` is 1 (Monday) to 7, `nth` 1 to 4 or -1 for the last; `days_after` are counted from the
    day found so. An `optional` one counts as a working day unless the district observes it.
    """

    id: Line
    name: Line
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    nth: Annotated[int, Field(ge=-1, le=4)] | None = None
    days_after: Annotated[int, Field(ge=0, le=6)] = 0
    optional: bool = False

    def in_year(self, year: int) -> date:
        """The day off that belongs to this year; New Year's may fall on the last day of the year before."""
        if self.weekday and self.nth:
            return _nth_weekday(year, self.month, self.weekday, self.nth) + timedelta(days=self.days_after)
        fixed = date(year, self.month, self.day or 1)
        moved = {6: -1, 7: 1}.get(fixed.isoweekday(), 0)
        return fixed + timedelta(days=moved)

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        by_date, by_weekday = self.day is not None, bool(self.weekday and self.nth)
        if by_date == by_weekday or (by_date and (self.weekday or self.nth or self.days_after)):
            raise ValueError("a holiday needs either a day, or a weekday and its nth")
        if self.day:
            date(2001, self.month, self.day)  # the 29th of February is no yearly date either
        return self


class Closure(Fact):
    """One more day that the district's counsel holds to be a legal holiday, and why."""

    day: date
    reason: Line


@lru_cache
def minnesota_holidays() -> tuple[Holiday, ...]:
    """The state's holidays, read once."""
    rules = tomllib.loads(_MINNESOTA.read_text(encoding="utf-8"))["holidays"]
    return tuple(Holiday.model_validate(rule) for rule in rules)


class LegalDays(Fact):
    """Which days count towards the law's written report.

    `observes` are the ids of the optional holidays that the district keeps.
    """

    holidays: tuple[Holiday, ...] = Field(default_factory=minnesota_holidays)
    observes: frozenset[str] = frozenset()
    closures: tuple[Closure, ...] = ()

    def counts(self, day: date) -> bool:
        """Whether this is no Saturday, Sunday, holiday or closure."""
        return day.isoweekday() not in _WEEKEND and self.holiday(day) is None

    def holiday(self, day: date) -> str | None:
        """Why this day is off, apart from weekends: the holiday's name, the closure's reason, or None."""
        kept = (rule for rule in self.holidays if not rule.optional or rule.id in self.observes)
        years = (day.year, day.year + 1) if (day.month, day.day) == (12, 31) else (day.year,)
        names = (r.name for r in kept if any(_falls(r, year) == day for year in years))
        reasons = (closure.reason for closure in self.closures if closure.day == day)
        return next(names, None) or next(reasons, None)

    @model_validator(mode="after")
    def _known(self) -> Self:
        if unknown := self.observes - {rule.id for rule in self.holidays if rule.optional}:
            raise ValueError(f"{min(unknown)} is not an optional holiday")
        return self


@lru_cache(maxsize=4096)
def _falls(rule: Holiday, year: int) -> date | None:
    return rule.in_year(year) if date.min.year < year < date.max.year else None


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)
