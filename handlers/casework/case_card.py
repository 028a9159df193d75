"""A case on one card: its state and what this person can do with it, without a word of content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from handlers.casework.consent import asked_by, waits_for
from handlers.conversation.card import Button, Buttons, Card, Element, Facts, Text, Tone
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.reports.access import Action, Relation
from handlers.reports.admission import Case
from handlers.reports.alert import ACKNOWLEDGE, READ, URGENCY, known_name, titled
from handlers.reports.anew import answer_awaited
from handlers.reports.ticket import Matter, Status, Ticket

HELD = frozenset({Status.ACKNOWLEDGED, Status.IN_PROGRESS})
UNFINISHED = HELD | {Status.OPEN}
ALWAYS = frozenset(Status)
_NOT_ASKED = "A drill that has ended is over. There is nobody to ask."
_MARK = 8
OWN_REQUEST = "You asked for this yourself: another person has to agree."


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done to a case: its button, and when it is shown.

    `against` says of one that is not shown why it does not fit, where there is more to say than that.
    `carries` is what its button on a card carries.
    """

    action: Action
    label: str
    press: str
    statuses: frozenset[Status] = HELD
    opens_form: bool = True
    tone: Tone = Tone.PLAIN
    fits: Callable[[Case, District], bool] = lambda _case, _district: True
    against: Callable[[Case, District], str] = lambda _case, _district: ""
    carries: Callable[[Ticket], str] = lambda ticket: ticket.number

    def on_card(self, ticket: Ticket) -> Button:
        """The button on the card of this case, as it stands there."""
        return replace(self.named_for(ticket).button(ticket.number), value=self.carries(ticket))

    def button(self, number: str) -> Button:
        """The button for this case."""
        return Button(self.label, self.press, number, self.tone, self.opens_form)

    def named_for(self, ticket: Ticket) -> "Offer":
        """The same in words that fit what it is done to: a record of contact is no report."""
        fits = self.action is not Action.READ or has_state(ticket)
        return self if fits else replace(self, label="Read the record")

    def hindrance(self, case: Case, district: District) -> str:
        """Why this cannot be done now, in a sentence; empty where it can. A refusal is on the trail."""
        status = case.ticket.status
        if not case.allows(self.action):
            if holder := case.ticket.holder:
                return f"{known_name(holder, district)} has this case in hand."
            return "Nobody has this case in hand yet. Acknowledge it first."
        if status in self.statuses:
            return self.against(case, district)
        return "This case is closed." if status is Status.CLOSED else "This case is not closed."


def in_these_hands(ticket: Ticket) -> str:
    """The number, and a mark that is another for every holder.

    It is no secret: whoever knows the number can work it out for anybody. The card names the holder anyway.
    """
    mark = sha256(f"{ticket.number} {ticket.holder}".encode()).hexdigest()[:_MARK]
    return f"{ticket.number} {mark}"


def _to_take_over(case: Case, _district: District) -> bool:
    """In other hands, or closed and in nobody's: what falls due after the closing needs somebody."""
    if case.ticket.status is Status.CLOSED:
        return case.ticket.holder is None and not case.ticket.drill
    return case.standing.relation is not Relation.HOLDER


def _to_acknowledge(case: Case, _district: District) -> bool:
    """Open, or handed to this person who has not answered yet."""
    handed = case.standing.relation is Relation.HOLDER and answer_awaited(case.work, case.ticket.number)
    return case.ticket.status is Status.OPEN or handed


def _own_request(case: Case, district: District) -> str:
    request = None if waits_for(case, district) else asked_by(case, district)
    waits = request is not None and not request.said
    return OWN_REQUEST if waits and district.cases.reveal_needs_second_person else ""


def _is_no_drill(case: Case, _district: District) -> bool:
    return not case.ticket.drill


def _is_ended_drill(case: Case) -> bool:
    return case.ticket.drill and case.ticket.status is Status.CLOSED


def _drill_over(case: Case, district: District) -> str:
    """Nothing would end it a second time, and its ladder could go on outside work time."""
    return "" if _is_no_drill(case, district) else "A drill that has ended is over. It is not reopened."


OFFERS = {
    offer.action: offer
    for offer in (
        Offer(Action.ACKNOWLEDGE, "Acknowledge", ACKNOWLEDGE, UNFINISHED, False, Tone.GOOD, _to_acknowledge),
        Offer(Action.READ, "Read the report", READ, ALWAYS),
        Offer(
            Action.TAKE_OVER,
            "Take over",
            "case.take-over",
            HELD | {Status.CLOSED},
            opens_form=False,
            fits=_to_take_over,
            carries=in_these_hands,
        ),
        Offer(Action.NOTE, "Add a note", "case.note", UNFINISHED),
        # Also once it is closed: how the reporter is treated is asked for months, and must not open it again.
        Offer(
            Action.ASK,
            "Ask the reporter",
            "case.ask",
            HELD | {Status.CLOSED},
            fits=lambda case, _district: not _is_ended_drill(case),
            against=lambda case, _district: _NOT_ASKED if _is_ended_drill(case) else "",
        ),
        Offer(Action.AGENCY, "Agency contact", "case.agency", UNFINISHED),
        Offer(Action.HAND_OVER, "Hand over", "case.hand-over"),
        Offer(Action.REVEAL, "Who reported?", "case.reveal"),
        Offer(
            Action.APPROVE_REVEAL,
            "Agree or refuse",
            "case.consent",
            fits=waits_for,
            against=_own_request,
        ),
        Offer(Action.CLOSE, "Close", "case.close"),
        Offer(
            Action.REOPEN,
            "Reopen",
            "case.reopen",
            frozenset({Status.CLOSED}),
            fits=_is_no_drill,
            against=_drill_over,
        ),
        Offer(Action.LEAVE_OUT, "Leave somebody out", "case.leave-out", ALWAYS),
        Offer(Action.RECUSE, "Leave me out", "case.recuse", ALWAYS),
    )
}
"""What the casework itself offers, in the order of the buttons."""

STATES = {
    Status.OPEN: "Open: nobody has it in hand",
    Status.ACKNOWLEDGED: "Acknowledged",
    Status.IN_PROGRESS: "In progress",
    Status.CLOSED: "Closed",
}
_SUMMARY = "smpolicy shows a case."


def has_state(ticket: Ticket) -> bool:
    """Whether it is urgent or not, and in somebody's hand or not; a record of contact is only kept."""
    return ticket.matter is not Matter.CONTACT


@dataclass(frozen=True, slots=True)
class CaseCards:
    """Draws cases; `others` are what other subjects offer."""

    district: District
    others: Sequence[Offer] = ()

    def reply(self, case: Case, said: str = "", replaces: bool = False) -> Reply:
        """The case as it stands, under a sentence of what happened."""
        return Reply((self.card(case, said),), replaces=replaces)

    def card(self, case: Case, said: str = "") -> Card:
        """The case as it stands; the buttons are those of this person."""
        ticket = case.ticket
        facts = [("Report" if has_state(ticket) else "Record", ticket.number)]
        if has_state(ticket):
            facts += [("Urgency", URGENCY[ticket.urgency]), ("State", STATES[ticket.status])]
        if ticket.holder:
            facts += [("In hand of", known_name(ticket.holder, self.district))]
        facts += [("Filed", dated(ticket.opened_at, self.district.zone))]
        note: tuple[Element, ...] = (Text(said),) if said else ()
        elements = (*note, Facts(tuple(facts)), Buttons(self._buttons(case)))
        return Card(titled(ticket, "in casework"), elements, _SUMMARY)

    def _buttons(self, case: Case) -> tuple[Button, ...]:
        offers = (offer for offer in (*OFFERS.values(), *self.others) if case.ticket.status in offer.statuses)
        allowed = (offer for offer in offers if case.standing.may(offer.action))
        fit = (offer for offer in allowed if offer.fits(case, self.district))
        return tuple(offer.on_card(case.ticket) for offer in fit)
