"""The form a report is written in. It needs no database, so that 911 and 988 show even without one."""

import secrets
from dataclasses import replace
from datetime import datetime

from handlers.conversation.card import Divider, Text
from handlers.conversation.emergency import DANGER, DUTY, REPORT
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, TextField
from handlers.district.model import District
from handlers.duty.calling import reporting_agencies
from handlers.guidance.library import Passage
from handlers.reports import notice
from handlers.reports.ticket import Urgency

FORM = "report"
LONGEST = 3000
WORDS_DROPPED = "words-dropped"
"""The value of the button that opens the form with the note that words typed before were dropped."""

URGENCIES = {
    Urgency.DANGER: "Somebody may be in danger now",
    Urgency.TODAY: "It must be looked at today",
    Urgency.ROUTINE: "It can wait until the next school day",
}


def report_form(district: District, duty: Passage, now: datetime, words_dropped: bool = False) -> Form:
    """The empty form, with a state of its own; `duty` is the guideline that asks for the report."""
    people = tuple(Option(f"{p.name}, {p.title}", p.email) for p in district.people)
    dropped = (Text("What you typed after the command was not kept. If it still shows, delete it."),)
    return Form(
        FORM,
        "Report a concern",
        (
            Text(DANGER, strong=True),
            Text(DUTY),
            reporting_agencies(district, now, "child-protection"),
            *(dropped if words_dropped else ()),
            Text(notice.privacy_notice(district, duty), small=True),
            Divider(),
            ChoiceField("site", "Which school or site?", _sites(district)),
            ChoiceField(
                "involved",
                "Is one of these people involved?",
                people,
                required=False,
                several=True,
                hint="Whoever you choose is not told that this report exists.",
            ),
            ChoiceField(
                "urgency", "How soon must somebody act?", _urgencies(), hint="In danger: call 911 first."
            ),
            TextField("what", "What did you see, hear or read?", multiline=True, max_length=LONGEST),
            TextField("students", "Which student or students?", required=False, max_length=500),
            TextField(
                "where",
                "Where and when?",
                required=False,
                multiline=True,
                max_length=2000,
                hint=f"Links help. {notice.images_rule(district)}",
            ),
            MomentField(
                "learned_at", "When did you learn of it?", hint="Your 24 hours to call run from this moment."
            ),
        ),
        replace(REPORT, value=WORDS_DROPPED if words_dropped else ""),
        submit="Send report",
        state=secrets.token_urlsafe(16),
    )


def _sites(district: District) -> tuple[Option, ...]:
    return tuple(Option(site.name, site.id) for site in district.sites)


def _urgencies() -> tuple[Option, ...]:
    return tuple(Option(label, urgency) for urgency, label in URGENCIES.items())
