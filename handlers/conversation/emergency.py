"""What stands first wherever somebody may be in danger. Reviewed text: change it with care."""

from handlers.conversation.card import Button, Buttons, Text, Tone

DANGER = "Is anyone in danger now? Call 911. For a crisis or thoughts of suicide, call or text 988."

DUTY = (
    "If you know or have reason to believe that a child is or was maltreated, you yourself must call "
    "child protection or the police at once, and within 24 hours at the latest. Nobody can do it for "
    "you. The report form tells your supervisors; it does not make the report the law asks of you."
)
"""The reader's own duty: Minnesota Statutes 260E.06."""

REPORT = Button("Report a concern", "report.open", tone=Tone.DANGER, opens_form=True)


def first_things() -> tuple[Text, Text, Buttons]:
    """Whom to call, the reader's own duty, and the door to the report form."""
    return Text(DANGER, strong=True), Text(DUTY), Buttons((REPORT,))
