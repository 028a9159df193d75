"""A policy as its data file states it: dates, parts, sections to the letter."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
SectionId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$")]
META = "meta"


class _Stated(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Part(_Stated):
    """A heading that holds sections, such as III. GUIDELINES."""

    id: SectionId
    marker: Line
    heading: Line


class Section(_Stated):
    """One paragraph that can be cited. `text` is verbatim, without the marker before it."""

    id: SectionId
    text: Annotated[str, Field(min_length=1)]
    marker: str = ""

    @field_validator("text")
    @classmethod
    def _trimmed(cls, value: str) -> str:
        if value != value.strip():
            raise ValueError("white space around the text")
        return value

    @property
    def first_sentence(self) -> str:
        """The words up to the first full stop, to the letter."""
        head, stop, _ = self.text.partition(". ")
        return head + stop.rstrip()


class Policy(_Stated):
    """One policy, to the letter.

    Dates are kept as the policy prints them (month/day/year). The section `meta` holds the lines
    above the first heading.
    """

    format: int
    code: Line
    title: Line
    type: Line
    series: Line
    adopted: Line
    revised: tuple[Line, ...] = ()
    reviewed: tuple[Line, ...] = ()
    source: str = ""
    parts: tuple[Part, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @field_validator("format")
    @classmethod
    def _known_format(cls, value: int) -> int:
        if value != 1:
            raise ValueError("this program reads format 1")
        return value

    @field_validator("adopted", "revised", "reviewed")
    @classmethod
    def _dates(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for printed in (value,) if isinstance(value, str) else value:
            day(printed)
        return value

    @model_validator(mode="after")
    def _unique(self) -> Self:
        ids = [section.id.casefold() for section in self.sections]
        for position, section_id in enumerate(ids):
            if section_id in ids[:position]:
                raise ValueError(f"{self.sections[position].id} is there twice")
        return self

    @property
    def version(self) -> str:
        """The day the wording took effect, as YYYY-MM-DD: the last revision, or the adoption."""
        return max(day(printed) for printed in (self.adopted, *self.revised)).isoformat()

    @cached_property
    def sha256(self) -> str:
        """The hash of all that the policy states, in hexadecimal; the file's layout does not count."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def section(self, section_id: str) -> Section | None:
        """The section with exactly this id."""
        return next((s for s in self.sections if s.id == section_id), None)

    def citation(self, section: Section) -> str:
        """Such as `447.1 III.F, adopted 5/14/2012, reviewed 04/10/2017`."""
        name = self.code if section.id == META else f"{self.code} {section.id}"
        dates = [f"adopted {self.adopted}"]
        dates += [f"revised {self.revised[-1]}"] if self.revised else []
        dates += [f"reviewed {self.reviewed[-1]}"] if self.reviewed else []
        return ", ".join((name, *dates))

    @property
    def paragraphs(self) -> Iterator[str]:
        """Every paragraph in the policy's own order, as printed, markers and headings included."""
        parts = {part.id: part for part in self.parts}
        meta = self.section(META)
        yield from (line for line in (meta.text if meta else "").splitlines() if line)
        for section in self.sections:
            part = parts.pop(section.id.partition(".")[0], None)
            if part:
                yield f"{part.marker} {part.heading}"
            if section.id != META:
                yield f"{section.marker} {section.text}".strip()
        if self.source:
            yield self.source


def day(printed: str) -> date:
    """A date as policies print it, month/day/year. Raises ValueError."""
    try:
        return datetime.strptime(printed, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise ValueError(f"{printed!r} is not a date; write month/day/year, such as 5/14/2012") from None
