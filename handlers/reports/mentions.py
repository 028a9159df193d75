"""Who of the district is mentioned in a case, by its reporter and by its supervisors."""

from collections.abc import Iterable, Mapping

from handlers.district.model import District
from handlers.reports.conflict import Conflicts, named_in, names_in
from handlers.reports.journal import REPORTER, WRITTEN_BY_REPORTER, Entry, EntryKind
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Ticket

LEFT_OUT, HANDED_TO, HOLDER = "left_out", "handed_to", "in_hand_of"
"""Fields of a supervisor's entry that hold addresses: who is to be left out from then on, who was given
the case with these words, and who else had it in hand when they were written."""

_OWN_WORDS: Mapping[EntryKind, tuple[str, ...]] = {
    EntryKind.NOTE: ("note",),
    EntryKind.QUESTION: ("question",),
    EntryKind.AGENCY: ("agency", "reference", "said"),
    EntryKind.OUTCOME: ("note", "reason"),
    EntryKind.REVEAL: ("reason",),
    EntryKind.ORDER: ("reason", "agency", "reference"),
}
"""Where supervisors write in their own words, by kind and field."""


def mentioned(work: UnitOfWork, ticket: Ticket, district: District) -> Conflicts:
    """Everybody named or marked in it to this day. Raises CannotOpen.

    Those above are only whom the reporter named for certain, or somebody marked: a supervisor who notes
    that the superintendent was informed does not shut out all who work for the superintendent.
    """
    report = work.tickets.report(ticket.number)
    entries = work.journal.entries(ticket.number, *{*WRITTEN_BY_REPORTER, *_OWN_WORDS})
    later = {entry.id: " ".join(entry.fields.values()) for entry in entries if _is_reporters(entry)}
    by_reporter = named_in({**report.answers, **later}, report.involved, district)
    by_supervisors = [entry for entry in entries if entry.by != REPORTER and entry.kind in _OWN_WORDS]
    marked = _addresses(entry.fields.get(LEFT_OUT, "") for entry in by_supervisors)
    named = frozenset(email for entry in by_supervisors for email in _named_in(entry, ticket, district))
    return Conflicts(by_reporter.left_out | named | marked, by_reporter.above | marked)


def in_hand_of_another(ticket: Ticket, author: str) -> Mapping[str, str]:
    """What an entry of this author (`Actor.key`) keeps of who else has the case in hand."""
    return {HOLDER: ticket.holder} if ticket.holder and ticket.holder != author else {}


def _is_reporters(entry: Entry) -> bool:
    """A supervisor's answer to a question is no word of the reporter's."""
    return entry.kind in WRITTEN_BY_REPORTER and entry.by == REPORTER


def _named_in(entry: Entry, ticket: Ticket, district: District) -> frozenset[str]:
    """But for the author, for whom the words are meant, and for whoever had the case in hand and has it
    still, where they are only called by their title.
    """
    words = "\n".join(entry.fields.get(name, "") for name in _OWN_WORDS[entry.kind])
    named = named_in({"": words}, (), district).left_out - {entry.by, entry.fields.get(HANDED_TO)}
    holder = entry.fields.get(HOLDER)
    if holder == ticket.holder and holder in named and holder not in names_in(words, district):
        named -= {holder}
    return named


def _addresses(fields: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(fields).split())
