"""The draft of the written report as a PDF, for its reporter, made when it is fetched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handlers.conversation.card import Button, Buttons, Element, Text
from handlers.conversation.emergency import DANGER
from handlers.conversation.event import Press
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.duty.written import WHAT, Author, WrittenReport, draft, parts_to_read, state_of
from handlers.errors import NotForYou, NotSaved
from handlers.reports import own_buttons
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.away import away_card
from handlers.reports.counter import Counter, Document, Errand, Fetching, Making
from handlers.reports.duty_record import duty_of, has_clocks, written_duty_of
from handlers.reports.duty_standing import is_in_another_order
from handlers.reports.exchange import ASKED, QUESTION
from handlers.reports.journal import REPORTER, EntryKind
from handlers.reports.own_form import ABOUT, GAPS, SAYS_DANGER, WORDS
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Ticket

DRAFT, READ = "own.draft", "own.draft.read"
_ERRAND = "written-report"
_ANOTHER_ORDER = (
    "The draft has the times as you wrote them. They are in another order than the times your clocks are "
    "counted by: check them before you send it."
)


@dataclass(frozen=True, slots=True)
class DraftHandler:
    """Leads a reporter to the draft of their written report. Nobody sends it but they."""

    admission: Admission
    counter: Counter

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {DRAFT: self.lead, READ: self.read}

    def door(self, ticket: Ticket) -> Button | None:
        """The button for one's own report, where the law's clocks run."""
        wanted = has_clocks(ticket) and self.counter.is_open
        return Button("Draft of the written report", DRAFT, ticket.number) if wanted else None

    def lead(self, press: Press) -> Reply:
        """The link to it."""
        try:
            with self.admission.to(press.actor.key, press.value, Action.DRAFT) as case:
                _require_clocks(case)
                return Reply((self.counter.card(case, _ERRAND, above=self._above(case)),))
        except NotSaved:
            return Reply((away_card(self.admission.district, self.admission.clock.now()),))

    def read(self, press: Press) -> Reply:
        """All of it, to read before it is fetched."""
        try:
            with self.admission.to(press.actor.key, press.value, Action.DRAFT) as case:
                _require_clocks(case)
                case.work.audit.append(
                    AuditEntry(case.now, REPORTER, Action.DRAFT, case.ticket.number, "read")
                )
                parts = parts_to_read(written_of(case, self.admission.district))
        except NotSaved:
            return Reply((away_card(self.admission.district, self.admission.clock.now()),))
        opener = _read_button(press.value)
        return Reply(form=Form(READ, "Draft", (Text(DANGER, strong=True), *parts), opener, submit=None))

    def _above(self, case: Case) -> Sequence[Element]:
        """What is still missing, without a word of what is there, and where to add it."""
        number, report = case.ticket.number, written_of(case, self.admission.district)
        gaps = (Text(gap) for gap in report.gaps)
        zone = self.admission.district.zone
        duty, wrote = (read(case.work, case.ticket, zone) for read in (duty_of, written_duty_of))
        order = (Text(_ANOTHER_ORDER),) if is_in_another_order(duty, wrote) else ()
        return (
            Text(state_of(report), strong=True),
            *gaps,
            *order,
            Buttons((own_buttons.add(number), _read_button(number))),
        )


def errands(district: District) -> Mapping[str, Errand]:
    """What the draft needs of the counter, by the name that passes carry."""

    def make(case: Case, _subject: str) -> Making:
        return _making(case, district)

    return {_ERRAND: Fetching(Action.DRAFT, "A draft to fetch", make)}


def written_of(case: Case, district: District) -> WrittenReport:
    """The draft as it stands, gaps and all."""
    work, ticket = case.work, case.ticket
    reporter = work.tickets.reporter(ticket.number)
    site = district.site(ticket.site)
    school = f"{site.name}, {district.name}" if site else district.name
    duty = written_duty_of(work, ticket, district.zone)
    # A mail address is not the address that 260E.09 asks for: that one stays a gap, to be written in.
    return draft(_answers(case), Author(reporter.name), duty, school, district.zone)


def _require_clocks(case: Case) -> None:
    """Raises NotForYou for a record that the law asks no report of, such as one of contact."""
    if not has_clocks(case.ticket):
        raise NotForYou


def _making(case: Case, district: District) -> Making:
    _require_clocks(case)
    report = written_of(case, district)

    def made() -> Document:
        from handlers.duty.written_pdf import written_pdf  # noqa: PLC0415 - setting type loads a library

        return Document("written-report.pdf", "application/pdf", written_pdf(report))

    return made


def _answers(case: Case) -> Mapping[str, str]:
    """What the reporter wrote first, with what they added and answered later below it."""
    number = case.ticket.number
    answers = dict(case.work.tickets.report(number).answers)
    kinds = EntryKind.ADDITION, EntryKind.QUESTION, EntryKind.ANSWER
    journal = case.work.journal.entries(number, *kinds)
    asked = {entry.id: entry.fields.get(QUESTION, "") for entry in journal}
    for entry in journal:
        if entry.by != REPORTER or entry.fields.get(ABOUT, SAYS_DANGER) != SAYS_DANGER:
            continue  # a request, or a note of the bot's own
        for name in (field for field in (WORDS, *GAPS) if field in entry.fields):
            where = WHAT if name == WORDS else name
            question = asked.get(entry.fields.get(ASKED, ""), "")
            lines = (
                answers.get(where),
                question and f"A supervisor asked: {question}",
                entry.fields.get(name),
            )
            answers[where] = "\n".join(text for text in lines if text)
    return answers


def _read_button(number: str) -> Button:
    return Button("Read the draft", READ, number, opens_form=True)
