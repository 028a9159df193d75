"""Outside agencies, and whom of them to call for what."""

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from handlers.district.fact import Fact, Line, Paragraph, shaped

_MINNESOTA = Path(__file__).parent / "minnesota" / "routes.toml"

RouteId = Annotated[
    str, shaped("[a-z0-9-]{1,40}", "1 to 40 small letters, digits and hyphens, such as child-protection")
]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Contact(Fact):
    """An outside agency, with the day its number was last checked.

    `tribe` names the tribe whose own office it is.
    """

    id: Line
    name: Line
    phone: str | None = None
    url: str | None = None
    tribe: Line | None = None
    last_checked: date

    @property
    def how(self) -> str:
        """The number to call, or the address to visit."""
        return self.phone or self.url or ""

    def is_stale(self, today: date, days: int) -> bool:
        """Whether the last check is more than so many days ago."""
        return today - self.last_checked > timedelta(days=days)

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if not self.how:
            raise ValueError("a contact needs a phone or a url")
        return self


class Call(Fact):
    """One call to make: the first of these contacts that the district has, and why that one."""

    contacts: Annotated[tuple[Line, ...], Field(min_length=1)]
    reason: Paragraph

    def among(self, contacts: Sequence[Contact]) -> Contact | None:
        """The contact to call, or None where the district has none of them."""
        found = (c for wanted in self.contacts for c in contacts if c.id == wanted)
        return next(found, None)


class Route(Fact):
    """Whom to call for what happened where, in order.

    `label` is the choice a person sees, `say` what they must know besides. Where `tribal` gives the
    reason, the offices of tribes come first; `no_tribal_office` is said where the district has none.
    """

    id: RouteId
    label: Label
    calls: Annotated[tuple[Call, ...], Field(min_length=1)]
    say: tuple[Paragraph, ...] = ()
    tribal: Paragraph | None = None
    no_tribal_office: Paragraph | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.tribal is None) != (self.no_tribal_office is None):
            raise ValueError("tribal and no_tribal_office go together")
        return self


@lru_cache
def minnesota_routes() -> tuple[Route, ...]:
    """The state's routes (Statutes ch. 260E), read once."""
    rules = tomllib.loads(_MINNESOTA.read_text(encoding="utf-8"))["routes"]
    return tuple(Route.model_validate(rule) for rule in rules)
