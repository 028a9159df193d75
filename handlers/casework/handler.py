"""The supervisors' buttons and forms: each one act on one case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handlers.casework import case_form, lifecycle
from handlers.casework.act import ACTS, Sending, successors
from handlers.casework.case_card import OFFERS, CaseCards, in_these_hands
from handlers.casework.reading import reading_form
from handlers.conversation.card import Card, Text
from handlers.conversation.event import Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import failed
from handlers.district.model import District
from handlers.errors import NotSaved
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.alert import ACKNOWLEDGE, MORE, READ, alert_card, known_name
from handlers.reports.exchange import entry_id, number_in
from handlers.reports.journal import new_entry_id
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Status, Ticket
from handlers.reports.withdrawal import withdraw

_LEFT = Card("You are left out of it", (Text("You will hear nothing more of it."),), "smpolicy has done it")
_HERE = "Your words are still here."
_KEPT = "Nothing was done; your words are still here."


@dataclass(frozen=True, slots=True)
class CaseworkHandler:
    """Answers the buttons of the message that told a supervisor, and those of a case's card.

    `changed` is called after each commit that may owe somebody a message, so that the courier wakes.
    `followed` looks, before the commit, at what became of a ticket that somebody may have lost by the act,
    and gives it as it stands then.
    """

    admission: Admission
    cards: CaseCards
    changed: Callable[[], None]
    followed: Callable[[UnitOfWork, Ticket], Ticket] = lambda _work, ticket: ticket

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        forms = {OFFERS[action].press: self._opening(action) for action in ACTS}
        acts = {ACKNOWLEDGE: self.acknowledge, READ: self.read, MORE: self.more}
        return {**forms, **acts, OFFERS[Action.TAKE_OVER].press: self.take_over}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {OFFERS[action].press: self._sending(action) for action in ACTS}

    @property
    def district(self) -> District:
        """The district whose cases these are."""
        return self.admission.district

    def acknowledge(self, press: Press) -> Reply:
        """Take the report in hand and stop the ladder for everybody; the first one to press has it."""
        with self.admission.to(press.actor.key, press.value, Action.ACKNOWLEDGE) as case:
            ticket = lifecycle.acknowledge(case)
        self.changed()
        return Reply((alert_card(ticket, self.district),), replaces=True)

    def read(self, press: Press) -> Reply:
        """Open the report in a dialog; the reading is on the audit trail before a word is shown."""
        with self.admission.to(press.actor.key, press.value, Action.READ) as case:
            case.entry(Action.READ)
            return Reply(form=reading_form(case, self.district))

    def more(self, press: Press) -> Reply:
        """The case with all its buttons."""
        with self.admission.to(press.actor.key, press.value, Action.SEE) as case:
            return self.cards.reply(case)

    def take_over(self, press: Press) -> Reply:
        """Have the case in hand from now on, unless it came into other hands since the button was drawn."""
        number = press.value.partition(" ")[0]
        with self.admission.to(press.actor.key, number, Action.TAKE_OVER) as case:
            offer = OFFERS[Action.TAKE_OVER]
            if case.ticket.status is Status.CLOSED and not offer.fits(case, self.district):
                return self.cards.reply(case, "This case is closed.", replaces=True)
            if _is_late(press.value, case):
                case.entry("found it in other hands")
                now = known_name(case.ticket.holder or "", self.district)
                return self.cards.reply(case, f"{now} has it in hand now.", replaces=True)
            ticket = lifecycle.take_over(case, new_entry_id())
            reply = self._standing_now(case, ticket, "You have it in hand now.", replaces=True)
        self.changed()
        return reply

    def _opening(self, action: Action) -> Callable[[Press], Reply]:
        def opened(press: Press) -> Reply:
            with self.admission.to(press.actor.key, press.value, Action.SEE, action) as case:
                hindrance = self._hindrance(case, action)
                return (
                    self.cards.reply(case, hindrance) if hindrance else Reply(form=self._form(case, action))
                )

        return opened

    def _sending(self, action: Action) -> Callable[[Submission], Reply]:
        def sent_in(sent: Submission) -> Reply:
            number = number_in(sent)
            try:
                with self.admission.to(sent.actor.key, number, Action.SEE, action) as case:
                    reply = self._sent(Sending(case, sent, entry_id(sent), self.district), action)
            except NotSaved as error:
                return failed(sent, f"{error} {_HERE}")
            self.changed()
            return reply

        return sent_in

    def _sent(self, sending: Sending, action: Action) -> Reply:
        case, act = sending.case, ACTS[action]
        if any(entry.id == sending.id for entry in case.work.journal.entries(case.ticket.number)):
            return self.cards.reply(case, "This was done already.")
        form = self._form(case, action)
        if hindrance := self._hindrance(case, action):
            first = next(iter(field.name for field in form.fields))
            return Reply(errors={first: f"{hindrance} {_KEPT}"}, form=form)
        sending = replace(sending, sent=form.in_lines(sending.sent))
        if mistakes := {**act.mistakes(sending), **form.mistakes(sending.sent.values)}:
            return Reply(errors=mistakes, form=form)
        ticket, said = act.do(sending)
        # What was written may name somebody who had the case, or was told of it.
        left = withdraw(case.work, ticket, self.district, case.now)
        return self._standing_now(case, self.followed(case.work, left), said)

    def _standing_now(self, case: Case, ticket: Ticket, said: str, replaces: bool = False) -> Reply:
        """The case as this person may see it after the change."""
        now = self.admission.case(case.work, case.actor, ticket, Action.SEE)
        if now is None:
            # Whoever gave the case away is not told here that they were left out as well.
            return Reply((Card("Done", (Text(said),)) if said else _LEFT,), replaces=replaces)
        return self.cards.reply(now, said, replaces)

    def _hindrance(self, case: Case, action: Action) -> str:
        """Why this cannot be done now, in a sentence; empty where it can."""
        if hindrance := OFFERS[action].hindrance(case, self.district):
            return hindrance
        if action is Action.HAND_OVER and not successors(case, self.district):
            return "There is nobody else who could take it."
        return ""

    def _form(self, case: Case, action: Action) -> Form:
        return case_form.case_form(action, case.ticket.number, ACTS[action].parts(case, self.district))


def _is_late(value: str, case: Case) -> bool:
    """Whether others have it than those from whom the button would take it; one without a mark was drawn
    before there were marks.
    """
    ticket = case.ticket
    taken = ticket.status is not Status.OPEN and ticket.holder not in {None, case.actor}
    return taken and value not in {ticket.number, in_these_hands(ticket)}
