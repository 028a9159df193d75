"""The trail as its readers see it: auditors and records officers, of the cases they may know of."""

from collections.abc import Callable, Sequence

from handlers.errors import NotForYou
from handlers.records.aftermath import LEFT_OUT, hidden_after
from handlers.reports.access import Action, standing_at_large
from handlers.reports.admission import Admission
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Ticket

_BATCH = 50  # cases opened in one transaction: nobody's report has to wait for a reader of the trail


def read_trail(admission: Admission, key: str, ticket: str | None = None) -> Sequence[AuditEntry]:
    """All entries that this person (`Actor.key`) may see, or those of one ticket, oldest first.

    The reading is on the trail itself. Raises NotForYou, with the refusal on the trail, for somebody
    who may not read it, and for a ticket they must not know of.
    """
    found = visible(admission, key, lambda entry: ticket in {None, entry.ticket})
    record_reading(admission, key, bool(found) or ticket is None, ticket or "")
    return found


def visible(admission: Admission, key: str, wanted: Callable[[AuditEntry], bool]) -> Sequence[AuditEntry]:
    """The entries wanted that this person may see, oldest first; none for who may not read the trail.

    What belongs to a ticket that was destroyed is hidden from whoever was left out of it. Who that was can
    only be asked of one person at a time: the marks themselves are shown to nobody.
    """
    if not standing_at_large(key, admission.district).may(Action.READ_TRAIL):
        return []
    with admission.store.begin() as work:
        whole = work.audit.entries()
        entries = [entry for entry in whole if wanted(entry) and entry.action != LEFT_OUT]
        gone = hidden_after(work, whole, key)
        on_trail = {entry.ticket for entry in entries}
        kept = [ticket for ticket in work.tickets.all() if ticket.number in on_trail]
    hidden = _hidden(admission, key, kept) | gone
    return [entry for entry in entries if entry.ticket not in hidden]


def record_reading(admission: Admission, key: str, allowed: bool, ticket: str, detail: str = "") -> None:
    """Put the reading on the trail, or the refusal; then raise NotForYou where it was refused."""
    may = allowed and standing_at_large(key, admission.district).may(Action.READ_TRAIL)
    word = Action.READ_TRAIL if may else f"refused {Action.READ_TRAIL}"
    with admission.store.begin() as work:
        # Only a number that is on the trail already: anything else may be words.
        named = ticket if ticket and work.audit.entries(ticket) else ""
        actor = admission.signed(work, key, named)
        work.audit.append(AuditEntry(admission.clock.now(), actor, word, named, detail))
    if not may:
        raise NotForYou


def _hidden(admission: Admission, key: str, tickets: Sequence[Ticket]) -> frozenset[str]:
    found: set[str] = set()
    for start in range(0, len(tickets), _BATCH):
        with admission.store.begin() as work:
            for ticket in tickets[start : start + _BATCH]:
                if admission.glance(work, key, ticket, Action.READ_TRAIL) is None:
                    found.add(ticket.number)
    return frozenset(found)
