"""What all facts of a district's data file have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Email = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[^@\s]+@[^@\s]+$")]
SiteId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Fact(BaseModel):
    """A frozen value; a key that is not known is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
