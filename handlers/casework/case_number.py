"""A case's number as people type it."""

import re

from handlers.reports.store import Store

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_LETTER = "[2-9B-DF-HJKMNP-TV-Z]"
"""What a number is made of: handlers.reports.ticket.new_number."""
_WITH_HYPHEN = f"([2-9A-Z]{{4}}) ?[{_HYPHENS}] ?([2-9A-Z]{{4}})"
_WITHOUT = f"({_LETTER}{{4}}) ?({_LETTER}{{4}})"
_TYPED = re.compile(rf"(?:{_WITH_HYPHEN}|{_WITHOUT}) ?\.?", re.ASCII | re.IGNORECASE)


def typed_number(text: str) -> str:
    """The number that this whole text is, as `K7QM-2XRD`; empty where it is none.

    With any hyphen or dash, or in the letters that a number can have with a space or nothing in its middle.
    """
    found = _TYPED.fullmatch(" ".join(text.split()))
    return "-".join(half for half in found.groups() if half).upper() if found else ""


def known_number(store: Store, number: str) -> str:
    """The number, where the audit trail has it already; else empty.

    A refusal puts the number on the trail for good, and what was typed may be a student's.
    """
    with store.begin() as work:
        return number if work.audit.entries(number) else ""
