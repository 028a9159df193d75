"""The small changes to one draft, each made for a code, so that it is plain which findings they meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import re2

from handlers.precheck.engine import Page
from handlers.precheck.finding import Checked, Finding, Level, Verdict
from handlers.precheck.languages import read_languages
from handlers.precheck.mending.adding import Adder
from handlers.precheck.mending.cutting import Cutter
from handlers.precheck.mending.edit import Edit, seen
from handlers.precheck.mending.known import Circle, Known
from handlers.precheck.mending.naming import KNOWN, Namer
from handlers.precheck.mending.pieces import Pieces
from handlers.precheck.mending.recipe import Matchers, Recipe
from handlers.precheck.mending.signing import Signature
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Cast, Person
from handlers.precheck.sentences import sentences
from handlers.spelling.reading import Reading, plain

_CAPITAL = re2.compile(r"\b[A-Z][a-z0-9\-]{1,30}\b")
_LOOK = 60
MARKED = frozenset({"F-name", "F-record"})
"""Codes beside which no mark of learning may stay: a label hides nobody whom a class knows by a grade."""


@dataclass(frozen=True, slots=True)
class Small:
    """Changes by the code that they are made for; `added` are the codes that a new sentence settles."""

    by_code: Mapping[str, Sequence[Edit]] = field(repr=False)
    added: frozenset[str]

    @property
    def edits(self) -> list[Edit]:
        """All changes."""
        return [edit for edits in self.by_code.values() for edit in edits]

    def meets(self, finding: Finding) -> bool:
        """Whether a change was made for a finding, and where it was found."""
        if finding.code in self.added:
            return True
        start, end = finding.start, finding.end
        if start is None or end is None:
            return False
        return any(edit.start < end and start < edit.end for edit in self.by_code.get(finding.code, ()))


@dataclass(frozen=True)
class Changes:
    """What may be changed in one draft."""

    page: Page = field(repr=False)
    cast: Cast = field(repr=False)
    recipe: Recipe = field(repr=False)
    matchers: Matchers = field(repr=False)
    district: str

    @cached_property
    def cutter(self) -> Cutter:
        """Takes out of this draft."""
        return Cutter(self.matchers, self.page.plain, self.page.plain_sentences)

    @cached_property
    def signature(self) -> Signature:
        """Where this draft names its author."""
        return Signature(self.page.plain.text, self.matchers.signs)

    def unsigned(self, checked: Checked) -> Checked:
        """What was found, but for the author's own name."""
        kept = tuple(finding for finding in checked.findings if not self._is_signed(finding))
        settled = len(kept) < len(checked.findings) and all(f.level is Level.ASK for f in kept)
        return Checked(Verdict.OK if settled else checked.verdict, kept)

    def _is_signed(self, finding: Finding) -> bool:
        if finding.code != "F-name" or finding.start is None or finding.end is None:
            return False
        return self.signature.holds(*seen(self.page.plain, finding.start, finding.end))

    def _is_in_signature(self, edit: Edit) -> bool:
        return self.signature.holds(*seen(self.page.plain, edit.start, edit.end))

    def small(self, found: Sequence[Finding]) -> Small:
        """Labels for names, words and numbers out, and sentences added."""
        of = {code: [f for f in found if f.code == code] for code in {f.code for f in found}}
        made: dict[str, list[Edit]] = {}
        if "F-name" in of:
            named = self._circle(of["F-name"])
            if not any(map(self._holds_office, named.members)):
                labels = (edit for edit in self._namer.changes(named) if not self._is_in_signature(edit))
                made["F-name"] = [*labels, *self.cutter.handles()]
        made["C-obscene"] = list(self.cutter.words(f for f in of.get("C-obscene", ()) if _is_by_rule(f)))
        made["G-pii"] = list(self.cutter.contact()) if "G-pii" in of else []
        if of.keys() & MARKED:
            named = self._circle(of.get("F-name", ()))
            made["F-record"] = list(self.cutter.marks(_places(named), of.get("F-record", ())))
        adder = Adder(self.recipe, self.matchers, self.page.draft.text, self.page.plain, self.district)
        added = dict(adder.sentences(of.keys()))
        if added:
            made["E"] = [adder.edit(list(added.values()))]
        return Small(made, frozenset(added))

    def are_told(self, found: Sequence[Finding], reading: Reading) -> bool:
        """Whether what is offered still tells a name, an obscenity or a number that was to be taken out."""
        text = reading.text
        if any(word in text.lower() for word in self._words(found)):
            return True
        after = Cutter(self.matchers, reading, sentences(text))
        labels = [label.span() for label in self.matchers.labels.finditer(text)]
        if {finding.code for finding in found} & MARKED and any(after.marks(labels, ())):
            return True
        names = [finding for finding in found if finding.code == "F-name"]
        if names and self._circle(names).left_in(reading):
            return True
        if not any(finding.code == "G-pii" for finding in found):
            return False
        tells = self.matchers.telling.search(text) is not None
        return tells or any(True for _ in after.contact()) or self.cutter.are_numbers_in(text)

    def _words(self, found: Sequence[Finding]) -> Iterator[str]:
        """The obscenities that a rule found, as they are written, in lower case."""
        for finding in found:
            if finding.code == "C-obscene" and _is_by_rule(finding) and finding.excerpt:
                yield plain(finding.excerpt).text.lower()

    def may_be_told_of(self, person: Person) -> bool:
        """Whether somebody is neither family, oneself nor of public life.

        Whoever is only named in one sentence with an animal may be a pupil; `my dog Rex` is none.
        """
        if person.role is not Role.ANIMAL:
            return person.role in KNOWN or person.role is Role.SOMEBODY
        text = self.page.plain.text
        return not any(
            self.matchers.animal_before.search(text[max(0, m.start - _LOOK) : m.start])
            or self.matchers.animal_after.search(text[m.end : m.end + _LOOK])
            for m in person.mentions
        )

    def _holds_office(self, known: Known) -> bool:
        """Whether it is the principal, or whoever else there is one of: any label tells who that is."""
        text = self.page.plain.text
        return any(
            self.matchers.office_before.search(text[max(0, m.start - _LOOK) : m.start])
            or self.matchers.office_after.search(text[m.end : m.end + _LOOK])
            for m in known.mentions
        )

    @property
    def _namer(self) -> Namer:
        language = read_languages().of(self.page.plain.text)
        return Namer(self.recipe.languages[language].labels, self.page.plain)

    def _circle(self, found: Sequence[Finding]) -> Circle:
        return self._namer.circle(self._named(found))

    @cached_property
    def _people(self) -> list[Person]:
        """Everybody named but where it is the author, and a name in pieces as one person's."""
        pieces = Pieces(self.page.plain.text, self.matchers.joints, self.cast.model)
        return pieces.joined(self.signature.others(self.page.people(self.cast)))

    def _named(self, found: Sequence[Finding]) -> list[Person]:
        """Everybody named who is not family, oneself or of public life, and whoever a rule points at."""
        people = self._people
        spans = [
            seen(self.page.plain, finding.start, finding.end)
            for finding in found
            if finding.start is not None and finding.end is not None and _is_by_rule(finding)
        ]
        meant = [person for person in people if any(_overlaps(person, span) for span in spans)]
        others = [
            p for p in people if p.role in KNOWN or (self.may_be_told_of(p) and self.cast.is_surely_named(p))
        ]
        missed = [span for span in spans if not any(_overlaps(person, span) for person in meant)]
        unlisted = (person for span in missed for person in _last_name(self.page, span))
        return [*dict.fromkeys([*others, *meant]), *unlisted]


def _places(named: Circle) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for known in named.members for mention in known.mentions]


def _is_by_rule(finding: Finding) -> bool:
    return "rule" in finding.evidence[0]


def _overlaps(person: Person, span: tuple[int, int]) -> bool:
    return any(mention.start < span[1] and span[0] < mention.end for mention in person.mentions)


def _last_name(page: Page, span: tuple[int, int]) -> Iterator[Person]:
    """The last word with a capital in what a rule found, taken as a name that is on no list."""
    words = list(_CAPITAL.finditer(page.plain.text[span[0] : span[1]]))
    if words:
        start, end = span[0] + words[-1].start(), span[0] + words[-1].end()
        title = words[-2].group().lower() if len(words) > 1 else ""
        yield Person(Role.COLLEAGUE, (Mention(start, end, (words[-1].group(),), title),))
