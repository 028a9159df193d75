"""Tickets that cannot be opened. Who must not know of them cannot be known: only the operator is told."""

import logging
from dataclasses import dataclass
from types import TracebackType

from handlers.errors import CannotOpen, NotForYou
from handlers.reports.complaints import Complaints

_complaints = Complaints(logging.getLogger(__name__))


def tell_operator(number: str) -> None:
    """Log once that the ticket with this number is left out of lists, figures and chores."""
    _complaints.make(number, "Ticket %s cannot be opened: it is left out until that is mended.", number)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Goes on with the others where this ticket was destroyed meanwhile, or cannot be opened.

    Where something may have been written before, it goes around the transaction, which is undone.
    """

    number: str

    def __enter__(self) -> None:
        """Begin with this ticket."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        """Whether the error is one of the two."""
        if isinstance(error, CannotOpen):
            tell_operator(self.number)
        return isinstance(error, CannotOpen | NotForYou)
