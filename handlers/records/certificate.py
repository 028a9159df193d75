"""The certificate of a destruction: what whoever did it is shown, once, for the paper files."""

from handlers.conversation.card import Card, Facts, Text
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.reports.admission import Case
from handlers.reports.alert import name_of


def certificate(case: Case, district: District, how: str, facts: tuple[tuple[str, str], ...] = ()) -> Card:
    """The record that is gone, when, `how` and by whom, with more `facts`."""
    when = dated(case.now, district.zone)
    named = (("Record", case.ticket.number), ("Destroyed", f"{when}, {how}"))
    who = ("By", name_of(case.actor, district))
    parts = (Facts((*named, who, *facts)), Text(backups(district)))
    return Card("Destroyed", parts, "smpolicy has done it")


def backups(district: District) -> str:
    """How long a copy may still be somewhere, in a sentence."""
    days = district.record_keeping.backups_days
    return f"Backups keep a sealed copy for up to {days} days." if days else "There are no backups of it."
