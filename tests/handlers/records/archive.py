"""Record keeping around a bench of casework: cases in every state, with the router that people meet."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from handlers.casework.case_card import CaseCards
from handlers.casework.cases import CasesHandler
from handlers.casework.handler import CaseworkHandler
from handlers.casework.identity import IdentityHandler
from handlers.casework.words import CaseWords
from handlers.conversation.router import Router
from handlers.district.model import District
from handlers.district.record_keeping import RecordKeeping
from handlers.records import chores, export
from handlers.records.acts import RecordsActs
from handlers.records.checklist_handler import ChecklistHandler
from handlers.records.checklist_reminder import TOPIC, ChecklistReminders
from handlers.records.drill import Drills
from handlers.records.figures import Figures
from handlers.records.handler import RecordsHandler
from handlers.records.keeping import Keeping
from handlers.records.notices import ORDER_ENDED, ORDER_WAITS, RECORDS_DUE, orders_waiting, records_due
from handlers.records.occasions import occasions
from handlers.records.offers import OFFERS
from handlers.records.order_ended import OrderEnded
from handlers.records.statistics_handler import StatisticsHandler
from handlers.reports.counter import Counter
from handlers.reports.delivery import Kind, chore_delivery
from handlers.reports.post_office import PostOffice, Route
from handlers.reports.reminders import Reminders
from handlers.reports.words import Words
from storage import schema
from storage.keyset import create_keyset
from storage.work import open_store
from tests.handlers.casework.bench import DISTRICT, Bench
from tests.handlers.reports.desk import DUTY

RECORDS, CHAIR = "records", "chair"


def district(**changed: object) -> District:
    """The bench's district with other rules of record keeping."""
    keeping = RecordKeeping.model_validate({**DISTRICT.record_keeping.model_dump(), **changed})
    return DISTRICT.model_copy(update={"record_keeping": keeping})


@dataclass
class Archive(Bench):
    """A bench with record keeping on it. `shredded` counts how often the files were cleaned."""

    shredded: int = 0
    address: str = "https://bot.example.org"
    extra: Mapping[str, Route] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        cards = CaseCards(self.district, OFFERS)
        self.counter = Counter(
            self.admission, export.errands(self.district), lambda: self.address, self._wake
        )
        self.keeping = Keeping(self.admission, self._shred)
        self.drills = Drills(self.store, self.district, DUTY, self.clock)
        handlers = (
            CaseworkHandler(self.admission, cards, self._wake, self.keeping.answerable),
            RecordsHandler(self.admission, cards, RecordsActs(self.keeping, self.counter), self._wake),
            ChecklistHandler(self.admission, cards, self._wake),
            IdentityHandler(self.admission, cards, self._wake),
        )
        figures, cases = StatisticsHandler(self.admission), CasesHandler(self.admission, cards)
        presses = {press: do for one in (*handlers, figures, cases) for press, do in one.presses.items()}
        forms = {form: do for one in handlers for form, do in one.submissions.items()}
        self.router = Router((handlers[1].spec, figures.spec, cases.spec), presses, forms)
        self._post()

    def _post(self) -> None:
        routes: dict[str, Route] = {
            Kind.ALERT: self.escalation,
            Kind.CLOCK: Reminders(self.district, self.clock),
            Kind.WORD: Words(self.district),
            RECORDS_DUE: records_due(self.admission),
            ORDER_WAITS: orders_waiting(self.admission),
            ORDER_ENDED: OrderEnded(self.district, self.clock),
            TOPIC: ChecklistReminders(self.admission),
            **CaseWords(self.district).routes,
            **self.extra,
        }
        deeds: dict[str, chores.Deed] = {
            chores.FIGURES: Figures(self.admission).settle,
            chores.SWEEP: self.keeping.sweep,
            chores.DRILL: self.drills.do,
            chores.DRILL_END: self.drills.end,
            chores.FOLLOW_UP: ChecklistReminders(self.admission).remind,
        }
        done = chores.Chores(self.store, self.clock, deeds)
        self.office = PostOffice(
            self.store, self.clock, {Kind.STEP: self.escalation.advance, Kind.CHORE: done.do}, routes
        )

    def _shred(self) -> None:
        self.shredded += 1

    def tick(self) -> None:
        """What the routine does every few minutes."""
        due = partial(occasions, district=self.district, policies=(), keeps_heads=False)
        with self.store.begin() as work:
            for delivery in due(self.clock.now()):
                work.outbox.put(delivery)

    def sweep(self) -> None:
        """What the routine and the courier do once a day."""
        self.keeping.sweep(chore_delivery(chores.SWEEP, "now", self.clock.now()))

    def closed(self, who: str = "principal", what: str = "CANARY what was seen") -> str:
        """A case that was acknowledged and closed, and whose reporter has no clock running any more."""
        number = self.acknowledged(who, what)
        self.do(who, "case.close", number, outcome="school", note="CANARY done")
        self.clock.advance(days=1, minutes=2)
        self.run()
        return number

    def change(self, number: str, **values: object) -> None:
        """Set what a ticket's row says, as time and people would have."""
        with self.store.begin() as work:
            work.tickets.save(replace(work.tickets.get(number), **values))  # type: ignore[arg-type]

    def exists(self, number: str) -> bool:
        with self.store.begin() as work:
            return any(ticket.number == number for ticket in work.tickets.all())

    def details(self, number: str) -> list[tuple[str, str, str]]:
        """Who did what to one ticket, with the detail."""
        with self.store.begin() as work:
            entries = work.audit.entries(number)
        return [(entry.actor.partition("@")[0], entry.action, entry.detail) for entry in entries]

    def now(self) -> datetime:
        return self.clock.now()


@contextmanager
def archive_at(folder: Path) -> Iterator[Archive]:
    """One over SQLite, `smpolicy.db` in this folder, for who goes behind the program's back."""
    url = f"sqlite:///{folder}/smpolicy.db"
    schema.upgrade(url)
    store = open_store(url, create_keyset(folder / "keyset.json"))
    yield Archive(store)
    store.close()
