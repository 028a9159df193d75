"""Which documents a district takes with a report. Without a word of its own, none."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from handlers.district.fact import Fact


class DocumentKind(StrEnum):
    """A kind of document that can be checked by its content. Pictures and videos are none."""

    PDF = "pdf"
    TEXT = "text"
    WORD = "word"


class Documents(Fact):
    """`allowed` is off unless the district says otherwise: links and text are enough for most reports.

    `most` is how many one report may have. `pictures` lets a PDF or a Word file hold pictures, such as
    a scanned page. Nobody can tell a scan from a picture that must not be copied, so it is off too.
    """

    allowed: bool = False
    kinds: Annotated[tuple[DocumentKind, ...], Field(min_length=1)] = tuple(DocumentKind)
    largest_megabytes: Annotated[int, Field(ge=1, le=20)] = 5
    most: Annotated[int, Field(ge=1, le=50)] = 10
    pictures: bool = False

    @property
    def largest(self) -> int:
        """The largest document, in bytes."""
        return self.largest_megabytes * 1024 * 1024
