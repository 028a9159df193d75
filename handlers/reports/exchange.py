"""What goes to and fro between the reporter and the supervisors of a report."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from handlers.conversation.event import Submission
from handlers.district.model import District
from handlers.reports.admission import Case
from handlers.reports.anew import begin_anew
from handlers.reports.delivery import word_delivery
from handlers.reports.escalation import kept_out, told_in_the_morning
from handlers.reports.journal import Entry, EntryKind, new_entry_id
from handlers.reports.ladder import first_there, ladder, may_know
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Status, Ticket
from handlers.reports.withdrawal import withdraw

ASKED, QUESTION = "asked", "question"
"""In an answer, the id of the entry it answers; in a question, its words."""
NOBODY = "Nobody of the district can be told of it: call one of the agencies."


def open_questions(work: UnitOfWork, ticket: Ticket) -> Sequence[Entry]:
    """The supervisors' questions that the reporter has not answered, oldest first."""
    entries = work.journal.entries(ticket.number, EntryKind.QUESTION, EntryKind.ANSWER)
    answered = {entry.fields.get(ASKED) for entry in entries if entry.kind is EntryKind.ANSWER}
    return [e for e in entries if e.kind is EntryKind.QUESTION and e.id not in answered]


def tell_supervisors(case: Case, topic: str, cause: str, district: District) -> Ticket:
    """Tell those who have the case that the reporter wrote something; gives the ticket as it stands then.

    Where whoever has it in hand is away, somebody who is there hears it too.

    What was written may name one of them: whoever must not know any more loses the case first. A closed
    report that nobody is left to hear of begins anew: what was written must not be lost to everybody.
    """
    ticket = withdraw(case.work, case.ticket, district, case.now)
    if _is_nobodys(ticket):
        ticket = begin_anew(case.work, ticket, case.now)
    others = _standing_in(case, ticket, district)
    if others - ticket.recipients:
        ticket = replace(ticket, recipients=ticket.recipients | others)
        case.work.tickets.save(ticket)
    for email in sorted(_hearers(ticket) | others):
        case.work.outbox.put(word_delivery(ticket.number, topic, cause, email, case.now))
    return ticket


def who_hears(case: Case, ticket: Ticket, district: District) -> str:
    """What becomes of the reporter's later words, said to them as it is; `ticket` is as it stands then."""
    if ticket.matter is Matter.CONTACT:
        said = who_can_read("The supervisors of the site find it with the record in their queue")
        return f"Nobody is alerted. {said}"
    if ticket.holder:
        return "The supervisor who has it in hand is told."
    if _hearers(ticket):
        return "The supervisors who know of it are told."
    if ticket.status is not Status.OPEN:
        return "Supervisors read it with your report."
    if reaches_nobody(case, ticket, district):
        return NOBODY
    held = told_in_the_morning(case.work, ticket, district, case.now)
    return "Supervisors are told in the morning." if held else "Supervisors are being told."


def reaches_nobody(case: Case, ticket: Ticket, district: District) -> bool:
    """Whether nobody was told of a report yet, and nobody of the district may be."""
    return not (ticket.recipients or ladder(ticket.site, district, kept_out(case.work, ticket, district)))


def who_can_read(supervisors: str) -> str:
    """Of a record of contact, in words that hold for every one: its readers differ by whom it names."""
    return f"{supervisors}, or whom the district names in their place or beside them."


def _hearers(ticket: Ticket) -> frozenset[str]:
    """Whoever has it in hand, or all who were told; a record of contact alerts nobody."""
    if ticket.matter is Matter.CONTACT:
        return frozenset()
    return frozenset({ticket.holder}) if ticket.holder else ticket.recipients


def _is_nobodys(ticket: Ticket) -> bool:
    """Whether it is a closed report of which nobody would hear. An open one has its ladder."""
    closed = ticket.status is Status.CLOSED and ticket.matter is Matter.CONCERN
    return closed and not ticket.drill and not _hearers(ticket)


def _standing_in(case: Case, ticket: Ticket, district: District) -> frozenset[str]:
    """Who hears it too while all who have it are away: their deputies, or the first who are there."""
    hearers = _hearers(ticket)
    if not hearers or ticket.matter is not Matter.CONCERN or ticket.status is Status.OPEN:
        return frozenset()
    kept = kept_out(case.work, ticket, district)
    local = case.now.astimezone(district.zone)
    there = {district.roster.present(email, local.date(), kept.left_out) for email in hearers}
    if not hearers.isdisjoint(there):
        return frozenset()
    deputies = frozenset(email for email in there if email and may_know(email, ticket.site, district, kept))
    return deputies or first_there(ticket.site, district, kept, local)


def new_state(number: str, *more: str) -> str:
    """The state of a form about one report: it names the report and this opening of the form."""
    return " ".join((number, *more, new_entry_id()))


def number_in(sent: Submission) -> str:
    """The number of the report whose form this is."""
    return sent.state.partition(" ")[0]


def entry_id(sent: Submission) -> str:
    """The same for the same words from the same opening of a form: what is sent twice is kept once.

    The state holds a random part, so that nobody who knows only the id can try words against it.
    """
    whole = json.dumps([sent.form, sent.state, sent.actor.key, sorted(sent.values.items())])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]
