"""What all facts of a district's data file have in common."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def shaped(pattern: str, shape: str) -> AfterValidator:
    """Text all of which fits a pattern; `shape` says so to a person who does not know patterns."""
    fits = re.compile(pattern)

    def check(text: str) -> str:
        if not fits.fullmatch(text):
            raise ValueError(f"must be {shape}")
        return text

    return AfterValidator(check)


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Email = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True),
    shaped(r"[^@\s]+@[^@\s]+", "an e-mail address such as a.larson@schools.example"),
]
SiteId = Annotated[
    str, shaped("[a-z0-9-]{1,60}", "1 to 60 small letters, digits and hyphens, such as robert-asp")
]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Fact(BaseModel):
    """A frozen value; a key that is not known is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
