"""The written report as a draft: the four things the law asks for, and what is still missing of them.

Source: Minnesota Statutes 260E.09: the child, the person believed responsible if known, the nature and
extent of the maltreatment, the name and address of the reporter. The draft is made on demand, shown to
the reporter alone, and sent by nobody but the reporter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handlers.conversation.card import Divider, Facts, Text
from handlers.conversation.form import Part
from handlers.district.wall_clock import dated
from handlers.duty.clocks import Duty

STUDENTS, CHILD_HOME, RESPONSIBLE, WHAT, EXTENT, WHERE = (
    "students",
    "child_home",
    "responsible",
    "what",
    "extent",
    "where",
)
"""The answers a draft is made of, by the names that the report form's fields have."""


class _Line(NamedTuple):
    answer: str
    label: str
    missing: str


_CHILD = (
    _Line(STUDENTS, "Child", "Missing: which child this is about."),
    _Line(CHILD_HOME, "Lives at", "Missing: where the child lives, or where the child is now."),
)
_RESPONSIBLE = (
    _Line(
        RESPONSIBLE,
        "Person",
        "Missing: who is believed responsible. If you do not know, write that you do not know.",
    ),
)
_NATURE = (
    _Line(WHAT, "What was seen, heard or read", "Missing: what happened."),
    _Line(EXTENT, "How often, how long, what harm", "Missing: how often, for how long, and what harm."),
    _Line(WHERE, "Where and when", "Missing: where and when it happened."),
)


_HOW = "Ask the agency you called how it takes the report. Add no images. Nobody sends it but you."


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes the report. `address` is where the agency can write to them."""

    name: str = field(repr=False)
    address: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered thing the report holds: labelled lines, and a sentence for each gap."""

    title: str
    lines: tuple[tuple[str, str], ...] = field(repr=False)
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A draft. Its words are absent from every representation."""

    school: str
    items: tuple[Item, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """All that is missing, in order."""
        return tuple(gap for item in self.items for gap in item.gaps)


def draft(
    answers: Mapping[str, str], author: Author, duty: Duty, school: str, zone: ZoneInfo
) -> WrittenReport:
    """The draft from what is on record. `school` is the school's and the district's name."""
    reporter = (
        ("Name", author.name.strip(), "Missing: your name."),
        ("Address", author.address.strip(), "Missing: an address at which you can be reached."),
    )
    return WrittenReport(
        school,
        (
            _item("1. The child", *_answered(_CHILD, answers)),
            _item("2. The person believed responsible", *_answered(_RESPONSIBLE, answers)),
            _item("3. Nature and extent", *_answered(_NATURE, answers)),
            _item("4. The reporter", *reporter),
            _item("The report by telephone", *_told(duty, zone)),
        ),
    )


def parts_to_read(report: WrittenReport) -> tuple[Part, ...]:
    """The draft for a form or dialog, gaps first; never for a message."""
    shown: list[Part] = [Text(state_of(report), strong=True), Text(_HOW, small=True)]
    shown += [Text(gap) for gap in report.gaps]
    for item in report.items:
        shown += [Divider(), Text(item.title, strong=True)]
        shown += [Facts((line,)) for line in item.lines]
    return tuple(shown)


def state_of(report: WrittenReport) -> str:
    """How much is missing, in a sentence."""
    count = len(report.gaps)
    if not count:
        return "Nothing is missing that the law names. Read every line before you send it."
    return f"{count} thing{'s are' if count > 1 else ' is'} still missing. Send it in time all the same."


def _item(title: str, *lines: tuple[str, str, str]) -> Item:
    given = tuple((label, text) for label, text, _ in lines if text)
    return Item(title, given, tuple(missing for _, text, missing in lines if not text))


def _answered(lines: tuple[_Line, ...], answers: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    return ((line.label, answers.get(line.answer, "").strip(), line.missing) for line in lines)


def _told(duty: Duty, zone: ZoneInfo) -> Iterator[tuple[str, str, str]]:
    yield "Learned of it", dated(duty.learned_at, zone), ""
    for call in sorted(duty.calls, key=lambda call: call.at):
        words = (call.agency.strip(), dated(call.at, zone), call.reference.strip())
        yield "Called", ", ".join(word for word in words if word), ""
    if not duty.calls:
        yield "Called", "", "Missing: your call, with agency, time and reference. Call before you write."
