"""The cases of a supervisor, as a list on a card. To everybody else it is an empty list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handlers.casework.case_card import CaseCards, has_state
from handlers.casework.case_number import typed_number
from handlers.casework.queue import FILTERS, MOST, Viewed, filter_named, listed
from handlers.conversation.actor import Actor
from handlers.conversation.card import Button, Buttons, Card, Divider, Element, Text
from handlers.conversation.event import Command, Press
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.reports.access import Action
from handlers.reports.admission import Admission
from handlers.reports.alert import MORE, URGENCY, known_name
from handlers.reports.ticket import Status, Ticket

QUEUE = "case.queue"
PAGE = 8
_BUTTON = Button("Cases", QUEUE)
_SUMMARY = "smpolicy shows your cases."
_SHORTCUTS = (
    ("All that wait", ""),
    ("Mine", "mine"),
    ("Unassigned", "unassigned"),
    ("Overdue", "overdue"),
    ("Records of contact", "records"),
)
"""The same for everybody, so that no button is a sign of what there is."""
_NAMED = {word: label.casefold() for label, word in _SHORTCUTS} | {"progress": "in progress"}
"""What the filters are called in a sentence, where that is not the word that is typed."""


@dataclass(frozen=True, slots=True)
class CasesHandler:
    """Answers `/smpolicy cases`."""

    admission: Admission
    cards: CaseCards

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "For supervisors: the reports that wait for you."
        return CommandSpec("cases", "cases", summary, self.command, _BUTTON)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {QUEUE: self.turn}

    def command(self, command: Command) -> Reply:
        """One case by its number, or the list by filters."""
        words = command.text.casefold().split()
        number = typed_number(command.text)
        if number and not any(filter_named(word, self.admission.district) for word in words):
            with self.admission.to(command.actor.key, number, Action.SEE) as case:
                return self.cards.reply(case)
        return self._list(command.actor, words, 0)

    def turn(self, press: Press) -> Reply:
        """Another filter, or the next page: `overdue high-school 8`."""
        *words, start = press.value.split() or [""]
        from_one = int(start) if start.isdecimal() and len(start) < 6 else 0
        return self._list(press.actor, words if start.isdecimal() else [*words, start], from_one)

    def _list(self, actor: Actor, words: Sequence[str], start: int) -> Reply:
        district = self.admission.district
        known = [word for word in words if filter_named(word, district)]
        with self.admission.store.begin() as work:
            found = listed(work, self.admission, actor.key, known)
        if len(known) < len([word for word in words if word]):
            return Reply((_unknown(district),))
        return Reply((_card(found, known, start, district),))


def _card(found: Sequence[Viewed], words: Sequence[str], start: int, district: District) -> Card:
    shown = found[start : start + PAGE]
    parts: list[Element] = [Text(_heading(words, district, len(found)))]
    for seen in shown:
        opening = Button(f"Open {seen.ticket.number}", MORE, seen.ticket.number)
        parts += [Divider(), Text(_line(seen)), Buttons((opening,))]
    parts.append(Divider())
    if len(found) > start + PAGE:
        next_page = " ".join([*words, str(start + PAGE)])
        parts.append(Buttons((Button("Show more", QUEUE, next_page),)))
    parts.append(Buttons(tuple(Button(label, QUEUE, word) for label, word in _SHORTCUTS)))
    return Card("Cases", tuple(parts), _SUMMARY)


def _heading(words: Sequence[str], district: District, count: int) -> str:
    named = {**_NAMED, **{site.id: site.name for site in district.sites}}
    which = ", ".join(named.get(word, word) for word in words)
    if not count:
        if words == ["records"]:
            return f"You have no {which}."
        return f"No cases for you: {which}." if which else "No cases wait for you."
    many = f"{count} or more" if count == MOST else str(count)
    return f"{many} for you: {which}." if which else f"{many} for you."


def _line(seen: Viewed) -> str:
    ticket = seen.ticket
    marks = [mark for mark, set_ in (("DRILL", ticket.drill), ("overdue", seen.overdue)) if set_]
    filed = f"filed {dated(ticket.opened_at, seen.district.zone)}"
    waits = (URGENCY[ticket.urgency], _state(ticket, seen.district)) if has_state(ticket) else ()
    return ", ".join((ticket.number, *waits, filed, *marks))


def _state(ticket: Ticket, district: District) -> str:
    if ticket.status is Status.CLOSED:
        return "closed"
    if ticket.holder:
        return f"in hand of {known_name(ticket.holder, district, begins=False)}"
    return "nobody has it in hand"


def _unknown(district: District) -> Card:
    """The words are not said back: they may be a name."""
    known = ", ".join([*FILTERS, *(site.id for site in district.sites)])
    text = Text(f"I don't know that filter. These can be put after cases: {known}; or the number of a case.")
    return Card("Cases", (text, Buttons(tuple(Button(label, QUEUE, w) for label, w in _SHORTCUTS))), _SUMMARY)
