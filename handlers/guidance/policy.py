"""A policy as its data file states it: dates, parts, sections to the letter."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from handlers.district.fact import Email, shaped

Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
SectionId = Annotated[
    str,
    shaped("[A-Za-z0-9][A-Za-z0-9.-]{0,59}", "1 to 60 letters, digits, dots and hyphens, such as III.D"),
]
META = "meta"
FINGERPRINT = 12  # digits of the hash that people are shown: no two versions will share them
_SENTENCE_END = re.compile(r"[.!?][\"\u201d\u2019)]*(?=\s+[\"\u201c(]?[A-Z0-9])|[.!?]?\s*\n\s*\n")


class _Stated(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Care(_Stated):
    """How the district looks after a policy: none of its words, and not in its hash.

    `owner` is told when the last review is `review_every_years` years ago.
    """

    owner: Email
    review_every_years: Annotated[int, Field(ge=1, le=20)]


class Part(_Stated):
    """A heading that holds sections, such as III. GUIDELINES."""

    id: SectionId
    marker: Line
    heading: Line

    @property
    def printed(self) -> str:
        """The heading's line as the policy prints it."""
        return f"{self.marker} {self.heading}"


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
    def part(self) -> str:
        """The id of the part it stands in: III of III.F."""
        return self.id.partition(".")[0]

    @property
    def printed(self) -> str:
        """The paragraph as the policy prints it, with its marker."""
        return f"{self.marker} {self.text}".strip()

    @property
    def first_sentence(self) -> str:
        """The words up to the first full stop, to the letter."""
        head, stop, _ = self.text.partition(". ")
        return head + stop.rstrip()

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Half-open (start, end) offsets of the sentences in `text`, without the blanks between them."""
        ends = [found.end() for found in _SENTENCE_END.finditer(self.text)]
        spans = zip([0, *ends], [*ends, len(self.text)], strict=True)
        trimmed = ((a + len(w) - len(w.lstrip()), a + len(w.rstrip())) for a, w in self._cut(spans))
        return tuple((start, end) for start, end in trimmed if start < end)

    def _cut(self, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, str]]:
        return ((start, self.text[start:end]) for start, end in spans)


class Policy(_Stated):
    """One policy, to the letter, in one version.

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
    care: Care | None = None

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

    @property
    def version(self) -> str:
        """The day the wording took effect, as YYYY-MM-DD: the last revision, or the adoption."""
        return max(day(printed) for printed in (self.adopted, *self.revised)).isoformat()

    @property
    def last_reviewed(self) -> date:
        """The last day somebody stood by the wording: adopted, revised or reviewed it."""
        return max(day(printed) for printed in (self.adopted, *self.revised, *self.reviewed))

    @cached_property
    def sha256(self) -> str:
        """The hash of all that the policy states, in hexadecimal; the file's layout does not count."""
        return hashlib.sha256(self.model_dump_json(exclude={"care"}).encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """The first digits of the hash, for people."""
        return self.sha256[:FINGERPRINT]

    def section(self, section_id: str) -> Section | None:
        """The section with exactly this id."""
        return next((s for s in self.sections if s.id == section_id), None)

    def citation(self, section: Section) -> str:
        """Such as `447.1 III.F, adopted 5/14/2012, reviewed 04/10/2017`."""
        name = self.code if section.id == META else f"{self.code} {section.id}"
        return f"{name}, {self.dated}"

    @property
    def dated(self) -> str:
        """Such as `adopted 5/14/2012, reviewed 04/10/2017`: the last date of each kind."""
        dates = [f"adopted {self.adopted}"]
        dates += [f"revised {self.revised[-1]}"] if self.revised else []
        dates += [f"reviewed {self.reviewed[-1]}"] if self.reviewed else []
        return ", ".join(dates)

    @property
    def chapters(self) -> Iterator[tuple[Part | None, tuple[Section, ...]]]:
        """The sections in the policy's own printed order, each part's together; `meta` comes first."""
        parts = {part.id: part for part in self.parts}
        opened: list[tuple[Part | None, list[Section]]] = []
        for section in sorted(self.sections, key=lambda s: s.id != META):
            part = parts.pop(section.part, None)
            if part or not opened:
                opened.append((part, []))
            opened[-1][1].append(section)
        return ((part, tuple(sections)) for part, sections in opened)

    @property
    def paragraphs(self) -> Iterator[str]:
        """Every paragraph in the policy's own order, as printed, markers and headings included."""
        for part, sections in self.chapters:
            if part:
                yield part.printed
            for section in sections:
                if section.id == META:
                    yield from (line for line in section.text.splitlines() if line)
                else:
                    yield section.printed
        if self.source:
            yield self.source


def day(printed: str) -> date:
    """A date as policies print it, month/day/year. Raises ValueError."""
    try:
        return datetime.strptime(printed, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise ValueError(f"{printed!r} is not a date; write month/day/year, such as 5/14/2012") from None
