"""The reminder that the days of something on a checklist run out, to whoever has the case in hand then."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.conversation.card import Button, Buttons, Card, Facts, Text, Tone
from handlers.district.model import District
from handlers.records.checklist import is_something_due, is_workday, progress
from handlers.records.offers import CHECKLIST
from handlers.reports.access import Action
from handlers.reports.admission import Admission
from handlers.reports.alert import titled
from handlers.reports.delivery import Delivery, word_delivery
from handlers.reports.escalation import standing_in
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Ticket
from handlers.reports.unopened import PassedOver

TOPIC = "checklist"


def owe(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> None:
    """Owe whoever has the case in hand today's reminder, sent once, if something of it is due.

    Its name and its time tell the day, and neither what is to be done nor of which list it is.
    """
    today = now.astimezone(district.zone).date()
    if ticket.holder and is_workday(today) and _is_due(work, ticket, district, today):
        reminder = word_delivery(ticket.number, TOPIC, f"{today:%Y%m%d}", ticket.holder, now)
        work.outbox.put(reminder)
        work.outbox.revive(reminder)  # it was not sent where another file was in force, or it was ticked


def _is_due(work: UnitOfWork, ticket: Ticket, district: District, today: date) -> bool:
    return is_something_due(progress(work, ticket, district), ticket, district, today)


@dataclass(frozen=True, slots=True)
class ChecklistReminders:
    """The route of TOPIC. It names a case and never what is to be done."""

    admission: Admission

    def remind(self, _delivery: Delivery) -> None:
        """The chore of each workday: remind of what is due or overdue until it is ticked or dropped.

        One transaction a case, so that nobody's report has to wait for it.
        """
        now = self.admission.clock.now()
        with self.admission.store.begin() as work:
            numbers = [ticket.number for ticket in work.tickets.all() if ticket.holder]
        for number in numbers:
            with PassedOver(number), self.admission.store.begin() as work:
                owe(work, work.tickets.get(number), self.admission.district, now)

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message; it follows a case that changed hands."""
        ticket = work.tickets.get(delivery.ticket)
        if ticket.holder != delivery.recipient:
            owe(work, ticket, self.admission.district, self.admission.clock.now())
            return None
        card = self.shown(work, delivery)
        return Letter(delivery.recipient, card) if card and delivery.recipient else None

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today; None once all is done, and for who must not know of the case."""
        ticket, district = work.tickets.get(delivery.ticket), self.admission.district
        found = standing_in(work, delivery.recipient or "", ticket, district)
        today = self.admission.clock.now().astimezone(district.zone).date()
        if not found.may(Action.CHECKLIST) or not _is_due(work, ticket, district, today):
            return None
        text = Text("Something on the checklist of this case is due, or overdue.")
        button = Button(CHECKLIST.label, CHECKLIST.press, ticket.number, opens_form=True)
        parts = (Facts((("Report", ticket.number),)), text, Buttons((button,)))
        title = titled(ticket, "has something due")
        return Card(title, parts, "smpolicy has a reminder for you.", Tone.CAUTION)
