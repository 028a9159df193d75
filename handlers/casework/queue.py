"""The queue: the cases somebody may see, by whose they are and how long they wait."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.district.model import District
from handlers.reports.access import Action
from handlers.reports.admission import Admission
from handlers.reports.anew import BEGAN_ANEW, first_wait
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Status, Ticket, Urgency

Filter = Callable[["Viewed"], bool]
MOST = 100
"""How many cases a list holds at the most."""


@dataclass(frozen=True, slots=True)
class Viewed:
    """A ticket as one person looks at it now; `again` is when it was last reopened, or began anew."""

    ticket: Ticket
    key: str
    now: datetime
    district: District
    again: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether it is a report and not closed."""
        return self.ticket.matter is Matter.CONCERN and self.ticket.status is not Status.CLOSED

    @property
    def overdue(self) -> bool:
        """Open for longer than the first step waits, or in hand for longer than the district allows.

        Both are counted from the last beginning.
        """
        began = self.ticket.acknowledged_at or self.ticket.opened_at
        lasted = self.now - max(began, self.again or began)
        in_hand = timedelta(days=self.district.cases.overdue_days)
        allowed = in_hand if self.ticket.acknowledged_at else first_wait(self.ticket, self.district)
        return self.waits and lasted > allowed


FILTERS: Mapping[str, Filter] = {
    "mine": lambda seen: seen.waits and seen.ticket.holder == seen.key,
    "unassigned": lambda seen: seen.waits and not seen.ticket.holder,
    "overdue": lambda seen: seen.overdue,
    "acknowledged": lambda seen: seen.waits and seen.ticket.status is Status.ACKNOWLEDGED,
    "progress": lambda seen: seen.waits and seen.ticket.status is Status.IN_PROGRESS,
    "closed": lambda seen: seen.ticket.status is Status.CLOSED,
    "records": lambda seen: seen.ticket.matter is Matter.CONTACT,
}
"""The filters, by the word that is typed; the site ids of the district are filters too."""


def filter_named(word: str, district: District) -> Filter | None:
    """The filter this word stands for; None where it is none."""
    if site := district.site(word):
        return lambda seen: seen.ticket.site == site.id
    return FILTERS.get(word)


def listed(work: UnitOfWork, admission: Admission, key: str, words: Sequence[str]) -> tuple[Viewed, ...]:
    """The cases this person (`Actor.key`) may see and that fit every word; the most pressing first.

    Without a word about their state, those that wait. Words that are no filter are passed over. Each
    case on it is opened to see whether they may, so that it ends after MOST.
    """
    district, now = admission.district, admission.clock.now()
    chosen = [found for word in words if (found := filter_named(word, district))]
    if not any(word in FILTERS for word in words):
        chosen.append(lambda seen: seen.waits)
    # Questions have a list of their own.
    everything = (
        _viewed(work, Viewed(t, key, now, district))
        for t in work.tickets.all()
        if t.matter is not Matter.QUESTION
    )
    fitting = sorted((seen for seen in everything if all(fits(seen) for fits in chosen)), key=_pressing)
    visible = (seen for seen in fitting if admission.glance(work, key, seen.ticket, Action.SEE))
    return tuple(itertools.islice(visible, MOST))


def _viewed(work: UnitOfWork, seen: Viewed) -> Viewed:
    """With its last beginning from the trail, looked up only where it seems overdue, whoever asks."""
    if not seen.overdue:
        return seen
    begun = (e.at for e in work.audit.entries(seen.ticket.number) if e.action in (Action.REOPEN, BEGAN_ANEW))
    return replace(seen, again=max(begun, default=None))


def _pressing(seen: Viewed) -> tuple[bool, bool, bool, float]:
    """Of those that wait the oldest first, of those that are closed the newest."""
    ticket = seen.ticket
    danger = ticket.urgency is Urgency.DANGER
    age = -ticket.closed_at.timestamp() if ticket.closed_at else ticket.opened_at.timestamp()
    return not danger, ticket.status is not Status.OPEN, not seen.overdue, age
