"""Follow-up: which checklists apply to a case, what of them is done, and by when the rest is due.

The journal says what was begun, dropped, done and undone, and by whom; what always applies begins by
itself when the report is acknowledged. The lists themselves are the district's
data, so that an item that the district drops is not asked for any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.district.model import District
from handlers.district.record_keeping import Checklist, Item, Since
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Ticket

ITEM = "item"
"""The field that names a list, `title-ix`, or an item of it, `title-ix/coordinator`."""


_FRIDAY, _WEEKEND = 4, 2
SINCE = "since"
"""The field with the day, in ISO 8601, from which a list's days count, where it is not the day it began."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The lists that apply, with the day their days count from, and the items done, with the last entry."""

    begun: Mapping[str, date]
    done: Mapping[str, Entry]

    def open_items(self, district: District) -> Sequence[tuple[Checklist, Item]]:
        """What is still to be done of the lists that apply, in the file's order."""
        lists = (one for one in district.record_keeping.checklists if one.id in self.begun)
        return [(one, item) for one in lists for item in one.items if name_of(one, item) not in self.done]


def name_of(checklist: Checklist, item: Item) -> str:
    """How the journal names an item."""
    return f"{checklist.id}/{item.id}"


def progress(work: UnitOfWork, ticket: Ticket, district: District) -> Progress:
    """As the journal has it. Raises CannotOpen."""
    begun: dict[str, date] = _of_themselves(ticket, district)
    done: dict[str, Entry] = {}
    for entry in work.journal.entries(ticket.number, EntryKind.ITEM):
        name = entry.fields.get(ITEM, "")
        if "begun" in entry.fields:
            begun.setdefault(name, _since(entry, district))
        elif "dropped" in entry.fields:
            begun.pop(name, None)
        elif "done" in entry.fields:
            done[name] = entry
        else:
            done.pop(name, None)
    return Progress(begun, done)


def last_day(item: Item, ticket: Ticket, since: date, district: District) -> date | None:
    """The last day on which it is in time, on the district's calendar; None where it has no days."""
    if item.within_days is None:
        return None
    first = _day(ticket.opened_at, district) if item.since is Since.FILED else since
    return first + timedelta(days=item.within_days)


def is_something_due(found: Progress, ticket: Ticket, district: District, today: date) -> bool:
    """Whether the days of something run out today, ran out before, or will on a Saturday or Sunday next."""
    soon = today + timedelta(days=_WEEKEND if today.weekday() == _FRIDAY else 0)
    days = (last_day(item, ticket, found.begun[one.id], district) for one, item in found.open_items(district))
    return any(day is not None and day <= soon for day in days)


def is_workday(day: date) -> bool:
    """Whether people are reminded on this day: not on Saturdays and Sundays."""
    return day.weekday() <= _FRIDAY


def _of_themselves(ticket: Ticket, district: District) -> dict[str, date]:
    """What always applies begins when a report is acknowledged."""
    if ticket.acknowledged_at is None or ticket.matter is not Matter.CONCERN or ticket.drill:
        return {}
    day = _day(ticket.acknowledged_at, district)
    return {one.id: day for one in district.record_keeping.checklists if one.always}


def _since(entry: Entry, district: District) -> date:
    given = entry.fields.get(SINCE)
    return date.fromisoformat(given) if given else _day(entry.at, district)


def _day(moment: datetime, district: District) -> date:
    return moment.astimezone(district.zone).date()
