"""Admission: the one door to a case. To whoever may not pass, it looks like a case that does not exist."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from handlers.clock import Clock
from handlers.district.model import District
from handlers.errors import NotForYou
from handlers.reports.access import Action, Relation, Role, Standing, may, roles_of, standing
from handlers.reports.escalation import kept_out
from handlers.reports.journal import REPORTER
from handlers.reports.store import AuditEntry, Store, UnitOfWork
from handlers.reports.ticket import Ticket
from handlers.reports.unopened import PassedOver
from handlers.reports.withdrawal import settled


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket in the hands of somebody who may see it, for the length of one transaction."""

    work: UnitOfWork
    ticket: Ticket
    standing: Standing
    actor: str
    now: datetime

    def entry(self, action: str, detail: str = "") -> None:
        """Put on the trail that this person did this, without saying who it was that reported."""
        actor = REPORTER if self.standing.relation is Relation.REPORTER else self.actor
        self.work.audit.append(AuditEntry(self.now, actor, action, self.ticket.number, detail))

    def allows(self, action: Action) -> bool:
        """Whether this person may; a refusal is put on the trail."""
        allowed = self.standing.may(action)
        if not allowed:
            self.entry(f"refused {action}")
        return allowed


@dataclass(frozen=True, slots=True)
class Admission:
    """Lets people in to cases, one transaction each."""

    store: Store
    district: District
    clock: Clock

    @contextmanager
    def to(self, key: str, number: str, action: Action, meant: Action | None = None) -> Iterator[Case]:
        """The case with this number, if this person (`Actor.key`) may do this to it.

        `meant` is what a refusal is called on the trail, where the door asks for less.

        Raises NotForYou, after the same work whether the case is not theirs or does not exist; the
        refusal is on the trail, with the number where the trail has it already. Nothing is put on the
        trail for what is allowed. A case that cannot be opened is nobody's: what would say who is left
        out of it is what cannot be read.
        """
        with self.store.begin() as work:
            case = self.look(work, key, number, action)
            if case:
                yield case
                return
            # What is no case's may be a student's number, or words; and what is on the trail stays there.
            named = number if work.audit.knows(number) else ""
            actor = self.signed(work, key, number)
            work.audit.append(AuditEntry(self.clock.now(), actor, f"refused {meant or action}", named))
        raise NotForYou

    def signed(self, work: UnitOfWork, key: str, number: str) -> str:
        """What the trail calls this person beside this number: REPORTER where they reported it.

        It is the same work whether they did or not.
        """
        own = {ticket.number for ticket in work.tickets.of_reporter(key)}
        return REPORTER if number in own else key

    def look(self, work: UnitOfWork, key: str, number: str, action: Action) -> Case | None:
        """The same in a transaction under way: None where it is not for them."""
        with PassedOver(number):
            return self.case(work, key, work.tickets.get(number), action)
        return None

    def glance(self, work: UnitOfWork, key: str, ticket: Ticket, action: Action) -> Case | None:
        """The same for a list: nothing is locked and nothing changes."""
        with PassedOver(ticket.number):
            return self.case(work, key, ticket, action, settling=False)
        return None

    def case(
        self, work: UnitOfWork, key: str, ticket: Ticket, action: Action, settling: bool = True
    ) -> Case | None:
        """The same for a ticket got and locked before.

        While one is `settling`, whoever must not know of it any more loses it at this occasion.
        Raises CannotOpen, before anything is written: not to be told to anybody who has not passed.
        """
        now = self.clock.now()
        roles = roles_of(key, ticket.site, self.district)
        if any(may(role, Relation.REPORTER, action) for role in Role):
            own = any(ticket.number == one.number for one in work.tickets.of_reporter(key))
            found = Standing(roles, Relation.REPORTER if own else Relation.NONE, ticket.matter)
            return Case(work, ticket, found, key, now) if found.may(action) else None
        # Nothing is opened for somebody who could not pass in any case.
        if not any(Standing(roles, one, ticket.matter).may(action) for one in _possible(key, ticket)):
            return None
        reporter = work.tickets.reporter(ticket.number).key
        kept = kept_out(work, ticket, self.district)
        if settling:
            ticket = settled(work, ticket, kept, self.district, now)
        found = standing(key, ticket, kept, reporter, self.district)
        return Case(work, ticket, found, key, now) if found.may(action) else None


def _possible(key: str, ticket: Ticket) -> tuple[Relation, ...]:
    """What the person can be to the ticket, by what is not sealed."""
    if key == ticket.holder:
        return (Relation.HOLDER,)
    if key in ticket.recipients:
        return (Relation.TOLD,)
    return (Relation.ON_LADDER, Relation.NONE)
