"""A supervisor acknowledges a report or reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handlers.clock import Clock
from handlers.conversation.card import Button, Divider, Facts, Text
from handlers.conversation.event import Press
from handlers.conversation.form import Form, Part
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.errors import NotForYou
from handlers.reports.conflict import involved_people
from handlers.reports.delivery import Kind
from handlers.reports.escalation import ACKNOWLEDGE, READ, Escalation, kept_out
from handlers.reports.form import URGENCIES
from handlers.reports.notice import local_time
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.ticket import Report, Status, Ticket

_LABELS = {
    "what": "What was seen, heard or read",
    "students": "Students",
    "where": "Where and when",
    "learned_at": "The reporter learned of it",
}


@dataclass(frozen=True, slots=True)
class CaseworkHandler:
    """Answers the buttons of the message that told a supervisor."""

    store: Store
    escalation: Escalation
    clock: Clock

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {ACKNOWLEDGE: self.acknowledge, READ: self.read}

    def acknowledge(self, press: Press) -> Reply:
        """Take the report in hand and stop the ladder for everybody; the first one to press has it."""
        ticket, _ = self._with_ticket(press, "acknowledged", _acknowledge)
        return Reply((self.escalation.card(ticket),), replaces=True)

    def read(self, press: Press) -> Reply:
        """Open the report in a dialog; the reading is on the audit trail before a word is shown."""
        ticket, report = self._with_ticket(press, "read", _read)
        parts = _shown(ticket, report, self.escalation.district)
        opener = Button("Read the report", READ, ticket.number, opens_form=True)
        return Reply(form=Form("case.report", "Report", parts, opener, submit=None))

    def _with_ticket(
        self, press: Press, action: str, act: Callable[[UnitOfWork, Ticket, AuditEntry], Ticket]
    ) -> tuple[Ticket, Report]:
        """Do this to the ticket if the person may; a refusal is on the trail and looks like no ticket."""
        actor = press.actor.key
        with self.store.begin() as work:
            ticket = work.tickets.get(press.value)
            allowed = actor in ticket.recipients - kept_out(work, ticket, self.escalation.district).left_out
            entry = AuditEntry(
                self.clock.now(), actor, action if allowed else f"refused {action}", ticket.number
            )
            if allowed:
                return act(work, ticket, entry), work.tickets.report(ticket.number)
            work.audit.append(entry)
        raise NotForYou


def _shown(ticket: Ticket, report: Report, district: District) -> tuple[Part, ...]:
    site = district.site(ticket.site)
    facts = (
        ("Report", ticket.number),
        ("Site", site.name if site else ticket.site),
        ("Urgency", URGENCIES[ticket.urgency]),
        ("Filed", local_time(ticket.opened_at, district.zone)),
        ("Named in it, and not told", _named(report, district)),
    )
    parts: list[Part] = [Facts(facts), Divider()]
    for name, label in _LABELS.items():
        if written := report.answers.get(name):
            parts += [
                Text(label, strong=True),
                Text(written.replace("T", " ") if name == "learned_at" else written),
            ]
    note = "Confidential. The reporter's name is sealed apart. This reading is on the audit trail."
    return (*parts, Divider(), Text(note, small=True))


def _named(report: Report, district: District) -> str:
    emails = involved_people(report.answers, report.involved, district)
    people = [district.person(email) for email in sorted(emails)]
    return ", ".join(person.name for person in people if person) or "nobody of the district"


def _read(work: UnitOfWork, ticket: Ticket, entry: AuditEntry) -> Ticket:
    work.audit.append(entry)
    return ticket


def _acknowledge(work: UnitOfWork, ticket: Ticket, entry: AuditEntry) -> Ticket:
    if ticket.status is not Status.OPEN:
        work.audit.append(replace(entry, action="found it acknowledged"))
        return ticket
    work.audit.append(entry)
    taken = replace(
        ticket,
        status=Status.ACKNOWLEDGED,
        acknowledged_by=entry.actor,
        acknowledged_at=entry.at,
        holder=entry.actor,
    )
    work.tickets.save(taken)
    work.outbox.cancel(ticket.number, entry.at, Kind.STEP, Kind.ALERT)
    return taken
