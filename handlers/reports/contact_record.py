"""Answers `/smpolicy contact`: a record of contact with a student outside the district's platforms.

Lighter than a report: no ladder, no alert, no clock. It is sealed the same; its reporter finds it among
their own, and whoever may read it finds it in their queue.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.clock import Clock
from handlers.conversation.card import Buttons, Card, Text, Tone
from handlers.conversation.emergency import DANGER, REPORT
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec, failed
from handlers.district.model import District
from handlers.errors import NotSaved
from handlers.guidance.library import PolicyLibrary
from handlers.reports import contact_form, own_buttons
from handlers.reports.access import Action
from handlers.reports.away import not_saved
from handlers.reports.duty_record import AT, read_local
from handlers.reports.exchange import who_can_read
from handlers.reports.intake import reporter_of
from handlers.reports.ladder import conflicts, readers
from handlers.reports.moment import past_mistake
from handlers.reports.receipt import NAMED_ONLY
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.ticket import Matter, Report, Ticket, Urgency, new_number

_ANY_POLICY = "the district's policy on electronic communication between employees and students"
_SUMMARY = "smpolicy has taken your form"


@dataclass(frozen=True, slots=True)
class ContactHandler:
    """Takes records of contact. `library` knows the name of the policy that asks for them."""

    store: Store
    district: District
    library: PolicyLibrary
    clock: Clock

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "Keep a record of contact with a student outside district platforms."
        return CommandSpec("contact", "contact", summary, self.command, contact_form.OPENER)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {contact_form.OPENER.action: lambda _press: Reply(form=self.form())}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {contact_form.FORM: self.submit}

    def command(self, _command: Command) -> Reply:
        """Open the form; words typed after the command are not taken."""
        return Reply(form=self.form())

    def form(self) -> Form:
        """The empty form."""
        return contact_form.contact_form(self.district, self.policy)

    @property
    def policy(self) -> str:
        """The policy that asks for the record, by name: it is not quoted."""
        code = self.district.contact_policy
        return self.library.name_of(code) or f"policy {code}" if code else _ANY_POLICY

    def submit(self, sent: Submission) -> Reply:
        """Keep the record, once for each form sent."""
        sent = self.form().in_lines(sent)
        if errors := self._mistakes(sent):
            return Reply(errors=errors)
        try:
            with self.store.begin() as work:
                ticket = self._keep(work, sent)
        except NotSaved:
            return failed(sent, not_saved(self.district, self.clock.now()))
        return Reply((_kept(ticket),))

    def _mistakes(self, sent: Submission) -> dict[str, str]:
        at = past_mistake(read_local(sent.text(AT), self.district.zone), self.clock.now())
        found = {AT: at} if at else {}
        return {**found, **self.form().mistakes(sent.values)}

    def _keep(self, work: UnitOfWork, sent: Submission) -> Ticket:
        token = json.dumps([sent.form, sent.state, sent.actor.key, sorted(sent.values.items())])
        if earlier := work.tickets.filed_with(token):
            return earlier
        report = Report({name: sent.text(name) for name in contact_form.LABELS})
        reporter = reporter_of(sent.actor)
        ticket = Ticket(
            new_number(),
            sent.text("site"),
            Urgency.ROUTINE,
            self.clock.now(),
            self.district.contact_policy or "none named",
            NAMED_ONLY,
            contact_form.VERSION,
            matter=Matter.CONTACT,
            recipients=readers(sent.text("site"), self.district, conflicts(report, reporter, self.district)),
        )
        work.tickets.file(ticket, report, reporter, token)
        entry = AuditEntry(ticket.opened_at, "reporter", Action.RECORD_CONTACT, ticket.number)
        work.audit.append(entry)
        return ticket


def _kept(ticket: Ticket) -> Card:
    said = (
        "It is kept for at least a year. You find it under My reports and can add to it. "
        f"{who_can_read('The supervisors of the site can read it')} Nobody was alerted."
    )
    elements = (
        Text(DANGER, strong=True),
        Text(f"Record {ticket.number}", strong=True),
        Text(said),
        Text("If a child is or may be maltreated, report it: this record is no report."),
        Buttons((own_buttons.LIST, REPORT)),
    )
    return Card("Your record is kept", elements, _SUMMARY, Tone.GOOD)
