"""The form for contact with a student outside district platforms. Reviewed text: change it with care."""

import secrets

from handlers.conversation.card import Button, Divider, Text
from handlers.conversation.emergency import DANGER, DUTY
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, TextField
from handlers.district.model import District
from handlers.reports import notice
from handlers.reports.duty_record import AT

FORM = "contact"
VERSION = "contact-notice-3"
"""Recorded with each record. Other words are another version, and go into docs/reporting.md."""
OPENER = Button("Record contact", "contact.open", opens_form=True)
LABELS = {
    "platform": "App or platform",
    "students": "Student or students",
    AT: "When",
    "why": "Why it was outside the district's platforms",
    "said": "What was said, in short",
    "link": "Link, if there is one",
}
"""The answers of a record, by field name, with what each is called."""

_NOT_FOR_DANGER = (
    "If it shows that a child is or may be in danger or maltreated, do not use this form: use "
    "Report a concern. A record made here alerts nobody."
)


def contact_form(district: District, policy: str) -> Form:
    """The empty form, with a state of its own. It needs no database."""
    sites = tuple(Option(site.name, site.id) for site in district.sites)
    return Form(
        FORM,
        "Record contact",
        (
            Text(DANGER, strong=True),
            Text(_NOT_FOR_DANGER, strong=True),
            Text(DUTY, small=True),
            Text(_notice(district, policy), small=True),
            Divider(),
            ChoiceField("site", "Which school or site?", sites),
            TextField("platform", LABELS["platform"], max_length=200),
            TextField("students", LABELS["students"], max_length=500),
            MomentField(AT, LABELS[AT]),
            TextField("why", LABELS["why"], multiline=True, max_length=1000),
            TextField("said", LABELS["said"], multiline=True, max_length=2000),
            TextField(
                "link",
                LABELS["link"],
                required=False,
                max_length=1000,
                hint=f"No pictures. {notice.images_rule(district)}",
            ),
        ),
        OPENER,
        submit="Keep record",
        state=secrets.token_urlsafe(16),
    )


def _notice(district: District, policy: str) -> str:
    """Why it is asked, who sees it, how long it is kept, and what follows from leaving it unsent."""
    return (
        f"{district.name} asks for this because of {policy}: read there what you must do. The supervisors "
        "of the site you choose can read the record, or whom the district names in their place or beside "
        "them. The district's records officers and lawyers, the police or a court may. Nobody who reads "
        "it here sees your name. Whoever of the district is named in it cannot see it. It is sealed, and "
        "kept for at least a year. Your chat provider carries the form once, as you send it. You may leave "
        "it unsent; what the policy asks of you stays the same."
    )
