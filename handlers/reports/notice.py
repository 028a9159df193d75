"""The fixed sentences above and after the report form. Reviewed text: change them with care.

Sources: Minnesota Statutes 260E.06 (who must report, and when), 260E.07 (no retaliation), 13.04
subd. 2 (what a person is told who is asked for private data).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.conversation.card import Facts, Text
from handlers.district.model import District
from handlers.guidance.library import Passage

VERSION = "notice-1"

ORAL_REPORT_WITHIN = timedelta(hours=24)


def privacy_notice(district: District, duty: Passage) -> str:
    """Why the form asks, who will see the answers, and what follows from leaving it unsent."""
    return (
        f"{district.name} asks for this to protect students and to meet guideline {duty.name}. The "
        "supervisors of the site you choose will read it, and child protection, the police or a court "
        "may. Whoever you mark as involved gets no notice, nor anybody of the list found named in your "
        "words. Your name is kept sealed apart from what you write. Your chat provider carries the form "
        "once, as you send it. You may leave it unsent; your duty under the law stays the same. Nobody "
        "may punish you for a report made in good faith."
    )


AGENCIES = ("child-protection", "school-maltreatment", "adult-abuse", "images")
"""The contacts of the district's file that a reporter may have to call, by id."""


def who_to_call(district: District, *wanted: str) -> Facts:
    """These agencies, or all that a reporter may have to call, with their numbers."""
    found = [contact for contact in map(district.contact, wanted or AGENCIES) if contact]
    return Facts(tuple((contact.name, contact.how) for contact in found))


def oral_deadline(learned_at: datetime, now: datetime, zone: ZoneInfo) -> Text:
    """By when the reporter's own call must be made, counted from when they learned of it."""
    due = learned_at + ORAL_REPORT_WITHIN
    if due <= now:
        return Text("Your 24 hours for the call have passed. Call now.", strong=True)
    return Text(f"Make your own call now, and at the latest by {local_time(due, zone)}.", strong=True)


def local_time(moment: datetime, zone: ZoneInfo) -> str:
    """A moment on the district's wall clock, such as `Mon Nov 23, 10:05 AM`."""
    local = moment.astimezone(zone)
    hour = local.hour % 12 or 12
    return f"{local:%a %b} {local.day}, {hour}:{local:%M %p}"
