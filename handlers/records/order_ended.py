"""The message that an order to destroy has ended unanswered, to whoever asked for it."""

from dataclasses import dataclass

from handlers.clock import Clock
from handlers.conversation.card import Button, Buttons, Card, Facts, Text
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.records.confirmation import who_asks
from handlers.records.list_card import OPEN
from handlers.records.orders import GOOD_FOR, Because, Orders, orders_of
from handlers.records.schedule import at_rest_since
from handlers.reports.access import Action
from handlers.reports.delivery import Delivery
from handlers.reports.escalation import standing_in
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork

_LATE = f"Your order to destroy this record was not answered for {GOOD_FOR.days} days and has ended."
_REOPENED = (
    "Your order to destroy this record has ended before it was answered, because the case was opened again."
)
_WHY = {Because.LATE.value: _LATE, Because.REOPENED.value: _REOPENED}
_ENDED = "Your order to destroy this record has ended before it was answered."
_NOTHING = "Nothing is destroyed on it."


@dataclass(frozen=True, slots=True)
class OrderEnded:
    """The route of ORDER_ENDED. It names a case, and neither the agency nor its reference."""

    district: District
    clock: Clock

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message; None for who must not know of the case any more."""
        card = self.shown(work, delivery)
        return Letter(delivery.recipient, card) if card and delivery.recipient else None

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today."""
        ticket = work.tickets.get(delivery.ticket)
        key = delivery.recipient or ""
        found = standing_in(work, key, ticket, self.district)
        if not found.may(Action.APPROVE_DESTRUCTION):
            return None
        orders, request = orders_of(work, ticket, self.clock.now()), delivery.id.split("/")[2]
        why = _WHY.get(orders.ended_because(request), _ENDED)
        said = f"{why} {_NOTHING} {self._again(work, orders, key)}"
        buttons = Buttons((Button("Open the case", OPEN, ticket.number),))
        parts = (Facts(self._facts(orders, request)), Text(said.rstrip()), buttons)
        return Card("An order has ended", parts, "smpolicy has a reminder for you.")

    def _again(self, work: UnitOfWork, orders: Orders, key: str) -> str:
        """Who can make another; nothing where none is to be made now."""
        if at_rest_since(orders.ticket) is None or orders.pending:
            return ""
        return who_asks(work, orders.ticket, self.district, key)

    def _facts(self, orders: Orders, request: str) -> tuple[tuple[str, str], ...]:
        asked = (entry.at for entry in orders.entries if entry.id == request)
        days = tuple(("Asked on", dated(at, self.district.zone)) for at in asked)
        return (("Report", orders.ticket.number), *days)
