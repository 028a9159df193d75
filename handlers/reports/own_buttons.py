"""The buttons of a reporter's own reports, as they stand on cards and in messages."""

from handlers.conversation.card import Button, Tone
from handlers.reports.ticket import Ticket

LIST = Button("My reports", "own.list")
CASE, READ, MORE, RECEIPT = "own.case", "own.read", "own.more", "own.receipt"
ADD, ANSWER, WITHDRAW = "own.add", "own.answer", "own.withdraw"
CALL, WRITTEN, LEARNED, WRONG = "own.call", "own.written", "own.learned", "own.wrong"
"""Actions of buttons; where a button opens a form to be filled, the form has the same name."""


def show(ticket: Ticket) -> Button:
    """The report's own card; in a list each is named."""
    return Button(f"Open {ticket.number}", CASE, ticket.number)


def more(ticket: Ticket) -> Button:
    """What is needed less often."""
    return Button("More", MORE, ticket.number)


def read(ticket: Ticket) -> Button:
    """All that was written, to read."""
    return Button("Read it", READ, ticket.number, opens_form=True)


def add(number: str) -> Button:
    """Something to be added."""
    return Button("Add information", ADD, number, opens_form=True)


def answer(number: str) -> Button:
    """A supervisor's question to be answered."""
    return Button("Answer the question", ANSWER, number, Tone.GOOD, opens_form=True)


def withdraw(number: str) -> Button:
    """A request, never a deletion."""
    return Button("Ask to withdraw it", WITHDRAW, number, opens_form=True)


def receipt(number: str) -> Button:
    """The signed receipt."""
    return Button("Receipt", RECEIPT, number, opens_form=True)


def record_call(ticket: Ticket) -> Button:
    """The reporter's own oral report."""
    return recording(CALL, ticket.number)


def record_written(ticket: Ticket) -> Button:
    """The reporter's own written report."""
    return recording(WRITTEN, ticket.number)


_RECORDING = {
    CALL: "I made the call",
    WRITTEN: "I sent the written report",
    LEARNED: "Correct when I learned of it",
    WRONG: "Take back a wrong record",
}


def recording(action: str, number: str) -> Button:
    """One of CALL, WRITTEN, LEARNED, WRONG."""
    return Button(_RECORDING[action], action, number, opens_form=True)
