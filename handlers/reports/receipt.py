"""The receipt: what the reporter still has to do, what the bot does now, and the signed proof of filing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.conversation.card import Buttons, Card, Divider, Text, Tone
from handlers.conversation.emergency import DANGER, DUTY
from handlers.conversation.form import Form
from handlers.district.model import District
from handlers.duty.calling import OPENER as WHO_TO_CALL
from handlers.duty.calling import reporting_agencies
from handlers.duty.clock_card import oral_text
from handlers.duty.clocks import Countdown
from handlers.duty.receipt import Receipt, Signer, as_text, sign_receipt
from handlers.guidance.library import PolicyLibrary
from handlers.reports import own_buttons
from handlers.reports.ticket import Ticket

_TOLD = "Your supervisors are being told now, and again until one of them acknowledges it."
_HELD = "Kept. Your supervisors are told in the morning, and again until one of them acknowledges it."
_NOBODY = (
    "Nobody in the district can be told of this report: everybody who could be is left out of it. It is "
    "kept. Call one of these agencies now."
)
_KEEP = (
    "Your receipt. It proves when you filed, and holds no word of what you wrote. Copy it and keep it; you "
    "find it again under My reports."
)
_AT = " @"  # stands between a policy and its version: handlers.guidance.library.Passage.reference
_GONE = "no longer among the district's policies here"
NAMED_ONLY = "named only; its text is not kept here"
"""In place of the hash of a policy that is named and not quoted."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """Makes receipts. They are signed anew each time, and are the same each time."""

    district: District
    library: PolicyLibrary
    signer: Signer

    def card(self, ticket: Ticket, oral: Countdown, now: datetime, told: bool, held: bool) -> Card:
        """The card for the reporter alone.

        `told` is false where nobody is left to tell; `held` is whether that waits for the morning.
        """
        title, said = _said(told, held)
        return Card(
            title,
            (
                Text(DANGER, strong=True),
                oral_text(oral, now, self.district.zone),
                Text(DUTY),
                reporting_agencies(self.district, now),
                Buttons((own_buttons.record_call(ticket), WHO_TO_CALL, own_buttons.LIST)),
                Divider(),
                Text(f"Ticket {ticket.number}", strong=True),
                Text(said),
                Divider(),
                *self._lines(ticket),
            ),
            summary="smpolicy has taken your form",
            tone=Tone.GOOD if told else Tone.DANGER,
        )

    def form(self, ticket: Ticket) -> Form:
        """The signed receipt once more, to read."""
        parts = (Text(DANGER, strong=True), *self._lines(ticket))
        return Form(own_buttons.RECEIPT, "Receipt", parts, own_buttons.receipt(ticket.number), submit=None)

    def text(self, ticket: Ticket) -> str:
        """The signed receipt, a line for each field, as `smpolicy receipt verify` reads it."""
        stated = Receipt(
            self.district.name,
            ticket.number,
            ticket.opened_at,
            ticket.notice,
            ticket.policy.partition(_AT)[0],
            self._version(ticket),
            ticket.policy_hash,
        )
        return as_text(sign_receipt(stated, self.signer))

    def _lines(self, ticket: Ticket) -> Sequence[Text]:
        """A text each: no platform may run two of them together."""
        return (Text(_KEEP), *(Text(line, small=True) for line in self.text(ticket).splitlines()))

    def _version(self, ticket: Ticket) -> str:
        """That of the filing, as it is kept with the ticket, or as the hash of the text finds it."""
        policy, _, version = ticket.policy.partition(_AT)
        if version or ticket.policy_hash == NAMED_ONLY:
            return version or NAMED_ONLY
        versions = self.library.versions(policy.rpartition(" ")[0])
        found = (policy.version for policy in versions if policy.sha256 == ticket.policy_hash)
        return next(found, _GONE)


def _said(told: bool, held: bool) -> tuple[str, str]:
    """The card's title, and what becomes of the report."""
    if not told:
        return "Kept, and nobody can be told", _NOBODY
    return ("Your report is kept", _HELD) if held else ("Your supervisors are being told", _TOLD)
