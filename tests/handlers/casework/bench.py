"""A bench for casework: tickets filed straight into any store, with the ladder and the router around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers.casework.case_card import CaseCards
from handlers.casework.cases import CasesHandler
from handlers.casework.handler import CaseworkHandler
from handlers.casework.identity import IdentityHandler
from handlers.casework.words import CaseWords
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Button, Buttons, Card, Facts, Text
from handlers.conversation.event import Command, FormValue, Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import Router
from handlers.district.model import District
from handlers.district.reading import SAMPLE, read_district
from handlers.district.roster import Roster
from handlers.reports.admission import Admission
from handlers.reports.delivery import Delivery, Kind, step_delivery
from handlers.reports.escalation import Escalation
from handlers.reports.journal import REPORTER, Entry, EntryKind, new_entry_id
from handlers.reports.ladder import conflicts, readers
from handlers.reports.post_office import Letter, PostOffice, Route
from handlers.reports.store import Store, UnitOfWork
from handlers.reports.ticket import Matter, Report, Reporter, Ticket, Urgency, new_number
from handlers.reports.withdrawal import withdraw
from handlers.reports.words import Words
from storage.memory import MemoryStore
from tests.clock import FakeClock

PLACE = Place(Channel.WEB)
SAMPLE_DISTRICT = read_district(SAMPLE)
# The fake clock stands still at ten in the morning; nights are tested where they matter.
DISTRICT = SAMPLE_DISTRICT.model_copy(update={"roster": Roster()})


def address(name: str) -> str:
    return f"{name}@schools.example"


def somebody(name: str, channel: Channel = Channel.WEB) -> Actor:
    """A person of the district by the word before the @."""
    return Actor(channel, name, name.title(), address(name))


@dataclass
class Plain:
    """Words to the reporter that say nothing but their topic; what supervisors get is the real thing."""

    words: Words

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        if delivery.recipient:
            return self.words.letter(work, delivery)
        return Letter("reporter", Card(delivery.topic))

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        return self.words.shown(work, delivery) if delivery.recipient else Card(delivery.topic)


@dataclass
class Bench:
    """Escalation and casework around one store."""

    store: Store = field(default_factory=MemoryStore)
    clock: FakeClock = field(default_factory=FakeClock)
    district: District = DISTRICT
    woken: int = 0

    def __post_init__(self) -> None:
        self.escalation = Escalation(self.store, self.district, self.clock)
        routes: dict[str, Route] = {Kind.ALERT: self.escalation, Kind.WORD: Plain(Words(self.district))}
        routes |= CaseWords(self.district).routes
        self.office = PostOffice(self.store, self.clock, {Kind.STEP: self.escalation.advance}, routes)
        self.admission = Admission(self.store, self.district, self.clock)
        cards = CaseCards(self.district)
        self.casework = CaseworkHandler(self.admission, cards, self._wake)
        self.identity = IdentityHandler(self.admission, cards, self._wake)
        self.cases = CasesHandler(self.admission, cards)
        self.router = Router(
            (self.cases.spec,),
            {**self.cases.presses, **self.casework.presses, **self.identity.presses},
            {**self.casework.submissions, **self.identity.submissions},
        )

    def _wake(self) -> None:
        self.woken += 1

    def file(
        self,
        what: str = "CANARY what was seen",
        who: str = "teacher",
        urgency: Urgency = Urgency.TODAY,
        site: str = "high-school",
        involved: Sequence[str] = (),
        matter: Matter = Matter.CONCERN,
        drill: bool = False,
    ) -> str:
        """File one report and return its number."""
        report = Report({"what": what}, frozenset(address(name) for name in involved))
        reporter = Reporter("CANARY Sam Lindqvist", address(who), "web", who)
        ticket = Ticket(
            new_number(), site, urgency, self.clock.now(), "447.1", "", "notice-1", matter=matter, drill=drill
        )
        if matter is Matter.CONTACT:
            kept = conflicts(report, reporter, self.district)
            ticket = replace(ticket, recipients=readers(site, self.district, kept))
        with self.store.begin() as work:
            work.tickets.file(ticket, report, reporter, ticket.number)
            if matter is Matter.CONCERN:
                work.outbox.put(step_delivery(ticket.number, 1, self.clock.now()))
        return ticket.number

    def told(self) -> list[str]:
        """Do what the courier does; gives the words before the @ of those who were alerted."""
        return [str(d.recipient).partition("@")[0] for d in self.run() if d.kind is Kind.ALERT]

    def words(self) -> list[tuple[str, str]]:
        """The same; gives who was told which topic."""
        sent = (d for d in self.run() if d.kind is Kind.WORD)
        return [((d.recipient or "reporter").partition("@")[0], d.topic) for d in sent]

    def run(self, channel: Channel = Channel.WEB) -> list[Delivery]:
        """Do what the courier does, with a platform that always confirms; returns what was sent."""
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
                    self.office.delivered(delivery, channel)
                    sent.append(delivery)

    def say(self, who: str, text: str) -> Reply:
        return self.router.answer(Command(somebody(who), PLACE, text))

    def press(self, who: str, action: str, value: str) -> Reply:
        return self.router.answer(Press(somebody(who), PLACE, action, value))

    def fill(self, who: str, form: Form | None, **values: FormValue) -> Reply:
        """Send a form in."""
        assert form
        empty: dict[str, FormValue] = {one.name: "" for one in form.fields}
        return self.router.answer(
            Submission(somebody(who), PLACE, form.name, {**empty, **values}, form.state)
        )

    def do(self, who: str, action: str, number: str, **values: FormValue) -> Reply:
        """Open a form and send it in."""
        opened = self.press(who, action, number)
        assert opened.form, lines(opened)
        return self.fill(who, opened.form, **values)

    def add(self, number: str, text: str) -> None:
        """The reporter adds something, the way their own side does it."""
        with self.store.begin() as work:
            entry = Entry(
                new_entry_id(), number, EntryKind.ADDITION, self.clock.now(), REPORTER, {"text": text}
            )
            work.journal.add(entry)
            withdraw(work, work.tickets.get(number), self.district, self.clock.now())

    def ticket(self, number: str) -> Ticket:
        with self.store.begin() as work:
            return work.tickets.get(number)

    def journal(self, number: str, *kinds: EntryKind) -> Sequence[Entry]:
        with self.store.begin() as work:
            return work.journal.entries(number, *kinds)

    def trail(self) -> list[tuple[str, str]]:
        """Who did what, oldest first."""
        with self.store.begin() as work:
            return [(entry.actor.partition("@")[0], entry.action) for entry in work.audit.entries()]

    def acknowledged(self, who: str = "principal", what: str = "CANARY what was seen") -> str:
        """A case in the hands of this person."""
        number = self.file(what)
        self.run()
        self.press(who, "case.acknowledge", number)
        self.run()
        return number


def lines(reply: Reply) -> str:
    """Everything there is to read on the cards."""
    found = []
    for card in reply.cards:
        found.append(card.title)
        for element in card.elements:
            if isinstance(element, Text):
                found.append(element.text)
            if isinstance(element, Facts):
                found += [f"{label}: {value}" for label, value in element.pairs]
    return "\n".join(found)


def buttons(reply: Reply) -> tuple[Button, ...]:
    """Every button on the cards."""
    rows = (element for card in reply.cards for element in card.elements if isinstance(element, Buttons))
    return tuple(button for row in rows for button in row.buttons)


def labels(reply: Reply) -> list[str]:
    return [button.label for button in buttons(reply)]


def later(bench: Bench, **by: float) -> list[str]:
    """Time passes; who is alerted then."""
    bench.clock.advance(**by)
    return bench.told()


def fields(form: Form | None) -> Mapping[str, object]:
    """A form's fields by name."""
    assert form
    return {one.name: one for one in form.fields}
