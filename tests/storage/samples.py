"""Sample tickets, and the canary that must be found nowhere."""

from datetime import UTC, datetime, timedelta

from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Report, Reporter, Ticket, Urgency, new_number

NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
CANARY = "canary-7f3a9 in every field"
REPORT = Report(
    {"what": f"{CANARY} whispered", "where": f"{CANARY} gymnasium", "odd": "é \U0001f600 \ud800 \x00 \u202e"},
    frozenset({"canary-7f3a9@example.org", "coach@example.org"}),
)
REPORTER = Reporter(f"{CANARY} name", "canary-7f3a9.teacher@example.org", "web", f"{CANARY} account")


def minutes(count: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=count)


def ticket(number: str | None = None, opened_at: datetime = NOON) -> Ticket:
    """An open ticket, with a random number where none is given."""
    return Ticket(
        number or new_number(), "high-school", Urgency.TODAY, opened_at, "447.1", "a1b2", "notice-1"
    )


def entry(of: Ticket, action: str = "filed", detail: str = "") -> AuditEntry:
    """An entry in the audit trail."""
    return AuditEntry(NOON, "reporter", action, of.number, detail)
