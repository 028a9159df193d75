"""What a reporter reads while the database is down: what does not depend on it stands first."""

from datetime import datetime

from handlers.conversation.card import Buttons, Card, Text, Tone
from handlers.conversation.emergency import DANGER
from handlers.district.model import District
from handlers.duty.calling import OPENER as WHO_TO_CALL
from handlers.duty.calling import how_to_reach, reporting_agencies
from handlers.reports import own_buttons

_SAID = (
    "Your reports cannot be shown or changed now: the database is not available. Nothing you sent before is "
    "lost. Try again in a minute. Your own call does not wait for this."
)


def away_card(district: District, now: datetime) -> Card:
    """In place of anything of one's own reports."""
    elements = (
        Text(DANGER, strong=True),
        Text(_SAID),
        reporting_agencies(district, now),
        Buttons((WHO_TO_CALL, own_buttons.LIST)),
    )
    return Card("Your reports cannot be shown", elements, "smpolicy shows your reports.", Tone.CAUTION)


def not_saved(district: District, now: datetime) -> str:
    """Said at a form, which stays open with all that was typed."""
    return _at_form("Not sent: the database is not available.", "try again in a minute.", district, now)


def not_sure(district: District, now: datetime) -> str:
    """The same where the database has not answered yet, so that it may still be saved."""
    said = "Not confirmed: the database does not answer, so it may not be saved."
    return _at_form(said, "send it again in a minute. Sent twice unchanged, it counts once.", district, now)


def _at_form(said: str, then: str, district: District, now: datetime) -> str:
    contact = district.contact("child-protection")
    how = f"{contact.name}: {how_to_reach(contact, district, now)}" if contact else ""
    call = f" Your own call does not wait for this form. {how}." if how else ""
    return (
        f"In danger, call 911; in a crisis, call or text 988. {said} Your words are still here; {then}{call}"
    )
