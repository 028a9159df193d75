"""The message that an order to destroy has ended without an answer, to whoever asked for it."""

from dataclasses import dataclass

from handlers.conversation.card import Button, Buttons, Card, Facts, Text
from handlers.district.model import District
from handlers.records.list_card import OPEN
from handlers.records.orders import GOOD_FOR
from handlers.reports.access import Action
from handlers.reports.delivery import Delivery
from handlers.reports.escalation import standing_in
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork

_SAID = (
    f"Your order to destroy this record was not answered for {GOOD_FOR.days} days and has ended. Nothing is "
    "destroyed on it. Another one can be made."
)


@dataclass(frozen=True, slots=True)
class OrderEnded:
    """The route of ORDER_ENDED. It names a case, and neither the agency nor its reference."""

    district: District

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message; None for who must not know of the case any more."""
        card = self.shown(work, delivery)
        return Letter(delivery.recipient, card) if card and delivery.recipient else None

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today."""
        ticket = work.tickets.get(delivery.ticket)
        found = standing_in(work, delivery.recipient or "", ticket, self.district)
        if not found.may(Action.APPROVE_DESTRUCTION):
            return None
        buttons = Buttons((Button("Open the case", OPEN, ticket.number),))
        parts = (Facts((("Report", ticket.number),)), Text(_SAID), buttons)
        return Card("An order has ended", parts, "smpolicy has a reminder for you.")
