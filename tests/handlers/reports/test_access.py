"""The table of access, walked in full: every role, every relation, every action."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.reports.access import (
    TABLE,
    Action,
    Relation,
    Role,
    Standing,
    may,
    roles_of,
    standing,
    standing_at_large,
)
from handlers.reports.conflict import Conflicts
from handlers.reports.ticket import Matter, Ticket, Urgency
from tests.handlers.reports.desk import DISTRICT

SUPERVISING = {Role.SUPERVISOR, Role.SUPERVISOR_ELSEWHERE, Role.ALTERNATE}
TELLING = {Relation.TOLD, Relation.HOLDER}
ANYWHERE = {Relation.HOLDER, Relation.TOLD, Relation.ON_LADDER, Relation.NONE}

# One line an action, written by hand: who, in which relation.
SUPERVISORS_WHO_WERE_TOLD = set(itertools.product(SUPERVISING, TELLING))
THE_HOLDER = {(role, Relation.HOLDER) for role in SUPERVISING}
RECORDS = {(Role.RECORDS_OFFICER, relation) for relation in ANYWHERE}
AUDITORS = {(Role.AUDITOR, relation) for relation in ANYWHERE}
THE_REPORTER = {(role, Relation.REPORTER) for role in Role}
ANYBODY = {(role, Relation.NONE) for role in Role}
EXPECTED: dict[Action, set[tuple[Role, Relation]]] = {
    Action.SEE: SUPERVISORS_WHO_WERE_TOLD,
    Action.READ: SUPERVISORS_WHO_WERE_TOLD,
    Action.FETCH_DOCUMENT: SUPERVISORS_WHO_WERE_TOLD,
    Action.ACKNOWLEDGE: SUPERVISORS_WHO_WERE_TOLD,
    Action.TAKE_OVER: SUPERVISORS_WHO_WERE_TOLD,
    Action.HAND_OVER: THE_HOLDER,
    Action.NOTE: SUPERVISORS_WHO_WERE_TOLD,
    Action.ASK: THE_HOLDER,
    Action.REPLY: SUPERVISORS_WHO_WERE_TOLD,
    Action.AGENCY: SUPERVISORS_WHO_WERE_TOLD,
    Action.CHECKLIST: THE_HOLDER,
    Action.CLOSE: THE_HOLDER,
    Action.REOPEN: SUPERVISORS_WHO_WERE_TOLD,
    Action.LEAVE_OUT: SUPERVISORS_WHO_WERE_TOLD,
    Action.RECUSE: SUPERVISORS_WHO_WERE_TOLD,
    Action.REVEAL: THE_HOLDER,
    Action.APPROVE_REVEAL: SUPERVISORS_WHO_WERE_TOLD,
    Action.EXPORT: THE_HOLDER | RECORDS,
    Action.HOLD: THE_HOLDER | RECORDS,
    Action.ORDER_DESTRUCTION: THE_HOLDER | RECORDS | {(Role.ALTERNATE, Relation.TOLD)},
    Action.APPROVE_DESTRUCTION: SUPERVISORS_WHO_WERE_TOLD | RECORDS,
    Action.READ_TRAIL: AUDITORS | RECORDS,
    Action.STATISTICS: {(role, Relation.NONE) for role in Role if role is not Role.EMPLOYEE},
    Action.FILE: ANYBODY,
    Action.RECORD_CONTACT: ANYBODY,
    Action.OWN_STATUS: THE_REPORTER,
    Action.ADD: THE_REPORTER,
    Action.ANSWER: THE_REPORTER,
    Action.RECORD_CALL: THE_REPORTER,
    Action.RECORD_WRITTEN: THE_REPORTER,
    Action.DRAFT: THE_REPORTER,
    Action.HAND_IN: THE_REPORTER,
}

# What supervisors do to records of contact and to questions; the rest of casework is for reports.
READING = {Action.SEE, Action.READ, Action.FETCH_DOCUMENT}
CASEWORK = {action for action in Action if EXPECTED[action] in (SUPERVISORS_WHO_WERE_TOLD, THE_HOLDER)}
IN_CASEWORK: dict[Matter, set[Action]] = {
    Matter.CONCERN: CASEWORK - {Action.REPLY},
    Matter.CONTACT: READING | {Action.NOTE, Action.LEAVE_OUT, Action.RECUSE},
    Matter.QUESTION: {Action.REPLY},
}

NOBODY = Conflicts(frozenset(), frozenset())
TICKET = Ticket(
    "AAAA-BBBB", "high-school", Urgency.TODAY, datetime(2026, 11, 23, tzinfo=UTC), "447.1", "", "notice-1"
)
PRINCIPAL, ASSISTANT = "principal@schools.example", "assistant@schools.example"
TEACHER = "teacher@schools.example"


def test_every_role_in_every_relation_may_do_exactly_what_is_written_here() -> None:
    assert set(EXPECTED) == set(Action)
    for role, relation, action in itertools.product(Role, Relation, Action):
        assert may(role, relation, action) == ((role, relation) in EXPECTED[action]), (role, relation, action)


@pytest.mark.parametrize("matter", Matter)
def test_what_is_done_to_each_matter(matter: Matter) -> None:
    for role, relation, action in itertools.product(Role, Relation, Action):
        allowed = may(role, relation, action) and action in {*IN_CASEWORK[matter], *set(Action) - CASEWORK}
        assert Standing(frozenset({role}), relation, matter).may(action) == allowed, (role, relation, action)


def test_the_table_has_a_line_for_every_role_and_relation() -> None:
    assert set(TABLE) == set(itertools.product(Role, Relation))


@pytest.mark.parametrize("relation", [Relation.KEPT_OUT, Relation.RECUSED])
def test_somebody_kept_out_may_do_nothing_whatever_they_are(relation: Relation) -> None:
    everything = Standing(frozenset(Role), relation)
    assert not any(everything.may(action) for action in Action)


def test_several_roles_add_up() -> None:
    both = Standing(frozenset({Role.EMPLOYEE, Role.AUDITOR}), Relation.NONE)
    assert both.may(Action.FILE)
    assert both.may(Action.READ_TRAIL)


def test_roles_come_from_the_districts_file() -> None:
    district = DISTRICT.model_copy(
        update={"auditors": ("chair@schools.example",), "records_officers": ("elementary@schools.example",)}
    )
    assert roles_of(TEACHER, "high-school", district) == {Role.EMPLOYEE}
    assert roles_of(PRINCIPAL, "high-school", district) == {Role.EMPLOYEE, Role.SUPERVISOR}
    assert roles_of(PRINCIPAL, "robert-asp", district) == {Role.EMPLOYEE, Role.SUPERVISOR_ELSEWHERE}
    both = {Role.EMPLOYEE, Role.SUPERVISOR, Role.SUPERVISOR_ELSEWHERE}
    assert roles_of("superintendent@schools.example", "robert-asp", district) == both
    assert roles_of("chair@schools.example", "", district) == {Role.EMPLOYEE, Role.ALTERNATE, Role.AUDITOR}
    assert Role.RECORDS_OFFICER in standing_at_large("elementary@schools.example", district).roles


@pytest.mark.parametrize(
    ("who", "ticket", "conflicts", "relation"),
    [
        (TEACHER, TICKET, NOBODY, Relation.REPORTER),
        (PRINCIPAL, TICKET, NOBODY, Relation.ON_LADDER),
        ("elementary@schools.example", TICKET, NOBODY, Relation.NONE),
        (PRINCIPAL, replace(TICKET, recipients=frozenset({PRINCIPAL})), NOBODY, Relation.TOLD),
        (
            PRINCIPAL,
            replace(TICKET, recipients=frozenset({PRINCIPAL}), holder=PRINCIPAL),
            NOBODY,
            Relation.HOLDER,
        ),
        (PRINCIPAL, replace(TICKET, recused=frozenset({PRINCIPAL})), NOBODY, Relation.RECUSED),
        (
            PRINCIPAL,
            replace(TICKET, holder=PRINCIPAL, recipients=frozenset({PRINCIPAL})),
            Conflicts(frozenset({PRINCIPAL}), frozenset()),
            Relation.KEPT_OUT,
        ),
        (
            ASSISTANT,
            replace(TICKET, holder=ASSISTANT),
            Conflicts(frozenset({PRINCIPAL}), frozenset({PRINCIPAL})),
            Relation.KEPT_OUT,
        ),
        (
            PRINCIPAL,
            replace(TICKET, matter=Matter.CONTACT, recipients=frozenset({PRINCIPAL})),
            NOBODY,
            Relation.TOLD,
        ),
        (
            PRINCIPAL,
            replace(TICKET, matter=Matter.CONTACT, recipients=frozenset({PRINCIPAL})),
            Conflicts(frozenset({PRINCIPAL}), frozenset()),
            Relation.KEPT_OUT,
        ),
        ("elementary@schools.example", replace(TICKET, matter=Matter.CONTACT), NOBODY, Relation.NONE),
    ],
)
def test_the_relation_to_a_ticket(who: str, ticket: Ticket, conflicts: Conflicts, relation: Relation) -> None:
    assert standing(who, ticket, conflicts, TEACHER, DISTRICT).relation is relation
