"""Consent: who asked to see who reported, and what a second person said to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from handlers.district.model import District
from handlers.reports.access import Action, standing, supervises
from handlers.reports.admission import Case
from handlers.reports.anew import BEGAN_ANEW
from handlers.reports.escalation import kept_out
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.ladder import ladder, may_know
from handlers.reports.store import AuditEntry

_OTHER_HANDS = frozenset({Action.TAKE_OVER, Action.HAND_OVER, Action.CLOSE, Action.REOPEN, BEGAN_ANEW})
"""The words of the trail after which a case is in another hand, or closed, or in nobody's."""


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
    agreed_by: frozenset[str] = frozenset()
    said_at: tuple[datetime, ...] = ()

    @property
    def over(self) -> bool:
        """Whether it has led to something, or to nothing."""
        return bool(self.said & {Said.REFUSED, Said.SEEN})

    def ends_at(self, district: District) -> datetime:
        """When it has had its time, counted from the last that was said: a consent is for now."""
        last = max((self.asked.at, *self.said_at))
        return last + timedelta(days=district.cases.consent_days)


def asked_by(case: Case, district: District) -> Request | None:
    """The request of the person at the case that is not over."""
    return next((r for r in _open(case, district) if r.asked.by == case.actor), None)


def has_lapsed(case: Case, district: District) -> bool:
    """Whether somebody agreed to the last request of the person at the case, and that counts no more."""
    entries = case.work.journal.entries(case.ticket.number, EntryKind.REVEAL)
    own = (one for one in reversed(entries) if "reason" in one.fields and one.by == case.actor)
    last = next((_request(one, entries) for one in own), None)
    agreed = last is not None and bool(last.agreed_by) and not last.over
    return agreed and asked_by(case, district) is None


def asked_by_others(case: Case, district: District) -> Request | None:
    """The request of another that nobody has answered yet."""
    return next((r for r in _open(case, district) if r.asked.by != case.actor and not r.said), None)


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


def waits_for(case: Case, district: District) -> bool:
    """Whether a request waits for the word of the person at the case."""
    return asked_by_others(case, district) is not None


def reason_fields(reason: str) -> dict[str, str]:
    """What the journal keeps of a request."""
    return {"reason": reason}


def answer_fields(request: Request, said: Said) -> dict[str, str]:
    """What the journal keeps of what was said of it."""
    return {"request": request.asked.id, "said": said}


def _open(case: Case, district: District) -> list[Request]:
    """The newest first, without those that are over.

    Nor those that ended: a request lasts while whoever made it has the case in hand without a break, and for
    so many days. Nor those that are by somebody, or agreed to only by somebody, who is left out of the case
    since, or has left the district: the word of whoever it is about must not open the name.
    """
    entries = case.work.journal.entries(case.ticket.number, EntryKind.REVEAL)
    requests = [_request(one, entries) for one in reversed(entries) if "reason" in one.fields]
    current = [one for one in requests if not one.over and case.now < one.ends_at(district)]
    if not current:
        return []
    kept, site = kept_out(case.work, case.ticket, district), case.ticket.site
    trail = case.work.audit.entries(case.ticket.number)

    def counts(keys: Iterable[str]) -> bool:
        return any(supervises(key, district) and may_know(key, site, district, kept) for key in keys)

    return [
        one
        for one in current
        if counts({one.asked.by})
        and (not one.agreed_by or counts(one.agreed_by))
        and one.asked.by == case.ticket.holder
        and not _changed_hands(one.asked, trail)
    ]


def _changed_hands(asked: Entry, trail: Sequence[AuditEntry]) -> bool:
    """Whether somebody else, or nobody, had the case in hand at some time since this was asked."""
    since = [n for n, e in enumerate(trail) if e.action == Action.REVEAL and e.at <= asked.at]
    return not since or any(entry.action in _OTHER_HANDS for entry in trail[since[-1] :])


def _request(asked: Entry, entries: Sequence[Entry]) -> Request:
    answers = [(Said(e.fields["said"]), e) for e in entries if e.fields.get("request") == asked.id]
    agreed = frozenset(entry.by for said, entry in answers if said is Said.AGREED)
    said_at = tuple(entry.at for _, entry in answers)
    return Request(asked, frozenset(said for said, _ in answers), agreed, said_at)
