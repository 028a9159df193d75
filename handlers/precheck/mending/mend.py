"""Offers a mended draft: only where it passes the check itself, and never for what is not for posting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.precheck.checker import Checker, DraftTooLong
from handlers.precheck.codes import SAFETY
from handlers.precheck.draft import Draft, Media
from handlers.precheck.engine import Page
from handlers.precheck.finding import Checked, Finding, Level, Verdict
from handlers.precheck.languages import read_languages
from handlers.precheck.mending.blame import Blame
from handlers.precheck.mending.changes import Changes
from handlers.precheck.mending.company import Company
from handlers.precheck.mending.edit import Edit, Seam, moved, sewn
from handlers.precheck.mending.recipe import Matchers, Recipe, matchers, read_recipe
from handlers.precheck.mending.remnants import Remnants
from handlers.precheck.mending.sense import SENTENCE, reads
from handlers.precheck.people.names import name_model
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Cast, Person, read_cast
from handlers.precheck.statements import Name, read_statements
from handlers.spelling.reading import plain

CUT = frozenset({"C-obscene", "G-pii"})
"""Codes of which a sentence can be taken out: of others, what is left is seldom what its author means."""
LEAST_WORDS, LEAST_SHARE = 6, 0.28
"""What must be left of a draft to be its author's still: the share, and the words where a sentence went."""


@dataclass(frozen=True)
class Mender:
    """Mends drafts with one checker. It keeps nothing of a draft."""

    checker: Checker

    @property
    def recipe(self) -> Recipe:
        """What the data file says."""
        return read_recipe()

    @property
    def matchers(self) -> Matchers:
        """Its patterns, compiled."""
        return matchers(self.checker.rulebook.groups)

    def mended(self, draft: Draft, checked: Checked) -> str | None:
        """The draft with its findings mended; None where no such version passes the check.

        Every finding that counts must be met by a change of its own: that what is left passes is not
        enough. Nothing is offered for a draft of which no edit makes a post or most cannot be read, where a
        child may be in danger, or where a name or a number that was taken out is still told elsewhere.
        """
        first = self._changes(draft)
        checked = first.unsigned(checked)
        if not self._can_be_mended(checked) or read_languages().is_foreign(draft.text):
            return None
        small = self._small(first, checked.raised)
        changed = self._changed(draft, small)
        again = self._again(changed)
        if changed and again and again.verdict is not Verdict.OK:
            cuts = self._sentences(self._changes(changed), again.raised)
            changed = self._changed(changed, cuts, moved(sewn(draft.text, small)[1], cuts))
            again = self._again(changed)
        if changed is None or again is None or again.verdict is not Verdict.OK:
            return None
        if _still_holds(checked, again) or first.are_told(checked.raised, plain(changed.text)):
            return None
        if self._says("refusal", draft) or self._says("refusal", changed):
            return None
        # Whoever speaks for others would only contradict it with a disclaimer.
        if any(f.code == "E-disclaimer" for f in checked.raised) and self._says("spokesperson", draft):
            return None
        if self._is_in_company(changed) or self._is_blamed(checked, changed, again):
            return None
        return changed.text if self._may_be_offered(again, checked.verdict) else None

    def _can_be_mended(self, checked: Checked) -> bool:
        """Whether editing may help: also where only the whole, or a record, speaks against posting.

        Of that a mark of learning can be taken out; whatever else is told of one is left unmet.
        """
        if checked.verdict is Verdict.OK or any(f.code == SAFETY for f in checked.findings):
            return False
        rest = tuple(f for f in checked.findings if f.code != "F-record" or f.level is Level.ASK)
        return checked.verdict is Verdict.REVISE or not self._is_severe(Checked(checked.verdict, rest))

    def _may_be_offered(self, again: Checked, before: Verdict) -> bool:
        """Whether what passes leaves no grave question: a rule's, or any where it was not for posting."""
        asked = [f for f in again.findings if before is Verdict.STOP or f.evidence[0].startswith("rule ")]
        return not self._is_severe(Checked(again.verdict, tuple(asked)))

    def _says(self, statement: Name, draft: Draft) -> bool:
        """Whether a draft still makes a statement beside which no edit is offered."""
        split = Page(draft, self.checker.district.calendar).plain_sentences
        return read_statements(self.checker.rulebook.groups)[statement].is_made_in(split)

    def _is_blamed(self, checked: Checked, changed: Draft, again: Checked) -> bool:
        """Whether somebody may be put down or told of: readers will ask who a label stands for.

        Where labels stand for names, lessons are asked about a draft that names anybody, so that it does
        not depend on which name was given.
        """
        blame = Blame(self.matchers.ill, self.matchers.labels, self.matchers.conduct)
        if not any(finding.code == "F-name" for finding in checked.raised):
            return blame.is_asked_about(Checked(checked.verdict, tuple(checked.asked)), again)
        if blame.is_asked_about(checked, again, by_rule=True) or blame.is_said(changed):
            return True
        named = self._again(blame.of_anybody(changed))
        return named is None or blame.is_asked_about(named)

    def _is_in_company(self, changed: Draft) -> bool:
        """Whether beside a label somebody is still named who is not family, oneself or of public life."""
        changes, found = self._changes(changed), self.matchers
        people, text = changes.page.people(changes.cast), changes.signature.masked
        public = [(m.start, m.end) for p in people if _is_only_cued(p, changes.cast) for m in p.mentions]
        if Remnants(text, changed.text, found.bonds.labels, found.nets, name_model()).tell(public):
            return True
        kept = [(m.start, m.end) for p in people if not changes.may_be_told_of(p) for m in p.mentions]
        kept = [span for span in kept if span not in public]
        kept += [one.span() for one in found.places.finditer(text)]
        return Company(text, found.bonds, name_model(), kept).tells()

    def _is_severe(self, checked: Checked) -> bool:
        """Whether a code that is not for posting was found or is asked about."""
        return any(self.checker.codes.codes[f.code].severity == "stop" for f in checked.findings)

    def _again(self, draft: Draft | None) -> Checked | None:
        try:
            return self._changes(draft).unsigned(self.checker.check(draft)) if draft else None
        except DraftTooLong:
            return None

    def _changed(self, draft: Draft, edits: Sequence[Edit], earlier: Sequence[Seam] = ()) -> Draft | None:
        """The draft with these changes; None without any, with too little left, or if it does not read.

        `earlier` are the seams of changes before, as they lie after these.
        """
        text, seams = sewn(draft.text, edits)
        words, before = len(text.split()), len(draft.text.split())
        every = sorted([*seams, *earlier], key=lambda seam: seam.at)
        lost = any(seam.whole and seam.took >= SENTENCE for seam in every)
        least = max(min(LEAST_WORDS, before) if lost else 1, LEAST_SHARE * before)
        if text == draft.text or words < least:
            return None
        return replace(draft, text=text) if reads(text, every, self.matchers.grammar) else None

    def _small(self, changes: Changes, found: Sequence[Finding]) -> list[Edit]:
        """Names, words, numbers, sentences that tell what readers must know; and sentences out for the rest.

        Nothing where a finding would be left unmet.
        """
        small = changes.small(found)
        unmet = [finding for finding in found if not small.meets(finding)]
        cuts = self._sentences(changes, unmet) if unmet else []
        return [*small.edits, *cuts] if cuts or not unmet else []

    def _sentences(self, changes: Changes, found: Sequence[Finding]) -> list[Edit]:
        """Whole sentences out, where that is all there is left to mend."""
        shown = changes.page.draft.context.media is not Media.NONE  # what a picture shows, no words take out
        cut = CUT - {"G-pii"} if shown else CUT
        if all(finding.code in cut and finding.start is not None for finding in found):
            return list(changes.cutter.sentences(found))
        return []

    def _changes(self, draft: Draft) -> Changes:
        page = Page(draft, self.checker.district.calendar)
        cast = read_cast(self.checker.rulebook.groups)
        return Changes(page, cast, self.recipe, self.matchers, self.checker.district.name)


def _is_only_cued(person: Person, cast: Cast) -> bool:
    """Whether somebody is taken to be of public life for the words around the name, not for the name."""
    listed = [found["names"] for cues, found in cast.cues if cues.role is Role.PUBLIC and found["names"]]
    said = [" ".join(mention.words) for mention in person.mentions]
    return person.role is Role.PUBLIC and not any(names.search(one) for names in listed for one in said)


def _still_holds(before: Checked, after: Checked) -> bool:
    """Whether a rule that raised something still asks about something in what passes."""
    raised = {f.evidence[0] for f in before.raised if f.evidence[0].startswith("rule ")}
    return any(f.evidence[0] in raised for f in after.findings)
