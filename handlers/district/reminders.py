"""When a reporter is reminded of their own two clocks."""

from typing import Annotated

from pydantic import Field

from handlers.district.fact import Fact

_CallHour = Annotated[int, Field(ge=1, le=23)]
_WrittenHour = Annotated[int, Field(ge=1, le=71)]


class Reminders(Fact):
    """Hours as they pass before the end of each clock; at the end itself a reminder always goes out.

    The call is due within 24 hours (Minnesota Statutes 260E.06), and at once: so the first reminder
    comes early. The written report is due within 72 counted hours (260E.09). There is one at least
    before the end of each.
    """

    call_hours: Annotated[tuple[_CallHour, ...], Field(min_length=1)] = (20, 6, 1)
    written_hours: Annotated[tuple[_WrittenHour, ...], Field(min_length=1)] = (24, 4)
