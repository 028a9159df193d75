"""What the pre-check found in a draft, and its verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """A finding to mend, or a question to the author that does not count against the draft."""

    RAISE = "raise"
    ASK = "ask"


class Verdict(StrEnum):
    """Ready; can be mended by editing; do not publish."""

    OK = "ok"
    REVISE = "revise"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    `start` and `end` are half-open offsets in Python code points of the text as given; all of
    start, end and excerpt are None where nothing in the text shows it. `quote` is the guideline
    to the letter. `confidence` is between 0 and 1. `evidence` names what decided, a rule or a lesson.
    """

    level: Level
    code: str
    section: str
    start: int | None
    end: int | None
    excerpt: str | None = field(repr=False)
    reason: str
    quote: str
    suggestion: str
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict with its findings, the gravest first as the checker sorts them."""

    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def raised(self) -> tuple[Finding, ...]:
        """The findings that count against the draft."""
        return tuple(f for f in self.findings if f.level is Level.RAISE)

    @property
    def asked(self) -> tuple[Finding, ...]:
        """The questions to the author."""
        return tuple(f for f in self.findings if f.level is Level.ASK)


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for those of the same code and level that overlap, or that both show no words.

    The surest one lends its reason and suggestion; the evidence of all is kept. A merged finding
    has no excerpt yet: cut it from the text.
    """
    groups: list[list[Finding]] = []
    for finding in sorted(findings, key=_place):
        last = groups[-1] if groups else None
        if last and _same(last[0], finding) and _touches(last, finding):
            last.append(finding)
        else:
            groups.append([finding])
    return [_one(group) for group in groups]


def _place(finding: Finding) -> tuple[str, str, int, int]:
    return finding.code, finding.level, -1 if finding.start is None else finding.start, finding.end or 0


def _same(one: Finding, other: Finding) -> bool:
    return (one.code, one.level) == (other.code, other.level)


def _touches(group: list[Finding], finding: Finding) -> bool:
    if finding.start is None:
        return group[-1].start is None
    return any(f.end is not None and finding.start < f.end for f in group)


def _one(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    surest = max(group, key=lambda f: f.confidence)
    ends = [f.end for f in group if f.end is not None]
    evidence = tuple(dict.fromkeys(e for f in group for e in f.evidence))
    return Finding(
        surest.level,
        surest.code,
        surest.section,
        group[0].start,
        max(ends) if ends else None,
        None,
        surest.reason,
        surest.quote,
        surest.suggestion,
        surest.confidence,
        evidence,
    )
