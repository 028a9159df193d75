"""The one way in to one's own report: who may, what is sent, and what is said while the database is down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handlers.conversation.card import Card
from handlers.conversation.event import Press, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.errors import NotSaved
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.away import away_card, not_saved
from handlers.reports.exchange import entry_id, number_in
from handlers.reports.journal import REPORTER, Entry, EntryKind
from handlers.reports.own_card import OwnCards
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Sending:
    """One form of a reporter sent in, for one of their reports; `id` is the same where it is sent twice."""

    case: Case
    sent: Submission
    id: str

    def keep(self, kind: EntryKind, fields: Mapping[str, str]) -> None:
        """Write it in the sealed journal; fields left empty are left out."""
        written = {name: text for name, text in fields.items() if text}
        number = self.case.ticket.number
        self.case.work.journal.add(Entry(self.id, number, kind, self.case.now, REPORTER, written))


@dataclass(frozen=True, slots=True)
class OwnForm:
    """One form: who may send it, how it is drawn, what is wrong with it, and what becomes of it.

    `draw` gets no case where the database is down: the form must come back with all that was typed.
    `keep` gives the ticket as it stands then, and a sentence of what was done. `first` says what else has
    to be done before; the form is not opened then. `barred` says why it is not for this
    ticket at all, neither to open nor to send in.
    """

    action: Action
    draw: Callable[[str, Case | None], Form]
    keep: Callable[[Sending], tuple[Ticket, str]]
    mistakes: Callable[[Sending], Mapping[str, str]] = lambda _sending: {}
    first: Callable[[Case], str] = lambda _case: ""
    barred: Callable[[Case], str] = lambda _case: ""


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """Opens reports to their reporter. `changed` is called after each commit, so that the courier wakes."""

    admission: Admission
    cards: OwnCards
    changed: Callable[[], None]

    @property
    def district(self) -> District:
        """The district."""
        return self.admission.district

    def away(self) -> Card:
        """Said while the database is down."""
        return away_card(self.district, self.admission.clock.now())

    def not_saved(self) -> str:
        """Said at a form then."""
        return not_saved(self.district, self.admission.clock.now())

    def show(self, press: Press, action: Action, draw: Callable[[Case], Reply]) -> Reply:
        """What this person may see of this report of theirs. Raises NotForYou."""
        try:
            with self.admission.to(press.actor.key, press.value, action) as case:
                return draw(case)
        except NotSaved:
            return Reply((self.away(),))

    def open(self, press: Press, form: OwnForm) -> Reply:
        """The form, also while the database is down; nothing that is sealed is in it then."""
        try:
            with self.admission.to(press.actor.key, press.value, form.action) as case:
                if said := self.barred(case, form) or form.first(case):
                    return Reply((self.cards.case(case, said),))
                return Reply(form=form.draw(press.value, case))
        except NotSaved:
            return Reply(form=form.draw(press.value, None))

    def take(self, sent: Submission, form: OwnForm) -> Reply:
        """Keep what was sent, once, and show the report as it stands then. Raises NotForYou."""
        number = number_in(sent)
        try:
            with self.admission.to(sent.actor.key, number, form.action) as case:
                reply = self._taken(Sending(case, sent, entry_id(sent)), form)
        except NotSaved:
            drawn = form.draw(number, None)
            return Reply(
                form=drawn,
                errors={drawn.fields[0].name: self.not_saved()},
            )
        self.changed()
        return reply

    def barred(self, case: Case, form: OwnForm) -> str:
        """Why it is not for this ticket, which the trail then calls a refusal; empty where it is."""
        if said := form.barred(case):
            case.entry(f"refused {form.action}")
        return said

    def _taken(self, sending: Sending, form: OwnForm) -> Reply:
        case, number = sending.case, sending.case.ticket.number
        if said := self.barred(case, form):
            return Reply((self.cards.case(case, said),))
        if any(entry.id == sending.id for entry in case.work.journal.entries(number)):
            return Reply((self.cards.case(case, "This was taken already."),))
        drawn = form.draw(number, case)
        sending = replace(sending, sent=drawn.in_lines(sending.sent))
        if errors := {**form.mistakes(sending), **drawn.mistakes(sending.sent.values)}:
            return Reply(form=drawn, errors=errors)
        ticket, said = form.keep(sending)
        case.work.audit.append(AuditEntry(case.now, REPORTER, form.action, number))
        return Reply((self.cards.case(replace(case, ticket=ticket), said),))
