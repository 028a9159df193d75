"""Takes a question to the site's first supervisors and brings the answer back, in private."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.consultation import wording
from handlers.consultation.messages import ANSWERED, ASKED
from handlers.conversation.card import Card
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.errors import NotForYou, NotSaved
from handlers.guidance.library import Passage
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.delivery import word_delivery
from handlers.reports.journal import Entry, EntryKind, new_entry_id
from handlers.reports.ladder import conflicts, ladder
from handlers.reports.notice import VERSION
from handlers.reports.store import AuditEntry, UnitOfWork
from handlers.reports.ticket import Matter, Report, Reporter, Status, Ticket, Urgency, new_number
from handlers.reports.unopened import PassedOver

REMINDED_AFTER = timedelta(hours=24)
SHOWN = 10
QUESTIONED = "asked a supervisor"
"""The word of the trail."""


@dataclass(frozen=True, slots=True)
class ConsultationHandler:
    """Answers `/smpolicy questions` and the button under an answer or a verdict.

    `basis` is the guideline that says to ask; `sent` is called after each commit, so that the
    courier wakes.
    """

    admission: Admission
    basis: Passage
    sent: Callable[[], None]

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "Ask a supervisor about the guidelines, or see what was asked and answered."
        return CommandSpec("questions", "questions", summary, self.command, wording.ASK_BUTTON)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {
            wording.ASK: lambda press: Reply(form=self._form(press.value)),
            wording.LIST: lambda press: Reply((self._list(press.actor.key),)),
            wording.READ: self.read,
        }

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {wording.ASK_FORM: self.ask, wording.ANSWER_FORM: self.answer}

    def command(self, command: Command) -> Reply:
        """Words typed after the command begin a question; without any, the list."""
        if command.text:
            return Reply(form=self._form(command.text))
        return Reply((self._list(command.actor.key),))

    def ask(self, sent: Submission) -> Reply:
        """Keep the question, once for each form sent, and tell the site's first supervisors."""
        if mistakes := self._form("").mistakes(sent.values):
            return Reply(errors=mistakes)
        try:
            with self.admission.store.begin() as work:
                ticket = self._keep(work, sent)
        except NotSaved as error:
            return Reply(errors={"question": str(error)})
        if ticket is None:
            return Reply((wording.nobody_card(),))
        self.sent()
        return Reply((wording.sent_card(ticket, self.admission.district),))

    def read(self, press: Press) -> Reply:
        """The question, with its answer or a field for one; the reading is on the trail."""
        key, number = press.actor.key, press.value
        own = self._own(key, number)
        with self.admission.to(key, number, Action.OWN_STATUS if own else Action.REPLY, Action.READ) as case:
            form = self._opened(case, own)
            actor = "reporter" if own else key
            case.work.audit.append(AuditEntry(case.now, actor, "read", number))
        return Reply(form=form)

    def answer(self, sent: Submission) -> Reply:
        """Keep a supervisor's answer; of two that come at once both reach the asker."""
        with self.admission.to(sent.actor.key, sent.state, Action.REPLY) as case:
            if mistakes := self._opened(case, own=False).mistakes(sent.values):
                return Reply(errors=mistakes)
            answered = self._answered(case, sent.text("answer"))
        self.sent()
        return Reply((wording.answered_card(answered, self.admission.district, own=False),))

    def _form(self, question: str) -> Form:
        return wording.ask_form(
            self.admission.district, question[: wording.LONGEST], secrets.token_urlsafe(16)
        )

    def _keep(self, work: UnitOfWork, sent: Submission) -> Ticket | None:
        token = json.dumps([sent.state, sent.actor.key, sorted(sent.values.items())])
        if earlier := work.tickets.filed_with(token):
            return earlier
        now, actor = self.admission.clock.now(), sent.actor
        report = Report({"question": sent.text("question"), "draft": sent.text("draft")})
        reporter = Reporter(actor.name, actor.email, actor.channel, actor.account)
        district = self.admission.district
        kept, local = conflicts(report, reporter, district), now.astimezone(district.zone)
        steps = ladder(sent.text("site"), district, kept, local)
        if not steps:
            return None
        ticket = Ticket(
            new_number(),
            sent.text("site"),
            Urgency.ROUTINE,
            now,
            self.basis.reference,
            self.basis.policy.sha256,
            VERSION,
            matter=Matter.QUESTION,
            recipients=frozenset(steps[0].people),
        )
        work.tickets.file(ticket, report, reporter, token)
        work.audit.append(AuditEntry(now, "reporter", QUESTIONED, ticket.number))
        for email in sorted(ticket.recipients):
            work.outbox.put(word_delivery(ticket.number, ASKED, "first", email, now))
            work.outbox.put(word_delivery(ticket.number, ASKED, "again", email, now + REMINDED_AFTER))
        return ticket

    def _own(self, key: str, number: str) -> bool:
        with self.admission.store.begin() as work:
            return any(ticket.number == number for ticket in work.tickets.of_reporter(key))

    def _opened(self, case: Case, own: bool) -> Form:
        """The question as a form. Raises NotForYou where the ticket is none."""
        work, number = case.work, case.ticket.number
        if case.ticket.matter is not Matter.QUESTION:
            raise NotForYou
        answers = work.journal.entries(number, EntryKind.ANSWER)
        report, reporter = work.tickets.report(number), work.tickets.reporter(number)
        return wording.question_form(
            case.ticket, report, reporter.name, answers, self.admission.district, not own
        )

    def _answered(self, case: Case, text: str) -> Ticket:
        work, number, entry = case.work, case.ticket.number, new_entry_id()
        work.journal.add(Entry(entry, number, EntryKind.ANSWER, case.now, case.actor, {"text": text}))
        case.entry(Action.REPLY)
        work.outbox.put(word_delivery(number, ANSWERED, entry, None, case.now))
        answered = replace(case.ticket, status=Status.CLOSED, holder=case.actor, closed_at=case.now)
        work.tickets.save(answered)
        return answered

    def _list(self, key: str) -> Card:
        with self.admission.store.begin() as work:
            own = [t for t in work.tickets.of_reporter(key) if t.matter is Matter.QUESTION]
            questions = (ticket for ticket in work.tickets.all() if ticket.matter is Matter.QUESTION)
            others = [t for t in questions if self.admission.glance(work, key, t, Action.REPLY)]
            asked = self._with_askers(work, others[-SHOWN:])
        return wording.list_card(own[: -SHOWN - 1 : -1], asked[::-1], self.admission.district)

    def _with_askers(self, work: UnitOfWork, tickets: Sequence[Ticket]) -> Sequence[tuple[Ticket, str]]:
        """Each with the name of whoever asked: those who are asked may know it."""
        named = []
        for ticket in tickets:
            with PassedOver(ticket.number):
                named.append((ticket, work.tickets.reporter(ticket.number).name))
        return named
