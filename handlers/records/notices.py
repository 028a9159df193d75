"""Notices: messages to people of the district that belong to no ticket."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handlers.clock import Clock
from handlers.conversation.card import Button, Buttons, Card, Text
from handlers.district.model import District
from handlers.guidance.policy import Policy
from handlers.guidance.review import review_card
from handlers.records.orders import Orders, orders_of
from handlers.reports.access import Action
from handlers.reports.admission import Admission
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork

POLICY_REVIEW, RECORDS_DUE = "policy-review", "records-due"
ORDER_WAITS, ORDER_ENDED = "order-waits", "order-ended"
"""The topics."""
LIST = "records.list"
LIST_BUTTON = Button("Record keeping", LIST)


def notice_delivery(topic: str, subject: str, occasion: str, recipient: str, due_at: datetime) -> Delivery:
    """A message to one person, once an occasion; `subject` is a policy's code or the like."""
    name = f"notice/{topic}/{subject}/{occasion}/{recipient}"
    return Delivery(name, "", Kind.WORD, due_at, 0, recipient, topic=topic)


@dataclass(frozen=True, slots=True)
class PolicyReviews:
    """The route of POLICY_REVIEW; `policies` are those in force, by code."""

    policies: Mapping[str, Policy]
    district: District
    clock: Clock

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The reminder; None where the review was done meanwhile, or the policy has another owner."""
        policy = self.policies.get(delivery.id.split("/")[2])
        owner = policy.care.owner if policy and policy.care else None
        card = self.shown(work, delivery)
        return Letter(owner, card) if card and owner and owner == delivery.recipient else None

    def shown(self, _work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The reminder as it reads today."""
        policy = self.policies.get(delivery.id.split("/")[2])
        return review_card(policy, self._today) if policy else None

    @property
    def _today(self) -> date:
        return self.clock.now().astimezone(self.district.zone).date()


@dataclass(frozen=True, slots=True)
class ListNotice:
    """The route of a message that leads to the list: it says that there is something, and not what.

    It goes only to somebody who may know of a record whose `orders` have something for them.
    """

    admission: Admission
    title: str
    words: str
    orders: Callable[[Orders, Delivery], object]

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message; None where nothing is left for this person."""
        card = self.shown(work, delivery)
        return Letter(delivery.recipient, card) if card and delivery.recipient else None

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today."""
        key, see = delivery.recipient or "", Action.APPROVE_DESTRUCTION
        cases = (self.admission.glance(work, key, ticket, see) for ticket in work.tickets.all())
        if not any(case and self.orders(orders_of(work, case.ticket, case.now), delivery) for case in cases):
            return None
        elements = (Text(self.words), Buttons((LIST_BUTTON,)))
        return Card(self.title, elements, "smpolicy has a reminder for you.")


def records_due(admission: Admission) -> ListNotice:
    """The route of RECORDS_DUE."""
    words = "Records are listed whose time is over. Look at the list before any of them is destroyed."
    return ListNotice(admission, "Records are due", words, lambda orders, _delivery: orders.listed_at)


def orders_waiting(admission: Admission) -> ListNotice:
    """The route of ORDER_WAITS: for whoever can answer it."""
    words = "An agency has ordered that a record be destroyed. It waits for your answer."
    return ListNotice(admission, "An order waits", words, _waits)


def _waits(orders: Orders, delivery: Delivery) -> bool:
    """Whether the order of this message waits for its recipient, and something can come of an answer."""
    order = orders.pending_for(delivery.recipient or "")
    return order is not None and order.id == delivery.id.split("/")[2] and not orders.ticket.hold
