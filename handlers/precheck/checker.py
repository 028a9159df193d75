"""Checks a draft: reads it, judges it, and explains what was found."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from handlers.district.model import District
from handlers.encoding.encoder import encoder
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Section
from handlers.precheck.archive import Unfit
from handlers.precheck.codes import SAFETY, CodeTable, read_codes
from handlers.precheck.draft import LONGEST, Draft
from handlers.precheck.engine import Hit
from handlers.precheck.explanation import Examples, strongest_sentence
from handlers.precheck.finding import Checked, Finding, Level, Verdict, merged
from handlers.precheck.judgement import Judgement, Opinion, judge
from handlers.precheck.lessons import LESSONS
from handlers.precheck.model import MODEL, Model, read_model
from handlers.precheck.reading import DraftReader, Read
from handlers.precheck.rulebook import Rulebook, read_rules, with_own
from handlers.precheck.settled import Settled, read_settled

_log = logging.getLogger(__name__)

HARMLESS = 0.2
"""Below this suspicion a rule asks where it would raise."""
NEAR, EVIDENCE = 8, 2
"""Lessons looked at for one to explain a finding with, and lessons named as its evidence."""
ALIKE = 0.66
"""The cosine from which a lesson's reason mostly fits the draft too, as seen on posts never learned from."""
SURELY = 0.9
"""How sure it must be that a draft is not for publishing where an edit mends all that is found."""
LEAST_TOKENS = 8
"""A shorter draft is left to the rules: there is nothing to understand."""


class DraftTooLong(ValueError):
    """A draft of more than 40,000 characters."""


@dataclass(frozen=True)
class Checker:
    """The pre-check. It keeps nothing of a draft."""

    codes: CodeTable
    quotes: Mapping[str, Section]
    rulebook: Rulebook
    district: District
    own_model: Path | None = None
    record: Mapping[str, str] = field(default_factory=dict)
    """What every quote of a finding is recorded with: `policy`, `version`, `sha256`."""
    examples: Examples = field(default_factory=Examples)

    @cached_property
    def reader(self) -> DraftReader:
        """Reads drafts for the learned heads, and shows them the codes they were taught with."""
        return DraftReader(self.rulebook, self.district.calendar, encoder(), self.model.codes)

    @cached_property
    def model(self) -> Model:
        """The learned heads, loaded when first needed: the district's own where they can be used.

        Raises Unfit where the program's cannot be read either.
        """
        try:
            own = self.read_own()
        except Unfit as error:
            _log.error("%s. The program's own model is used instead. Run: smpolicy lessons train", error)
            own = None
        return own or read_model(MODEL)

    def read_own(self) -> Model | None:
        """The heads the district has trained, if it has. Raises Unfit where they cannot be used."""
        if self.own_model is None or not self.own_model.exists():
            return None
        own = read_model(self.own_model)
        if own.encoder != encoder().fingerprint:
            raise Unfit(self.own_model, "was trained with another encoder")
        return own

    @cached_property
    def settled(self) -> Settled:
        """Tells which codes a draft's own words settle."""
        return read_settled(self.rulebook.groups)

    def prepare(self) -> None:
        """Load what the first check would have to wait for, about a second."""
        judge(self.reader.read(Draft("Good morning!")), self.model, tuple(self.codes.codes))

    def check(self, draft: Draft) -> Checked:
        """The verdict and the findings: the gravest first, then as they stand in the text.

        Raises DraftTooLong, whose message holds nothing of the draft.
        """
        if len(draft.text) > LONGEST:
            raise DraftTooLong(f"the draft has more than {LONGEST:,} characters")
        read = self.reader.read(draft)
        if read.page.plain.is_empty:
            return Checked(Verdict.OK, ())
        judgement = judge(read, self.model, tuple(self.codes.codes))
        by_rule = merged(self._of_rule(hit, judgement.suspicion) for hit in read.hits)
        learned = self._learned(read, judgement, by_rule)
        found = [*by_rule, *learned]
        raised = {f.code for f in found if f.level is Level.RAISE}
        kept = [f for f in found if f.level is Level.RAISE or f.code not in raised]
        shown = [_with_excerpt(finding, draft.text) for finding in sorted(kept, key=self._rank)]
        return Checked(self._verdict(raised, None if _is_short(read) else judgement.stop), tuple(shown))

    def _learned(self, read: Read, judgement: Judgement, by_rule: Sequence[Finding]) -> list[Finding]:
        """What the learned heads add to the rules: a code they raise, or a question of their own."""
        if _is_short(read):
            return []
        known = {(finding.code, finding.level) for finding in by_rule}
        settled = self.settled.codes(read.page.plain_sentences)
        return [
            self._of_lessons(read, opinion)
            for opinion in judgement.opinions
            if opinion.code not in settled
            and (opinion.code, opinion.level) not in known
            and (opinion.code, Level.RAISE) not in known
        ]

    def _verdict(self, raised: set[str], stop: float | None) -> Verdict:
        """From the codes alone where `stop` is not known, and for codes of which nothing was learned."""
        if not raised:
            return Verdict.OK
        unlearned = raised if stop is None else raised.difference(self.model.heads)
        stops = SAFETY in raised or any(self.codes.codes[code].severity == "stop" for code in unlearned)
        one = self.codes.codes[next(iter(raised))]
        least = SURELY if len(raised) == 1 and one.mends_alone else self.model.thresholds.stop
        stops = stops or (stop is not None and stop >= least)
        return Verdict.STOP if stops else Verdict.REVISE

    def _of_rule(self, hit: Hit, suspicion: float) -> Finding:
        """A rule's finding; only a question where all the rest of the draft looks harmless.

        What was learned says nothing of a child's safety there, nor of a code it does not know.
        """
        start, end = hit.span or (None, None)
        rule = hit.rule
        learned = rule.code in self.model.heads and rule.code != SAFETY
        doubtful = suspicion < HARMLESS and learned and rule.kind != "hours" and not rule.media
        opinion = Opinion(rule.code, Level.ASK if doubtful else rule.level, rule.confidence)
        return self._finding(opinion, start, end, rule.reason, rule.suggestion, (f"rule {rule.id}",))

    def _of_lessons(self, read: Read, opinion: Opinion) -> Finding:
        code = self.codes.codes[opinion.code]
        place = strongest_sentence(read, self.model.weight_of_places(read, opinion.code))
        start, end = place or (None, None)
        near = self.model.nearest(read, opinion.code, NEAR)
        grave = {name for name, other in self.codes.codes.items() if other.severity == "stop"}
        names = [name for name, _ in near]
        alike = [name for name, likeness in near if likeness >= ALIKE]
        told = self.examples.nearest(alike, opinion.code, grave)
        shown = [told, *(name for name in names if name != told)] if told else names
        evidence = tuple(f"lesson {name}" for name in shown[:EVIDENCE])
        return self._finding(opinion, start, end, self.examples.reason(told), code.suggestion, evidence)

    def _finding(
        self,
        opinion: Opinion,
        start: int | None,
        end: int | None,
        reason: str,
        suggestion: str,
        evidence: tuple[str, ...],
    ) -> Finding:
        section = self.quotes[opinion.code]
        return Finding(
            opinion.level,
            opinion.code,
            section.id,
            start,
            end,
            None,
            reason,
            section.text,
            suggestion.replace("{district}", self.district.name),
            round(opinion.confidence, 3),
            evidence,
        )

    def _rank(self, finding: Finding) -> tuple[bool, bool, bool, int]:
        stops = self.codes.codes[finding.code].severity == "stop"
        place = -1 if finding.start is None else finding.start
        return finding.level is Level.ASK, finding.code != SAFETY, not stops, place


def read_checker(
    library: PolicyLibrary, district: District, folder: Path, own_model: Path | None = None
) -> Checker:
    """The checker for a district: the program's rules and lessons, and the district's own.

    `folder` is where the district's data file lies, with its own `rules` beside it; `own_model` is
    what it has trained itself. Raises DistrictInvalid.
    """
    file = folder / district.codes
    codes = read_codes(file)
    shipped = read_rules(codes, district.known_as)
    rulebook = with_own(shipped, codes, folder / "rules", district.calendar)
    quotes = codes.quotes(library, file)
    record = next(passage.record for passage in library.passages if passage.policy.code == codes.policy)
    examples = Examples((LESSONS, folder / "lessons"))
    return Checker(codes, quotes, rulebook, district, own_model, record, examples)


def _is_short(read: Read) -> bool:
    return len(read.encoded.places) < LEAST_TOKENS


def _with_excerpt(finding: Finding, text: str) -> Finding:
    if finding.start is None:
        return finding
    return replace(finding, excerpt=text[finding.start : finding.end])
