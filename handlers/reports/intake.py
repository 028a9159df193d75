"""Taking a report: the form, and its filing in one unit of work."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.clock import Clock
from handlers.conversation.card import Card, Divider, Text, Tone
from handlers.conversation.emergency import DANGER, REPORT
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, TextField
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.district.model import District
from handlers.errors import NotSaved
from handlers.guidance.policy import Policy
from handlers.reports import notice
from handlers.reports.conflict import involved_people
from handlers.reports.delivery import step_delivery
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.ticket import Report, Reporter, Ticket, Urgency, new_number

FORM = "report"
LONGEST = 3000
_WORDS_DROPPED = "words-dropped"

_URGENCIES = (
    Option("Somebody may be in danger now (and I have called 911)", Urgency.DANGER),
    Option("It must be looked at today", Urgency.TODAY),
    Option("It can wait until the next school day", Urgency.ROUTINE),
)


@dataclass(frozen=True, slots=True)
class IntakeHandler:
    """Answers `/smpolicy report`. `filed` is called after each commit, so that the courier wakes."""

    store: Store
    district: District
    policy: Policy
    clock: Clock
    filed: Callable[[], None]

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "Tell your supervisors, in confidence, of concerning student activity."
        return CommandSpec("report", "report", summary, self.command, REPORT)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {REPORT.action: lambda press: Reply(form=self.form(press.value == _WORDS_DROPPED))}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {FORM: self.submit}

    def command(self, command: Command) -> Reply:
        """Open the form; words typed after the command are not taken, and the form says so."""
        return Reply(form=self.form(words_dropped=bool(command.text)))

    def form(self, words_dropped: bool = False) -> Form:
        """The empty form. It needs no database, so that 911 and 988 show even when that is down."""
        opener = replace(REPORT, value=_WORDS_DROPPED if words_dropped else "")
        dropped = (Text("What you typed after the command was not kept. If it still shows, delete it."),)
        people = tuple(Option(f"{p.name}, {p.title}", p.email) for p in self.district.people)
        sites = tuple(Option(site.name, site.id) for site in self.district.sites)
        now = self.clock.now().astimezone(self.district.zone)
        return Form(
            FORM,
            "Report a concern",
            (
                Text(DANGER, strong=True),
                Text(notice.DUTY),
                notice.who_to_call(self.district),
                *(dropped if words_dropped else ()),
                Text(notice.privacy_notice(self.district), small=True),
                Divider(),
                ChoiceField("site", "Which school or site?", sites),
                ChoiceField("urgency", "How soon must somebody act?", _URGENCIES),
                TextField("what", "What did you see, hear or read?", multiline=True, max_length=LONGEST),
                TextField("students", "Which student or students?", required=False, max_length=500),
                TextField("where", "Where and when? Links help.", False, multiline=True, max_length=2000),
                MomentField("learned_at", "When did you learn of it?", value=f"{now:%Y-%m-%dT%H:%M}"),
                ChoiceField(
                    "involved",
                    "Is one of these people involved?",
                    people,
                    required=False,
                    several=True,
                    hint="They will not be told that this report exists.",
                ),
            ),
            opener,
            submit="Send report",
            state=secrets.token_urlsafe(16),
        )

    def submit(self, sent: Submission) -> Reply:
        """File the report, once for each form opened, and hand out the receipt."""
        errors = self._mistakes(sent)
        if errors:
            return Reply(errors=errors)
        try:
            with self.store.begin() as work:
                ticket = self._file(work, sent)
        except NotSaved:
            return Reply(errors={"what": _not_saved(self.district)})
        self.filed()
        learned_at = self._learned_at(sent) or ticket.opened_at
        return Reply((self.receipt(ticket, learned_at),))

    def receipt(self, ticket: Ticket, learned_at: datetime) -> Card:
        """The ticket's number, what happens now, and what remains the reporter's own to do."""
        return Card(
            "Report received",
            (
                Text(f"Ticket {ticket.number}", strong=True),
                Text("Your supervisors are being told now, and again until one of them acknowledges it."),
                Divider(),
                notice.oral_deadline(learned_at, self.clock.now(), self.district.zone),
                Text(notice.DUTY),
                notice.who_to_call(self.district),
            ),
            summary="smpolicy has taken your form",
            tone=Tone.GOOD,
        )

    def _mistakes(self, sent: Submission) -> dict[str, str]:
        errors: dict[str, str] = {}
        if not self.district.site(sent.text("site")):
            errors["site"] = "Please choose the school or site."
        if sent.text("urgency") not in set(Urgency):
            errors["urgency"] = "Please choose how soon somebody must act."
        if not sent.text("what"):
            errors["what"] = "Please write what you saw, heard or read."
        elif len(sent.text("what")) > LONGEST:
            errors["what"] = f"Please shorten this to {LONGEST:,} characters."
        learned_at = self._learned_at(sent)
        if not learned_at:
            errors["learned_at"] = "Please say when you learned of it."
        elif learned_at > self.clock.now():
            errors["learned_at"] = "This moment is still to come. Please check the day and the time."
        return errors

    def _learned_at(self, sent: Submission) -> datetime | None:
        try:
            local = datetime.fromisoformat(sent.text("learned_at"))
        except ValueError:
            return None
        return local.replace(tzinfo=self.district.zone)

    def _file(self, work: UnitOfWork, sent: Submission) -> Ticket:
        token = f"{sent.state} {sent.actor.key}"
        if earlier := work.tickets.filed_with(token):
            return earlier
        ticket = Ticket(
            new_number(),
            sent.text("site"),
            Urgency(sent.text("urgency")),
            self.clock.now(),
            f"{self.policy.code} III.D",
            self.policy.sha256,
            notice.VERSION,
        )
        work.tickets.file(ticket, self._report(sent), _reporter(sent), token)
        work.audit.append(AuditEntry(ticket.opened_at, "reporter", "filed", ticket.number))
        work.outbox.put(step_delivery(ticket.number, 1, ticket.opened_at))
        return ticket

    def _report(self, sent: Submission) -> Report:
        names = ("what", "students", "where", "learned_at")
        answers = {name: sent.text(name) for name in names}
        return Report(answers, involved_people(answers, sent.chosen("involved"), self.district))


def _reporter(sent: Submission) -> Reporter:
    actor = sent.actor
    return Reporter(actor.name, actor.email, actor.channel, actor.account)


def _not_saved(district: District) -> str:
    """Said at the form, which stays open with all that was typed."""
    contact = district.contact("child-protection")
    call = f" If it cannot wait, call {contact.how}." if contact else ""
    return f"Not sent: the database is not available. Your words are still here. Try again in a minute.{call}"
