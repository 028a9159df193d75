"""The ladder of one report: who may be told, in which order."""

from dataclasses import dataclass

from handlers.district.model import District, Step
from handlers.reports.conflict import involved_people, meant_people
from handlers.reports.ticket import Report, Reporter


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Who must get no signal of a report: `left_out`; `above` are those it is certainly about."""

    left_out: frozenset[str]
    above: frozenset[str]


def conflicts(report: Report, reporter: Reporter, district: District) -> Conflicts:
    """Read anew from the report and today's district file, so that a newer file counts too.

    The reporter is left out because nobody can acknowledge their own report.
    """
    own = {reporter.email} if reporter.email else set[str]()
    named = involved_people(report.answers, report.involved, district)
    return Conflicts(named | own, meant_people(report.answers, report.involved, district))


def ladder(site_id: str, district: District, kept_out: Conflicts) -> tuple[Step, ...]:
    """The site's ladder without those who must not know, nor those who work for somebody it is about.

    A step with nobody left is dropped, so that no time is lost on it. Where no step is left, the
    district's alternates are told; where they are all left out too, anybody on any ladder who may
    know. Empty where there is nobody at all.
    """
    site = district.site(site_id)
    steps = site.ladder if site else ()
    kept = [(_allowed(step.people, district, kept_out), step.wait_minutes) for step in steps]
    if not any(people for people, _ in kept):
        kept = [(_left(district.alternates, kept_out), district.alternates_wait_minutes)]
    if not any(people for people, _ in kept):
        everybody = sorted({email for other in district.sites for email in other.supervisors})
        kept = [(_left(tuple(everybody), kept_out), district.alternates_wait_minutes)]
    return tuple(Step(people=people, wait_minutes=wait) for people, wait in kept if people)


def may_know(key: str, site_id: str, district: District, kept_out: Conflicts) -> bool:
    """Whether this person (`Actor.key`) may know of a report at the site: by the same rule as the ladder.

    Somebody who works for a person it is about may know only where nobody else is left to tell.
    """
    if key in kept_out.left_out:
        return False
    if not district.works_for(key, kept_out.above):
        return True
    return any(key in step.people for step in ladder(site_id, district, kept_out))


def _allowed(people: tuple[str, ...], district: District, kept_out: Conflicts) -> tuple[str, ...]:
    return tuple(e for e in _left(people, kept_out) if not district.works_for(e, kept_out.above))


def _left(people: tuple[str, ...], kept_out: Conflicts) -> tuple[str, ...]:
    return tuple(email for email in people if email not in kept_out.left_out)
