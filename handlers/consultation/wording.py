"""The cards and forms of a question to a supervisor. Reviewed text: change it with care.

A message names no content: what was asked and answered shows in forms only.
"""

from collections.abc import Mapping, Sequence

from handlers.conversation.card import Button, Buttons, Card, Divider, Element, Excerpt, Facts, Text, Tone
from handlers.conversation.emergency import DANGER, REPORT
from handlers.conversation.form import ChoiceField, Form, Option, Part, TextField
from handlers.district.model import District
from handlers.district.wall_clock import dated
from handlers.reports.journal import Entry
from handlers.reports.ticket import Report, Ticket

ASK, READ, LIST = "consult.open", "consult.read", "consult.list"
ASK_FORM, ANSWER_FORM = "consult", "consult.answer"
LONGEST = 1500
"""Characters of a question."""
LONGEST_DRAFT = 3000

ASK_BUTTON = Button("Ask a supervisor", ASK, opens_form=True)
LIST_BUTTON = Button("Questions to supervisors", LIST)
_SUMMARY = "smpolicy has a message about a question."

_NO_REPORT = (
    "This is for questions about the guidelines. For anything about a child's safety use the report "
    "instead: a question is not escalated, and it is deleted some time after it was answered."
)

_NO_ALARM = "A question alerts nobody. If it is about a child's safety, call and use the report now."
"""Said of every question: the bot does not read them, so it cannot tell an emergency from any other."""

_ANSWERED = "An answer was sent already. If you send another one, the asker gets it too."


def ask_form(district: District, question: str, state: str) -> Form:
    """Where the question is sent from; a draft goes with it only where its author puts it there."""
    sites = tuple(Option(site.name, site.id) for site in district.sites)
    return Form(
        ASK_FORM,
        "Ask a supervisor",
        (
            Text(DANGER, small=True),
            Text("The first supervisors of your site read this with your name, and answer you in private."),
            Text(_NO_REPORT, small=True),
            Divider(),
            ChoiceField("site", "Your school or site", sites),
            TextField("question", "Your question", multiline=True, max_length=LONGEST, value=question),
            TextField(
                "draft",
                "A draft they should look at",
                required=False,
                multiline=True,
                max_length=LONGEST_DRAFT,
                hint="Paste the draft here if they should see it. smpolicy kept nothing of it.",
            ),
        ),
        ASK_BUTTON,
        submit="Send question",
        state=state,
    )


def sent_card(ticket: Ticket, district: District) -> Card:
    """What the asker sees once it is sent."""
    facts = Facts((("Question", ticket.number), ("Asked", _names(ticket, district))))
    told = Text("It waits for an answer. You are told here as soon as there is one.")
    parts = (Text(DANGER, strong=True), Text(_NO_ALARM), facts, told, Buttons((REPORT, LIST_BUTTON)))
    return Card("Your question is on its way", parts, _SUMMARY, Tone.GOOD)


def nobody_card() -> Card:
    """Said where no supervisor of the site may see the question."""
    text = "Nobody of this site can be asked this here. Please talk to somebody in the district office."
    return Card("Not sent", (Text(text), Buttons((REPORT,))), _SUMMARY, Tone.CAUTION)


def asked_card(ticket: Ticket) -> Card:
    """The message to a supervisor."""
    read = Button("Read and answer", READ, ticket.number, opens_form=True)
    text = Text("A colleague asks you about the social media guidelines.")
    facts = Facts((("Question", ticket.number),))
    return Card("A question for you", (text, facts, Buttons((read,))), _SUMMARY)


def answered_card(ticket: Ticket, district: District, own: bool) -> Card:
    """The message once there is an answer: to the asker (`own`), or in the place of the request."""
    when = dated(ticket.closed_at, district.zone) if ticket.closed_at else ""
    by = f"Answered by {_answerer(ticket, district)}, {when}."
    read = Button("Read the answer", READ, ticket.number, opens_form=True)
    title = "Your question is answered" if own else "This question is answered"
    return Card(title, (Text(f"Question {ticket.number}"), Text(by), Buttons((read,))), _SUMMARY, Tone.GOOD)


def list_card(own: Sequence[Ticket], others: Sequence[tuple[Ticket, str]], district: District) -> Card:
    """Everything asked by this person and of this person, newest first, with where it stands.

    `others` come with the names of those who asked.
    """
    parts: list[Element] = []
    sent = [(ticket, f"to {_names(ticket, district)}") for ticket in own]
    received = [(ticket, f"from {name}") for ticket, name in others]
    for heading, questions in (("You asked", sent), ("You were asked", received)):
        if questions:
            parts += [Divider(), Text(heading, strong=True)]
        for ticket, whose in questions:
            state = (
                f"answered by {_answerer(ticket, district)}" if ticket.closed_at else "waiting for an answer"
            )
            line = f"{ticket.number}, {dated(ticket.opened_at, district.zone)}, {whose}: {state}"
            parts += [Text(line), Buttons((Button("Open", READ, ticket.number, opens_form=True),))]
    if not parts:
        parts = [Text("There are no questions, neither from you nor to you.")]
    return Card("Questions to supervisors", (*parts, Divider(), Buttons((ASK_BUTTON,))), _SUMMARY)


def question_form(
    ticket: Ticket, report: Report, name: str, answers: Sequence[Entry], district: District, may_answer: bool
) -> Form:
    """The question in full, with its answer or, for a supervisor, a field for one."""
    parts: list[Part] = [*_asked(ticket, report.answers, name, district)]
    for entry in answers:
        person = district.person(entry.by)
        said = f"{person.name if person else entry.by}, {dated(entry.at, district.zone)}"
        parts += [Divider(), Text(said, strong=True), Text(entry.fields.get("text", ""))]
    opener = Button("Read the question", READ, ticket.number, opens_form=True)
    if not may_answer:
        waiting = () if answers else (Divider(), Text("It waits for an answer."))
        return Form(ANSWER_FORM, "Question", (*parts, *waiting), opener, submit=None)
    if answers:
        parts += [Divider(), Text(_ANSWERED, strong=True)]
    parts += [Divider(), TextField("answer", "Your answer", multiline=True, max_length=LONGEST_DRAFT)]
    return Form(ANSWER_FORM, "Question", tuple(parts), opener, submit="Send answer", state=ticket.number)


def _asked(ticket: Ticket, answers: Mapping[str, str], name: str, district: District) -> list[Part]:
    facts = Facts((("From", name), ("Asked", dated(ticket.opened_at, district.zone))))
    parts: list[Part] = [facts, Text(answers.get("question", ""))]
    if draft := answers.get("draft"):
        parts += [Text("The draft", strong=True), Excerpt(draft)]
    return parts


def _names(ticket: Ticket, district: District) -> str:
    """Whom it went to; an address where the district's file has the person no more."""
    people = ((email, district.person(email)) for email in ticket.recipients)
    return ", ".join(sorted(person.name if person else email for email, person in people))


def _answerer(ticket: Ticket, district: District) -> str | None:
    person = district.person(ticket.holder)
    return person.name if person else ticket.holder
