"""What supervisors are told of a case that is in hand: number, what happened, and a button."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.conversation.card import Button, Buttons, Card, Facts, Text, Tone
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.reports import topics
from handlers.reports.access import Action, Relation
from handlers.reports.alert import ACKNOWLEDGE, MORE, READ, URGENCY, state_of, titled
from handlers.reports.anew import goes_back_at
from handlers.reports.delivery import Delivery
from handlers.reports.escalation import standing_in
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Status, Ticket

_SUMMARY = "smpolicy has news of a case."
_STATES = {
    topics.HANDED: "was handed to you",
    topics.TAKEN: "is in other hands now",
    topics.REVEAL_ASKED: "needs your consent",
    topics.REVEAL_ANSWERED: "has an answer for you",
    topics.RETAKEN: "was reopened by a colleague",
}
_FROM_OTHERS = frozenset({topics.TAKEN, topics.RETAKEN})
"""What tells that somebody else has it in hand."""


@dataclass(frozen=True, slots=True)
class CaseWords:
    """Words these messages, for those who may see the case then."""

    district: District

    @property
    def routes(self) -> Mapping[str, "CaseWords"]:
        """The topics worded here, for the post office."""
        return dict.fromkeys(_STATES, self)

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message; None where it must not go any more."""
        holder = work.tickets.get(delivery.ticket).holder
        in_no_hands = delivery.topic == topics.TAKEN and not holder
        if in_no_hands or _is_overtaken(delivery.topic, delivery.recipient == holder):
            return None  # it went on to other hands, came back, or waits for anybody, before this was sent
        card = self.shown(work, delivery)
        return Letter(delivery.recipient, card) if card and delivery.recipient else None

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today."""
        ticket = work.tickets.get(delivery.ticket)
        found = standing_in(work, delivery.recipient or "", ticket, self.district)
        if not found.may(Action.SEE):
            return None
        holds = found.relation is Relation.HOLDER
        back = goes_back_at(work, ticket, self.district) if holds else None
        waits = ticket.status is Status.OPEN and found.may(Action.ACKNOWLEDGE)
        return self._card(ticket, _state(ticket, delivery.topic, holds), waits, back)

    def _card(self, ticket: Ticket, state: str, waits: bool, back: datetime | None) -> Card:
        """`waits` for anybody; `back` is when it goes back from whoever reads it, unless answered before."""
        facts = [("Report", ticket.number), ("Urgency", URGENCY[ticket.urgency])]
        facts += [("State", "Closed")] if ticket.status is Status.CLOSED else []
        read = Button("Read the report", READ, ticket.number, opens_form=True)
        answer = (Button("Acknowledge", ACKNOWLEDGE, ticket.number, Tone.GOOD),) if waits or back else ()
        said = (Text(_please(dated(back, self.district.zone))),) if back else ()
        buttons = Buttons((*answer, read, Button("More", MORE, ticket.number)))
        return Card(titled(ticket, state), (Facts(tuple(facts)), *said, buttons), _SUMMARY)


def _is_overtaken(topic: str, holds: bool) -> bool:
    """Whether it tells of a hand, and another has the case since then."""
    return (topic == topics.HANDED and not holds) or (topic in _FROM_OTHERS and holds)


def _state(ticket: Ticket, topic: str, holds: bool) -> str:
    """What happened, or how it stands today where that has been overtaken."""
    if holds and topic in _FROM_OTHERS:
        return "is in your hands now"
    if topic in {topics.HANDED, topics.TAKEN} and not ticket.holder:
        return state_of(ticket)
    return _STATES[topics.TAKEN if _is_overtaken(topic, holds) else topic]


def _please(when: str) -> str:
    return f"Please acknowledge it by {when}: otherwise it goes back to everybody."
