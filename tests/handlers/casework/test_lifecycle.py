"""The life of cases and their ladders, whatever people and the courier do, in any order."""

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from handlers.casework.case_card import CaseCards
from handlers.conversation.actor import Channel
from handlers.conversation.form import ChoiceField
from handlers.conversation.router import Router
from handlers.district.model import Step
from handlers.district.roster import Absence
from handlers.records import export
from handlers.records.acts import RecordsActs
from handlers.records.handler import RecordsHandler
from handlers.records.keeping import Keeping
from handlers.records.offers import OFFERS
from handlers.reports.access import Action
from handlers.reports.anew import GIVEN_BACK, rise_to_danger
from handlers.reports.counter import Counter
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.escalation import kept_out
from handlers.reports.exchange import tell_supervisors
from handlers.reports.journal import EntryKind, new_entry_id
from handlers.reports.ladder import ladder
from handlers.reports.roll_call import RollCall
from handlers.reports.store import Store
from handlers.reports.ticket import Status, Urgency
from storage import schema
from storage.keyset import create_keyset
from storage.memory import MemoryStore
from storage.work import open_store
from tests.handlers.casework.bench import SAMPLE_DISTRICT, Bench, address, buttons, fields, lines
from tests.handlers.reports.test_roll_call import without

SUPERVISORS = ("principal", "assistant", "activities", "superintendent", "elementary", "chair")
NAMES = {
    "principal": "Marit Solberg",
    "assistant": "Daniel Reyes",
    "activities": "Hodan Abdi",
    "superintendent": "Thomas Whitefeather",
    "elementary": "Karin Halvorson",
    "chair": "Lena Nguyen",
}
TITLES = {
    "activities": "the activities director",
    "superintendent": "the superintendent",
    "chair": "the chairwoman",
}
HELD = {Status.ACKNOWLEDGED, Status.IN_PROGRESS}
who = st.sampled_from(SUPERVISORS)


@dataclass
class Expected:
    """What the outside knows of one case."""

    out: set[str] = field(default_factory=lambda: {"teacher"})
    about: set[str] = field(default_factory=set)


@dataclass
class Cabinet(Bench):
    """A bench with holds and exports."""

    def __post_init__(self) -> None:
        super().__post_init__()
        errands = export.errands(self.district)
        counter = Counter(self.admission, errands, lambda: "https://bot.example.org", self._wake)
        acts = RecordsActs(Keeping(self.admission, self._wake), counter)
        records = RecordsHandler(self.admission, CaseCards(self.district, OFFERS), acts, self._wake)
        self.router = Router(
            (self.cases.spec, records.spec),
            {**self.router.presses, **records.presses},
            {**self.router.submissions, **records.submissions},
        )


class Lifecycle(RuleBasedStateMachine):
    """People, a clock and a courier that may die, around a store."""

    cases = Bundle("cases")

    def __init__(self) -> None:
        super().__init__()
        self.bench = Cabinet(self.make_store(), district=SAMPLE_DISTRICT)
        self.expected: dict[str, Expected] = {}
        self.asleep: list[Delivery] = []
        self.left: set[str] = set()

    def make_store(self) -> Store:
        return MemoryStore()

    # --- what people do --------------------------------------------------------------------------
    @rule(
        target=cases,
        urgency=st.sampled_from(Urgency),
        site=st.sampled_from(["high-school", "robert-asp"]),
        named=st.sets(who, max_size=2),
    )
    @precondition(lambda self: len(self.expected) < 3)
    def file(self, urgency: Urgency, site: str, named: set[str]) -> str:
        return self._filed(urgency, site, named)

    @rule(
        target=cases,
        urgency=st.sampled_from(Urgency),
        named=st.sampled_from(["principal", "superintendent", "chair"]),
    )
    @precondition(lambda self: len(self.expected) < 3)
    def file_about_somebody_addressed(self, urgency: Urgency, named: str) -> str:
        number = self.bench.file(f"Mr. {NAMES[named].split()[-1]} hit him", urgency=urgency)
        self.expected[number] = Expected({"teacher", named}, {named})
        self.the_courier_goes_round()
        self.the_courier_goes_round()
        return number

    @rule(target=cases, urgency=st.sampled_from(Urgency), data=st.data())
    @precondition(lambda self: len(self.expected) < 3)
    def file_what_is_soon_closed(self, urgency: Urgency, data: st.DataObject) -> str:
        """A quiet case from its beginning to its end, which chance alone seldom gets to."""
        number = self._filed(urgency, "high-school", set())
        self.the_courier_goes_round()
        told = sorted(self.bench.ticket(number).recipients)
        if told:
            name = data.draw(st.sampled_from(told)).partition("@")[0]
            self.acknowledge(number, name)
            self.close(number, name)
        return number

    @rule(number=cases, name=who)
    @precondition(lambda self: not self.left)  # a name is looked for in the file
    def add_a_name(self, number: str, name: str) -> None:
        self.bench.add(number, f"{NAMES[name]} was there too")
        self.expected[number].out.add(name)

    @rule(number=cases, name=who)
    def acknowledge(self, number: str, name: str) -> None:
        before = self.bench.ticket(number)
        reply = self.bench.press(name, "case.acknowledge", number)
        after = self.bench.ticket(number)
        if name in self.left:
            assert after.holder != address(name)
        elif self._refused(name, number):
            assert "no case" in lines(reply)
            assert after.holder != address(name)
        elif before.status is Status.OPEN:
            assert after.holder == after.acknowledged_by == address(name)
        else:  # whoever left the district may be taken off it
            assert replace(after, recipients=before.recipients, holder=before.holder) == before
            assert after.holder in {before.holder, None}
        if after.holder == address(name):
            assert not self._answer_awaited(number)

    @rule(number=cases, name=who)
    def take_over(self, number: str, name: str) -> None:
        before = self.bench.ticket(number)
        self.bench.press(name, "case.take-over", number)
        after = self.bench.ticket(number)
        held = before.holder if str(before.holder).partition("@")[0] not in self.left else None
        if name in self.left or self._refused(name, number) or (before.status is Status.CLOSED and held):
            assert after.holder in {before.holder, held}
        else:
            assert after.holder == address(name)
        assert (after.status is Status.CLOSED) == (before.status is Status.CLOSED)

    @rule(number=cases, name=who, data=st.data())
    def hand_over(self, number: str, name: str, data: st.DataObject) -> None:
        opened = self.bench.press(name, "case.hand-over", number)
        if opened.form is None:
            return
        choice = fields(opened.form)["to"]
        assert isinstance(choice, ChoiceField)
        offered = [option.value for option in choice.options]
        assert not {email.partition("@")[0] for email in offered} & self.expected[number].out
        to = data.draw(st.sampled_from(offered))
        self.bench.fill(name, opened.form, to=to)
        assert self.bench.ticket(number).holder == to
        assert self._answer_awaited(number)

    @rule(number=cases, name=who)
    def recuse(self, number: str, name: str) -> None:
        opened = self.bench.press(name, "case.recuse", number)
        if opened.form:
            self.bench.fill(name, opened.form, sure="yes")
            self.expected[number].out.add(name)
            assert self.bench.ticket(number).holder != address(name)

    @rule(number=cases, name=who)
    def close(self, number: str, name: str) -> None:
        opened = self.bench.press(name, "case.close", number)
        if opened.form:
            self.bench.fill(name, opened.form, outcome="school", note="done")
            assert self.bench.ticket(number).status is Status.CLOSED

    @rule(recuses=st.booleans(), data=st.data())
    @precondition(lambda self: self._closed())
    def whoever_closed_it_leaves(self, recuses: bool, data: st.DataObject) -> None:
        """Of their own will, or the district."""
        number = data.draw(st.sampled_from(self._closed()))
        name = str(self.bench.ticket(number).holder).partition("@")[0]
        if recuses:
            self.recuse(number, name)
        elif not self.left and name in {"principal", "assistant", "activities"}:
            self.somebody_leaves_the_district(name)

    @rule(data=st.data())
    @precondition(lambda self: self._closed(in_hand=False))
    def the_reporter_adds_something_once_it_is_closed(self, data: st.DataObject) -> None:
        """Also where nobody of the file has it in hand any more."""
        self.the_reporter_adds_something(data.draw(st.sampled_from(self._closed(in_hand=False))))

    @rule(number=cases, name=who)
    def reopen(self, number: str, name: str) -> None:
        opened = self.bench.press(name, "case.reopen", number)
        if opened.form:
            self.bench.fill(name, opened.form, reason="again")
            assert self.bench.ticket(number).holder == address(name)

    @rule(number=cases, name=who)
    def ask_the_reporter(self, number: str, name: str) -> None:
        before = self.bench.ticket(number)
        opened = self.bench.press(name, "case.ask", number)
        in_hand = before.holder == address(name) and name not in self.left
        in_hand = in_hand and not self._refused(name, number)
        assert bool(opened.form) == (in_hand and before.status is not Status.OPEN)
        if opened.form:
            self.bench.fill(name, opened.form, question="How are they treated?")
            after = self.bench.ticket(number)
            assert after.holder == before.holder
            assert after.closed_at == before.closed_at
            assert (after.status is Status.CLOSED) == (before.status is Status.CLOSED)

    @rule(number=cases, name=who)
    def ask_who_reported(self, number: str, name: str) -> None:
        opened = self.bench.press(name, "case.reveal", number)
        if opened.form and opened.form.submit:
            self.bench.fill(name, opened.form, reason="because")

    @rule(number=cases, name=who, answer=st.sampled_from(["agree", "refuse"]))
    def answer_who_asked(self, number: str, name: str, answer: str) -> None:
        opened = self.bench.press(name, "case.consent", number)
        if opened.form:
            self.bench.fill(name, opened.form, answer=answer)

    @rule(number=cases, author=who, named=who)
    @precondition(lambda self: not self.left)  # a name is looked for in the file
    def name_somebody_in_a_note(self, number: str, author: str, named: str) -> None:
        holder = self.bench.ticket(number).holder
        opened = self.bench.press(author, "case.note", number)
        if opened.form:
            self.bench.fill(author, opened.form, note=f"I asked {NAMES[named]} about it")
            if named != author:
                self.expected[number].out.add(named)
                assert holder != address(named) or self.bench.ticket(number).holder != holder

    @rule(number=cases, author=who, named=who)
    @precondition(lambda self: not self.left)  # a name is looked for in the file
    def name_somebody_in_the_last_line(self, number: str, author: str, named: str) -> None:
        opened = self.bench.press(author, "case.note", number)
        if opened.form:
            self.bench.fill(author, opened.form, note=f"I spoke with her.\nIt was {NAMES[named]}")
            if named != author:
                self.expected[number].out.add(named)
                assert self.bench.ticket(number).holder != address(named)

    @rule(number=cases, author=who, named=who)
    @precondition(lambda self: not self.left)  # a name is looked for in the file
    def name_somebody_in_the_reason_to_ask_who_reported(self, number: str, author: str, named: str) -> None:
        opened = self.bench.press(author, "case.reveal", number)
        if opened.form and opened.form.submit:
            self.bench.fill(author, opened.form, reason=f"I suspect {NAMES[named]}")
            kept = "reason" in str([e.fields for e in self.bench.journal(number, EntryKind.REVEAL)][-1:])
            if named != author and kept:
                self.expected[number].out.add(named)

    @rule(number=cases, author=who, named=st.sampled_from(sorted(TITLES)))
    @precondition(lambda self: not self.left)  # a name is looked for in the file
    def call_somebody_by_title_in_a_note(self, number: str, author: str, named: str) -> None:
        holder = self.bench.ticket(number).holder
        opened = self.bench.press(author, "case.note", number)
        # Whoever has it in hand may be called by title; what that means is told in the tests of mentions.
        if opened.form and named != author and holder != address(named):
            self.bench.fill(author, opened.form, note=f"I asked {TITLES[named]} about it")
            self.expected[number].out.add(named)

    @rule(
        number=cases,
        named=who,
        press=st.sampled_from(["records.hold", "records.lift", "records.export"]),
        data=st.data(),
    )
    @precondition(lambda self: not self.left)  # a name is looked for in the file
    def name_somebody_in_the_reason_of_a_hold_or_an_export(
        self, number: str, named: str, press: str, data: st.DataObject
    ) -> None:
        self.the_courier_goes_round()
        told = sorted(self.bench.ticket(number).recipients) or [address("principal")]
        author = data.draw(st.sampled_from(told)).partition("@")[0]
        self.bench.press(author, "case.acknowledge", number)  # only whoever has it in hand is offered these
        opened = self.bench.press(author, press, number)
        if opened.form and opened.form.submit:
            before = len(self.bench.journal(number, EntryKind.ORDER))
            self.bench.fill(author, opened.form, reason=f"It was {NAMES[named]}", kind="pdf")
            assert len(self.bench.journal(number, EntryKind.ORDER)) == before + 1
            if named != author:
                self.expected[number].out.add(named)
                assert self.bench.ticket(number).holder != address(named)

    @rule(number=cases, name=who, marked=who)
    @precondition(lambda self: not self.left)  # a name is looked for in the file
    def leave_somebody_out(self, number: str, name: str, marked: str) -> None:
        opened = self.bench.press(name, "case.leave-out", number)
        if opened.form and name != marked:
            self.bench.fill(name, opened.form, people=(address(marked),))
            self.expected[number].out.add(marked)

    @rule(number=cases)
    def the_reporter_says_that_it_is_danger_now(self, number: str) -> None:
        with self.bench.store.begin() as work:
            rise_to_danger(work, work.tickets.get(number), self.bench.clock.now())
        ticket = self.bench.ticket(number)
        assert (ticket.status, ticket.urgency) == (Status.OPEN, Urgency.DANGER)

    @rule(number=cases)
    def the_reporter_adds_something(self, number: str) -> None:
        with self.bench.admission.to(address("teacher"), number, Action.ADD) as case:
            ticket = tell_supervisors(case, "addition", new_entry_id(), self.bench.district)
            told = {d.recipient for d in case.work.outbox.waiting(number) if d.topic == "addition"}
            owed = {d.kind for d in case.work.outbox.waiting(number)}
        heard = {ticket.holder} if ticket.holder else ticket.recipients
        assert heard <= told
        readers = {email for email in told if email and self._reads(email, number)}
        assert readers or Kind.STEP in owed
        today = self.bench.clock.now().astimezone(self.bench.district.zone).date()
        away = ticket.holder and self.bench.district.roster.present(ticket.holder, today) != ticket.holder
        assert not away or len(told) > 1 or not self._plan(number)

    # --- what the district does -------------------------------------------------------------------
    @rule(name=who)
    def somebody_is_away(self, name: str) -> None:
        day = self.bench.clock.now().astimezone(self.bench.district.zone).date()
        absence = Absence(person=address(name), first=day, last=day + timedelta(days=1))
        roster = self.bench.district.roster
        absences = (*roster.absences, absence)
        self._file(roster=roster.model_copy(update={"absences": absences}))

    @rule()
    def everybody_is_back(self) -> None:
        self._file(roster=self.bench.district.roster.model_copy(update={"absences": ()}))

    @rule(name=st.sampled_from(["principal", "assistant", "activities"]))
    @precondition(lambda self: not self.left)
    def somebody_leaves_the_district(self, name: str) -> None:
        self.left.add(name)
        self.bench = Cabinet(self.bench.store, self.bench.clock, without(name, self.bench.district))
        self._roll_call()

    @rule()
    def the_file_is_as_it_was(self) -> None:
        self.left.clear()
        self.bench = Cabinet(self.bench.store, self.bench.clock, SAMPLE_DISTRICT)
        self._roll_call()

    def _file(self, **update: object) -> None:
        changed = self.bench.district.model_copy(update=update)
        self.bench = Cabinet(self.bench.store, self.bench.clock, changed)
        self._roll_call()

    def _roll_call(self) -> None:
        """As after each start with a changed file."""
        roll_call = RollCall(self.bench.store, self.bench.district, self.bench.clock)
        roll_call.do(roll_call.due())

    def _reads(self, email: str, number: str) -> bool:
        return self.bench.press(email.partition("@")[0], "case.read", number).form is not None

    def _filed(self, urgency: Urgency, site: str, named: set[str]) -> str:
        said = " ".join(NAMES[name] for name in sorted(named))
        number = self.bench.file(f"It was {said}", urgency=urgency, site=site)
        self.expected[number] = Expected({"teacher", *named})
        return number

    def _closed(self, in_hand: bool = True) -> list[str]:
        closed = (t for t in map(self.bench.ticket, self.expected) if t.status is Status.CLOSED)
        return [ticket.number for ticket in closed if ticket.holder or not in_hand]

    def _plan(self, number: str) -> tuple[Step, ...]:
        """Whom the ladder would tell at this hour."""
        district = self.bench.district
        with self.bench.store.begin() as work:
            ticket = work.tickets.get(number)
            local = self.bench.clock.now().astimezone(district.zone)
            return ladder(ticket.site, district, kept_out(work, ticket, district), local)

    # --- what time and the courier do ------------------------------------------------------------
    @rule(minutes=st.sampled_from([1, 10, 30, 60, 600]))
    def time_passes(self, minutes: int) -> None:
        self.bench.clock.advance(minutes=minutes)

    @rule(number=cases)
    def the_next_step_comes_due(self, number: str) -> None:
        with self.bench.store.begin() as work:
            due = [d.due_at for d in work.outbox.waiting(number) if d.kind is Kind.STEP]
        if due and due[0] > self.bench.clock.now():
            self.bench.clock.advance(seconds=(due[0] - self.bench.clock.now()) / timedelta(seconds=1))

    @rule()
    def the_courier_goes_round(self) -> None:
        for delivery in self._leased(limit=100):
            self._bring(delivery)

    @rule(dies=st.sampled_from(["before", "after"]))
    def the_courier_dies_around_the_sending(self, dies: str) -> None:
        for delivery in self._leased(limit=2):
            if dies == "after" and delivery.kind in {Kind.ALERT, Kind.WORD}:
                self._send(delivery)
            self.asleep.append(delivery)

    @rule(number=cases, data=st.data())
    def somebody_told_acknowledges_between_the_lease_and_what_is_due(
        self, number: str, data: st.DataObject
    ) -> None:
        self.the_next_step_comes_due(number)
        leased = self._leased(limit=100)
        if told := sorted(self.bench.ticket(number).recipients):
            name = data.draw(st.sampled_from(told)).partition("@")[0]
            self.bench.press(name, "case.acknowledge", number)
        for delivery in leased:
            self._bring(delivery)

    @rule()
    def a_courier_thought_dead_goes_on(self) -> None:
        while self.asleep:
            self._bring(self.asleep.pop())

    def _leased(self, limit: int) -> list[Delivery]:
        with self.bench.store.begin() as work:
            return list(work.outbox.lease(self.bench.clock.now(), 60, limit))

    def _bring(self, delivery: Delivery) -> None:
        if deed := self.bench.office.deeds.get(delivery.kind):
            deed(delivery)
        elif self._send(delivery):
            self.bench.office.delivered(delivery, Channel.WEB)
        else:
            self.bench.office.withdrawn(delivery)

    def _send(self, delivery: Delivery) -> bool:
        """What leaves the house is held against what the outside knows at that moment."""
        letter = self.bench.office.letter(delivery)
        if letter is None:
            return False
        assert letter.recipient.partition("@")[0] not in self.expected[delivery.ticket].out | self.left
        if delivery.kind is Kind.ALERT:
            assert self.bench.ticket(delivery.ticket).status is Status.OPEN
            assert not self._is_below(letter.recipient, delivery.ticket) or not self._others(delivery.ticket)
        return True

    def _is_below(self, email: str, number: str) -> bool:
        about = frozenset(map(address, self.expected[number].about))
        return self.bench.district.works_for(email, about)

    def _others(self, number: str) -> set[str]:
        """Who is there to be told and works for nobody it is about."""
        district = self.bench.district
        site = district.site(self.bench.ticket(number).site)
        assert site
        today = self.bench.clock.now().astimezone(district.zone).date()
        people = {e for e in (*site.supervisors, *district.alternates) if not self._is_below(e, number)}
        out = set(map(address, self.expected[number].out))
        return {e for e in people - out if district.roster.present(e, today) == e}

    # --- what always holds -----------------------------------------------------------------------
    @invariant()
    def an_open_case_owes_a_step_and_no_other_does(self) -> None:
        for number in self.expected:
            ticket = self.bench.ticket(number)
            with self.bench.store.begin() as work:
                waiting = work.outbox.waiting(number)
            steps = [owed.topic == GIVEN_BACK for owed in waiting if owed.kind is Kind.STEP]
            # In hand, at most the way back from whoever was handed the case and has not answered.
            assert steps == [False] if ticket.status is Status.OPEN else steps in ([], [True])
            assert ticket.status is not Status.CLOSED or not steps
            assert ticket.status is Status.OPEN or Kind.ALERT not in {owed.kind for owed in waiting}

    @invariant()
    def a_case_in_hand_has_one_holder_who_may_have_it(self) -> None:
        for number, expected in self.expected.items():
            ticket = self.bench.ticket(number)
            assert (ticket.holder is not None) >= (ticket.status in HELD)
            assert ticket.status is not Status.OPEN or ticket.holder is None
            assert not {email.partition("@")[0] for email in ticket.recipients} & expected.out
            assert ticket.holder is None or ticket.holder in ticket.recipients
            if ticket.status is not Status.CLOSED:
                assert str(ticket.holder).partition("@")[0] not in self.left

    @invariant()
    def whoever_is_kept_out_finds_nothing(self) -> None:
        for number, expected in self.expected.items():
            for name in expected.out:
                assert number not in str(self.bench.say(name, "cases closed"))
                found = buttons(self.bench.say(name, "cases"))
                assert number not in {button.value for button in found}
                inbox = self.bench.office.inbox(address(name), Channel.WEB)
                shown = [card for delivery, card in inbox if delivery.startswith(number)]
                assert name == "teacher" or not shown

    @invariant()
    def the_trail_fits(self) -> None:
        with self.bench.store.begin() as work:
            assert work.audit.verify() is None

    def teardown(self) -> None:
        """An open case with somebody left to tell is told to somebody within two days."""
        self.a_courier_thought_dead_goes_on()
        for number in self.expected:
            ticket = self.bench.ticket(number)
            if ticket.status is not Status.OPEN:
                continue
            with self.bench.store.begin() as work:
                plan = ladder(ticket.site, self.bench.district, kept_out(work, ticket, self.bench.district))
            told = set()
            for _ in range(8):
                self.bench.clock.advance(hours=6)
                told |= {d.recipient for d in self.bench.run() if d.kind is Kind.ALERT and d.ticket == number}
            assert bool(told) == bool(plan)

    def _answer_awaited(self, number: str) -> bool:
        with self.bench.store.begin() as work:
            return any(owed.topic == GIVEN_BACK for owed in work.outbox.waiting(number))

    def _refused(self, name: str, number: str) -> bool:
        told = self.bench.ticket(number).recipients
        return name in self.expected[number].out or address(name) not in told


class LifecycleInSqlite(Lifecycle):
    """The same on a real database with a real trail, fewer times."""

    def make_store(self) -> Store:
        self.folder = Path(tempfile.mkdtemp(prefix="lifecycle"))
        url = f"sqlite:///{self.folder}/smpolicy.db"
        schema.upgrade(url)
        self.store = open_store(url, create_keyset(self.folder / "keyset.json"))
        return self.store

    def teardown(self) -> None:
        super().teardown()
        self.store.close()
        shutil.rmtree(self.folder)


TestLifecycle = Lifecycle.TestCase
TestLifecycle.settings = settings(max_examples=40, stateful_step_count=35, deadline=None)
TestLifecycleInSqlite = LifecycleInSqlite.TestCase
TestLifecycleInSqlite.settings = settings(max_examples=4, stateful_step_count=25, deadline=None)
