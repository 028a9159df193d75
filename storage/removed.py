"""What is on the trail, and neither there nor destroyed: tickets removed behind the program."""

from sqlalchemy import Connection, select

from handlers.records.keeping import DESTROYED
from handlers.records.removal import REFUSED
from handlers.reports.access import Action
from storage.engine import reading_at
from storage.tables import audit, data_keys, tickets

REMOVED = (
    "A ticket on the trail is neither there nor destroyed: it was removed behind the program. "
    "The log of the service names it to the operator."
)
# A row that was put back without its keys is no ticket: nothing of it can be opened.
_there = select(tickets.c.number).join(data_keys, data_keys.c.ticket == tickets.c.number)
_absent = select(audit.c.ticket).where(audit.c.ticket != "").except_(_there).subquery()
_of_absent = audit.c.ticket == _absent.c.ticket
# One statement, and so one moment: nothing is half filed or half destroyed in it.
_QUERY = (
    select(_absent.c.ticket)
    # The rule is `existing`'s: neither a refusal nor a reading of the trail proves a ticket.
    .where(
        select(audit.c.sequence)
        .where(_of_absent, audit.c.action != Action.READ_TRAIL, audit.c.action.not_like(f"{REFUSED}%"))
        .exists()
    )
    .where(~select(audit.c.sequence).where(_of_absent, audit.c.action == DESTROYED).exists())
)


def removed(connection: Connection) -> frozenset[str]:
    """The numbers of all such tickets."""
    return frozenset(connection.execute(_QUERY).scalars())


def removed_at(url: str) -> frozenset[str]:
    """The same of the database at this URL. Raises NotSaved."""
    with reading_at(url) as connection:
        return removed(connection)
