"""The messages of a question: to the supervisors who are asked, and to the asker once there is an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.consultation import wording
from handlers.conversation.card import Card
from handlers.district.model import District
from handlers.reports.access import Action
from handlers.reports.delivery import Delivery
from handlers.reports.escalation import standing_in
from handlers.reports.post_office import Letter, Route
from handlers.reports.store import UnitOfWork

ASKED, ANSWERED = "consult asked", "consult answered"
"""The topics of the messages to the supervisors and to the asker."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """Words both, from the question as it stands."""

    district: District

    @property
    def routes(self) -> Mapping[str, Route]:
        """The topics worded here."""
        return {ASKED: self, ANSWERED: self}

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message to a supervisor while nobody has answered, or to the asker once somebody has."""
        ticket = work.tickets.get(delivery.ticket)
        card = self.shown(work, delivery)
        if card is None or (delivery.topic == ASKED and ticket.closed_at):
            return None
        recipient = delivery.recipient or work.tickets.reporter(ticket.number).key
        return Letter(recipient, card)

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today."""
        ticket = work.tickets.get(delivery.ticket)
        to = delivery.recipient
        if to is not None and not standing_in(work, to, ticket, self.district).may(Action.REPLY):
            return None
        if ticket.closed_at:
            return wording.answered_card(ticket, self.district, own=delivery.recipient is None)
        return wording.asked_card(ticket)
