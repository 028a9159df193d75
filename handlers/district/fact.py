"""What all facts of a district's data file have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Fact(BaseModel):
    """A frozen value; a key that is not known is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
