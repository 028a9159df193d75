"""A reporter's own reports on cards: number, state, clocks and buttons, without a word of content."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.conversation.card import Button, Buttons, Card, Divider, Element, Facts, Text, Tone
from handlers.conversation.emergency import DANGER, REPORT
from handlers.district.model import District
from handlers.district.wall_clock import local_time
from handlers.duty.calling import OPENER as WHO_TO_CALL
from handlers.duty.clock_card import oral_text, written_text
from handlers.duty.clocks import Clocks, State
from handlers.errors import CannotOpen
from handlers.reports import own_buttons
from handlers.reports.admission import Case
from handlers.reports.alert import known_name
from handlers.reports.duty_record import (
    RECORDS,
    clocks_of,
    duty_of,
    has_clocks,
    standing_records,
    written_duty_of,
)
from handlers.reports.duty_standing import counted_earlier
from handlers.reports.escalation import ESCALATED, told_in_the_morning
from handlers.reports.exchange import NOBODY, open_questions, reaches_nobody, who_can_read
from handlers.reports.ticket import Matter, Status, Ticket

Door = Callable[[Ticket], Button | None]
"""A button that another subject puts on the card of one's own report, or None where it does not fit."""

PAGE = 5
_SUMMARY = "smpolicy shows your reports."
_WHAT = {Matter.CONCERN: "Report", Matter.CONTACT: "Record of contact", Matter.QUESTION: "Question"}


@dataclass(frozen=True, slots=True)
class OwnCards:
    """Draws one's own reports; `doors` are the buttons of other subjects."""

    district: District
    doors: Sequence[Door] = ()

    def case(self, case: Case, said: str = "") -> Card:
        """One report as it stands, under a sentence of what was just done."""
        ticket = case.ticket
        clocks = clocks_of(case.work, ticket, self.district) if has_clocks(ticket) else None
        questions = len(open_questions(case.work, ticket))
        elements: tuple[Element, ...] = (
            Text(DANGER, strong=True),
            *((Text(said),) if said else ()),
            Facts((*self._facts(case), *_asked(questions))),
            *self._clocks(case, clocks),
            *self._rows(ticket, questions, clocks),
        )
        return Card(f"{_WHAT[ticket.matter]} {ticket.number}", elements, _SUMMARY, _tone(case, clocks))

    def more(self, case: Case) -> Card:
        """What is needed less often."""
        number = case.ticket.number
        records = standing_records(case.work.journal.entries(number, *RECORDS))
        actions = [own_buttons.LEARNED] if has_clocks(case.ticket) else []
        actions += [own_buttons.WRONG] if records else []
        buttons = [own_buttons.recording(action, number) for action in actions]
        buttons += [own_buttons.receipt(number), own_buttons.withdraw(number)]
        elements = (Text(DANGER, strong=True), Buttons(tuple(buttons)), Buttons((own_buttons.LIST,)))
        return Card(f"{_WHAT[case.ticket.matter]} {number}", elements, _SUMMARY)

    def listed(self, cases: Sequence[Case], offset: int) -> Card:
        """The newest first, a few at a time."""
        if not cases:
            nothing = Text("You have made no report here, and no record of contact.")
            return Card("My reports", (Text(DANGER, strong=True), nothing, Buttons((REPORT,))), _SUMMARY)
        parts: list[Element] = [Text(DANGER, strong=True)]
        for case in cases[offset : offset + PAGE]:
            parts += [Divider(), *self._whole_line(case)]
        if len(cases) > offset + PAGE:
            older = Button("Older", own_buttons.LIST.action, str(offset + PAGE))
            parts += [Divider(), Buttons((older,))]
        return Card("My reports", tuple(parts), _SUMMARY)

    def _whole_line(self, case: Case) -> list[Element]:
        """One that does not open hides none of the others."""
        try:
            return list(self._line(case))
        except CannotOpen as error:
            return [Text(f"{_WHAT[case.ticket.matter]} {case.ticket.number}", strong=True), Text(str(error))]

    def _line(self, case: Case) -> Iterator[Element]:
        ticket = case.ticket
        yield Text(f"{_WHAT[ticket.matter]} {ticket.number}", strong=True)
        yield Facts((*self._facts(case), *_asked(len(open_questions(case.work, ticket)))))
        yield from self._clocks(
            case, clocks_of(case.work, ticket, self.district) if has_clocks(ticket) else None
        )
        yield Buttons((own_buttons.show(ticket),))

    def _facts(self, case: Case) -> tuple[tuple[str, str], ...]:
        filed = local_time(case.ticket.opened_at, self.district.zone, case.now)
        return ("Filed", filed), ("Status", self.state(case))

    def state(self, case: Case) -> str:
        """Where it stands, in plain words. It names the supervisor who has it, and nobody else."""
        ticket, zone, now = case.ticket, self.district.zone, case.now
        if ticket.matter is Matter.CONTACT:
            return f"Kept as a record. {who_can_read('The supervisors of the site can read it')}"
        if ticket.status is Status.CLOSED and ticket.closed_at:
            return f"Closed, {local_time(ticket.closed_at, zone, now)}"
        who = known_name(ticket.holder, self.district, begins=False) if ticket.holder else "a supervisor"
        if ticket.status is Status.IN_PROGRESS:
            return f"In progress with {who}"
        if ticket.acknowledged_at:
            return f"Acknowledged by {who}, {local_time(ticket.acknowledged_at, zone, now)}"
        if told := _told_at(case):
            last = local_time(told, zone, now)
            return f"Supervisors were told, last {last}. Nobody has it in hand yet; they are told again."
        if reaches_nobody(case, ticket, self.district):
            return f"Kept. {NOBODY}"
        if told_in_the_morning(case.work, ticket, self.district, now):
            return "Kept. Supervisors are told in the morning."
        return "Kept. Supervisors are being told."

    def _clocks(self, case: Case, clocks: Clocks | None) -> Iterator[Element]:
        if clocks:
            yield oral_text(clocks.oral, case.now, self.district.zone)
            yield written_text(clocks.written, case.now, self.district.zone)
            work, ticket, zone = case.work, case.ticket, self.district.zone
            duty, wrote = (read(work, ticket, zone) for read in (duty_of, written_duty_of))
            yield from (Text(said, small=True) for said in counted_earlier(duty, wrote, zone, case.now))

    def _rows(self, ticket: Ticket, questions: int, clocks: Clocks | None) -> Iterator[Buttons]:
        """On a phone three fit side by side: what waits comes first."""
        number = ticket.number
        answer = (own_buttons.answer(number),) if questions else ()
        yield Buttons((*answer, own_buttons.read(ticket), own_buttons.add(number)))
        if clocks:
            done = own_buttons.record_call(ticket), own_buttons.record_written(ticket)
            yield Buttons((*done, WHO_TO_CALL))
        others = [button for door in self.doors if (button := door(ticket))]
        yield Buttons((*others, own_buttons.more(ticket)))


def _asked(questions: int) -> tuple[tuple[str, str], ...]:
    return (("Questions to you", str(questions)),) if questions else ()


def _tone(case: Case, clocks: Clocks | None) -> Tone:
    if clocks and State.LATE in (clocks.oral.state(case.now), clocks.written.state(case.now)):
        return Tone.DANGER
    return Tone.GOOD if case.ticket.status is not Status.OPEN else Tone.PLAIN


def _told_at(case: Case) -> datetime | None:
    """When a platform last confirmed that a supervisor was told of it; None since the last step began.

    Whoever was told and lost it since does not count: the reporter has nothing to hope for from them.
    """
    told = None
    for entry in case.work.audit.entries(case.ticket.number):
        what, whom = entry.detail.partition(" ")[0], entry.detail.rpartition(" ")[2]
        if entry.action == ESCALATED:
            told = None
        elif (entry.action, what) == ("told", "step") and whom in case.ticket.recipients:
            told = entry.at
    return told


def is_own_to_show(ticket: Ticket) -> bool:
    """Whether it is listed here: questions to a supervisor have a list of their own, drills have none."""
    return ticket.matter is not Matter.QUESTION and not ticket.drill
