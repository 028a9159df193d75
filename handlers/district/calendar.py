"""The school calendar: when employees are at work."""

from datetime import date, datetime, time
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Weekday = Annotated[int, Field(ge=1, le=7)]


class SchoolCalendar(BaseModel):
    """The work day on the district's wall clock, and the days that are none.

    `days` are 1 (Monday) to 7; `closed` are spans of days off, first and last day included. These
    are not the law's holidays: no legal clock is counted with them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    begin: time
    end: time
    days: tuple[Weekday, ...] = (1, 2, 3, 4, 5)
    closed: tuple[tuple[date, date], ...] = ()

    @field_validator("closed")
    @classmethod
    def _in_order(cls, value: tuple[tuple[date, date], ...]) -> tuple[tuple[date, date], ...]:
        for first, last in value:
            if last < first:
                raise ValueError(f"{first} comes after {last}; write the first day off before the last")
        return value

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.end <= self.begin:
            raise ValueError(
                f"the work day ends at {self.end:%H:%M}, which is not after it begins at {self.begin:%H:%M}"
            )
        return self

    def is_work_time(self, local: datetime) -> bool:
        """Whether this moment on the district's wall clock lies in a work day."""
        if local.isoweekday() not in self.days:
            return False
        if any(first <= local.date() <= last for first, last in self.closed):
            return False
        return self.begin <= local.time() < self.end
