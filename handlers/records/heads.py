"""Heads: the end of the audit chain once a day, kept where whoever owns the database cannot reach.

With one of them `verify` finds what the chain alone cannot show: the whole database put back to an
older state, or a chain written anew by somebody who has the keyset too.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.clock import Clock
from handlers.district.model import District
from handlers.reports.delivery import Delivery
from handlers.reports.store import Link, Store, UnitOfWork

LOOK_AGAIN = timedelta(minutes=10)
"""How soon an empty trail, which has no head yet, is looked at again."""
_LINE = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2}) (\d{1,12}) ([0-9a-f]{16,200})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain as it was on a day of the district's calendar."""

    day: date
    link: Link

    def __str__(self) -> str:
        """A line to keep: day, number and signature."""
        return f"{self.day.isoformat()} {self.link.sequence} {self.link.mac}"


KeepHead = Callable[[Head], None]
"""Keeps a head elsewhere; the same day comes again where a process died in between."""


@dataclass(frozen=True, slots=True)
class DailyHead:
    """The chore of keeping it."""

    store: Store
    district: District
    clock: Clock
    keep: KeepHead

    def do(self, _delivery: Delivery) -> datetime | None:
        """Keep the head as it is now; of an empty trail there is none, and it stays due."""
        head = self.now()
        if head is None:
            return self.clock.now() + LOOK_AGAIN
        self.keep(head)
        return None

    def now(self) -> Head | None:
        """The head as it is now."""
        with self.store.begin() as work:
            link = work.audit.link()
        today = self.clock.now().astimezone(self.district.zone).date()
        return Head(today, link) if link else None


def read_heads(lines: Iterable[str]) -> list[Head]:
    """The heads in a file, or in the lines of a system's log, which put words of their own before them."""
    return [head for line in lines if (head := _head(line))]


def misfit(work: UnitOfWork, heads: Iterable[Head]) -> Head | None:
    """The first of these heads that the trail has otherwise, or not any more; None where all fit."""
    by_number = sorted(heads, key=lambda head: head.link.sequence)
    return next((head for head in by_number if work.audit.link(head.link.sequence) != head.link), None)


def _head(line: str) -> Head | None:
    found = _LINE.search(line)
    try:
        return Head(date.fromisoformat(found[1]), Link(int(found[2]), found[3])) if found else None
    except ValueError:  # no day of any calendar
        return None
