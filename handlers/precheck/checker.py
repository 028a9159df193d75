"""Checks a draft: runs the rules, merges what they find, and says the verdict."""

from dataclasses import dataclass, replace
from pathlib import Path

from handlers.district.model import District
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Section
from handlers.precheck.codes import SAFETY, CodeTable, read_codes
from handlers.precheck.draft import LONGEST, Draft
from handlers.precheck.engine import Hit, Page
from handlers.precheck.finding import Checked, Finding, Level, Verdict, merged
from handlers.precheck.rulebook import Rulebook, read_rules


class DraftTooLong(ValueError):
    """A draft of more than 40,000 characters."""


@dataclass(frozen=True)
class Checker:
    """The pre-check. It keeps nothing of a draft."""

    codes: CodeTable
    quotes: dict[str, Section]
    rulebook: Rulebook
    district: District

    def check(self, draft: Draft) -> Checked:
        """The verdict and the findings: the gravest first, then as they stand in the text.

        Raises DraftTooLong, whose message holds nothing of the draft.
        """
        if len(draft.text) > LONGEST:
            raise DraftTooLong(f"the draft has more than {LONGEST:,} characters")
        page = Page(draft, self.district.calendar)
        found = merged(self._finding(hit) for hit in self.rulebook.engine.hits(page))
        raised = {f.code for f in found if f.level is Level.RAISE}
        kept = [f for f in found if f.level is Level.RAISE or f.code not in raised]
        shown = [_with_excerpt(finding, draft.text) for finding in sorted(kept, key=self._rank)]
        return Checked(self._verdict(shown), tuple(shown))

    def _finding(self, hit: Hit) -> Finding:
        rule = hit.rule
        start, end = hit.span or (None, None)
        section = self.quotes[rule.code]
        return Finding(
            rule.level,
            rule.code,
            section.id,
            start,
            end,
            None,
            rule.reason,
            section.text,
            rule.suggestion.replace("{district}", self.district.name),
            rule.confidence,
            (f"rule {rule.id}",),
        )

    def _rank(self, finding: Finding) -> tuple[bool, bool, bool, int]:
        stops = self.codes.codes[finding.code].severity == "stop"
        place = -1 if finding.start is None else finding.start
        return finding.level is Level.ASK, finding.code != SAFETY, not stops, place

    def _verdict(self, findings: list[Finding]) -> Verdict:
        severities = {self.codes.codes[f.code].severity for f in findings if f.level is Level.RAISE}
        if not severities:
            return Verdict.OK
        return Verdict.STOP if "stop" in severities else Verdict.REVISE


def read_checker(library: PolicyLibrary, district: District, folder: Path) -> Checker:
    """The checker for a district, with the rules that come with the program.

    `folder` is where the district's data file lies. Raises DistrictInvalid.
    """
    file = folder / district.codes
    codes = read_codes(file)
    rulebook = read_rules(codes, district.known_as)
    return Checker(codes, dict(codes.quotes(library, file)), rulebook, district)


def _with_excerpt(finding: Finding, text: str) -> Finding:
    if finding.start is None:
        return finding
    return replace(finding, excerpt=text[finding.start : finding.end])
