"""Answers `/smpolicy call`: whom to call, from what happened where. It needs no database at all.

Numbers, routes and reasons are the district's data. 911 and 988 stand first on every card.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.clock import Clock
from handlers.conversation.card import Button, Buttons, Card, Divider, Element, Facts, Text, Tone
from handlers.conversation.emergency import DANGER, DUTY, REPORT
from handlers.conversation.event import Command, Press
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.district.contacts import Contact, Route
from handlers.district.model import District

OPENER = Button("Who to call", "call.open")
ROUTE = "call.route"
AGENCIES = ("child-protection", "school-maltreatment", "adult-abuse", "images")
"""The contacts of the district's file that a reporter may have to call, by id."""
NEVER_OLD = frozenset({"emergency", "crisis"})
"""911 and 988 are the whole country's: nobody should hesitate because a file was not looked at."""
_SUMMARY = "Who to call"
_ASK = "No number is on file for this. Child protection tells you which agency takes the report."


@dataclass(frozen=True, slots=True)
class CallHandler:
    """Knows whom to call. Words typed after the command are read for a route's name and not kept."""

    district: District
    clock: Clock

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "Find out whom you must call: child protection, the state, the police."
        return CommandSpec("call", "call", summary, self.command, OPENER)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {
            OPENER.action: lambda _press: Reply((self.choices(),)),
            ROUTE: lambda press: Reply((self.card(press.value),)),
        }

    def command(self, command: Command) -> Reply:
        """The route named after the command, or what to choose from."""
        return Reply((self.card(command.text.strip().casefold()),))

    def card(self, route_id: str) -> Card:
        """Whom to call on this route; the choices where there is none of this name."""
        route = next((r for r in self.district.routes if r.id == route_id), None)
        return self._route(route) if route else self.choices()

    def choices(self) -> Card:
        """What happened where? And all the numbers, for somebody who does not want to choose."""
        named = [c for c in self.district.contacts if not c.tribe]
        return Card(
            "Who to call",
            (
                Text(DANGER, strong=True),
                Text(DUTY),
                Text("What is it about? If several fit, look at each.", strong=True),
                self._buttons(None),
                Divider(),
                Facts(tuple((c.name, self._how(c)) for c in named)),
            ),
            _SUMMARY,
            Tone.CAUTION,
        )

    def calls(self, route: Route) -> tuple[tuple[Contact, str], ...]:
        """Each contact to call on this route with the reason, in order.

        What the district's file does not have is left out; child protection, which every file has,
        is shown where nothing else is left.
        """
        found = []
        if route.tribal:
            found += [(c, route.tribal) for c in self.district.contacts if c.tribe]
        pairs = ((call.among(self.district.contacts), call.reason) for call in route.calls)
        found += [(contact, reason) for contact, reason in pairs if contact]
        last = self.district.contact("child-protection")
        return tuple(found) if found or not last else ((last, _ASK),)

    def _route(self, route: Route) -> Card:
        return Card(
            f"Who to call: {route.label}",
            (Text(DANGER, strong=True), *self._steps(route), Divider(), *self._afterwards(route)),
            _SUMMARY,
            Tone.CAUTION,
        )

    def _steps(self, route: Route) -> Iterator[Element]:
        for sentence in route.say:
            yield Text(sentence, strong=True)
        if route.no_tribal_office and not any(c.tribe for c in self.district.contacts):
            yield Text(route.no_tribal_office)
        for contact, reason in self.calls(route):
            yield Text(reason)
            yield Facts(((contact.name, self._how(contact)),))

    def _afterwards(self, route: Route) -> Iterator[Element]:
        yield Text("Write down the agency, the time of your call and the reference you are given.")
        yield self._buttons(route)
        yield Buttons((REPORT,))

    def _buttons(self, shown: Route | None) -> Buttons:
        return Buttons(tuple(Button(r.label, ROUTE, r.id) for r in self.district.routes if r is not shown))

    def _how(self, contact: Contact) -> str:
        return how_to_reach(contact, self.district, self.clock.now())


def reporting_agencies(district: District, now: datetime, *wanted: str) -> Facts:
    """These agencies by id, or all that a reporter may have to call, with their numbers."""
    found = [contact for contact in map(district.contact, wanted or AGENCIES) if contact]
    return Facts(tuple((contact.name, how_to_reach(contact, district, now)) for contact in found))


def how_to_reach(contact: Contact, district: District, now: datetime) -> str:
    """The number or address; one that was not checked for longer than the district says is marked."""
    today = now.astimezone(district.zone).date()
    if contact.id in NEVER_OLD or not contact.is_stale(today, district.contacts_checked_days):
        return contact.how
    checked = f"{contact.last_checked:%b} {contact.last_checked.day}, {contact.last_checked.year}"
    return f"{contact.how} (not checked since {checked}: confirm)"
