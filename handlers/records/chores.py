"""Chores: what the bot does from time to time, by topic, once an occasion."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.clock import Clock
from handlers.reports.delivery import Delivery
from handlers.reports.store import Store

HEAD, SWEEP, DRILL, DRILL_END, FOLLOW_UP = "audit-head", "retention", "drill", "drill-end", "follow-up"
FIGURES = "figures"
"""The topics."""

Deed = Callable[[Delivery], datetime | None]
"""Does what is due; a moment means that it is to be tried again then.

A process may die after the deed and before it is marked, so a deed done twice must come to the same.
"""


@dataclass(frozen=True, slots=True)
class Chores:
    """Knows the deeds by topic."""

    store: Store
    clock: Clock
    deeds: Mapping[str, Deed]

    def do(self, delivery: Delivery) -> None:
        """Do it and mark it done; a topic that nobody knows any more is marked too."""
        deed = self.deeds.get(delivery.topic)
        again = deed(delivery) if deed else None
        with self.store.begin() as work:
            if again:
                work.outbox.postpone(delivery.id, again)
            else:
                work.outbox.done(delivery.id, self.clock.now())
