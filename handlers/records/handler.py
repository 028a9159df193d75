"""The buttons and forms of record keeping, and `/smpolicy records`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handlers.casework.act import Sending
from handlers.casework.case_card import CaseCards
from handlers.casework.case_number import typed_number
from handlers.conversation.card import Text
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.district.model import District
from handlers.records.act import Done, RecordsAct
from handlers.records.acts import RecordsActs
from handlers.records.confirmation import called_in_for
from handlers.records.list_card import OPEN, list_card
from handlers.records.notices import LIST, LIST_BUTTON
from handlers.records.orders import orders_of
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.exchange import entry_id, new_state, number_in

_NOT_NOW = "This has changed since, and cannot be done now. Open the case again to see what can be."
_ANEW = "This is another order than the one that you were shown. Read it again."


@dataclass(frozen=True, slots=True)
class RecordsHandler:
    """Everything here looks to whoever may not do it like a case that does not exist.

    `changed` is called after each commit, so that the courier wakes.
    """

    admission: Admission
    cards: CaseCards
    acts: RecordsActs
    changed: Callable[[], None]

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "For records officers and supervisors: what is held, ordered destroyed, or due."
        return CommandSpec("records", "records", summary, self.command, LIST_BUTTON)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        openings = {press: self._opening(act) for press, act in self.acts.by_press.items()}
        return {
            **openings,
            LIST: lambda press: self._list(press.actor.key),
            OPEN: lambda press: self._open(press.actor.key, press.value),
        }

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {press: self._sending(act) for press, act in self.acts.by_press.items()}

    def command(self, command: Command) -> Reply:
        """One record by its number, or the list."""
        if number := typed_number(command.text):
            return self._open(command.actor.key, number)
        return self._list(command.actor.key)

    def _list(self, key: str) -> Reply:
        with self.admission.store.begin() as work:
            return Reply((list_card(work, self.acts.keeping, key),))

    def _open(self, key: str, number: str) -> Reply:
        with self.admission.to(key, number, Action.APPROVE_DESTRUCTION, Action.SEE) as case:
            return self.cards.reply(case)

    def _opening(self, act: RecordsAct) -> Callable[[Press], Reply]:
        def opened(press: Press) -> Reply:
            with self.admission.to(press.actor.key, press.value, act.offer.action) as case:
                if hindrance := _hindrance(act, case, self.admission.district):
                    return self.cards.reply(case, hindrance)
                return Reply(form=_shown(act, case))

        return opened

    def _sending(self, act: RecordsAct) -> Callable[[Submission], Reply]:
        def sent_in(sent: Submission) -> Reply:
            with self.admission.to(sent.actor.key, number_in(sent), act.offer.action) as case:
                done = self._done(act, Sending(case, sent, entry_id(sent), self.admission.district))
                reply = done if isinstance(done, Reply) else self._after(case, act, done)
            if isinstance(done, Done) and done.gone:
                self.acts.keeping.shred()
            self.changed()
            return reply

        return sent_in

    def _done(self, act: RecordsAct, sending: Sending) -> Done | Reply:
        case = sending.case
        if any(entry.id == sending.id for entry in case.work.journal.entries(case.ticket.number)):
            return Done("This was done already.")
        form = _form(act, case)
        if hindrance := _hindrance(act, case, self.admission.district):
            return _failed(form, hindrance)
        subject = act.subject(case)
        if subject and subject not in sending.sent.state.split():
            # Nobody answers a request that they were not shown.
            form = _shown(act, case)
            return Reply(form=replace(form, parts=(Text(_ANEW, strong=True), *form.parts)))
        sending = replace(sending, sent=form.in_lines(sending.sent))
        if mistakes := form.mistakes(sending.sent.values):
            return Reply(errors=mistakes, form=form)
        done = act.do(sending)
        return _failed(form, done.said) if done.failed else done

    def _after(self, case: Case, act: RecordsAct, done: Done) -> Reply:
        """The record as this person may see it after the change."""
        if done.gone:
            return Reply(done.cards)
        now = self.admission.look(case.work, case.actor, case.ticket.number, act.offer.action)
        if now is None:
            return Reply(done.cards)
        # What was just written may have named the last person who could answer an order.
        orders = orders_of(now.work, now.ticket, now.now)
        ticket = called_in_for(now.work, orders, self.admission.district, now.now)
        return Reply((*done.cards, self.cards.card(replace(now, ticket=ticket), done.said)))


def _failed(form: Form, sentence: str) -> Reply:
    """The form stays open with all that was typed, and says why nothing was done."""
    return Reply(errors={form.fields[0].name: sentence}, form=form)


def _hindrance(act: RecordsAct, case: Case, district: District) -> str:
    fits = case.ticket.status in act.offer.statuses and act.offer.fits(case, district)
    return act.hindrance(case) or ("" if fits else act.offer.against(case, district) or _NOT_NOW)


def _shown(act: RecordsAct, case: Case) -> Form:
    if act.shows:
        case.entry(Action.READ, act.shows)
    return _form(act, case)


def _form(act: RecordsAct, case: Case) -> Form:
    """The form; its state names the request it shows, for another may be made while it is open."""
    number, subject = case.ticket.number, act.subject(case)
    state = new_state(number, *([subject] if subject else []))
    return Form(act.offer.press, act.title, act.parts(case), act.offer.button(number), act.submit, state)
