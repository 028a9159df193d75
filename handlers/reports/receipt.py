"""The receipt: what the reporter still has to do, and what the bot does now."""

from datetime import datetime

from handlers.conversation.card import Card, Divider, Text, Tone
from handlers.conversation.emergency import DUTY
from handlers.district.model import District
from handlers.reports import notice
from handlers.reports.ticket import Ticket

_TOLD = "Your supervisors are being told now, and again until one of them acknowledges it."
_NOBODY = (
    "Nobody in the district can be told of this report: everybody who could be is left out of it. It is "
    "kept. Call one of these agencies now."
)


def receipt(ticket: Ticket, learned_at: datetime, now: datetime, district: District, told: bool) -> Card:
    """The card for the reporter alone; `told` is false where nobody is left to tell."""
    return Card(
        "Your supervisors are being told" if told else "Kept, and nobody can be told",
        (
            notice.oral_deadline(learned_at, now, district.zone),
            Text(DUTY),
            notice.who_to_call(district),
            Divider(),
            Text(f"Ticket {ticket.number}", strong=True),
            Text(_TOLD if told else _NOBODY),
        ),
        summary="smpolicy has taken your form",
        tone=Tone.GOOD if told else Tone.DANGER,
    )


def not_saved(district: District) -> str:
    """Said at the form, which stays open with all that was typed."""
    contact = district.contact("child-protection")
    call = f" Your own call to {contact.name} ({contact.how}) does not wait for this form." if contact else ""
    return (
        "Not sent: the database is not available. Your words are still here; try again in a minute. "
        f"In danger, call 911.{call}"
    )
