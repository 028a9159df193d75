"""Mistakes in the words of this program, and the key that was meant."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, ValidationError

from handlers.district.reading import mistake_in, told_first


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    account: str = ""


class Round(BaseModel):
    kind: Literal["round"]


class Square(BaseModel):
    kind: Literal["square"]


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1)] = "n"
    inner: Inner = Inner()
    others: tuple[Inner, ...] = ()
    either: Inner | Round | None = None
    by_name: dict[str, Inner] = {}
    shape: Annotated[Round | Square, Field(discriminator="kind")] | None = None
    count: Annotated[int, Field(ge=1)] = 1
    share: float = 0.5
    is_on: bool = True
    colour: Colour = Colour.RED
    at: datetime | None = None
    here: NaiveDatetime | None = None
    day: date | None = None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('{"nme": 1}', "nme: there is no such key; did you mean name?"),
        ('{"zzz": 1}', "zzz: there is no such key"),
        ('{"inner": {"acount": "x"}}', "inner.acount: there is no such key; did you mean account?"),
        ('{"inner": {"name": "x"}}', "inner.name: there is no such key"),
        ('{"others": [{}, {"acount": "x"}]}', "others.1.acount: there is no such key; did you mean account?"),
        ('{"by_name": {"x": {"acount": "x"}}}', "by_name.x.acount: there is no such key"),
        ('{"either": {"acount": "x"}}', "either.Inner.acount: there is no such key"),
        ('{"shape": {}}', "shape: kind is missing"),
        ('{"shape": {"kind": "long"}}', "shape: kind must be one of 'round', 'square'"),
        ('{"others": 5}', "others: must be a list, in brackets [ ]"),
        ('{"others": [5]}', "others.0: must be keys with their values, in braces { }"),
        ('{"inner": []}', "inner: must be keys with their values, in braces { }"),
        ('{"by_name": []}', "by_name: must be keys with their values, in braces { }"),
        ('{"name": 5}', "name: must be text, in quotes"),
        ('{"name": ""}', "name: must have at least 1 character"),
        ('{"count": "x"}', "count: must be a whole number"),
        ('{"count": 1.5}', "count: must be a whole number"),
        ('{"count": 0}', "count: must be greater than or equal to 1"),
        ('{"share": []}', "share: must be a number"),
        ('{"is_on": 5}', "is_on: must be true or false"),
        ('{"colour": "green"}', "colour: must be 'red' or 'blue'"),
        ('{"at": "soon"}', "at: must be a date and time such as 2026-11-05T10:20"),
        ('{"day": "soon"}', "day: must be a date such as 2026-11-05"),
        ("[]", "must be keys with their values, in braces { }"),
        ('{"name": "a" "b"}', "not JSON: expected `,` or `}` at column 14"),
    ],
)
def test_a_mistake_is_told_in_plain_words(given: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate_json(given)
    assert mistake_in(caught.value, Outer) == told


@pytest.mark.parametrize("given", ["2026-11-05T10:20Z", "2026-11-05T10:20+00:00", 5, "5"])
def test_a_time_on_the_wall_has_no_offset(given: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate({"here": given})
    assert mistake_in(caught.value).endswith("such as 2026-11-05T10:20, with no offset from UTC")


def test_without_a_model_no_key_is_proposed() -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate({"nme": 1})
    assert mistake_in(caught.value) == "nme: there is no such key"


def test_something_missing_is_told_after_a_key_that_nobody_knows() -> None:
    with pytest.raises(ValidationError) as caught:
        Round.model_validate({})
    assert told_first(caught.value)["msg"] == "is missing"
