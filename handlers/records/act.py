"""One thing that is done to a record over a form, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.casework.act import Sending
from handlers.casework.case_card import Offer
from handlers.conversation.card import Card
from handlers.conversation.form import ChoiceField, Option, Part
from handlers.reports.admission import Case

SEEN = (
    "It is kept in the case, sealed; other supervisors of the case can read it. "
    "Whoever of the district you name is left out of it from then on."
)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a sentence. `gone` says that the record is no more, `failed` that nothing was."""

    said: str
    gone: bool = False
    failed: bool = False
    cards: tuple[Card, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class RecordsAct:
    """`hindrance` says why it cannot be done now, beyond what the access table and the offer say.

    `shows` names what its form shows of what is sealed, for the trail; empty where that is nothing.
    `subject` gives the id of the request that its form shows: the answer counts for that one alone.
    """

    offer: Offer
    title: str
    submit: str
    parts: Callable[[Case], tuple[Part, ...]]
    do: Callable[[Sending], Done]
    hindrance: Callable[[Case], str] = lambda _case: ""
    shows: str = ""
    subject: Callable[[Case], str] = lambda _case: ""


def choice(yes: str) -> ChoiceField:
    """Whether to do it; sent in as `yes` or `no`."""
    return ChoiceField("answer", "Your answer", (Option(yes, "yes"), Option("No", "no")))
