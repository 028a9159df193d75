"""A report desk on a store in memory, for the tests of reports and casework."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.casework.case_card import CaseCards
from handlers.casework.cases import CasesHandler
from handlers.casework.handler import CaseworkHandler
from handlers.casework.identity import IdentityHandler
from handlers.casework.words import CaseWords
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.event import FormValue, Press, Submission
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.district.reading import SAMPLE, read_district
from handlers.guidance.library import read_library
from handlers.reports.admission import Admission
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.duty_desk import DutyDesk
from handlers.reports.escalation import Escalation
from handlers.reports.intake import IntakeHandler
from handlers.reports.own import OwnHandler
from handlers.reports.own_card import OwnCards
from handlers.reports.own_desk import OwnDesk
from handlers.reports.post_office import PostOffice, Route
from handlers.reports.receipt import Receipts
from handlers.reports.reminders import Reminders
from handlers.reports.ticket import Ticket
from handlers.reports.words import Words
from storage.memory import MemoryStore
from storage.signing import SigningKey
from tests.clock import FakeClock

PLACE = Place(Channel.WEB)
DISTRICT = read_district(SAMPLE)
LIBRARY = read_library([SAMPLE.parent / name for name in DISTRICT.policies])
DUTY = next(p for p in LIBRARY.passages if p.name == DISTRICT.duty_to_report)
RECEIPTS = Receipts(DISTRICT, LIBRARY, SigningKey(bytes(32)))
ANSWERS: dict[str, FormValue] = {
    "site": "high-school",
    "urgency": "today",
    "what": "CANARY what was seen",
    "students": "CANARY Student B",
    "where": "CANARY in a chat",
    "learned_at": "2026-11-23T09:00",
    "involved": (),
}


def somebody(name: str) -> Actor:
    """A person of the district by the word before the @."""
    return Actor(Channel.WEB, name, name.title(), f"{name}@schools.example")


@dataclass
class Desk:
    """Intake, escalation and casework around one store."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock: FakeClock = field(default_factory=FakeClock)
    woken: int = 0
    district: District = DISTRICT

    def __post_init__(self) -> None:
        self.intake = IntakeHandler(self.store, self.district, DUTY, self.clock, self._wake, RECEIPTS)
        self.escalation = Escalation(self.store, self.district, self.clock)
        routes: dict[str, Route] = {
            Kind.ALERT: self.escalation,
            Kind.CLOCK: Reminders(self.district, self.clock),
            Kind.WORD: Words(self.district),
            **CaseWords(self.district).routes,
        }
        self.office = PostOffice(self.store, self.clock, {Kind.STEP: self.escalation.advance}, routes)
        admission = Admission(self.store, self.district, self.clock)
        cards = CaseCards(self.district)
        self.casework = CaseworkHandler(admission, cards, self._wake)
        self.identity = IdentityHandler(admission, cards, self._wake)
        self.cases = CasesHandler(admission, cards)
        own = OwnDesk(admission, OwnCards(self.district), self._wake)
        self.own, self.duty = OwnHandler(own, RECEIPTS), DutyDesk(own)

    def _wake(self) -> None:
        self.woken += 1

    def submit(self, state: str = "one", who: str = "teacher", **changed: FormValue) -> Reply:
        """Send the form in."""
        return self.intake.submit(_filled(state, who, changed))

    def file(self, who: str = "teacher", **changed: FormValue) -> Ticket:
        """File one report and return its ticket."""
        reply = self.intake.submit(_filled("one", who, changed))
        assert not reply.errors, reply.errors
        return self.tickets()[-1]

    def tickets(self) -> list[Ticket]:
        """Every ticket."""
        with self.store.begin() as work:
            return list(work.tickets.all())

    def run(self) -> list[Delivery]:
        """Do what the courier does, with a platform that always confirms; returns the alerts sent."""
        sent: list[Delivery] = []
        while True:
            with self.store.begin() as work:
                due = work.outbox.lease(self.clock.now(), 60, 8)
            if not due:
                return sent
            for delivery in due:
                if deed := self.office.deeds.get(delivery.kind):
                    deed(delivery)
                elif self.office.letter(delivery) is None:
                    self.office.withdrawn(delivery)
                else:
                    self.office.delivered(delivery, Channel.WEB)
                    sent.append(delivery)

    def told(self) -> list[str]:
        """The alerts alone, as the words before the @."""
        return [str(d.recipient).partition("@")[0] for d in self.run() if d.kind is Kind.ALERT]

    def press(self, who: str, action: str, number: str) -> Reply:
        """Press a button of the message."""
        return self.casework.presses[action](Press(somebody(who), PLACE, action, number))

    def trail(self) -> list[tuple[str, str]]:
        """Who did what, oldest first."""
        with self.store.begin() as work:
            return [(entry.actor.partition("@")[0], entry.action) for entry in work.audit.entries()]


def _filled(state: str, who: str, changed: Mapping[str, FormValue]) -> Submission:
    return Submission(somebody(who), PLACE, "report", {**ANSWERS, **changed}, state)
