"""Record keeping: how long records are kept, what follows a case, what is counted, when drills are held."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import Field, field_validator, model_validator

from handlers.district.fact import Fact, Line, SiteId

A_YEAR = 366
"""In days, so that it is a whole one also where it holds the 29th of February."""
_WEEK = 7

L = TypeVar("L", "Item", "Checklist")


class Record(StrEnum):
    """What a term is for: a ticket's matter, or a drill whatever it is about."""

    CONCERN = "concern"
    CONTACT = "contact"
    QUESTION = "question"
    DRILL = "drill"


class Destroys(StrEnum):
    """Whether a person has to confirm what the schedule destroys."""

    CONFIRMED = "confirmed"
    AUTOMATIC = "automatic"


class Since(StrEnum):
    """What the days of an item are counted from."""

    FILED = "filed"
    BEGUN = "begun"


class Term(Fact):
    """How long one kind of record is kept after it was closed, and on whose word."""

    record: Record
    days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    years: Annotated[int, Field(ge=1, le=100)] | None = None
    reason: Line

    def ends(self, since: date) -> date:
        """The first day on which it need not be kept any more."""
        if self.days:
            return since + timedelta(days=self.days)
        year = since.year + (self.years or 0)
        try:
            return since.replace(year=year)
        except ValueError:  # the 29th of February
            return date(year, 3, 1)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.days is None) == (self.years is None):
            raise ValueError(f"the term for a {self.record} needs either days or years")
        # Policy 448: contact outside district platforms is recorded and kept at least a year.
        if self.record is Record.CONTACT and self.days is not None and self.days < A_YEAR:
            raise ValueError(f"a contact is kept at least a year: {A_YEAR} days (policy 448)")
        return self


class Item(Fact):
    """One thing to do; with `within_days`, its holder is reminded when they run out."""

    id: SiteId
    label: Line
    within_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    since: Since = Since.BEGUN
    source: Line | None = None


class Checklist(Fact):
    """What has to follow where `when` is so; one that is so `always` begins by itself."""

    id: SiteId
    label: Line
    when: Line
    always: bool = False
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=20)]

    @field_validator("items")
    @classmethod
    def _unique(cls, value: tuple[Item, ...]) -> tuple[Item, ...]:
        return _once(value, "on the checklist")


class Counting(Fact):
    """The periods of the statistics, and the smallest number that is told.

    A period is `months` long; the first of a year begins with the month `first_month`. Periods never
    overlap, so that nobody can subtract one from another.
    """

    first_month: Annotated[int, Field(ge=1, le=12)] = 7
    months: Annotated[int, Field(ge=1, le=12)] = 6
    smallest: Annotated[int, Field(ge=5, le=100)] = 5

    @field_validator("months")
    @classmethod
    def _fits_a_year(cls, value: int) -> int:
        if 12 % value:
            raise ValueError("periods of 1, 2, 3, 4, 6 or 12 months fit into a year")
        return value


class Drilling(Fact):
    """A drill a month at each site, in the week that begins with `day`, in work time; 0 for none."""

    day: Annotated[int, Field(ge=0, le=21)] = 0

    def in_week(self, day: date) -> bool:
        """Whether this day lies in the week for drills."""
        return bool(self.day) and self.day <= day.day < self.day + _WEEK


class RecordKeeping(Fact):
    """All of it. A kind of record without a term is kept until the file names one.

    What is due stands on a list for `listed_days` before it can be destroyed. `backups_days` is how
    long the district's backups keep a copy of what was destroyed.
    """

    terms: tuple[Term, ...] = ()
    destroys: Destroys = Destroys.CONFIRMED
    listed_days: Annotated[int, Field(ge=1, le=365)] = 14
    backups_days: Annotated[int, Field(ge=0, le=3650)] = 35
    checklists: Annotated[tuple[Checklist, ...], Field(max_length=10)] = ()
    statistics: Counting = Counting()
    drills: Drilling = Drilling()

    def term(self, record: Record) -> Term | None:
        """The term for this kind of record."""
        return next((one for one in self.terms if one.record is record), None)

    def checklist(self, checklist_id: str) -> Checklist | None:
        """The checklist with this id."""
        return next((one for one in self.checklists if one.id == checklist_id), None)

    @field_validator("checklists")
    @classmethod
    def _unique(cls, value: tuple[Checklist, ...]) -> tuple[Checklist, ...]:
        return _once(value, "among the checklists")

    @field_validator("terms")
    @classmethod
    def _one_term_each(cls, value: tuple[Term, ...]) -> tuple[Term, ...]:
        for record in Record:
            if sum(term.record is record for term in value) > 1:
                raise ValueError(f"{record} has two terms")
        return value


def _once(listed: tuple[L, ...], where: str) -> tuple[L, ...]:
    ids = [one.id for one in listed]
    for one in ids:
        if ids.count(one) > 1:
            raise ValueError(f"{one} is listed twice {where}")
    return listed
