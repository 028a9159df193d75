"""Who may do what: one table of role, relation and action. What it does not allow is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from handlers.district.model import District
from handlers.reports.conflict import Conflicts
from handlers.reports.ladder import may_know
from handlers.reports.ticket import Matter, Ticket


class Role(StrEnum):
    """What the district's file makes of a person, as seen from one site."""

    EMPLOYEE = "employee"
    """Everybody, also those the file does not name."""
    SUPERVISOR = "supervisor"
    """On the site's ladder or its duty roster, or the deputy of somebody who is."""
    SUPERVISOR_ELSEWHERE = "supervisor elsewhere"
    """The same for another site."""
    ALTERNATE = "alternate"
    """Told when everybody on a ladder is left out."""
    AUDITOR = "auditor"
    """Reads the audit trail, and no case."""
    RECORDS_OFFICER = "records officer"
    """Keeps, exports and destroys records."""


class Relation(StrEnum):
    """What a person is to one ticket; the first that fits, in this order."""

    REPORTER = "reporter"
    RECUSED = "recused"
    KEPT_OUT = "kept out"
    """Involved, named, or working for somebody it is about: no signal of any kind."""
    HOLDER = "holder"
    """Has the case in hand."""
    TOLD = "told"
    ON_LADDER = "on the ladder"
    """Not told yet: nothing is shown before the ladder gets there."""
    NONE = "none"
    """Nothing; also where an action belongs to no ticket."""


class Action(StrEnum):
    """What can be done. The words are those of the audit trail, where a refusal reads `refused ...`."""

    SEE = "see in the queue"
    READ = "read"
    FETCH_DOCUMENT = "fetched a document"
    ACKNOWLEDGE = "acknowledged"
    TAKE_OVER = "took over"
    HAND_OVER = "handed over"
    NOTE = "noted"
    ASK = "asked the reporter"
    REPLY = "replied to the question"
    AGENCY = "recorded agency contact"
    CHECKLIST = "ticked the checklist"
    CLOSE = "closed"
    REOPEN = "reopened"
    LEAVE_OUT = "left somebody out"
    RECUSE = "recused"
    REVEAL = "asked who reported"
    APPROVE_REVEAL = "agreed that it be shown who reported"
    EXPORT = "exported"
    HOLD = "held"
    ORDER_DESTRUCTION = "ordered destruction"
    APPROVE_DESTRUCTION = "approved destruction"
    READ_TRAIL = "read the trail"
    STATISTICS = "read statistics"
    FILE = "filed"
    RECORD_CONTACT = "recorded contact"
    OWN_STATUS = "looked at own report"
    ADD = "added"
    ANSWER = "answered"
    RECORD_CALL = "recorded a call"
    RECORD_WRITTEN = "recorded the written report"
    DRAFT = "drafted the written report"
    HAND_IN = "handed in a document"


A = Action
_SUPERVISING = (Role.SUPERVISOR, Role.SUPERVISOR_ELSEWHERE, Role.ALTERNATE)
_EVERYBODY = tuple(Role)
_ANYWHERE = (Relation.HOLDER, Relation.TOLD, Relation.ON_LADDER, Relation.NONE)

_OWN = {A.OWN_STATUS, A.ADD, A.ANSWER, A.RECORD_CALL, A.RECORD_WRITTEN, A.DRAFT, A.HAND_IN}
_SEEING = {A.SEE, A.READ, A.FETCH_DOCUMENT}
_SHARED = {A.ACKNOWLEDGE, A.TAKE_OVER, A.NOTE, A.AGENCY, A.REPLY, A.REOPEN, A.APPROVE_REVEAL}
_SHARED |= {A.LEAVE_OUT, A.RECUSE}
# One voice to the reporter, one hand that gives away or closes.
_IN_HAND = {A.HAND_OVER, A.ASK, A.CLOSE, A.REVEAL, A.CHECKLIST, A.EXPORT, A.HOLD}
_RECORDS = {A.EXPORT, A.HOLD, A.ORDER_DESTRUCTION, A.APPROVE_DESTRUCTION, A.READ_TRAIL}

_Row = tuple[Iterable[Role], Iterable[Relation], Iterable[Action]]
_ROWS: tuple[_Row, ...] = (
    (_EVERYBODY, (Relation.NONE,), (A.FILE, A.RECORD_CONTACT)),
    (_EVERYBODY, (Relation.REPORTER,), _OWN),
    (_SUPERVISING, (Relation.TOLD, Relation.HOLDER), _SEEING | _SHARED | {A.APPROVE_DESTRUCTION}),
    (_SUPERVISING, (Relation.HOLDER,), _IN_HAND | {A.ORDER_DESTRUCTION}),
    # Told of what no records officer may know of, or of what is about the top.
    ((Role.ALTERNATE,), (Relation.TOLD,), (A.ORDER_DESTRUCTION,)),
    (_SUPERVISING, (Relation.NONE,), (A.STATISTICS,)),
    ((Role.RECORDS_OFFICER,), _ANYWHERE, _RECORDS),
    ((Role.AUDITOR,), _ANYWHERE, (A.READ_TRAIL,)),
    ((Role.AUDITOR, Role.RECORDS_OFFICER), (Relation.NONE,), (A.STATISTICS,)),
)

TABLE: Mapping[tuple[Role, Relation], frozenset[Action]] = {
    (role, relation): frozenset(
        action
        for roles, relations, actions in _ROWS
        if role in roles and relation in relations
        for action in actions
    )
    for role in Role
    for relation in Relation
}
"""What each role may do in each relation to a ticket."""


_CASEWORK = frozenset(_SEEING | _SHARED | _IN_HAND)
_KEEPING = {A.EXPORT, A.HOLD}
NOT_FOR: Mapping[Matter, frozenset[Action]] = {
    Matter.CONCERN: frozenset({A.REPLY}),
    # A record of contact is read and commented; there is nothing to acknowledge, ask or close.
    Matter.CONTACT: _CASEWORK - _SEEING - _KEEPING - {A.NOTE, A.LEAVE_OUT, A.RECUSE},
    # A question is read where it is answered, and is no case.
    Matter.QUESTION: _CASEWORK - _KEEPING - {A.REPLY},
}
"""What nobody does to a ticket of this matter, whatever the table allows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's roles and their relation to one ticket of this matter, or to none."""

    roles: frozenset[Role]
    relation: Relation = Relation.NONE
    matter: Matter = Matter.CONCERN

    def may(self, action: Action) -> bool:
        """Whether one of the roles allows it in this relation, and the matter has it."""
        return action not in NOT_FOR[self.matter] and any(may(r, self.relation, action) for r in self.roles)


def may(role: Role, relation: Relation, action: Action) -> bool:
    """Whether the table allows it."""
    return action in TABLE.get((role, relation), frozenset())


def roles_of(key: str, site_id: str, district: District) -> frozenset[Role]:
    """The roles of a person (`Actor.key`) as seen from a site; an empty id stands for no site."""
    supervised = {site.id for site in district.sites if key in district.supervisors(site)}
    found = {
        Role.EMPLOYEE: True,
        Role.SUPERVISOR: site_id in supervised,
        Role.SUPERVISOR_ELSEWHERE: bool(supervised - {site_id}),
        Role.ALTERNATE: key in district.roster.with_deputies(district.alternates),
        Role.AUDITOR: key in district.auditors,
        Role.RECORDS_OFFICER: key in district.records_officers,
    }
    return frozenset(role for role, has in found.items() if has)


def standing(key: str, ticket: Ticket, conflicts: Conflicts, reporter: str, district: District) -> Standing:
    """What a person (`Actor.key`) is to a ticket; `reporter` is the key of who filed it."""
    roles = roles_of(key, ticket.site, district)
    relation = _relation(key, ticket, conflicts, reporter, district, roles)
    return Standing(roles, relation, ticket.matter)


def supervises(key: str, district: District) -> bool:
    """Whether the district's file gives this person (`Actor.key`) cases at all."""
    return not roles_of(key, "", district).isdisjoint(_SUPERVISING)


def _relation(
    key: str,
    ticket: Ticket,
    conflicts: Conflicts,
    reporter: str,
    district: District,
    roles: frozenset[Role],
) -> Relation:
    relations = {
        Relation.REPORTER: key == reporter,
        Relation.RECUSED: key in ticket.recused,
        Relation.KEPT_OUT: not may_know(key, ticket.site, district, conflicts),
        Relation.HOLDER: key == ticket.holder,
        Relation.TOLD: key in ticket.recipients,
        Relation.ON_LADDER: Role.SUPERVISOR in roles,
    }
    return next((relation for relation, fits in relations.items() if fits), Relation.NONE)


def standing_at_large(key: str, district: District) -> Standing:
    """What a person (`Actor.key`) is where no ticket is meant."""
    return Standing(roles_of(key, "", district))
