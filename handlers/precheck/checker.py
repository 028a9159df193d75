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
from handlers.precheck.draft import LONGEST, Context, Draft
from handlers.precheck.engine import Hit
from handlers.precheck.explanation import Examples, strongest_sentence
from handlers.precheck.finding import Checked, Finding, Level, Verdict, merged
from handlers.precheck.judgement import SAFETY_FLAGGED, Judgement, Opinion, judge
from handlers.precheck.lessons import LESSONS
from handlers.precheck.model import MODEL, Model, read_model
from handlers.precheck.reading import DraftReader, Read
from handlers.precheck.rule import AnyRule, HoursRule
from handlers.precheck.rulebook import Rulebook, read_rules, with_own
from handlers.precheck.settled import Settled, read_settled
from handlers.precheck.statements import read_statements

_log = logging.getLogger(__name__)

HARMLESS = 0.2
"""Below this suspicion a rule asks where it would raise."""
NEAR, EVIDENCE = 8, 2
"""Lessons looked at for one to explain a finding with, and lessons named as its evidence."""
ALIKE = 0.78
"""The cosine from which a lesson's reason mostly fits the draft too, as seen on posts never learned from."""
SURELY = 0.9
"""How sure it must be that a draft is not for publishing where an edit mends all that is found."""
LEAST_TOKENS = 8
"""A shorter draft is left to the rules: there is nothing to understand."""


class DraftTooLong(ValueError):
    """A draft of more than 40,000 characters."""


@dataclass(frozen=True, slots=True)
class Backing:
    """What was learned and stands behind a rule: how sure, by which lessons, and the sentence it means."""

    opinion: Opinion
    lessons: tuple[str, ...]
    place: tuple[int, int] | None

    def holds(self, hit: Hit) -> bool:
        """Whether it makes this hit count; of a rule that only ever asks, one in that sentence alone."""
        if hit.span is None or hit.rule.level is Level.RAISE:
            return hit.span is not None
        return self.place is not None and hit.span[0] < self.place[1] and self.place[0] < hit.span[1]


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

    @property
    def door_from(self) -> float:
        """The confidence from which danger opens the door to a report also beside what else is raised."""
        return SAFETY_FLAGGED * self.model.thresholds.codes.get(SAFETY, 0.0)

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
        opinions = self._opinions(read, judgement)
        by_rule = self._by_rule(read, judgement.suspicion, opinions)
        found = [*by_rule, *self._learned(read, opinions, by_rule)]
        raised = {f.code for f in found if f.level is Level.RAISE}
        kept = [f for f in found if f.level is Level.RAISE or f.code not in raised]
        shown = [_with_excerpt(finding, draft.text) for finding in sorted(kept, key=self._rank)]
        return Checked(self._verdict(raised, None if _is_short(read) else judgement.stop), tuple(shown))

    def _opinions(self, read: Read, judgement: Judgement) -> list[Opinion]:
        """What the learned heads say, but for what the draft's own words settle."""
        if _is_short(read):
            return []
        settled = self.settled.codes(read.page)
        return [opinion for opinion in judgement.opinions if opinion.code not in settled]

    def _by_rule(self, read: Read, suspicion: float, opinions: Sequence[Opinion]) -> list[Finding]:
        """What the rules find. Where they only ask and the heads are sure, a rule knows the words to show."""
        refused = self._is_refused(read)
        levels = [self._level(hit.rule, suspicion, refused=refused) for hit in read.hits]
        raised = {hit.rule.code for hit, level in zip(read.hits, levels, strict=True) if level is Level.RAISE}
        pointed = {hit.rule.code for hit in read.hits if hit.span}
        backed = {
            one.code: Backing(one, self._near(read, one.code)[1], self._strongest(read, one.code))
            for one in opinions
            if one.level is Level.RAISE and one.code in pointed - raised
        }
        pairs = zip(read.hits, levels, strict=True)
        context = read.page.draft.context
        return merged(self._of_rule(hit, level, backed.get(hit.rule.code), context) for hit, level in pairs)

    def _strongest(self, read: Read, code: str) -> tuple[int, int] | None:
        return strongest_sentence(read, self.model.weight_of_places(read, code))

    def _learned(self, read: Read, opinions: Sequence[Opinion], by_rule: Sequence[Finding]) -> list[Finding]:
        """What the learned heads add to the rules: a code they raise, or a question of their own."""
        known = {(finding.code, finding.level) for finding in by_rule}
        return [
            self._of_lessons(read, opinion)
            for opinion in opinions
            if not known & {(opinion.code, opinion.level), (opinion.code, Level.RAISE)}
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

    def _level(self, rule: AnyRule, suspicion: float, *, refused: bool) -> Level:
        """A rule only asks where all the rest of the draft looks harmless.

        What was learned says nothing of a child's safety there, nor of a code it does not know; and a rule
        that permission would settle stands where the draft itself says that there is none (`refused`).
        """
        learned = rule.code in self.model.heads and rule.code != SAFETY
        doubtful = suspicion < HARMLESS and learned and rule.kind != "hours" and not rule.media
        return Level.ASK if doubtful and not (refused and rule.hangs_on_permission) else rule.level

    def _is_refused(self, read: Read) -> bool:
        """Whether the draft says that permission is missing."""
        return read_statements(self.rulebook.groups)["refusal"].is_made_in(read.page.plain_sentences)

    def _of_rule(self, hit: Hit, level: Level, backing: Backing | None, context: Context) -> Finding:
        """A rule's finding; raised where what was learned, with its lessons, stands behind it."""
        start, end = hit.span or (None, None)
        rule, sure = hit.rule, hit.rule.confidence
        evidence: tuple[str, ...] = (f"rule {rule.id}",)
        if backing and backing.holds(hit):
            level, sure = Level.RAISE, max(sure, backing.opinion.confidence)
            evidence = (*evidence, *backing.lessons)
        suggestion = rule.suggestion
        if level is not rule.level:  # its own words would ask where this tells, or tell where this asks
            suggestion = self._advice(rule.code, level)
        opinion, reason = Opinion(rule.code, level, sure), _reason(rule, context)
        return self._finding(opinion, start, end, reason, suggestion, evidence)

    def _of_lessons(self, read: Read, opinion: Opinion) -> Finding:
        start, end = self._strongest(read, opinion.code) or (None, None)
        told, evidence = self._near(read, opinion.code)
        shown = told if told and not opinion.is_faint else None
        reason = self.examples.reason(shown) if shown else self.codes.codes[opinion.code].likeness
        suggestion = self._advice(opinion.code, opinion.level)
        return self._finding(opinion, start, end, reason, suggestion, evidence)

    def _advice(self, name: str, level: Level) -> str:
        """What a code tells its author to do, or asks."""
        code = self.codes.codes[name]
        return code.question if level is Level.ASK else code.suggestion

    def _near(self, read: Read, code: str) -> tuple[str | None, tuple[str, ...]]:
        """The lesson whose reason fits the draft too, if one does, and the lessons named as evidence."""
        near = self.model.nearest(read, code, NEAR)
        grave = {name for name, other in self.codes.codes.items() if other.severity == "stop"}
        names = [name for name, _ in near]
        alike = [name for name, likeness in near if likeness >= ALIKE]
        told = self.examples.nearest(alike, code, grave)
        shown = [told, *(name for name in names if name != told)] if told else names
        return told, tuple(f"lesson {name}" for name in shown[:EVIDENCE])

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


def _reason(rule: AnyRule, context: Context) -> str:
    if isinstance(rule, HoursRule) and context.is_asked_now:
        return rule.reason_now or rule.reason
    return rule.reason


def _with_excerpt(finding: Finding, text: str) -> Finding:
    if finding.start is None:
        return finding
    return replace(finding, excerpt=text[finding.start : finding.end])
