"""What stands first wherever somebody may be in danger. Reviewed text: change it with care."""

from handlers.conversation.card import Buttons, Element, Text
from handlers.conversation.emergency import DANGER, REPORT

DUTY = (
    "If you know or have reason to believe that a child is being harmed, you yourself must call child "
    "protection or the police at once, and within 24 hours at the latest. Nobody can do it for you, and "
    "this form does not do it either: it tells your supervisors."
)


def first_things() -> tuple[Element, ...]:
    """Whom to call, the reader's own duty (Minnesota Statutes 260E.06), and the report form."""
    return (Text(DANGER, strong=True), Text(DUTY), Buttons((REPORT,)))
