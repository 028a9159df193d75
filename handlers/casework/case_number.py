"""A case's number as people type it."""

import re
import unicodedata

from handlers.reports.ticket import ALPHABET

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_WITH_HYPHEN = f"([2-9A-Z]{{4}}) ?[{_HYPHENS}] ?([2-9A-Z]{{4}})"
_WITHOUT = f"([{ALPHABET}]{{4}}) ?([{ALPHABET}]{{4}})"
_TYPED = re.compile(rf"(?:{_WITH_HYPHEN}|{_WITHOUT})", re.ASCII | re.IGNORECASE)
_AROUND = " .,:;#?!*_`()[]<>\"'\u2018\u2019\u201a\u201c\u201d\u201e\xab\xbb"
"""What people and chats put before and after a number."""


def typed_number(text: str) -> str:
    """The number that this whole text is, as `K7QM-2XRD`; empty where it is none.

    With any hyphen or dash, or in the letters that a number can have with a space or nothing in its middle;
    in quotes or after #, and with characters that nobody sees.
    """
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    found = _TYPED.fullmatch(" ".join(seen.split()).strip(_AROUND))
    return "-".join(half for half in found.groups() if half).upper() if found else ""
