"""Answers `/smpolicy mine`: one's own reports, on whatever platform they were made."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.conversation.actor import Actor
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.errors import NotSaved
from handlers.reports import own_buttons, own_form, topics
from handlers.reports.access import Action, Relation, Standing, roles_of
from handlers.reports.admission import Case
from handlers.reports.anew import rise_to_danger
from handlers.reports.duty_record import has_clocks
from handlers.reports.exchange import (
    ASKED,
    NOBODY,
    open_questions,
    reaches_nobody,
    tell_supervisors,
    who_hears,
)
from handlers.reports.journal import REPORTER, Entry, EntryKind
from handlers.reports.own_card import is_own_to_show
from handlers.reports.own_desk import OwnDesk, OwnForm, Sending
from handlers.reports.own_form import ABOUT, DANGER_NOW, GAPS, INVOLVED, SAYS_DANGER, WORDS
from handlers.reports.receipt import Receipts
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Ticket

_OFFSET = re.compile(r"[0-9]{1,6}")
_ALL_TOLD = "Every supervisor who may know is told at once that somebody is in danger."
_WITHDRAWAL = "Asks to withdraw it."


@dataclass(frozen=True, slots=True)
class OwnHandler:
    """Shows a reporter their reports, and takes what they add, answer and ask for."""

    desk: OwnDesk
    receipts: Receipts

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "See your own reports: their status, your two clocks, questions to you."
        return CommandSpec("mine", "mine", summary, self.command, own_buttons.LIST)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        cards = self.desk.cards
        return {
            own_buttons.LIST.action: lambda press: self._list(press.actor, press.value),
            own_buttons.CASE: lambda press: self._show(press, lambda case: Reply((cards.case(case),))),
            own_buttons.MORE: lambda press: self._show(press, lambda case: Reply((cards.more(case),))),
            own_buttons.READ: lambda press: self._show(press, self._read),
            own_buttons.RECEIPT: lambda press: self._show(press, self._receipt),
            **{name: self._opening(form) for name, form in self._forms.items()},
            own_buttons.ANSWER: self._open_answer,
        }

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {name: self._taking(form) for name, form in self._forms.items()}

    def command(self, command: Command) -> Reply:
        """The list; words typed after the command are not read."""
        return self._list(command.actor, "")

    @property
    def _forms(self) -> Mapping[str, OwnForm]:
        return {
            own_buttons.ADD: OwnForm(
                Action.ADD,
                lambda number, case: own_form.add_form(number, self.desk.district, _is_duty(case)),
                self._add,
                _nothing_added,
            ),
            own_buttons.ANSWER: OwnForm(Action.ANSWER, self._answer_form, self._answer),
            own_buttons.WITHDRAW: OwnForm(
                Action.ADD,
                lambda number, case: own_form.withdraw_form(number, self.desk.district, _is_duty(case)),
                self._withdraw,
            ),
        }

    def _opening(self, form: OwnForm) -> Callable[[Press], Reply]:
        return lambda press: self.desk.open(press, form)

    def _taking(self, form: OwnForm) -> Callable[[Submission], Reply]:
        return lambda sent: self.desk.take(sent, form)

    def _open_answer(self, press: Press) -> Reply:
        """The oldest question that waits. Without the database there is none to be shown."""
        form = self._forms[own_buttons.ANSWER]

        def opened(case: Case) -> Reply:
            if open_questions(case.work, case.ticket):
                return Reply(form=form.draw(press.value, case))
            return Reply((self.desk.cards.case(case, "No question waits for your answer."),))

        return self.desk.show(press, Action.ANSWER, opened)

    def _show(self, press: Press, draw: Callable[[Case], Reply]) -> Reply:
        return self.desk.show(press, Action.OWN_STATUS, draw)

    def _list(self, actor: Actor, offset: str) -> Reply:
        """Whose reports they are is the platform's own word, so nobody is refused here."""
        admission = self.desk.admission
        try:
            with admission.store.begin() as work:
                own = [ticket for ticket in work.tickets.of_reporter(actor.key) if is_own_to_show(ticket)]
                standing = Standing(roles_of(actor.key, "", admission.district), Relation.REPORTER)
                now = admission.clock.now()
                cases = [Case(work, ticket, standing, actor.key, now) for ticket in reversed(own)]
                first = int(offset) if _OFFSET.fullmatch(offset) else 0
                return Reply((self.desk.cards.listed(cases, first),))
        except NotSaved:
            return Reply((self.desk.away(),))

    def _read(self, case: Case) -> Reply:
        number = case.ticket.number
        case.work.audit.append(AuditEntry(case.now, REPORTER, Action.OWN_STATUS, number))
        state = self.desk.cards.state(case)
        return Reply(form=own_form.read_form(case, self.desk.district, state))

    def _receipt(self, case: Case) -> Reply:
        return Reply(form=self.receipts.form(case.ticket))

    def _add(self, sending: Sending) -> tuple[Ticket, str]:
        sent, district = sending.sent, self.desk.district
        marked = [person for person in district.people if person.email in sent.chosen(INVOLVED)]
        # Name and address: the name is what a reader sees, the address is sure to be found in the words.
        involved = ", ".join(f"{person.name} ({person.email})" for person in marked)
        words = {name: sent.text(name) for name in (WORDS, *GAPS)}
        danger = bool(sent.chosen(DANGER_NOW)) and _is_duty(sending.case)
        about = {ABOUT: SAYS_DANGER} if danger else {}
        sending.keep(EntryKind.ADDITION, {**about, **words, INVOLVED: involved})
        ticket = self._told(sending, topics.ADDITION)
        if danger:
            hears = NOBODY if reaches_nobody(sending.case, ticket, district) else _ALL_TOLD
            risen = rise_to_danger(sending.case.work, ticket, sending.case.now)
            return risen, f"Added. {hears} Call 911 first."
        return ticket, f"Added. {who_hears(sending.case, ticket, self.desk.district)}"

    def _withdraw(self, sending: Sending) -> tuple[Ticket, str]:
        sending.keep(EntryKind.ADDITION, {ABOUT: _WITHDRAWAL, WORDS: sending.sent.text(WORDS)})
        ticket = self._told(sending, topics.ADDITION)
        kept = " The report is kept, and so is your duty to call." if has_clocks(ticket) else ""
        return ticket, f"Your request is kept. {who_hears(sending.case, ticket, self.desk.district)}{kept}"

    def _answer(self, sending: Sending) -> tuple[Ticket, str]:
        case, asked = sending.case, _question_in(sending.sent)
        waiting = {entry.id for entry in open_questions(case.work, case.ticket)}
        about = {ASKED: asked} if asked in waiting else {}
        sending.keep(EntryKind.ANSWER, {**about, WORDS: sending.sent.text(WORDS)})
        ticket = self._told(sending, topics.ANSWER)
        return ticket, f"Your answer is kept. {who_hears(sending.case, ticket, self.desk.district)}"

    def _told(self, sending: Sending, topic: str) -> Ticket:
        return tell_supervisors(sending.case, topic, sending.id, self.desk.district)

    def _answer_form(self, number: str, case: Case | None) -> Form:
        waiting = open_questions(case.work, case.ticket) if case else ()
        question: Entry | None = waiting[0] if waiting else None
        return own_form.answer_form(number, question, self.desk.district)


def _question_in(sent: Submission) -> str:
    """The id of the question in the form's state."""
    return sent.state.partition(" ")[2].partition(" ")[0]


def _is_duty(case: Case | None) -> bool:
    """Whether the law's duty belongs to it; taken for granted where that cannot be looked up."""
    return case is None or has_clocks(case.ticket)


def _nothing_added(sending: Sending) -> Mapping[str, str]:
    sent = sending.sent
    given = (
        any(sent.text(name) for name in (WORDS, *GAPS)) or sent.chosen(INVOLVED) or sent.chosen(DANGER_NOW)
    )
    return {} if given else {WORDS: "Please write what you want to add."}
