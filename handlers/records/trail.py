"""The trail as its readers see it: auditors and records officers, of the cases they may know of."""

from collections.abc import Sequence

from handlers.errors import NotForYou
from handlers.reports.access import Action, standing_at_large
from handlers.reports.admission import Admission
from handlers.reports.store import AuditEntry, UnitOfWork


def read_trail(admission: Admission, key: str, ticket: str | None = None) -> Sequence[AuditEntry]:
    """All entries that this person (`Actor.key`) may see, or those of one ticket, oldest first.

    The reading is on the trail itself. Raises NotForYou, with the refusal on the trail, for somebody
    who may not read it, and for a ticket they must not know of. A ticket that was destroyed can be
    looked up by all who read the trail: who was named in it is gone with it.
    """
    with admission.store.begin() as work:
        allowed = allowed_tickets(work, admission, key)
        known = ticket is None or ticket in allowed
        may = standing_at_large(key, admission.district).may(Action.READ_TRAIL) and known
        entries = [e for e in work.audit.entries(ticket) if e.ticket in allowed] if may else []
        word = Action.READ_TRAIL if may else f"refused {Action.READ_TRAIL}"
        named = ticket if ticket and work.audit.entries(ticket) else ""
        work.audit.append(AuditEntry(admission.clock.now(), key, word, named))
    if not may:
        raise NotForYou
    return entries


def allowed_tickets(work: UnitOfWork, admission: Admission, key: str) -> frozenset[str]:
    """The numbers on the trail that this person may look at; "" stands for what belongs to no ticket."""
    kept = {ticket.number: ticket for ticket in work.tickets.all()}
    on_trail = {entry.ticket for entry in work.audit.entries()} | {""}
    may = {
        number
        for number, ticket in kept.items()
        if admission.glance(work, key, ticket, Action.READ_TRAIL) is not None
    }
    return frozenset(may | (on_trail - set(kept)))
