"""Taking a report: its filing in one unit of work, once for each form sent."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.clock import Clock
from handlers.conversation.actor import Actor
from handlers.conversation.emergency import REPORT
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec, failed
from handlers.district.model import District
from handlers.errors import NotSaved
from handlers.guidance.library import Passage
from handlers.reports import notice
from handlers.reports.away import not_saved
from handlers.reports.delivery import step_delivery
from handlers.reports.duty_record import LEARNED_AT, clocks_of, read_local
from handlers.reports.escalation import told_in_the_morning
from handlers.reports.form import FORM, WORDS_DROPPED, report_form
from handlers.reports.ladder import conflicts, ladder
from handlers.reports.moment import past_mistake
from handlers.reports.receipt import Receipts
from handlers.reports.reminders import plan
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.ticket import Report, Reporter, Ticket, Urgency, new_number


@dataclass(frozen=True, slots=True)
class IntakeHandler:
    """Answers `/smpolicy report`.

    `duty` is the guideline that asks for the report; `filed` is called after each commit, so that
    the courier wakes.
    """

    store: Store
    district: District
    duty: Passage
    clock: Clock
    filed: Callable[[], None]
    receipts: Receipts

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "Tell your supervisors, in confidence, of concerning student activity."
        return CommandSpec("report", "report", summary, self.command, REPORT)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {REPORT.action: lambda press: Reply(form=self.form(press.value == WORDS_DROPPED))}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {FORM: self.submit}

    def command(self, command: Command) -> Reply:
        """Open the form; words typed after the command are not taken, and the form says so."""
        return Reply(form=self.form(words_dropped=bool(command.text)))

    def form(self, words_dropped: bool = False) -> Form:
        """The empty form."""
        return report_form(self.district, self.duty, self.clock.now(), words_dropped)

    def submit(self, sent: Submission) -> Reply:
        """File the report, once for each form sent, and hand out the receipt."""
        sent = self.form().in_lines(sent)
        errors = self._mistakes(sent)
        if errors:
            return Reply(errors=errors)
        report, reporter = self._report(sent), reporter_of(sent.actor)
        try:
            with self.store.begin() as work:
                ticket = self._file(work, sent, report, reporter)
                clocks = clocks_of(work, ticket, self.district)
                held = told_in_the_morning(work, ticket, self.district, self.clock.now())
        except NotSaved:
            return failed(sent, not_saved(self.district, self.clock.now()))
        self.filed()
        told = bool(ladder(ticket.site, self.district, conflicts(report, reporter, self.district)))
        return Reply((self.receipts.card(ticket, clocks.oral, self.clock.now(), told, held),))

    def _mistakes(self, sent: Submission) -> dict[str, str]:
        learned_at = read_local(sent.text(LEARNED_AT), self.district.zone)
        mistake = past_mistake(learned_at, self.clock.now())
        return {**({LEARNED_AT: mistake} if mistake else {}), **self.form().mistakes(sent.values)}

    def _file(self, work: UnitOfWork, sent: Submission, report: Report, reporter: Reporter) -> Ticket:
        # The words belong to it: a form sent twice is one report, one sent again with more is another.
        token = json.dumps([sent.state, sent.actor.key, sorted(sent.values.items())])
        if earlier := work.tickets.filed_with(token):
            return earlier
        ticket = Ticket(
            new_number(),
            sent.text("site"),
            Urgency(sent.text("urgency")),
            self.clock.now(),
            self.duty.reference,
            self.duty.policy.sha256,
            notice.VERSION,
        )
        work.tickets.file(ticket, report, reporter, token)
        work.audit.append(AuditEntry(ticket.opened_at, "reporter", "filed", ticket.number))
        work.outbox.put(step_delivery(ticket.number, 1, ticket.opened_at))
        plan(work, ticket, self.district, ticket.opened_at)
        return ticket

    def _report(self, sent: Submission) -> Report:
        names = ("what", "students", "where", "learned_at")
        answers = {name: sent.text(name) for name in names}
        return Report(answers, frozenset(sent.chosen("involved")))


def reporter_of(actor: Actor) -> Reporter:
    """Whoever sends a form in, to be sealed."""
    return Reporter(actor.name, actor.email, actor.channel, actor.account)
