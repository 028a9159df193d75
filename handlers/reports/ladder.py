"""The ladder of one report: who may be told, in which order."""

from collections.abc import Sequence
from datetime import datetime

from handlers.district.model import District, Step
from handlers.reports.conflict import Conflicts, named_in
from handlers.reports.ticket import Report, Reporter


def conflicts(report: Report, reporter: Reporter, district: District) -> Conflicts:
    """Read anew from the report and today's district file, so that a newer file counts too.

    The reporter is left out because nobody can acknowledge their own report.
    """
    own = {reporter.email} if reporter.email else set[str]()
    named = named_in(report.answers, report.involved, district)
    return Conflicts(named.left_out | own, named.above)


def ladder(
    site_id: str, district: District, kept_out: Conflicts, local: datetime | None = None
) -> tuple[Step, ...]:
    """The site's ladder without those who must not know, nor those who work for somebody it is about.

    At a moment of the district's wall clock whoever is on duty comes first, and a deputy stands for
    whoever is away; without one the roster is left aside. A step with nobody left is dropped, so
    that no time is lost on it. Where somebody of the last step is left out, the district's alternates
    come after all who are left: a report about the top is not for those below alone. Where no step is
    left, they are told at once; where they are all left out too, anybody on any ladder who may know.
    Empty where there is nobody at all.
    """
    site = district.site(site_id)
    duty = district.roster.on_duty(site_id, local) if site and local else ()
    first = [(turn.people, turn.wait_minutes) for turn in duty]
    steps = [(step.people, step.wait_minutes) for step in site.ladder] if site else []
    kept = [(_allowed(people, district, kept_out, local), wait) for people, wait in (*first, *steps)]
    if site and not kept_out.left_out.isdisjoint(site.ladder[-1].people):
        kept.append((_others(kept, district, kept_out, local), district.alternates_wait_minutes))
    if not any(people for people, _ in kept):
        kept = [(_alternates(district, kept_out, local), district.alternates_wait_minutes)]
    if local and not any(people for people, _ in kept):
        # Whoever is away is told before those who work for somebody it is about.
        return ladder(site_id, district, kept_out)
    if not any(people for people, _ in kept):
        everybody = sorted({email for other in district.sites for email in other.supervisors})
        kept = [(_left(tuple(everybody), kept_out), district.alternates_wait_minutes)]
    return tuple(Step(people=people, wait_minutes=wait) for people, wait in kept if people)


def first_there(site_id: str, district: District, kept_out: Conflicts, local: datetime) -> frozenset[str]:
    """Whom the ladder would tell first at this moment; empty where there is nobody at all."""
    plan = ladder(site_id, district, kept_out, local)
    return frozenset(plan[0].people if plan else ())


def readers(site_id: str, district: District, kept_out: Conflicts) -> frozenset[str]:
    """Who finds a record without a ladder in the queue: the site's supervisors, but for those left out.

    Where none of them is left, or the site is gone from the file, whoever the ladder would tell then. The
    alternates too where no records officer may know of it: nobody has it in hand, and somebody must be
    able to end it.
    """
    site = district.site(site_id)
    people = district.supervisors(site) if site else frozenset(district.alternates)
    officers = district.records_officers
    if officers and not any(may_know(email, site_id, district, kept_out) for email in officers):
        people = people.union(district.alternates)
    found = frozenset(email for email in people if may_know(email, site_id, district, kept_out))
    return found or frozenset(e for step in ladder(site_id, district, kept_out) for e in step.people)


def may_know(key: str, site_id: str, district: District, kept_out: Conflicts) -> bool:
    """Whether this person (`Actor.key`) may know of a report at the site: by the same rule as the ladder.

    Somebody who works for a person it is about may know only where nobody else is left to tell.
    """
    if key in kept_out.left_out:
        return False
    if not district.works_for(key, kept_out.above):
        return True
    return any(key in step.people for step in ladder(site_id, district, kept_out))


def _allowed(
    people: tuple[str, ...], district: District, kept_out: Conflicts, local: datetime | None
) -> tuple[str, ...]:
    """Nobody stands in for a person who is left out: that would tell them by way of their deputy."""
    there = _present(_left(people, kept_out), district, kept_out, local)
    return tuple(e for e in _left(there, kept_out) if not district.works_for(e, kept_out.above))


def _alternates(district: District, kept_out: Conflicts, local: datetime | None) -> tuple[str, ...]:
    """Those who are there and work for nobody it is about, or else all of them: somebody must be told."""
    allowed = _allowed(district.alternates, district, kept_out, local)
    return allowed or _left(district.alternates, kept_out)


def _others(
    steps: Sequence[tuple[tuple[str, ...], int]],
    district: District,
    kept_out: Conflicts,
    local: datetime | None,
) -> tuple[str, ...]:
    """The alternates who may know and are on none of these steps."""
    told = {email for people, _ in steps for email in people}
    return tuple(e for e in _allowed(district.alternates, district, kept_out, local) if e not in told)


def _present(
    people: tuple[str, ...], district: District, kept_out: Conflicts, local: datetime | None
) -> tuple[str, ...]:
    if local is None:
        return people
    there = (district.roster.present(email, local.date(), kept_out.left_out) for email in people)
    return tuple(dict.fromkeys(email for email in there if email))


def _left(people: tuple[str, ...], kept_out: Conflicts) -> tuple[str, ...]:
    return tuple(email for email in people if email not in kept_out.left_out)
