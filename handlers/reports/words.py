"""What the reporter is told of their report, and what supervisors are told of the reporter's words.

They name a number, a person of the district and a moment, never a word of a report.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.conversation.actor import Channel
from handlers.conversation.card import Button, Buttons, Card, Element, Facts, Text, Tone
from handlers.conversation.emergency import DANGER
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.reports import own_buttons, topics
from handlers.reports.access import Action
from handlers.reports.alert import MORE, READ, known_name, titled
from handlers.reports.anew import OF_A_HAND
from handlers.reports.delivery import Delivery
from handlers.reports.duty_record import has_clocks
from handlers.reports.escalation import standing_in
from handlers.reports.post_office import Letter
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Status, Ticket

_SUMMARY = "smpolicy has news of a report."
_IN_HAND = OF_A_HAND - {topics.WAITS_AGAIN}


@dataclass(frozen=True, slots=True)
class Wording:
    """One topic. `text` may hold {who} and {when}: the person and the moment of what happened; {clocks} is
    said where the law's clocks run.

    `presses` are the buttons below it: label, action, and whether a form opens; their value is the
    number of the report.
    """

    title: str
    text: str
    presses: tuple[tuple[str, str, bool], ...]
    tone: Tone = Tone.PLAIN


_NOT_STOPPED = " Your own clocks are not stopped by that."
_OWN = ("Open", own_buttons.CASE, False)
_READ = ("Read the report", READ, True)
_MORE = ("More", MORE, False)

NOT_IN_HAND = Wording(
    "Your report waits again", "Nobody has it in hand any more. Supervisors are told of it anew.", (_OWN,)
)
"""That the case was taken from whoever had it or closed it; it also stands in place of what said so."""

TO_REPORTER: Mapping[str, Wording] = {
    topics.WAITS_AGAIN: NOT_IN_HAND,
    topics.ACKNOWLEDGED: Wording(
        "Your report is acknowledged",
        "{who} has it in hand since {when}.{clocks}",
        (_OWN,),
        Tone.GOOD,
    ),
    topics.QUESTION: Wording(
        "A question about your report",
        "A supervisor asks you something about it. Your name is not shown to them when you answer.",
        (("Answer the question", own_buttons.ANSWER, True), _OWN),
        Tone.CAUTION,
    ),
    topics.CLOSED: Wording(
        "Your report is closed",
        "{who} closed it, {when}.{clocks} You can still add to it.",
        (_OWN,),
    ),
    topics.REOPENED: Wording("Your report is open again", "{who} took it up again, {when}.", (_OWN,)),
    topics.REVEALED: Wording(
        "Your name was opened",
        "{who} gave a reason and has seen who made this report, {when}. Nobody may punish you for it.",
        (_OWN,),
        Tone.CAUTION,
    ),
}
"""What the reporter is told, by topic."""

TO_SUPERVISOR: Mapping[str, Wording] = {
    topics.ADDITION: Wording("has something new", "The reporter has added to it.", (_READ, _MORE)),
    topics.ANSWER: Wording("has an answer", "The reporter has answered a question.", (_READ, _MORE)),
}
"""What a supervisor is told, by topic; the title goes on after `A report`."""


@dataclass(frozen=True, slots=True)
class Words:
    """The route of Kind.WORD. A topic that is in neither table raises KeyError: nothing is lost quietly."""

    district: District

    def letter(self, work: UnitOfWork, delivery: Delivery) -> Letter | None:
        """The message, or None where it is not true any more, or for somebody who must not know."""
        card = self.shown(work, delivery)
        if card is None or _is_overtaken(work.tickets.get(delivery.ticket), delivery):
            return None
        if delivery.recipient:
            return Letter(delivery.recipient, card)
        reporter = work.tickets.reporter(delivery.ticket)
        return Letter(reporter.key, card, Channel(reporter.channel))

    def shown(self, work: UnitOfWork, delivery: Delivery) -> Card | None:
        """The message as it reads today. A drill has no reporter to tell."""
        ticket = work.tickets.get(delivery.ticket)
        if delivery.recipient is None:
            return None if ticket.drill else self._to_reporter(work, ticket, delivery)
        standing = standing_in(work, delivery.recipient, ticket, self.district)
        return self._to_supervisor(ticket, delivery) if standing.may(Action.SEE) else None

    def _to_reporter(self, work: UnitOfWork, ticket: Ticket, delivery: Delivery) -> Card:
        wording = NOT_IN_HAND if _is_overtaken(ticket, delivery) else TO_REPORTER[delivery.topic]
        clocks = _NOT_STOPPED if has_clocks(ticket) else ""
        text = wording.text.format_map({**self._cause(work, ticket, delivery), "clocks": clocks})
        elements = (Text(DANGER), *_body(ticket, text, wording))
        return Card(wording.title, elements, _SUMMARY, wording.tone)

    def _to_supervisor(self, ticket: Ticket, delivery: Delivery) -> Card:
        wording = TO_SUPERVISOR[delivery.topic]
        return Card(
            titled(ticket, wording.title), _body(ticket, wording.text, wording), _SUMMARY, wording.tone
        )

    def _cause(self, work: UnitOfWork, ticket: Ticket, delivery: Delivery) -> Mapping[str, str]:
        """Who did it and when: by the entry it came from, or by the ticket."""
        entry = next((e for e in work.journal.entries(ticket.number) if e.id == _cause_of(delivery)), None)
        by, at = (entry.by, entry.at) if entry else (ticket.acknowledged_by, ticket.acknowledged_at)
        who = known_name(by, self.district) if by else "A supervisor"
        return {"who": who, "when": dated(at or delivery.due_at, self.district.zone)}


def _is_overtaken(ticket: Ticket, delivery: Delivery) -> bool:
    """Whether it tells of a hand or a closing that does not hold any more, or of none where there is one."""
    if delivery.topic == topics.WAITS_AGAIN:
        return ticket.status is not Status.OPEN
    return delivery.topic in _IN_HAND and ticket.status is Status.OPEN


def _cause_of(delivery: Delivery) -> str:
    """The id of the journal entry it came from, as `word_delivery` puts it into the name."""
    return delivery.id.split("/")[2]


def _body(ticket: Ticket, text: str, wording: Wording) -> tuple[Element, ...]:
    buttons = tuple(
        Button(label, action, ticket.number, opens_form=form) for label, action, form in wording.presses
    )
    return Facts((("Report", ticket.number),)), Text(text), Buttons(buttons)
