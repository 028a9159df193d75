"""Record keeping put together: its handlers, its chores, its messages, and what the counter hands out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.heads import heads_keeper
from bot.knowledge import Knowledge
from handlers.casework.case_card import CaseCards
from handlers.clock import Clock
from handlers.records import chores, notices
from handlers.records.acts import RecordsActs
from handlers.records.checklist_handler import ChecklistHandler
from handlers.records.checklist_reminder import TOPIC, ChecklistReminders
from handlers.records.drill import Drills
from handlers.records.figures import Figures
from handlers.records.handler import RecordsHandler
from handlers.records.heads import DailyHead, KeepHead
from handlers.records.keeping import Keeping
from handlers.records.occasions import occasions
from handlers.records.order_ended import OrderEnded
from handlers.records.statistics_handler import StatisticsHandler
from handlers.reports.admission import Admission
from handlers.reports.counter import Counter
from handlers.reports.delivery import Delivery
from handlers.reports.post_office import Route
from handlers.reports.roll_call import ROLL_CALL, RollCall
from handlers.reports.store import Store

Handlers = tuple[RecordsHandler, ChecklistHandler, StatisticsHandler]


@dataclass(frozen=True, slots=True)
class Records:
    """`shred` takes what was destroyed out of the database's files; `head` is the place for daily heads."""

    knowledge: Knowledge
    store: Store
    clock: Clock
    shred: Callable[[], None]
    head: str = ""

    @property
    def admission(self) -> Admission:
        """The door to every case."""
        return Admission(self.store, self.knowledge.district, self.clock)

    @property
    def keeping(self) -> Keeping:
        """What is kept how long."""
        return Keeping(self.admission, self.shred)

    @property
    def drills(self) -> Drills:
        """The drills."""
        return Drills(self.store, self.knowledge.district, self.knowledge.duty, self.clock)

    @property
    def roll_call(self) -> RollCall:
        """Who has a case and is not in the file any more."""
        return RollCall(self.store, self.knowledge.district, self.clock)

    def handlers(self, cards: CaseCards, counter: Counter, changed: Callable[[], None]) -> Handlers:
        """What answers people. `cards` should offer `handlers.records.offers.OFFERS`."""
        acts = RecordsActs(self.keeping, counter)
        return (
            RecordsHandler(self.admission, cards, acts, changed),
            ChecklistHandler(self.admission, cards, changed),
            StatisticsHandler(self.admission),
        )

    def chores(self) -> chores.Chores:
        """What Kind.CHORE comes to. Raises SetupError where the place for heads is not well formed."""
        drills = self.drills
        deeds: dict[str, chores.Deed] = {
            chores.FIGURES: Figures(self.admission).settle,
            chores.SWEEP: self.keeping.sweep,
            chores.DRILL: drills.do,
            chores.DRILL_END: drills.end,
            chores.FOLLOW_UP: ChecklistReminders(self.admission).remind,
            ROLL_CALL: self.roll_call.do,
        }
        if keep := heads_keeper(self.head):
            deeds[chores.HEAD] = self.daily_head(keep).do
        return chores.Chores(self.store, self.clock, deeds)

    def daily_head(self, keep: KeepHead) -> DailyHead:
        """The chore of keeping the head of the trail."""
        return DailyHead(self.store, self.knowledge.district, self.clock, keep)

    @property
    def routes(self) -> Mapping[str, Route]:
        """Who words the messages of record keeping, by topic."""
        policies = {policy.code: policy for policy in self.knowledge.library.policies}
        return {
            notices.POLICY_REVIEW: notices.PolicyReviews(policies, self.knowledge.district, self.clock),
            notices.RECORDS_DUE: notices.records_due(self.admission),
            notices.ORDER_WAITS: notices.orders_waiting(self.admission),
            notices.ORDER_ENDED: OrderEnded(self.knowledge.district, self.clock),
            TOPIC: ChecklistReminders(self.admission),
        }

    def due(self, now: datetime, started: datetime) -> Sequence[Delivery]:
        """What the routine is to put at this moment, in a process that started then."""
        policies = self.knowledge.library.policies
        dated = occasions(now, self.knowledge.district, policies, bool(self.head))
        return [*(_by_start(delivery, started) for delivery in dated), self.roll_call.due()]


def _by_start(delivery: Delivery, started: datetime) -> Delivery:
    """Checklists are gone through again after each start: what is on them is the file's, which may be new."""
    if delivery.topic != chores.FOLLOW_UP:
        return delivery
    return replace(delivery, id=f"{delivery.id}/{started.isoformat()}")
