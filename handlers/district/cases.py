"""How a district closes cases and guards the reporter's name."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from handlers.district.fact import Fact, Line, SiteId


class Outcome(Fact):
    """One way a case can end."""

    id: SiteId
    label: Line


_OUTCOMES = (
    Outcome(id="agency", label="An agency or the police has it"),
    Outcome(id="school", label="The school has acted"),
    Outcome(id="elsewhere", label="Passed to another office of the district"),
    Outcome(id="no-concern", label="Looked into, and no concern was found"),
)


class Cases(Fact):
    """`overdue_days` is how long a case may be in hand before the queue calls it overdue.

    With `reveal_needs_second_person` nobody sees who reported before another supervisor of the case
    has agreed. Such a request, and the consent to it, is good for `consent_days` and no longer.
    """

    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)] = _OUTCOMES
    overdue_days: Annotated[int, Field(ge=1, le=365)] = 14
    reveal_needs_second_person: bool = True
    consent_days: Annotated[int, Field(ge=1, le=90)] = 7

    def outcome(self, outcome_id: str | None) -> Outcome | None:
        """The outcome with this id."""
        return next((one for one in self.outcomes if one.id == outcome_id), None)

    @model_validator(mode="after")
    def _unique(self) -> Self:
        ids = [one.id for one in self.outcomes]
        for one in ids:
            if ids.count(one) > 1:
                raise ValueError(f"{one} is listed twice among the outcomes")
        return self
