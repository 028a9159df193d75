"""The draft of the written report as a PDF: bytes in memory, for the reporter to send."""

import unicodedata

from handlers.duty.paper import Paper, Section, pdf, unprintable
from handlers.duty.written import Item, WrittenReport

_HEAD = (
    "Draft of the written report under Minnesota Statutes 260E.09. The reporter named below sends it, and "
    "nobody else does."
)
_FOOT = "Confidential"


def written_pdf(report: WrittenReport) -> bytes:
    """The draft on paper, each gap set apart where it belongs. Raises NotPrinted."""
    sections = tuple(_section(item) for item in report.items)
    return pdf(Paper("Report of suspected maltreatment", (report.school, _HEAD), sections, _FOOT, True))


def _section(item: Item) -> Section:
    missing = _letters(unprintable("".join(text for _, text in item.lines)))
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in missing)
    unwritten = (f"Printed by their codes, for want of a font: {codes}. Write them in by hand.",)
    return Section(item.title, item.lines, (*item.gaps, *(unwritten if missing else ())))


def _letters(signs: str) -> str:
    """Without controls and signs of direction, which no hand can write."""
    return "".join(sign for sign in signs if unicodedata.category(sign) not in {"Cc", "Cf"})
