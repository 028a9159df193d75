"""The reminder that the days of something on a checklist run out, to whoever has the case in hand then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.conversation.card import Button, Buttons, Card, Facts, Text, Tone
from handlers.records.checklist import name_of, progress
from handlers.records.offers import CHECKLIST
from handlers.reports.access import Action
from handlers.reports.admission import Admission
from handlers.reports.alert import titled
from handlers.reports.delivery import Delivery, word_delivery
from handlers.reports.escalation import standing_in
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Ticket

TOPIC = "checklist"
NOBODY_YET = timedelta(hours=12)
"""How long to wait where nobody has the case in hand."""


def reminder(ticket: str, item: str, holder: str, due_at: datetime) -> Delivery:
    """The reminder of an item, `title-ix/coordinator`."""
    return word_delivery(ticket, TOPIC, item, holder, due_at)


@dataclass(frozen=True, slots=True)
class ChecklistReminders:
    """The route of TOPIC. It names a case and never what is to be done."""

    admission: Admission

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message; it follows a case that changed hands, and waits where nobody has it."""
        ticket = work.tickets.get(delivery.ticket)
        item = _item(delivery)
        if not self._is_open(work, ticket, item):
            return None
        if ticket.holder != delivery.recipient:
            self._follow(work, ticket, item)
            return None
        card = self.shown(work, delivery)
        return Letter(delivery.recipient, card) if card and delivery.recipient else None

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today; None once it is done, and for who must not know of the case."""
        ticket = work.tickets.get(delivery.ticket)
        found = standing_in(work, delivery.recipient or "", ticket, self.admission.district)
        if not found.may(Action.CHECKLIST) or not self._is_open(work, ticket, _item(delivery)):
            return None
        text = Text("Something on the checklist of this case is due today, or overdue.")
        button = Button(CHECKLIST.label, CHECKLIST.press, ticket.number, opens_form=True)
        parts = (Facts((("Report", ticket.number),)), text, Buttons((button,)))
        title = titled(ticket, "has something due")
        return Card(title, parts, "smpolicy has a reminder for you.", Tone.CAUTION)

    def _is_open(self, work: UnitOfWork, ticket: Ticket, item: str) -> bool:
        left = progress(work, ticket).open_items(self.admission.district)
        return item in {name_of(one, each) for one, each in left}

    def _follow(self, work: UnitOfWork, ticket: Ticket, item: str) -> None:
        now = self.admission.clock.now()
        if ticket.holder:
            work.outbox.put(reminder(ticket.number, item, ticket.holder, now))
            return
        # The name of the wait is its moment: the same wait is not owed twice, the next one is.
        later = now + NOBODY_YET
        work.outbox.put(reminder(ticket.number, item, f"nobody-{later:%Y%m%dT%H%M}", later))


def _item(delivery: Delivery) -> str:
    """The item, as `word_delivery` puts it into the name."""
    return delivery.id.removeprefix(f"{delivery.ticket}/{TOPIC}/").rpartition("/")[0]
