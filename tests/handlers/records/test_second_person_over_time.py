"""What takes a second person, in any order: nothing is opened or destroyed on a request not shown to them."""

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.records.confirmation import who_agrees
from handlers.records.orders import orders_of
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.ticket import Status, Urgency
from tests.handlers.casework.bench import address, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive

NAMES = {
    "principal": "Marit Solberg",
    "assistant": "Daniel Reyes",
    "activities": "Hodan Abdi",
    "superintendent": "Thomas Whitefeather",
    RECORDS: "Ruth Engebretson",
    CHAIR: "Lena Nguyen",
}
REPORTER = "Sam Lindqvist"
who = st.sampled_from(sorted(NAMES))
answers = st.sampled_from(["yes", "no"])


@dataclass(frozen=True)
class Window:
    """A form that somebody opened and did not send yet."""

    who: str
    form: Form

    def shows(self, words: str) -> bool:
        return words in str(self.form.parts)


class SecondPerson(RuleBasedStateMachine):
    """A case in hand, whose reporter is asked for, and a closed one, that is ordered destroyed."""

    def __init__(self) -> None:
        super().__init__()
        self.archive = Archive()
        self.out: dict[str, set[str]] = {}
        self.windows: dict[str, list[Window]] = {"records.approve": [], "case.consent": []}
        self.count = 0
        self.ended: set[str] = set()
        self.hand: str | None = None
        self.resting = self._new(self.archive.closed())
        self.held = self._new(self.archive.file(urgency=Urgency.DANGER))
        self.archive.run()
        self.archive.press("principal", "case.acknowledge", self.held)

    def _new(self, number: str) -> str:
        self.out[number] = set()
        return number

    def _words(self) -> str:
        """Words that no other request holds, at a moment of their own."""
        self.archive.clock.advance(minutes=1)
        self.count += 1
        return f"<{self.count}>"

    def _open(self, name: str, press: str, number: str) -> None:
        self._keep(name, press, self.archive.press(name, press, number))

    def _knowing(self, number: str, data: st.DataObject) -> str:
        """Somebody who was told, or keeps records: chance alone seldom finds whoever can do something."""
        people = {*self.archive.ticket(number).recipients, address(RECORDS)}
        return data.draw(st.sampled_from(sorted(people))).partition("@")[0]

    def _leave(self, name: str, number: str, recuses: bool) -> None:
        """Of their own will, or by the reporter's word."""
        self.archive.clock.advance(minutes=1)
        if not recuses:
            self.archive.add(number, f"{NAMES[name]} was there too")
            self.out[number].add(name)
        elif form := self.archive.press(name, "case.recuse", number).form:
            self.archive.fill(name, form, sure="yes")
            self.out[number].add(name)

    def _keep(self, name: str, press: str, reply: Reply) -> None:
        if reply.form:
            self.windows[press].append(Window(name, reply.form))

    # --- an agency's order -----------------------------------------------------------------------
    @rule(data=st.data())
    def order(self, data: st.DataObject) -> None:
        self._order(self._knowing(self.resting, data))

    def _order(self, name: str) -> None:
        opened = self.archive.press(name, "records.order", self.resting)
        if opened.form:
            self.archive.fill(name, opened.form, agency="Clay County", reference=self._words())

    @rule(data=st.data())
    def open_the_order(self, data: st.DataObject) -> None:
        self._open_order(self._knowing(self.resting, data))

    @rule(answer=answers, data=st.data())
    @precondition(lambda self: self.windows["records.approve"])
    def answer_an_order(self, answer: str, data: st.DataObject) -> None:
        self._answer_order(data.draw(st.sampled_from(self.windows["records.approve"])), answer)

    @rule(answer=answers)
    def another_order_is_made_while_one_is_read(self, answer: str) -> None:
        if order := self._pending(self.resting):
            self._open_order(RECORDS if order.by != address(RECORDS) else "principal")
            self._take_back(order.by.partition("@")[0])
            self._order(order.by.partition("@")[0])
            for window in self.windows["records.approve"][-1:]:
                self._answer_order(window, answer)

    def _open_order(self, name: str) -> None:
        self._open(name, "records.approve", self.resting)

    def _answer_order(self, window: Window, answer: str) -> None:
        number = window.form.state.partition(" ")[0]
        before = self._pending(number) if self.archive.exists(number) else None
        reply = self.archive.fill(window.who, window.form, answer=answer)
        self._keep(window.who, "records.approve", reply)
        after = self._pending(number) if self.archive.exists(number) else None
        if before and after != before:  # destroyed, or refused
            assert window.shows(before.fields["reference"])
            assert before.by != address(window.who)
            assert window.who not in self.out[number]
        if before and not self.archive.exists(number):
            assert answer == "yes"
            assert before.by.partition("@")[0] not in self.out[number]
            self.resting = self._new(self.archive.closed())

    @rule(data=st.data())
    def take_an_order_back(self, data: st.DataObject) -> None:
        self._take_back(self._knowing(self.resting, data))

    def _take_back(self, name: str) -> None:
        before = self._pending(self.resting)
        opened = self.archive.press(name, "records.take-back", self.resting)
        assert opened.form is None or (before and before.by == address(name))
        if opened.form:
            self.archive.fill(name, opened.form, answer="yes")
            assert self._pending(self.resting) is None

    @rule(recuses=st.booleans())
    @precondition(lambda self: self._pending(self.resting))
    def whoever_ordered_it_goes(self, recuses: bool) -> None:
        order = self._pending(self.resting)
        assert order
        self._leave(order.by.partition("@")[0], self.resting, recuses)

    @rule()
    @precondition(lambda self: self._pending(self.resting))
    def all_who_could_answer_go(self) -> None:
        order = self._pending(self.resting)
        assert order
        with self.archive.store.begin() as work:
            ticket = work.tickets.get(self.resting)
            people = who_agrees(work, ticket, self.archive.district, order.by)
        for email in sorted(people - {address(CHAIR)}):
            self._leave(email.partition("@")[0], self.resting, recuses=False)
        self.a_day_passes_at_the_archive()

    @rule()
    def a_day_passes_at_the_archive(self) -> None:
        self.archive.clock.advance(days=1)
        self.archive.sweep()
        order = self._pending(self.resting)
        if order is None or self.archive.ticket(self.resting).status is not Status.CLOSED:
            return
        with self.archive.store.begin() as work:
            ticket = work.tickets.get(self.resting)
            people = who_agrees(work, ticket, self.archive.district, order.by)
        assert people or CHAIR in self.out[self.resting] or order.by == address(CHAIR)

    @rule(data=st.data())
    def close_it_again(self, data: st.DataObject) -> None:
        self.archive.run()
        name = self._knowing(self.resting, data)
        self.archive.press(name, "case.acknowledge", self.resting)
        opened = self.archive.press(name, "case.close", self.resting)
        if opened.form:
            self.archive.fill(name, opened.form, outcome="school", note="done")

    def _pending(self, number: str) -> Entry | None:
        with self.archive.store.begin() as work:
            return orders_of(work, work.tickets.get(number), self.archive.now()).pending

    # --- who reported ----------------------------------------------------------------------------
    @rule(data=st.data())
    def ask_who_reported(self, data: st.DataObject) -> None:
        name = self._knowing(self.held, data)
        self._ask(name)
        self._ask(self._holder())

    def _ask(self, name: str) -> None:
        opened = self.archive.press(name, "case.reveal", self.held)
        if opened.form and opened.form.submit:
            self.archive.fill(name, opened.form, reason=self._words())
        elif opened.form:
            assert REPORTER in str(opened.form)
            *_, seen = self._reveals()
            request = self._request(seen)
            agreed = {e.by for e in self._reveals() if e.fields.get("request") == request.id} - {request.by}
            assert request.by == address(name)
            assert {email.partition("@")[0] for email in agreed} - self.out[self.held]
            assert name not in self.out[self.held]
            assert request.fields["reason"] not in self.ended
        else:
            assert REPORTER not in lines(opened)

    @rule(data=st.data())
    def open_the_reason(self, data: st.DataObject) -> None:
        self._open(self._knowing(self.held, data), "case.consent", self.held)

    @rule()
    @precondition(lambda self: any(said.fields.get("said") == "Agreed." for said in self._reveals()))
    def whoever_agreed_goes(self) -> None:
        *_, said = (entry for entry in self._reveals() if entry.fields.get("said") == "Agreed.")
        self._leave(said.by.partition("@")[0], self.held, recuses=True)
        self._ask(self._holder())

    @rule(answer=st.sampled_from(["agree", "refuse"]), data=st.data())
    @precondition(lambda self: self.windows["case.consent"])
    def answer_a_reason(self, answer: str, data: st.DataObject) -> None:
        self._answer_reason(data.draw(st.sampled_from(self.windows["case.consent"])), answer)

    @rule(data=st.data())
    def the_holder_asks_and_is_agreed_with(self, data: st.DataObject) -> None:
        self._ask(self._holder())
        self.open_the_reason(data)
        for window in self.windows["case.consent"][-1:]:
            self._answer_reason(window, "agree")

    @rule(data=st.data(), agrees=st.booleans())
    def the_next_holder_asks_while_a_reason_is_read(self, data: st.DataObject, agrees: bool) -> None:
        self._ask(self._holder())
        self.open_the_reason(data)
        self.take_over(data, comes_back=False)
        self.a_request_ends_with_the_hand_that_asked()
        self._ask(self._holder())
        for window in self.windows["case.consent"][-1:]:
            self._answer_reason(window, "agree" if agrees else "refuse")
        self._ask(self._holder())

    def _holder(self) -> str:
        return str(self.archive.ticket(self.held).holder).partition("@")[0]

    def _answer_reason(self, window: Window, answer: str) -> None:
        before = len(self._reveals())
        self._keep(window.who, "case.consent", self.archive.fill(window.who, window.form, answer=answer))
        for said in self._reveals()[before:]:
            request = self._request(said)
            assert window.shows(request.fields["reason"])
            assert request.by != said.by
            assert request.by.partition("@")[0] not in self.out[self.held]
            assert request.fields["reason"] not in self.ended

    @rule(data=st.data(), comes_back=st.booleans())
    def take_over(self, data: st.DataObject, comes_back: bool) -> None:
        self.archive.clock.advance(minutes=1)
        self.archive.run()
        before = self.archive.ticket(self.held).holder
        self.archive.press(self._knowing(self.held, data), "case.take-over", self.held)
        if comes_back and before:
            self.a_request_ends_with_the_hand_that_asked()
            self.archive.press(before.partition("@")[0], "case.take-over", self.held)
            self.a_request_ends_with_the_hand_that_asked()
            self._ask(self._holder())

    def _reveals(self) -> list[Entry]:
        return list(self.archive.journal(self.held, EntryKind.REVEAL))

    def _request(self, said: Entry) -> Entry:
        return next(entry for entry in self._reveals() if entry.id == said.fields["request"])

    # --- who goes --------------------------------------------------------------------------------
    @rule(name=who, resting=st.booleans(), recuses=st.booleans())
    @precondition(lambda self: sum(map(len, self.out.values())) < 3)
    def somebody_goes(self, name: str, resting: bool, recuses: bool) -> None:
        self._leave(name, self.resting if resting else self.held, recuses)

    # --- what always holds -----------------------------------------------------------------------
    @invariant()
    def a_request_ends_with_the_hand_that_asked(self) -> None:
        hand = self.archive.ticket(self.held).holder
        if hand != self.hand:
            self.ended |= {e.fields["reason"] for e in self._reveals() if "reason" in e.fields}
        self.hand = hand

    @invariant()
    def nobody_is_offered_what_they_asked_for_themself(self) -> None:
        order = self._pending(self.resting)
        if order:
            name = order.by.partition("@")[0]
            assert self.archive.press(name, "records.approve", self.resting).form is None


TestSecondPerson = SecondPerson.TestCase
TestSecondPerson.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
