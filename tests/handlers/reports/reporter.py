"""A reporter at the desk: says, presses and fills through the router, on any channel."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Button, Buttons, Card, Excerpt, Facts, Text
from handlers.conversation.event import Command, FormValue, Press, Submission
from handlers.conversation.form import Form, Part
from handlers.conversation.reply import Reply
from handlers.conversation.router import Router
from handlers.reports.contact_record import ContactHandler
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.journal import Entry, EntryKind
from tests.handlers.reports.desk import LIBRARY, Desk

NOW = "2026-11-23T09:50"


@dataclass
class OwnBench(Desk):
    """The desk with everything a reporter can reach."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.contact = ContactHandler(self.store, self.district, LIBRARY, self.clock)
        pressed = (self.intake, self.own, self.duty, self.contact, self.casework, self.cases)
        sent = (self.intake, self.own, self.duty, self.contact, self.casework)
        self.router = Router(
            (self.intake.spec, self.own.spec, self.contact.spec),
            {action: answer for handler in pressed for action, answer in handler.presses.items()},
            {form: answer for handler in sent for form, answer in handler.submissions.items()},
        )

    def say(self, who: Actor, text: str) -> Reply:
        return self.router.answer(Command(who, Place(who.channel), text))

    def push(self, who: Actor, action: str, value: str = "") -> Reply:
        return self.router.answer(Press(who, Place(who.channel), action, value))

    def opened(self, who: Actor, action: str, value: str) -> Form:
        """The form that a button opens."""
        reply = self.push(who, action, value)
        assert reply.form, reply.cards
        return reply.form

    def fill(self, who: Actor, action: str, number: str, **values: FormValue) -> Reply:
        """Open a form and send it in."""
        form = self.opened(who, action, number)
        assert set(values) <= {field.name for field in form.fields}
        return self.send(who, form, **values)

    def send(self, who: Actor, form: Form, **values: FormValue) -> Reply:
        return self.router.answer(Submission(who, Place(who.channel), form.name, values, form.state))

    def called(self, who: Actor, number: str, at: str = NOW, **more: FormValue) -> Reply:
        """Record a call to child protection."""
        return self.fill(who, "own.call", number, agency="child-protection", at=at, **more)

    def written(self, who: Actor, number: str, at: str = NOW) -> Reply:
        """Record the written report."""
        return self.fill(who, "own.written", number, agency="child-protection", at=at)

    def entries(self, number: str, *kinds: EntryKind) -> list[Entry]:
        with self.store.begin() as work:
            return list(work.journal.entries(number, *kinds))

    def sent(self, kind: Kind) -> list[Delivery]:
        """The messages of this kind that go out now."""
        return [delivery for delivery in self.run() if delivery.kind is kind]

    def letter(self, delivery: Delivery) -> Card:
        """The card of a message, as it reads today."""
        letter = self.office.letter(delivery)
        assert letter
        return letter.card

    def inbox(self, who: Actor) -> list[Card]:
        return [card for _, card in self.office.inbox(who.key, Channel.WEB)]


def words(parts: tuple[object, ...]) -> str:
    """All that can be read in a card's or form's parts."""
    return "\n".join(_readable(part) for part in parts)


def labels(card: Card) -> list[str]:
    return [button.label for button in buttons(card)]


def buttons(card: Card) -> Iterator[Button]:
    rows = (part.buttons for part in card.elements if isinstance(part, Buttons))
    return (button for row in rows for button in row)


def _readable(part: object) -> str:
    match part:
        case Text(text=text) | Excerpt(text=text):
            return text
        case Facts(pairs=pairs):
            return "\n".join(f"{label}: {value}" for label, value in pairs)
    return ""


def first_text(parts: tuple[Part, ...] | tuple[object, ...]) -> str:
    part = parts[0]
    return part.text if isinstance(part, Text) else ""
