"""Statistics for the board: counts in which nobody can find a single case, nor the lack of one.

Three rules hold together. Periods have ended and never overlap. A case from which somebody of the
district has to be left out is in nobody's count, so that the people left out see the same figures as
everybody, and all of them fit what they know. A count under the smallest told is hidden; then the
largest of each table is hidden too and no total is given, so that no difference leads back to it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.district.model import District
from handlers.district.record_keeping import Counting
from handlers.errors import CannotOpen
from handlers.reports.access import Action
from handlers.reports.escalation import kept_out
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Ticket
from handlers.reports.unopened import tell_operator

SETTLED = timedelta(days=2)
"""After the end of a period: no time to acknowledgement that is told can change any more."""

WITHIN = (
    (timedelta(minutes=30), "Report, acknowledged within 30 minutes"),
    (timedelta(hours=2), "Report, acknowledged within 2 hours"),
    (timedelta(days=1), "Report, acknowledged within a day"),
)
LATER = "Report, acknowledged later or not at all"
_OTHERS = {Matter.CONTACT: "Record of contact outside district platforms", Matter.QUESTION: "Question"}
TOO_FEW = "too few to tell"
KINDS = (*(label for _, label in WITHIN), LATER, *_OTHERS.values())


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, from `first` to before `end`, on the district's calendar."""

    first: date
    end: date

    @property
    def name(self) -> str:
        """Such as `2026-07 to 2026-12`."""
        return f"{self.first:%Y-%m} to {self.end - timedelta(days=1):%Y-%m}"

    @property
    def months(self) -> tuple[str, ...]:
        """Its months, such as `2026-07`."""
        count = (self.end.year - self.first.year) * 12 + self.end.month - self.first.month
        return tuple(f"{_later(self.first, ahead):%Y-%m}" for ahead in range(count))

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day < self.end


@dataclass(frozen=True, slots=True)
class Table:
    """Labelled cells, in order, each as it is told: a number, `under 5`, `5 or more` or TOO_FEW."""

    title: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that is told of a period. `total` is None where it would give something away.

    `unopened` is how many could not be opened and are not counted: it is for the operator alone, because
    of any of them somebody may have been left out. `anew` is the day on which a records officer had them
    worked out anew, because what was kept was lost or changed; None where nobody had.
    """

    period: Period
    tables: tuple[Table, ...]
    total: int | None
    unopened: int = 0
    anew: date | None = None

    @property
    def note(self) -> str:
        """What is said above figures that were worked out anew; empty for all others."""
        if self.anew is None:
            return ""
        on = f"{self.anew:%B} {self.anew.day}, {self.anew.year}"
        return f"Worked out anew on {on}: what was kept had been lost or changed in the database."


def last_period(now: datetime, district: District) -> Period:
    """The last one that may be told: it has ended, and what is counted in it is settled."""
    counting = district.record_keeping.statistics
    today = (now - SETTLED).astimezone(district.zone).date()
    start = date(today.year - 2, counting.first_month, 1)
    found = [Period(start, _later(start, counting.months))]
    while (following := Period(found[-1].end, _later(found[-1].end, counting.months))).end <= today:
        found.append(following)
    return found[-1]


def period_before(period: Period, counting: Counting) -> Period:
    """The one that ends where this one begins."""
    return Period(_later(period.first, -counting.months), period.first)


def statistics(work: UnitOfWork, period: Period, district: District) -> Statistics:
    """The figures of a period. Drills are never counted, nor is what cannot be opened."""
    within = [t for t in work.tickets.all() if not t.drill and period.holds(_day(t, district))]
    leaving_out = {t.number: _leaves_somebody_out(work, t, district) for t in within}
    counted = _of_known_sites([t for t in within if leaving_out[t.number] is False], district)
    unopened = sum(found is None for found in leaving_out.values())
    months = Counter(f"{_day(t, district):%Y-%m}" for t in counted)
    sites = Counter(t.site for t in counted)
    kinds = Counter(_kind(work, t) for t in counted)
    named = {site.id: site.name for site in district.sites}
    ids = (*named, *sorted(set(sites) - set(named)))
    tables = (
        ("By month", [(month, months[month]) for month in period.months]),
        ("By site", [(named.get(site, site), sites[site]) for site in ids]),
        ("By kind and time to acknowledge", [(kind, kinds[kind]) for kind in KINDS]),
    )
    smallest = district.record_keeping.statistics.smallest
    return replace(told(period, tables, smallest), unopened=unopened)


def told(
    period: Period, tables: Sequence[tuple[str, Sequence[tuple[str, int]]]], smallest: int
) -> Statistics:
    """The tables with what must be hidden hidden; they all sum up to the same.

    Where a cell is hidden, that sum must stay unknown, or it could be had by subtracting. So each table
    also hides one cell that is at least as large as any it shows, and nothing bounds that one from
    above. A table of small cells alone does bound the sum; where the figures of the others come near
    that bound, nothing is told. What is left fits every number under the smallest in every hidden cell.
    """
    counts = [[count for _, count in cells] for _, cells in tables]
    if min(min(row) for row in counts) >= smallest:
        exact = (Table(title, tuple((name, str(n)) for name, n in cells)) for title, cells in tables)
        return Statistics(period, tuple(exact), sum(counts[0]))
    safe = _is_safe(counts, smallest)
    hidden = (Table(title, _hidden(cells, smallest, safe)) for title, cells in tables)
    return Statistics(period, tuple(hidden), None)


def _is_safe(counts: Sequence[Sequence[int]], smallest: int) -> bool:
    """Judged by what the tables would show, and by nothing that they hide."""
    most = smallest - 1
    sizes = [len(row) for row in counts if max(row) < smallest]
    covered = [sorted(n for n in row if n >= smallest) for row in counts if max(row) >= smallest]
    # What is shown, and the hidden cover: larger than all shown, for of two that tie the first covers.
    least = max((sum(row[:-1]) + max([smallest, *(n + 1 for n in row[:-1])]) for row in covered), default=0)
    return all(least <= most * (size - 1) and least + most <= most * size for size in sizes)


def _hidden(cells: Sequence[tuple[str, int]], smallest: int, safe: bool) -> tuple[tuple[str, str], ...]:
    if not safe:
        return tuple((name, TOO_FEW) for name, _ in cells)
    counts = [count for _, count in cells]
    cover = counts.index(max(counts))
    return tuple((name, _word(count, smallest, i == cover)) for i, (name, count) in enumerate(cells))


def _word(count: int, smallest: int, cover: bool) -> str:
    if count < smallest:
        return f"under {smallest}"
    return f"{smallest} or more" if cover else str(count)


def _of_known_sites(tickets: Sequence[Ticket], district: District) -> Sequence[Ticket]:
    """Without those of a site that left the district's file, where they are too few to be told.

    A line of its own for such a site, also a hidden one, would say that there was a report.
    """
    counts = Counter(ticket.site for ticket in tickets)
    smallest = district.record_keeping.statistics.smallest
    return [t for t in tickets if district.site(t.site) or counts[t.site] >= smallest]


def _leaves_somebody_out(work: UnitOfWork, ticket: Ticket, district: District) -> bool | None:
    """Whether somebody must not know of it; whoever reported it knows of it and does not count here.

    None where it cannot be opened.
    """
    try:
        own = work.tickets.reporter(ticket.number).key
        return bool(kept_out(work, ticket, district).left_out - {own})
    except CannotOpen:
        tell_operator(ticket.number)
        return None


def _kind(work: UnitOfWork, ticket: Ticket) -> str:
    if ticket.matter is not Matter.CONCERN:
        return _OTHERS[ticket.matter]
    # By the trail: a ladder that began anew does not undo that somebody looked at it in time.
    entries = work.audit.entries(ticket.number)
    acts = (entry.at for entry in entries if entry.action == Action.ACKNOWLEDGE)
    first = min(acts, default=None)
    waited = first - ticket.opened_at if first else None
    return next((label for limit, label in WITHIN if waited is not None and waited <= limit), LATER)


def _day(ticket: Ticket, district: District) -> date:
    return ticket.opened_at.astimezone(district.zone).date()


def _later(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
