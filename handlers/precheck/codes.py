"""The codes of findings: what each is about, and the section of the policy that speaks of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from handlers.district.reading import line_of, read_model
from handlers.errors import DistrictInvalid
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Section

SAFETY = "D"
FLAG, STOP = "flag", "stop"
"""Learned beside the codes, of the whole: is there anything to settle; if so, is it not for publishing."""


class Code(BaseModel):
    """One code.

    `severity` is the verdict that a finding of this code leads to where nothing was learned;
    `suggestion` says how to mend it, with {district} for the district's name; `ask` is what its author is
    asked where that is not sure. `because` ends the sentence "Posts like this were marked because ...", for
    a draft that no lesson explains. `mends_alone` says that an edit settles a draft in which nothing else
    is found.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    meaning: str
    suggestion: str
    section: str
    severity: Literal["revise", "stop"]
    mends_alone: bool = False
    ask: Annotated[str, Field(min_length=1)] | None = None
    because: Annotated[str, Field(min_length=1)] | None = None

    @property
    def question(self) -> str:
        """What to ask its author; made of the suggestion where the file says nothing."""
        return self.ask or f"Does this fit your post? Then: {self.suggestion}"

    @property
    def likeness(self) -> str:
        """Why posts like a draft were marked; made of the meaning where the file says nothing."""
        because = f"because {self.because.rstrip('.')}" if self.because else f"for this: {self.meaning}"
        return f"Posts like this were marked {because}."


class CodeTable(BaseModel):
    """All codes, against one policy."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    policy: str
    codes: Mapping[str, Code]

    def quotes(self, library: PolicyLibrary, file: Path) -> Mapping[str, Section]:
        """The section of each code, to the letter. Raises DistrictInvalid where one is not there."""
        policy = library.policy(self.policy)
        if policy is None:
            raise DistrictInvalid(file, _line(file, "policy"), f"the library has no policy {self.policy}")
        found: dict[str, Section] = {}
        for name, code in self.codes.items():
            section = policy.section(code.section)
            if section is None:
                line = _line(file, "codes", name, "section")
                raise DistrictInvalid(file, line, f"{self.policy} has no section {code.section}")
            found[name] = section
        return found


def read_codes(file: Path) -> CodeTable:
    """The table in this file. Raises DistrictInvalid."""
    table = read_model(file, CodeTable)
    for name in (FLAG, STOP):
        if name in table.codes:
            reason = f"a code cannot be called {name}: what the pre-check has learned uses this name itself"
            raise DistrictInvalid(file, _line(file, "codes", name), f"codes.{name}: {reason}")
    return table


def _line(file: Path, *location: str) -> int:
    return line_of(file.read_text(encoding="utf-8"), location)
