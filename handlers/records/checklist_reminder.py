"""The reminder that the days of something on a checklist run out, to whoever has the case in hand then.

A closed case in nobody's hand is recalled to those who can take it over.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from handlers.casework.case_card import OFFERS
from handlers.conversation.card import Buttons, Card, Facts, Text, Tone
from handlers.district.model import District
from handlers.records.checklist import is_something_due, is_workday, progress
from handlers.records.offers import CHECKLIST
from handlers.reports.access import Action
from handlers.reports.admission import Admission
from handlers.reports.alert import titled
from handlers.reports.delivery import Delivery, word_delivery
from handlers.reports.escalation import kept_out, standing_in
from handlers.reports.ladder import first_there
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Status, Ticket
from handlers.reports.unopened import PassedOver
from handlers.reports.withdrawal import withdraw

TOPIC = "checklist"
_DUE = "Something on the checklist of this case is due, or overdue."
_NOBODYS = "Nobody has it in hand any more. Whoever takes it over can tick it; the case stays closed."


def owe(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> None:
    """Owe today's reminder, sent once, if something of the case is due: to whoever has it in hand.

    Whoever must not know of it any more, or is gone, loses it before. A closed case in nobody's hand is
    recalled to all who were told, or to the first of the ladder. Its name and its time tell the day, and
    neither what is to be done nor of which list it is.
    """
    today = now.astimezone(district.zone).date()
    if not is_workday(today) or not _is_due(work, ticket, district, today):
        return
    ticket = _with_somebody(work, withdraw(work, ticket, district, now), district, now)
    for email in sorted(_reminded(ticket)):
        reminder = word_delivery(ticket.number, TOPIC, f"{today:%Y%m%d}", email, now)
        work.outbox.put(reminder)
        work.outbox.revive(reminder)  # it was not sent where another file was in force, or it was ticked


def _reminded(ticket: Ticket) -> frozenset[str]:
    """Whoever has it in hand, or who could take a closed case over; an open one has its ladder."""
    if ticket.holder:
        return frozenset({ticket.holder})
    return ticket.recipients if ticket.status is Status.CLOSED else frozenset()


def _with_somebody(work: UnitOfWork, ticket: Ticket, district: District, now: datetime) -> Ticket:
    """The case with somebody who knows of it, where it is closed and all who did have left it."""
    if ticket.status is not Status.CLOSED or _reminded(ticket):
        return ticket
    kept = kept_out(work, ticket, district)
    told = first_there(ticket.site, district, kept, now.astimezone(district.zone))
    ticket = replace(ticket, recipients=told)
    work.tickets.save(ticket)
    return ticket


def _may_need_somebody(ticket: Ticket) -> bool:
    closed = ticket.status is Status.CLOSED and ticket.matter is Matter.CONCERN
    return ticket.holder is not None or (closed and not ticket.drill)


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
            numbers = [ticket.number for ticket in work.tickets.all() if _may_need_somebody(ticket)]
        for number in numbers:
            with PassedOver(number), self.admission.store.begin() as work:
                owe(work, work.tickets.get(number), self.admission.district, now)

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message; it follows a case that changed hands."""
        ticket = work.tickets.get(delivery.ticket)
        if delivery.recipient not in _reminded(ticket):
            owe(work, ticket, self.admission.district, self.admission.clock.now())
            return None
        card = self.shown(work, delivery)
        return Letter(delivery.recipient, card) if card and delivery.recipient else None

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today; None once all is done, and for who must not know of the case."""
        ticket, district = work.tickets.get(delivery.ticket), self.admission.district
        found = standing_in(work, delivery.recipient or "", ticket, district)
        today = self.admission.clock.now().astimezone(district.zone).date()
        nobodys = ticket.status is Status.CLOSED and ticket.holder is None
        offer, said = (OFFERS[Action.TAKE_OVER], f"{_DUE} {_NOBODYS}") if nobodys else (CHECKLIST, _DUE)
        if not found.may(offer.action) or not _is_due(work, ticket, district, today):
            return None
        parts = (Facts((("Report", ticket.number),)), Text(said), Buttons((offer.on_card(ticket),)))
        title = titled(ticket, "has something due")
        return Card(title, parts, "smpolicy has a reminder for you.", Tone.CAUTION)
