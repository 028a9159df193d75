"""When a reporter is reminded of their own two clocks."""

from functools import partial
from typing import Annotated

from pydantic import BeforeValidator

from handlers.district.fact import Fact


def _hours(given: object, last: int, example: str) -> tuple[int, ...]:
    """The hours as a file gives them. Raises ValueError with what they must be."""
    listed = given if isinstance(given, list | tuple) else ()
    hours = tuple(hour for hour in listed if type(hour) is int and 1 <= hour <= last)
    if not hours or len(hours) != len(listed):
        raise ValueError(f"must be whole hours from 1 to {last} in brackets, one at least, such as {example}")
    return hours


_CallHours = Annotated[tuple[int, ...], BeforeValidator(partial(_hours, last=23, example="[20, 6, 1]"))]
_WrittenHours = Annotated[tuple[int, ...], BeforeValidator(partial(_hours, last=71, example="[24, 4]"))]


class Reminders(Fact):
    """Hours as they pass before the end of each clock; at the end itself a reminder always goes out.

    The call is due within 24 hours (Minnesota Statutes 260E.06), and at once: so the first reminder
    comes early. The written report is due within 72 counted hours (260E.09). There is one at least
    before the end of each.
    """

    call_hours: _CallHours = (20, 6, 1)
    written_hours: _WrittenHours = (24, 4)
