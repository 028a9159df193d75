"""Offers a mended draft: only where it passes the check itself, and never for what is not for posting."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import re2

from handlers.precheck.checker import Checker, DraftTooLong
from handlers.precheck.codes import SAFETY
from handlers.precheck.draft import Draft, Media
from handlers.precheck.engine import Page
from handlers.precheck.finding import Checked, Finding, Verdict
from handlers.precheck.mending.cutting import Cutter
from handlers.precheck.mending.edit import Edit, applied, seen
from handlers.precheck.mending.naming import KNOWN, Namer
from handlers.precheck.mending.recipe import Matchers, Recipe, matchers, read_recipe
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Person, read_cast

CUT = frozenset({"C-obscene", "G-pii"})
"""Codes of which a sentence can be taken out: of others, what is left is seldom what its author means."""
_CAPITAL = re2.compile(r"\b[A-Z][a-z0-9\-]{1,30}\b")
LEAST_WORDS, LEAST_SHARE = 6, 0.4
"""What must be left of a draft for it to be its author's still."""


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

        Nothing is offered for a draft of which no edit makes a post, or where a child may be in danger.
        """
        if not self._can_be_mended(checked):
            return None
        found = checked.raised
        for step in (self._small, self._sentences):
            if not (changed := self._changed(draft, step(draft, found))):
                continue
            draft = changed
            again = self._again(changed)
            if again is None or again.verdict is Verdict.OK:
                return changed.text if again and self._may_be_offered(again, checked.verdict) else None
            found = again.raised
        return None

    def _can_be_mended(self, checked: Checked) -> bool:
        """Whether editing may help: also where only the whole speaks against posting, not what was found."""
        if checked.verdict is Verdict.OK or any(f.code == SAFETY for f in checked.findings):
            return False
        return checked.verdict is Verdict.REVISE or not self._is_severe(checked)

    def _may_be_offered(self, again: Checked, before: Verdict) -> bool:
        """Whether what passes also leaves no grave question, where the draft was not to be posted."""
        return before is Verdict.REVISE or not self._is_severe(again)

    def _is_severe(self, checked: Checked) -> bool:
        """Whether a code that is not for posting was found or is asked about."""
        return any(self.checker.codes.codes[f.code].severity == "stop" for f in checked.findings)

    def _again(self, draft: Draft) -> Checked | None:
        try:
            return self.checker.check(draft)
        except DraftTooLong:
            return None

    @staticmethod
    def _changed(draft: Draft, edits: Iterable[Edit]) -> Draft | None:
        text = applied(draft.text, edits)
        words = len(text.split())
        if text == draft.text or words < min(LEAST_WORDS, len(draft.text.split())):
            return None
        return replace(draft, text=text) if words >= LEAST_SHARE * len(draft.text.split()) else None

    def _small(self, draft: Draft, found: Sequence[Finding]) -> Iterator[Edit]:
        """Names, words, numbers; a sentence that tells what readers must know."""
        page = self._page(draft)
        cutter = Cutter(self.matchers, page.plain, page.plain_sentences)
        of = {code: [f for f in found if f.code == code] for code in {f.code for f in found}}
        if "F-name" in of:
            yield from Namer(self.recipe.labels, page.plain).edits(self._named(page, of["F-name"]))
            yield from cutter.handles()
        yield from cutter.words(f for f in of.get("C-obscene", ()) if "rule" in f.evidence[0])
        yield from (cutter.contact() if "G-pii" in of else ())
        yield from cutter.marks(of.get("F-record", ()))
        added = [self._disclaimer] if "E-disclaimer" in of else []
        added += [stake] if "E-interest" in of and (stake := self._stake(page)) else []
        if added:
            end = len(draft.text.rstrip())
            glue = "\n\n" if "\n" in draft.text.strip() else " "
            yield Edit(end, end, glue + " ".join(added))

    def _sentences(self, draft: Draft, found: Sequence[Finding]) -> Iterator[Edit]:
        """Whole sentences, where that is all there is left to mend."""
        shown = draft.context.media is not Media.NONE  # what a picture shows, no words take out
        cut = CUT - {"G-pii"} if shown else CUT
        if all(finding.code in cut and finding.start is not None for finding in found):
            page = self._page(draft)
            yield from Cutter(self.matchers, page.plain, page.plain_sentences).sentences(found)

    def _page(self, draft: Draft) -> Page:
        return Page(draft, self.checker.district.calendar)

    def _named(self, page: Page, found: Sequence[Finding]) -> list[Person]:
        """Everybody named who is not family, oneself or of public life, and whoever a rule points at."""
        cast = read_cast(self.checker.rulebook.groups)
        people = page.people(cast)
        spans = [
            seen(page.plain, finding.start, finding.end)
            for finding in found
            if finding.start is not None and finding.end is not None and "rule" in finding.evidence[0]
        ]
        meant = [person for person in people if any(_overlaps(person, span) for span in spans)]
        others = [
            p for p in people if p.role in KNOWN or (p.role is Role.SOMEBODY and cast.is_surely_named(p))
        ]
        missed = [span for span in spans if not any(_overlaps(person, span) for person in meant)]
        return [*dict.fromkeys([*others, *meant]), *(p for span in missed for p in _last_name(page, span))]

    @property
    def _disclaimer(self) -> str:
        return self.recipe.sentences.disclaimer.replace("{district}", self.checker.district.name)

    def _stake(self, page: Page) -> str | None:
        """The sentence that tells a stake, where the draft shows whose it is; no fact is made up."""
        text = page.plain.text
        if found := self.matchers.whose.search(text):
            whose = self.matchers.kin.search(found.group()).group().lower()
            return self.recipe.sentences.stake_of.replace("{whose}", whose)
        return self.recipe.sentences.stake if self.matchers.own.search(text) else None


def _overlaps(person: Person, span: tuple[int, int]) -> bool:
    return any(mention.start < span[1] and span[0] < mention.end for mention in person.mentions)


def _last_name(page: Page, span: tuple[int, int]) -> Iterator[Person]:
    """The last word with a capital in what a rule found, taken as a name that is on no list."""
    words = list(_CAPITAL.finditer(page.plain.text[span[0] : span[1]]))
    if words:
        start, end = span[0] + words[-1].start(), span[0] + words[-1].end()
        title = words[-2].group().lower() if len(words) > 1 else ""
        yield Person(Role.COLLEAGUE, (Mention(start, end, (words[-1].group(),), title),))
