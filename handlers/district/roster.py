"""The roster: who is away and who stands in, who is on duty, and the hours in which nobody is disturbed."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from handlers.district.calendar import Weekday
from handlers.district.fact import Email, Fact, SiteId

_MIDNIGHT = time(0)
_EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


class Deputy(Fact):
    """Who stands in for a person whenever they are away, unless the absence names somebody else."""

    person: Email
    deputy: Email

    @model_validator(mode="after")
    def _another(self) -> Self:
        if self.person == self.deputy:
            raise ValueError(f"{self.person} cannot stand in for themself")
        return self


class Absence(Fact):
    """The days somebody is away, first and last included. Why is nobody's business here."""

    person: Email
    first: date
    last: date
    deputy: Email | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"{self.person} is back before they leave: last is before first")
        if self.person == self.deputy:
            raise ValueError(f"{self.person} cannot stand in for themself")
        return self


class Duty(Fact):
    """Who is told first at these hours, and how many minutes before the ladder begins.

    `days` are 1 (Monday) to 7, of the hour at which the duty begins; an `end` not after `begin` is on
    the next day. Without `sites` it is for all of them.
    """

    people: Annotated[tuple[Email, ...], Field(min_length=1)]
    sites: tuple[SiteId, ...] = ()
    days: tuple[Weekday, ...] = _EVERY_DAY
    begin: time = _MIDNIGHT
    end: time = _MIDNIGHT
    wait_minutes: Annotated[int, Field(ge=1, le=1440)]

    def covers(self, site: str, local: datetime) -> bool:
        """Whether this duty is on at a site at a moment of the district's wall clock."""
        here = not self.sites or site in self.sites
        return here and any(begins.isoweekday() in self.days for begins in _spells(self, local))


class QuietHours(Fact):
    """The hours of the night; an `end` before `begin` is on the next day."""

    begin: time
    end: time

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if self.begin == self.end:
            raise ValueError("quiet hours end when they begin")
        return self

    def until(self, local: datetime) -> datetime | None:
        """When the quiet ends that this moment of the wall clock lies in; None where it lies in none."""
        return next((_end(self, begins) for begins in _spells(self, local)), None)


class Roster(Fact):
    """All of it. Whoever is away is not told: a deputy is, where there is one."""

    deputies: tuple[Deputy, ...] = ()
    absences: tuple[Absence, ...] = ()
    duty: tuple[Duty, ...] = ()
    quiet_hours: QuietHours | None = None

    @property
    def people(self) -> frozenset[str]:
        """Everybody it names."""
        away = {email for a in self.absences for email in (a.person, a.deputy) if email}
        pairs = {email for d in self.deputies for email in (d.person, d.deputy)}
        return frozenset(away | pairs | {email for duty in self.duty for email in duty.people})

    @property
    def sites(self) -> frozenset[str]:
        """Every site it names."""
        return frozenset(site for duty in self.duty for site in duty.sites)

    def on_duty(self, site: str, local: datetime) -> tuple[Duty, ...]:
        """The duties on at a site at a moment of the district's wall clock, in the file's order."""
        return tuple(duty for duty in self.duty if duty.covers(site, local))

    def present(self, email: str, day: date, left_out: Collection[str] = ()) -> str | None:
        """This person, or whoever stands in for them on that day; None where nobody does.

        Nobody stands in for a person who is left out, at no place of the chain: it would tell them by
        way of their deputy.
        """
        met: set[str] = set()
        current: str | None = email
        while current and current not in met and current not in left_out:
            absence = next(
                (a for a in self.absences if a.person == current and a.first <= day <= a.last), None
            )
            if absence is None:
                return current
            met.add(current)
            current = absence.deputy or self._deputy(current)
        return None

    def with_deputies(self, emails: Iterable[str]) -> frozenset[str]:
        """These people and all who may ever stand in for them."""
        found = set(emails)
        pairs = [(d.person, d.deputy) for d in self.deputies]
        pairs += [(a.person, a.deputy) for a in self.absences if a.deputy]
        while more := {deputy for person, deputy in pairs if person in found} - found:
            found |= more
        return frozenset(found)

    def _deputy(self, email: str) -> str | None:
        return next((d.deputy for d in self.deputies if d.person == email), None)


def _spells(hours: Duty | QuietHours, local: datetime) -> list[datetime]:
    """When the spell began that this moment lies in; it may have begun the day before."""
    begins = [
        datetime.combine(local.date() - timedelta(days=ago), hours.begin, local.tzinfo) for ago in (1, 0)
    ]
    return [moment for moment in begins if moment <= local < _end(hours, moment)]


def _end(hours: Duty | QuietHours, begins: datetime) -> datetime:
    days = 0 if hours.begin < hours.end else 1
    return datetime.combine(begins.date() + timedelta(days=days), hours.end, begins.tzinfo)
