"""A district as its data file states it."""

from datetime import timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator, model_validator

from handlers.district.calendar import SchoolCalendar
from handlers.district.cases import Cases
from handlers.district.contacts import Contact, Route, minnesota_routes
from handlers.district.documents import Documents
from handlers.district.fact import Email, Fact, Line, SiteId
from handlers.district.holidays import LegalDays
from handlers.district.record_keeping import RecordKeeping
from handlers.district.reminders import Reminders
from handlers.district.roster import Roster


class Person(Fact):
    """Somebody the district has given a part to.

    `also_called` are other names and titles people use; `reports_to` is the e-mail address of the
    person above. A report about somebody is not for those who work for them.
    """

    email: Email
    name: Line
    title: Line
    also_called: tuple[Line, ...] = ()
    reports_to: Email | None = None

    @property
    def role(self) -> str:
        """The title without the place: `Principal` of `Principal, Moorhead High School`."""
        return self.title.partition(",")[0]


class Step(Fact):
    """One step of a ladder: whom to tell, and how many minutes to wait for an acknowledgement."""

    people: Annotated[tuple[Email, ...], Field(min_length=1)]
    wait_minutes: Annotated[int, Field(ge=1, le=1440)]

    @property
    def wait(self) -> timedelta:
        """The time until the next step."""
        return timedelta(minutes=self.wait_minutes)


class Site(Fact):
    """A school or office, with its escalation ladder, first step first."""

    id: SiteId
    name: Line
    ladder: Annotated[tuple[Step, ...], Field(min_length=1)]

    @property
    def supervisors(self) -> frozenset[str]:
        """Everybody on the ladder."""
        return frozenset(email for step in self.ladder for email in step.people)


class District(Fact):
    """All that a district says about itself.

    `known_as` are names that show a post to be about the district: schools, teams, places.
    `alternates` are told when everybody on a ladder is named in a report. A report of immediate
    danger is repeated to all every `danger_repeat_minutes` until somebody acknowledges it.
    `auditors` read the audit trail, `records_officers` keep, export and destroy records.
    `codes` is the file that says which section each of the pre-check's codes belongs to, and
    `duty_to_report` the section that asks employees to report, such as `447.1 III.D`, and `when_uncertain`
    the one that says to ask a supervisor, such as `447.1 III.C`;
    `contact_policy` is the code of the policy that asks for records of contact with students. Paths are
    relative to the data file. `contacts_checked_days` is how long a checked number is trusted,
    `routes` whom to call for what, and `legal_days` the days the law's hours are counted on. `roster`
    says who is away or on duty, `cases` how they are closed, `reminders` when a reporter is reminded of
    their own clocks, `record_keeping` how long records are kept,
    `documents` which files are taken with a report.
    `playground` lists who one may be in the local playground.
    """

    format: int
    name: Line
    known_as: Annotated[tuple[Line, ...], Field(min_length=1)]
    timezone: str
    policies: Annotated[tuple[str, ...], Field(min_length=1)]
    codes: str
    duty_to_report: Line
    when_uncertain: Line | None = None
    contact_policy: Line | None = None
    alternates: Annotated[tuple[Email, ...], Field(min_length=1)]
    alternates_wait_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    danger_repeat_minutes: Annotated[int, Field(ge=1, le=60)] = 10
    auditors: tuple[Email, ...] = ()
    records_officers: tuple[Email, ...] = ()
    people: Annotated[tuple[Person, ...], Field(min_length=1)]
    sites: Annotated[tuple[Site, ...], Field(min_length=1)]
    contacts: tuple[Contact, ...]
    contacts_checked_days: Annotated[int, Field(ge=1, le=3650)] = 180
    routes: Annotated[tuple[Route, ...], Field(min_length=1)] = Field(default_factory=minnesota_routes)
    calendar: SchoolCalendar
    legal_days: LegalDays = LegalDays()
    roster: Roster = Roster()
    cases: Cases = Cases()
    record_keeping: RecordKeeping = RecordKeeping()
    reminders: Reminders = Reminders()
    documents: Documents = Documents()
    playground: tuple[Person, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the district's wall clocks."""
        return ZoneInfo(self.timezone)

    def person(self, email: str | None) -> Person | None:
        """The person with this e-mail address, if the district names one."""
        return next((p for p in self.people if p.email == email), None)

    def works_for(self, email: str, others: frozenset[str]) -> bool:
        """Whether one of the others is anywhere above this person."""
        above, seen = self.person(email), set[str]()
        while above and above.reports_to and above.reports_to not in seen:
            seen.add(above.reports_to)
            above = self.person(above.reports_to)
        return bool(seen & others)

    def site(self, site_id: str) -> Site | None:
        """The site with this id."""
        return next((s for s in self.sites if s.id == site_id), None)

    def supervisors(self, site: Site) -> frozenset[str]:
        """Everybody on a site's ladder or its duty roster, and all who may stand in for them."""
        duty = {e for d in self.roster.duty if not d.sites or site.id in d.sites for e in d.people}
        return self.roster.with_deputies(site.supervisors | duty)

    def contact(self, contact_id: str) -> Contact | None:
        """The outside agency with this id."""
        return next((c for c in self.contacts if c.id == contact_id), None)

    @field_validator("format")
    @classmethod
    def _known_format(cls, value: int) -> int:
        if value != 1:
            raise ValueError("this program reads format 1")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not a time zone; write one such as America/Chicago")
        return value

    @field_validator("alternates", "auditors", "records_officers", "sites", "people", "contacts", "routes")
    @classmethod
    def _unique(cls, value: tuple[object, ...]) -> tuple[object, ...]:
        seen: set[object] = set()
        for one in value:
            name = one.email if isinstance(one, Person) else getattr(one, "id", one)
            if name in seen:
                raise ValueError(f"{name} is listed twice")
            seen.add(name)
        return value

    @field_validator("contacts")
    @classmethod
    def _always_shown(cls, value: tuple[Contact, ...]) -> tuple[Contact, ...]:
        for needed in ("child-protection", "emergency"):
            if not any(contact.id == needed for contact in value):
                raise ValueError(f"a contact with the id {needed} is needed: reporters are shown it")
        return value

    @model_validator(mode="after")
    def _everybody_to_call_is_known(self) -> Self:
        for route in self.routes:
            for call in route.calls:
                if call.among(self.contacts) is None:
                    wanted = " or ".join(call.contacts)
                    raise ValueError(
                        f"{wanted} is to be called by the route {route.id} but not among [[contacts]]"
                    )
        return self

    @model_validator(mode="after")
    def _everyone_known(self) -> Self:
        known = {p.email for p in self.people}
        for site in self.sites:
            for email in site.supervisors - known:
                raise ValueError(f"{email} is on the ladder of {site.id} but not among [[people]]")
        for email in {p.reports_to for p in self.people if p.reports_to} - known:
            raise ValueError(f"{email} is above somebody but not among [[people]]")
        parts = {"an alternate": self.alternates, "an auditor": self.auditors}
        parts |= {"a records officer": self.records_officers, "on the roster": tuple(self.roster.people)}
        for part, emails in parts.items():
            for email in sorted(set(emails) - known):
                raise ValueError(f"{email} is {part} but not among [[people]]")
        for site_id in sorted(self.roster.sites - {site.id for site in self.sites}):
            raise ValueError(f"{site_id} is on the roster but not among [[sites]]")
        return self
