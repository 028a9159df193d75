"""A case on one card: its state and what this person can do with it, without a word of content."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.card import Button, Buttons, Card, Element, Facts, Text, Tone
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.district.wall_clock import local_time
from handlers.reports.access import Action, Relation, Standing
from handlers.reports.admission import Case
from handlers.reports.alert import ACKNOWLEDGE, READ, URGENCY, name_of, titled
from handlers.reports.ticket import Status, Ticket

_HELD = frozenset({Status.ACKNOWLEDGED, Status.IN_PROGRESS})
_UNFINISHED = _HELD | {Status.OPEN}
_ALWAYS = frozenset(Status)


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done to a case: its button, and in which states it is shown."""

    action: Action
    label: str
    press: str
    statuses: frozenset[Status] = _HELD
    opens_form: bool = True
    tone: Tone = Tone.PLAIN

    def button(self, number: str) -> Button:
        """The button for this case."""
        return Button(self.label, self.press, number, self.tone, self.opens_form)


OFFERS = {
    offer.action: offer
    for offer in (
        Offer(Action.ACKNOWLEDGE, "Acknowledge", ACKNOWLEDGE, frozenset({Status.OPEN}), False, Tone.GOOD),
        Offer(Action.READ, "Read the report", READ, _ALWAYS),
        Offer(Action.TAKE_OVER, "Take over", "case.take-over", opens_form=False),
        Offer(Action.NOTE, "Add a note", "case.note", _UNFINISHED),
        Offer(Action.ASK, "Ask the reporter", "case.ask"),
        Offer(Action.AGENCY, "Agency contact", "case.agency", _UNFINISHED),
        Offer(Action.HAND_OVER, "Hand over", "case.hand-over"),
        Offer(Action.REVEAL, "Who reported?", "case.reveal"),
        Offer(Action.CLOSE, "Close", "case.close"),
        Offer(Action.REOPEN, "Reopen", "case.reopen", frozenset({Status.CLOSED})),
        Offer(Action.RECUSE, "Leave me out", "case.recuse", _ALWAYS),
    )
}
"""What the casework itself offers, in the order of the buttons."""

STATES = {
    Status.OPEN: "Open: nobody has it in hand",
    Status.ACKNOWLEDGED: "Acknowledged",
    Status.IN_PROGRESS: "In progress",
    Status.CLOSED: "Closed",
}
_SUMMARY = "smpolicy shows a case."


@dataclass(frozen=True, slots=True)
class CaseCards:
    """Draws cases; `others` are what other subjects offer."""

    district: District
    others: Sequence[Offer] = ()

    def reply(self, case: Case, said: str = "", replaces: bool = False) -> Reply:
        """The case as it stands, under a sentence of what happened."""
        return Reply((self.card(case.ticket, case.standing, said),), replaces=replaces)

    def card(self, ticket: Ticket, standing: Standing, said: str = "") -> Card:
        """The case as it stands; the buttons are those of this person."""
        facts = [("Report", ticket.number), ("Urgency", URGENCY[ticket.urgency])]
        facts += [("State", STATES[ticket.status])]
        if ticket.holder:
            facts += [("In hand of", name_of(ticket.holder, self.district))]
        facts += [("Filed", local_time(ticket.opened_at, self.district.zone))]
        note: tuple[Element, ...] = (Text(said),) if said else ()
        buttons = self._buttons(ticket, standing)
        elements = (*note, Facts(tuple(facts)), *((Buttons(buttons),) if buttons else ()))
        return Card(titled(ticket, "in casework"), elements, _SUMMARY)

    def _buttons(self, ticket: Ticket, standing: Standing) -> tuple[Button, ...]:
        offers = (offer for offer in (*OFFERS.values(), *self.others) if ticket.status in offer.statuses)
        allowed = (offer for offer in offers if standing.may(offer.action))
        mine = standing.relation is Relation.HOLDER
        return tuple(o.button(ticket.number) for o in allowed if not (mine and o.action is Action.TAKE_OVER))
