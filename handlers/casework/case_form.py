"""The forms of casework. What is typed here goes from a form straight into the sealed journal."""

from collections.abc import Sequence

from handlers.casework.case_card import OFFERS
from handlers.conversation.card import Text
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, Part, TextField
from handlers.district.model import District, Person
from handlers.reports.access import Action
from handlers.reports.exchange import new_state

OTHER = "other"
_SEEN = "Other supervisors of this case can read it. Whoever you name is left out of it from then on."
_NAMED = "Whoever of the district you name in it is left out of this case from then on."
_TITLES = {
    Action.NOTE: ("Add a note", "Keep"),
    Action.ASK: ("Ask the reporter", "Ask"),
    Action.AGENCY: ("Agency contact", "Keep"),
    Action.HAND_OVER: ("Hand over", "Hand over"),
    Action.CLOSE: ("Close the case", "Close"),
    Action.REOPEN: ("Reopen the case", "Reopen"),
    Action.LEAVE_OUT: ("Leave somebody out", "Leave them out"),
    Action.RECUSE: ("Leave me out", "Leave me out"),
    Action.REVEAL: ("Who reported?", "Go on"),
}


def case_form(action: Action, number: str, parts: Sequence[Part]) -> Form:
    """The form for this action; its state names the case and this opening of the form."""
    title, submit = _TITLES[action]
    offer = OFFERS[action]
    return Form(offer.press, title, tuple(parts), offer.button(number), submit, new_state(number))


def note_parts() -> tuple[Part, ...]:
    """A note."""
    by_title = (
        "Somebody you mean by their title alone may keep the case: "
        f'leave them out with "{OFFERS[Action.LEAVE_OUT].label}".'
    )
    return (TextField("note", "Note", multiline=True, hint=f"{_SEEN} {by_title}"),)


def question_parts() -> tuple[Part, ...]:
    """A question to the reporter."""
    said = "The reporter is told that there is a question, and answers without you seeing who they are."
    return Text(said), TextField("question", "Your question", multiline=True, hint=_NAMED)


def agency_parts(district: District) -> tuple[Part, ...]:
    """A contact with an agency."""
    said = "This is the school's own contact. The reporter's duty to call stays theirs."
    agencies = [Option(contact.name, contact.id) for contact in district.contacts]
    return (
        Text(said),
        ChoiceField("agency", "Which agency?", (*agencies, Option("Another one", OTHER))),
        TextField("agency_name", "Which other one?", required=False, max_length=200, hint=_NAMED),
        MomentField("at", "When?"),
        TextField(
            "reference", "Their reference or the person's name", required=False, max_length=200, hint=_NAMED
        ),
        TextField("said", "What was said, in short", required=False, multiline=True, hint=_SEEN),
    )


def hand_over_parts(people: Sequence[Person]) -> tuple[Part, ...]:
    """Whom to give the case to; nobody is offered who must not know."""
    options = tuple(Option(f"{person.name}, {person.title}", person.email) for person in people)
    return (
        ChoiceField("to", "Who takes the case?", options),
        TextField("note", "A note for them", required=False, multiline=True, hint=_SEEN),
    )


def closing_parts(district: District) -> tuple[Part, ...]:
    """How it ended."""
    outcomes = tuple(Option(one.label, one.id) for one in district.cases.outcomes)
    return (
        Text("The reporter is told that the case is closed, and nothing else."),
        ChoiceField("outcome", "How did it end?", outcomes),
        TextField("note", "Final note", multiline=True, hint=_SEEN),
    )


def reopening_parts() -> tuple[Part, ...]:
    """Why it is taken up again."""
    return (
        Text("You have the case in hand then. The reporter is told that it is open again."),
        TextField("reason", "Why?", multiline=True, hint=_SEEN),
    )


def leaving_out_parts(actor: str, district: District) -> tuple[Part, ...]:
    """Who turns out to be involved. Everybody is offered, so that the list says of nobody what they are."""
    said = (
        "They hear nothing more of this case, and neither do those who work for them, which may be you. "
        "Where one of them has it in hand, the others are told again that it waits."
    )
    people = tuple(Option(f"{p.name}, {p.title}", p.email) for p in district.people if p.email != actor)
    return (
        Text(said),
        ChoiceField("people", "Who is involved?", people, several=True),
        TextField("note", "Why?", required=False, multiline=True, hint=_SEEN),
    )


def recusal_parts() -> tuple[Part, ...]:
    """Whether to be left out. A reason is not asked for: it would itself be a signal."""
    said = (
        "You will hear nothing more of this case and cannot come back to it. If you have it in hand, "
        "the others are told again that it waits."
    )
    sure = ChoiceField("sure", "Are you sure?", (Option("Yes, leave me out", "yes"),))
    return Text(said), sure


def reason_parts(second_person: bool) -> tuple[Part, ...]:
    """Why the name is needed."""
    consent = "Another supervisor of this case has to agree first. " if second_person else ""
    said = f"{consent}The reporter is told that you have seen their name, and it is on the audit trail."
    return Text(said), TextField("reason", "Why must you know who reported?", multiline=True, hint=_SEEN)
