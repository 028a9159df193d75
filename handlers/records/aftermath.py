"""Aftermath: who must not see what the trail says of a record that was destroyed.

Who was named in it is gone with it, and so whoever was left out of it is kept on the trail as a mark that
nobody can read without the keyset. There are always several, most of them made up, so that their number
says nothing either.
"""

import secrets
from collections.abc import Sequence

from handlers.district.model import District
from handlers.reports.escalation import kept_out
from handlers.reports.ladder import may_know
from handlers.reports.store import AuditEntry, UnitOfWork
from handlers.reports.ticket import Ticket

LEFT_OUT = "sealed who was left out"
"""The word of the trail; the detail holds the marks."""
_AT_LEAST = 8


def marks(work: UnitOfWork, ticket: Ticket, district: District) -> str:
    """The marks of all who must not know of this ticket, among others that are nobody's."""
    kept = kept_out(work, ticket, district)
    people = {person.email for person in district.people}
    left = {email for email in people if not may_know(email, ticket.site, district, kept)}
    left |= {work.tickets.reporter(ticket.number).key, *kept.left_out}
    found = {work.audit.mark(ticket.number, key) for key in left}
    size = len(next(iter(found)))
    many = -(-len(found) // _AT_LEAST) * _AT_LEAST
    while len(found) < many:
        found.add(secrets.token_hex(size // 2))
    return " ".join(sorted(found))


def hidden_after(work: UnitOfWork, entries: Sequence[AuditEntry], key: str) -> frozenset[str]:
    """The destroyed tickets of which this person (`Actor.key`) must see nothing."""
    sealed = [entry for entry in entries if entry.action == LEFT_OUT]
    return frozenset(e.ticket for e in sealed if work.audit.mark(e.ticket, key) in e.detail.split())
