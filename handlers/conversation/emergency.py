"""What is said first wherever a child may be in danger, and the door to the report form."""

from handlers.conversation.card import Button, Tone

DANGER = "Is anyone in danger now? Call 911. For a crisis or thoughts of suicide, call or text 988."

REPORT = Button("Report a concern", "report.open", tone=Tone.DANGER, opens_form=True)
