"""Consent: who asked to see who reported, and what a second person said to it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from handlers.district.model import District
from handlers.reports.access import Action, standing
from handlers.reports.admission import Case
from handlers.reports.escalation import kept_out
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.ladder import ladder
from handlers.reports.store import UnitOfWork


class Said(StrEnum):
    """What a later entry says of a request; written in the journal and read by people."""

    AGREED = "Agreed."
    REFUSED = "Refused."
    SEEN = "The name was shown."


@dataclass(frozen=True, slots=True)
class Request:
    """A request to see who reported, and all that was said of it since."""

    asked: Entry
    said: frozenset[Said]

    @property
    def over(self) -> bool:
        """Whether it has led to something, or to nothing."""
        return bool(self.said & {Said.REFUSED, Said.SEEN})


def asked_by(work: UnitOfWork, number: str, key: str) -> Request | None:
    """The request of this person (`Actor.key`) that is not over."""
    return next((r for r in _open(work, number) if r.asked.by == key), None)


def asked_by_others(work: UnitOfWork, number: str, key: str) -> Request | None:
    """The request of another that nobody has answered yet."""
    return next((r for r in _open(work, number) if r.asked.by != key and not r.said), None)


def who_could_agree(case: Case, district: District) -> frozenset[str]:
    """Whom to ask: the others who were told, or the next on the ladder, or the alternates.

    Only who is there that day and still supervises.
    """
    kept = kept_out(case.work, case.ticket, district)
    reporter = case.work.tickets.reporter(case.ticket.number).key
    local = case.now.astimezone(district.zone)
    plan = ladder(case.ticket.site, district, kept, local)

    def could(email: str) -> bool:
        told = replace(case.ticket, recipients=case.ticket.recipients | {email})
        there = district.roster.present(email, local.date()) == email
        found = standing(email, told, kept, reporter, district)
        return there and email != case.actor and found.may(Action.APPROVE_REVEAL)

    groups = (case.ticket.recipients, *(step.people for step in plan), district.alternates)
    found = (frozenset(email for email in group if could(email)) for group in groups)
    return next((group for group in found if group), frozenset())


def waits_for(work: UnitOfWork, number: str, key: str) -> bool:
    """Whether a request waits for this person's word."""
    return asked_by_others(work, number, key) is not None


def reason_fields(reason: str) -> dict[str, str]:
    """What the journal keeps of a request."""
    return {"reason": reason}


def answer_fields(request: Request, said: Said) -> dict[str, str]:
    """What the journal keeps of what was said of it."""
    return {"request": request.asked.id, "said": said}


def _open(work: UnitOfWork, number: str) -> list[Request]:
    """The newest first."""
    entries = work.journal.entries(number, EntryKind.REVEAL)
    asked = [entry for entry in entries if "reason" in entry.fields]
    requests = (
        Request(one, frozenset(Said(e.fields["said"]) for e in entries if e.fields.get("request") == one.id))
        for one in reversed(asked)
    )
    return [request for request in requests if not request.over]
