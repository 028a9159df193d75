"""The fixed sentences above and after the report form. Reviewed text: change them with care.

Sources: Minnesota Statutes 13.04 subd. 2 (what a person is told who is asked for private data), 260E.06
(who must report), 260E.07 (no retaliation, and the 90 days), 260E.34 (good faith), 260E.35 (the reporter's
name is confidential).
"""

from handlers.district.model import District
from handlers.guidance.library import Passage

VERSION = "notice-3"
"""Recorded with each ticket. Other words are another version, and go into docs/reporting.md."""


def privacy_notice(district: District, duty: Passage) -> str:
    """Why the form asks, who will see the answers, and what follows from leaving it unsent."""
    return (
        f"{district.name} asks for this to protect students and to meet guideline {duty.name}. The "
        "supervisors of the site you choose will read it, or whom the district names in their place or "
        "beside them. The district's records officers and lawyers, child protection, the police or a court "
        "may. Whoever you mark as involved gets no notice, nor anybody of the list found named in your "
        "words. Your name is confidential and kept sealed apart from what you write; a supervisor who "
        "must see it gives a reason, and you are told. Your chat provider carries the form once, as you "
        "send it, and messages with a number and no content. You may leave it unsent; your duty under "
        "the law stays the same. Nobody may punish you for a report made in good faith: action against "
        "you within 90 days of it is presumed to be a punishment."
    )


def images_rule(district: District) -> str:
    """What to do with a sexual image of a minor. The agency is named; its address is under Who to call."""
    agency = district.contact("images")
    then = f", then report it to {agency.name}" if agency else ""
    return (
        "Never copy, forward, screenshot, upload or delete a sexual image of a minor, also not to report it: "
        f"leave it where it is, call the police{then}."
    )
