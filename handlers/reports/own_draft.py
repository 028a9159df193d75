"""The draft of the written report as a PDF, for its reporter, made when it is fetched."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from handlers.conversation.card import Button
from handlers.conversation.event import Press
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.duty.written import WHAT, Author, draft
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.counter import Counter, Document, Errand, Fetching, Making
from handlers.reports.duty_record import duty_of, has_clocks
from handlers.reports.journal import EntryKind
from handlers.reports.own_form import ABOUT, GAPS, WORDS
from handlers.reports.ticket import Ticket

DRAFT = "own.draft"
_ERRAND = "written-report"


@dataclass(frozen=True, slots=True)
class DraftHandler:
    """Leads a reporter to the draft of their written report. Nobody sends it but they."""

    admission: Admission
    counter: Counter

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The button answered here."""
        return {DRAFT: self.lead}

    def door(self, ticket: Ticket) -> Button | None:
        """The button for one's own report, where the law's clocks run."""
        wanted = has_clocks(ticket) and self.counter.is_open
        return Button("Draft of the written report", DRAFT, ticket.number) if wanted else None

    def lead(self, press: Press) -> Reply:
        """The link to it."""
        with self.admission.to(press.actor.key, press.value, Action.DRAFT) as case:
            return Reply((self.counter.card(case, _ERRAND),))


def errands(district: District) -> Mapping[str, Errand]:
    """What the draft needs of the counter, by the name that passes carry."""

    def make(case: Case, _subject: str) -> Making:
        return _making(case, district)

    return {_ERRAND: Fetching(Action.DRAFT, "A draft to fetch", make)}


def _making(case: Case, district: District) -> Making:
    work, ticket = case.work, case.ticket
    reporter = work.tickets.reporter(ticket.number)
    site = district.site(ticket.site)
    school = f"{site.name}, {district.name}" if site else district.name
    duty = duty_of(work, ticket, district.zone)
    # A mail address is not the address that 260E.09 asks for: that one stays a gap, to be written in.
    report = draft(_answers(case), Author(reporter.name), duty, school, district.zone)

    def made() -> Document:
        from handlers.duty.written_pdf import written_pdf  # noqa: PLC0415 - setting type loads a library

        return Document("written-report.pdf", "application/pdf", written_pdf(report))

    return made


def _answers(case: Case) -> Mapping[str, str]:
    """What the reporter wrote first, with what they added later below it."""
    number = case.ticket.number
    answers = dict(case.work.tickets.report(number).answers)
    for entry in case.work.journal.entries(number, EntryKind.ADDITION):
        if ABOUT in entry.fields:  # a request, or a note of the bot's own
            continue
        for name in (WORDS, *GAPS):
            where = WHAT if name == WORDS else name
            answers[where] = "\n".join(text for text in (answers.get(where), entry.fields.get(name)) if text)
    return answers
