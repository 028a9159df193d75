"""Who reported: opened for a reason, with a second person's consent, shown once, and told to the reporter."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from handlers.casework import case_form, consent, lifecycle
from handlers.casework.case_card import OFFERS, CaseCards
from handlers.casework.consent import Request, Said
from handlers.conversation.card import Divider, Facts, Text
from handlers.conversation.event import Press, Submission
from handlers.conversation.form import ChoiceField, Form, Option
from handlers.conversation.reply import Reply
from handlers.conversation.router import failed
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.errors import NotSaved
from handlers.reports import topics
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.alert import name_of
from handlers.reports.exchange import new_state, number_in
from handlers.reports.journal import Entry, EntryKind, new_entry_id
from handlers.reports.withdrawal import withdraw

_REVEAL, _CONSENT = OFFERS[Action.REVEAL], OFFERS[Action.APPROVE_REVEAL]
_ASKED = "Asked. You are told when another supervisor of this case has answered."
_WAITING = "Another supervisor of this case has to agree first. They have been asked."
_NOBODY = "Nobody who is there could be asked to agree. The name stays sealed, and no reason is kept."
_NOBODY_YET = (
    "Nobody who is there could be asked to agree. The name stays sealed. Your reason is kept; "
    f'press "{_REVEAL.label}" again another day.'
)
_ONCE_MORE = f'Your reason is kept. Press "{_REVEAL.label}" once more to see it.'
_ONCE = "This is shown once. The reporter is told that you have seen it. Nobody may act against them for it."
_OLD = "Nothing waits for your consent here."
_LAPSED = "The earlier agreement does not count any more. Please ask anew."
_HERE = "Your words are still here."
_ANEW = "Somebody asked anew. Read it again."


@dataclass(frozen=True, slots=True)
class IdentityHandler:
    """Answers the buttons "Who reported?" and "Agree or refuse", and their forms."""

    admission: Admission
    cards: CaseCards
    changed: Callable[[], None]

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {_REVEAL.press: self.reveal, _CONSENT.press: self.consider}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {_REVEAL.press: self.ask, _CONSENT.press: self.answer}

    @property
    def district(self) -> District:
        """The district whose cases these are."""
        return self.admission.district

    def reveal(self, press: Press) -> Reply:
        """The name, where all that it takes is there; else the next thing that it takes."""
        with self.admission.to(press.actor.key, press.value, Action.SEE, Action.REVEAL) as case:
            reply = self._next(case)
        self.changed()
        return reply

    def ask(self, sent: Submission) -> Reply:
        """Keep the reason; ask the others of the case, where the district says so."""
        return _kept(sent, self._ask)

    def _ask(self, sent: Submission) -> Reply:
        number = number_in(sent)
        with self.admission.to(sent.actor.key, number, Action.SEE, Action.REVEAL) as case:
            form = self._reason_form(case)
            hindrance = _REVEAL.hindrance(case, self.district)
            mistakes = {"reason": hindrance} if hindrance else form.mistakes(sent.values)
            if mistakes:
                return Reply(errors=mistakes, form=form)
            reply = self._asked(case, sent)
        self.changed()
        return reply

    def consider(self, press: Press) -> Reply:
        """The request of another to read, with the choice."""
        with self.admission.to(press.actor.key, press.value, Action.SEE, Action.APPROVE_REVEAL) as case:
            request = consent.asked_by_others(case, self.district)
            hindrance = _CONSENT.hindrance(case, self.district) or ("" if request else _OLD)
            if request is None or hindrance:
                return self.cards.reply(case, hindrance)
            return self._to_read(case, request)

    def answer(self, sent: Submission) -> Reply:
        """Keep the second person's word on the request that they were shown, and tell who asked."""
        return _kept(sent, self._answer)

    def _answer(self, sent: Submission) -> Reply:
        number = number_in(sent)
        with self.admission.to(sent.actor.key, number, Action.SEE, Action.APPROVE_REVEAL) as case:
            request = consent.asked_by_others(case, self.district)
            hindrance = _CONSENT.hindrance(case, self.district) or ("" if request else _OLD)
            if request is None or hindrance:
                return self.cards.reply(case, hindrance)
            if request.asked.id not in sent.state.split():
                return self._to_read(case, request, _ANEW)
            form = self._consent_form(case, request)
            if mistakes := form.mistakes(sent.values):
                return Reply(errors=mistakes, form=form)
            said = Said.AGREED if sent.text("answer") == "agree" else Said.REFUSED
            entry = _keep(case, consent.answer_fields(request, said))
            case.entry(Action.APPROVE_REVEAL if said is Said.AGREED else "refused to show who reported")
            lifecycle.tell(case, topics.REVEAL_ANSWERED, entry, [request.asked.by])
            reply = self.cards.reply(case, said)
        self.changed()
        return reply

    @property
    def _needs_consent(self) -> bool:
        return self.district.cases.reveal_needs_second_person

    def _next(self, case: Case) -> Reply:
        if hindrance := _REVEAL.hindrance(case, self.district):
            return self.cards.reply(case, hindrance)
        request = consent.asked_by(case, self.district)
        if self._needs_consent and not (request and Said.AGREED in request.said):
            asked = consent.who_could_agree(case, self.district)
            if not asked:
                return self.cards.reply(case, _NOBODY_YET if request else _NOBODY)
            if request:
                # Whoever was asked may have left or be away by now; nobody is asked twice.
                return self.cards.reply(_asking(case, request.asked.id, asked), _WAITING)
        if request is None:
            return Reply(form=self._reason_form(case))
        return Reply(form=self._shown(case, request))

    def _asked(self, case: Case, sent: Submission) -> Reply:
        if consent.asked_by(case, self.district):
            return self.cards.reply(case, _WAITING if self._needs_consent else _ONCE_MORE)
        if self._needs_consent and not consent.who_could_agree(case, self.district):
            return self.cards.reply(case, _NOBODY)
        case.entry(Action.REVEAL)
        entry = _keep(case, consent.reason_fields(sent.text("reason")))
        # Whoever the reason names must not be asked, nor read it.
        case = replace(case, ticket=withdraw(case.work, case.ticket, self.district, case.now))
        if not self._needs_consent:
            return self.cards.reply(case, _ONCE_MORE)
        asked = consent.who_could_agree(case, self.district)
        if not asked:
            return self.cards.reply(case, _NOBODY_YET)
        return self.cards.reply(_asking(case, entry, asked), _ASKED)

    def _shown(self, case: Case, request: Request) -> Form:
        reporter = case.work.tickets.reporter(case.ticket.number)
        entry = _keep(case, consent.answer_fields(request, Said.SEEN))
        case.entry("saw who reported")
        lifecycle.tell(case, topics.REVEALED, entry, [None])
        facts = (("Name", reporter.name), ("Address", reporter.email or "not known to the chat platform"))
        parts = (Facts(facts), Divider(), Text(_ONCE, strong=True))
        opener = _REVEAL.button(case.ticket.number)
        return Form("case.reporter", "Who reported", parts, opener, submit=None)

    def _reason_form(self, case: Case) -> Form:
        lapsed = self._needs_consent and consent.has_lapsed(case, self.district)
        head = (Text(_LAPSED, strong=True),) if lapsed else ()
        parts = (*head, *case_form.reason_parts(self._needs_consent))
        return case_form.case_form(Action.REVEAL, case.ticket.number, parts)

    def _to_read(self, case: Case, request: Request, said: str = "") -> Reply:
        case.entry(Action.READ, "reason")
        return Reply(form=self._consent_form(case, request, said))

    def _consent_form(self, case: Case, request: Request, said: str = "") -> Form:
        """The request to answer; its state names it, for another may be made while the form is open."""
        head = (Text(said, strong=True),) if said else ()
        when = dated(request.asked.at, self.district.zone)
        asks = f"{name_of(request.asked.by, self.district)} asks to see who reported, {when}. The reason:"
        options = (Option("Yes, show the name", "agree"), Option("No", "refuse"))
        choice = ChoiceField("answer", "Do you agree?", options)
        parts = (*head, Text(asks), Text(request.asked.fields["reason"], strong=True), choice)
        opener = _CONSENT.button(case.ticket.number)
        state = new_state(case.ticket.number, request.asked.id)
        return Form(_CONSENT.press, "Agree or refuse", parts, opener, "Answer", state)


def _kept(sent: Submission, done: Callable[[Submission], Reply]) -> Reply:
    """The form stays open with what was typed where the database is away."""
    try:
        return done(sent)
    except NotSaved as error:
        return failed(sent, f"{error} {_HERE}")


def _asking(case: Case, request: str, people: Collection[str]) -> Case:
    """The case of which these people know now, and are owed the question."""
    ticket = replace(case.ticket, recipients=case.ticket.recipients | set(people))
    case.work.tickets.save(ticket)
    lifecycle.tell(case, topics.REVEAL_ASKED, request, sorted(people))
    return replace(case, ticket=ticket)


def _keep(case: Case, fields: Mapping[str, str]) -> str:
    entry = Entry(new_entry_id(), case.ticket.number, EntryKind.REVEAL, case.now, case.actor, fields)
    case.work.journal.add(entry)
    return entry.id
