"""Words that are parts of a name beside other parts only: `Hope Larson`, `Rosa Ortiz`, `Mai Yer Vang`."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model

FILE = Path(__file__).parent / "parts.toml"


class Parts(BaseModel):
    """`firsts` are given names that are words too, `verbs` those of them that may begin a sentence as verbs.

    `lasts` are surnames missing from the list of surnames, `ends` are on it and go on with no name;
    `others` are on the list of given names and begin the names of things. `particles` join two parts of a
    name, `prefixes` with a hyphen; not to `towns`, nor `St.` to `saints`. `loose` are particles that join
    none of themselves. All in lower case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    firsts: frozenset[str]
    verbs: frozenset[str]
    lasts: frozenset[str]
    others: frozenset[str]
    ends: frozenset[str]
    particles: frozenset[str]
    prefixes: frozenset[str]
    loose: frozenset[str]
    towns: frozenset[str]
    saints: frozenset[str]


@cache
def read_parts() -> Parts:
    """The words that come with the program. Raises DistrictInvalid."""
    return read_model(FILE, Parts)
