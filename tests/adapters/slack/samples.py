"""Replies and forms that the tests of this folder share."""

from handlers.conversation.card import Button, Buttons, Card, Excerpt, Facts, Quote, Text, Tone
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, TextField

OPENER = Button("Report a concern", "report.open", "from-help", tone=Tone.DANGER, opens_form=True)
MORE = Button("Read more", "guidance.more", "III.F")
FORM = Form(
    "report",
    "Report a concern",
    (
        Text("Call 911 first.", strong=True),
        ChoiceField("site", "Which school?", (Option("High School", "high"), Option("Elementary", "elem"))),
        TextField("what", "What happened?", multiline=True, max_length=9000, hint="In your own words."),
        MomentField("learned_at", "When?", value="2026-11-23T10:00"),
        ChoiceField(
            "who", "Who?", (Option("Ms. A", "a@x"), Option("Mr. B", "b@x")), required=False, several=True
        ),
    ),
    OPENER,
    state="token-1",
)
CARD = Card(
    "Photos",
    (
        Quote("Ask permission first. Then post.", "447.1 III.F", ((0, 21),)),
        Excerpt("my <!channel> *draft* & <@U1>"),
        Facts((("Adopted", "5/14/2012"),)),
        Buttons((MORE, OPENER)),
        Text("Only you see this.", small=True),
    ),
)
RECEIPT = Card(
    "Report received", (Text("Ticket K7QM-2XRD", strong=True),), "smpolicy has taken your form", Tone.GOOD
)
