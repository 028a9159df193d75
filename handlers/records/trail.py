"""The trail as its readers see it: auditors and records officers, of the cases they may know of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.errors import CannotOpen, NotForYou
from handlers.records.aftermath import LEFT_OUT, hidden_after
from handlers.records.removal import acts, existing, is_removed
from handlers.reports.access import Action, standing_at_large
from handlers.reports.admission import Admission
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Ticket
from handlers.reports.unopened import tell_operator

OPERATOR = "operator"
"""Who read what was removed: whoever has the keyset, and gave no name."""

_BATCH = 50  # cases opened in one transaction: nobody's report has to wait for a reader of the trail


@dataclass(frozen=True, slots=True)
class Visible:
    """What of the trail one person may see, oldest first.

    `unopened` are the tickets left out because they cannot be opened, or are not there any more. It is for
    the operator alone: to somebody else it would tell that there is one of which they were not told.
    """

    entries: Sequence[AuditEntry] = ()
    unopened: frozenset[str] = frozenset()


def read_trail(admission: Admission, key: str, ticket: str | None = None) -> Sequence[AuditEntry]:
    """All entries that this person (`Actor.key`) may see, or those of one ticket, oldest first.

    The reading is on the trail itself. Raises NotForYou, with the refusal on the trail, for somebody
    who may not read it, and for a ticket they must not know of.
    """
    found = visible(admission, key, lambda entry: ticket in {None, entry.ticket}).entries
    record_reading(admission, key, bool(found) or ticket is None, ticket or "")
    return found


def read_removed(admission: Admission, ticket: str) -> Sequence[AuditEntry]:
    """All entries of a ticket that was removed or damaged behind the program, for the operator alone.

    The reading is on the trail itself. Raises NotForYou for any other ticket: they are read by name.
    """
    with admission.store.begin() as work:
        entries = work.audit.entries(ticket)
        if not is_removed(work, ticket):
            raise NotForYou
        work.audit.append(AuditEntry(admission.clock.now(), OPERATOR, Action.READ_TRAIL, ticket))
    return [entry for entry in entries if entry.action != LEFT_OUT]


def visible(admission: Admission, key: str, wanted: Callable[[AuditEntry], bool]) -> Visible:
    """The entries wanted that this person may see; none for who may not read the trail.

    What belongs to a ticket that was destroyed is hidden from whoever was left out of it. Who that was can
    only be asked of one person at a time: the marks themselves are shown to nobody. What belongs to one
    that cannot be opened, or was removed behind the program, is hidden from everybody.
    """
    if not standing_at_large(key, admission.district).may(Action.READ_TRAIL):
        return Visible()
    with admission.store.begin() as work:
        whole = work.audit.entries()
        entries = [entry for entry in whole if wanted(entry) and entry.action != LEFT_OUT]
        gone = hidden_after(work, whole, key)
        on_trail = {entry.ticket for entry in entries}
        every = work.tickets.all()
        lost = (existing(acts(whole)) - {ticket.number for ticket in every}) & on_trail
        for number in lost:
            is_removed(work, number)  # which names it to the operator
    kept = [ticket for ticket in every if ticket.number in on_trail]
    hidden, unopened = _hidden(admission, key, kept)
    shown = [entry for entry in entries if entry.ticket not in hidden | unopened | lost | gone]
    return Visible(shown, unopened | lost)


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


def _hidden(
    admission: Admission, key: str, tickets: Sequence[Ticket]
) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers of those this person must not know of, and of those that cannot be opened."""
    hidden, unopened = set[str](), set[str]()
    for start in range(0, len(tickets), _BATCH):
        with admission.store.begin() as work:
            for ticket in tickets[start : start + _BATCH]:
                try:
                    if admission.case(work, key, ticket, Action.READ_TRAIL, settling=False) is None:
                        hidden.add(ticket.number)
                except CannotOpen:
                    tell_operator(ticket.number)
                    unopened.add(ticket.number)
    return frozenset(hidden), frozenset(unopened)
