"""The message that tells a supervisor: number, urgency, state and buttons, never content."""

from handlers.conversation.card import Button, Buttons, Card, Element, Facts, Text, Tone
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.reports.ticket import Matter, Status, Ticket, Urgency

ACKNOWLEDGE = "case.acknowledge"
READ = "case.read"
MORE = "case.more"

URGENCY = {Urgency.DANGER: "Danger now", Urgency.TODAY: "Today", Urgency.ROUTINE: "Next school day"}
_WHAT = {Matter.CONCERN: "A report", Matter.CONTACT: "A record of contact", Matter.QUESTION: "A question"}
_SUMMARY = "A report is waiting for you in smpolicy."
_DRILL_SUMMARY = "A drill is waiting for you in smpolicy."


def alert_card(ticket: Ticket, district: District) -> Card:
    """The message as it reads today."""
    facts = Facts((("Report", ticket.number), ("Urgency", URGENCY[ticket.urgency])))
    read = Button("Read the report", READ, ticket.number, opens_form=True)
    buttons: tuple[Button, ...] = (read, Button("More", MORE, ticket.number))
    if ticket.status is Status.OPEN:
        buttons = (Button("Acknowledge", ACKNOWLEDGE, ticket.number, Tone.GOOD), *buttons)
    elements: tuple[Element, ...] = (facts, *_whose(ticket, district), Buttons(buttons))
    summary = _DRILL_SUMMARY if ticket.drill else _SUMMARY
    return Card(titled(ticket, state_of(ticket)), elements, summary, _tone(ticket))


def titled(ticket: Ticket, state: str) -> str:
    """A title that says what it is, and first of all whether it is only a drill."""
    drill = "Drill: " if ticket.drill else ""
    return f"{drill}{_WHAT[ticket.matter]} {state}"


def name_of(email: str | None, district: District) -> str:
    """A person's name, or the address of somebody the file does not know: who did what has to be known."""
    person = district.person(email)
    return person.name if person else email or "nobody"


def known_name(email: str, district: District, begins: bool = True) -> str:
    """The same where nobody is named by address: on cards, and to the reporter. Who reads the report's page,
    an order or the case's file reads the address.

    `begins`: it stands alone or begins a sentence.
    """
    person = district.person(email)
    return person.name if person else f"{'S' if begins else 's'}omebody who has left"


def state_of(ticket: Ticket) -> str:
    """How it stands, in the words of a title."""
    if ticket.status is Status.CLOSED:
        return "is closed"
    return "needs you" if ticket.status is Status.OPEN else "is in hand"


def _whose(ticket: Ticket, district: District) -> tuple[Text, ...]:
    lines = []
    if ticket.acknowledged_at:
        when = dated(ticket.acknowledged_at, district.zone)
        # As on the case's own card, nobody is named who is not in the district's file any more.
        person = district.person(ticket.acknowledged_by)
        lines.append(f"Acknowledged by {person.name}, {when}." if person else f"Acknowledged {when}.")
    if ticket.holder and ticket.holder != ticket.acknowledged_by:
        lines.append(f"{known_name(ticket.holder, district)} has it in hand now.")
    if ticket.closed_at:
        lines.append(f"Closed {dated(ticket.closed_at, district.zone)}.")
    return tuple(Text(line) for line in lines)


def _tone(ticket: Ticket) -> Tone:
    if ticket.status is not Status.OPEN:
        return Tone.GOOD
    return Tone.DANGER if ticket.urgency is Urgency.DANGER else Tone.CAUTION
