"""Follow-up: which checklists apply to a case, what of them is done, and by when the rest is due.

The journal says what was begun, done and undone, and by whom; the lists themselves are the district's
data, so that an item that the district drops is not asked for any more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from handlers.district.model import District
from handlers.district.record_keeping import Checklist, Item, Since
from handlers.district.wall_clock import earliest
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Ticket

ITEM = "item"
"""The field that names a list, `title-ix`, or an item of it, `title-ix/coordinator`."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The lists begun and when, and the items done, with the last entry on each."""

    begun: Mapping[str, datetime]
    done: Mapping[str, Entry]

    def open_items(self, district: District) -> Sequence[tuple[Checklist, Item]]:
        """What is still to be done of the lists that apply, in the file's order."""
        lists = (one for one in district.record_keeping.checklists if one.id in self.begun)
        return [(one, item) for one in lists for item in one.items if name_of(one, item) not in self.done]


def name_of(checklist: Checklist, item: Item) -> str:
    """How the journal names an item."""
    return f"{checklist.id}/{item.id}"


def progress(work: UnitOfWork, ticket: Ticket) -> Progress:
    """As the journal has it. Raises CannotOpen."""
    return read_progress(work.journal.entries(ticket.number, EntryKind.ITEM))


def read_progress(entries: Iterable[Entry]) -> Progress:
    """The same from the entries, oldest first."""
    begun: dict[str, datetime] = {}
    done: dict[str, Entry] = {}
    for entry in entries:
        name = entry.fields.get(ITEM, "")
        if "begun" in entry.fields:
            begun.setdefault(name, entry.at)
        elif "done" in entry.fields:
            done[name] = entry
        else:
            done.pop(name, None)
    return Progress(begun, done)


def last_day(item: Item, ticket: Ticket, begun: datetime, district: District) -> date | None:
    """The last day on which it is in time, on the district's calendar; None where it has no days."""
    if item.within_days is None:
        return None
    since = ticket.opened_at if item.since is Since.FILED else begun
    return since.astimezone(district.zone).date() + timedelta(days=item.within_days)


def reminded_at(day: date, district: District) -> datetime:
    """When its holder is reminded: as work begins on the last day."""
    return earliest(datetime.combine(day, district.calendar.begin), district.zone).astimezone(UTC)
