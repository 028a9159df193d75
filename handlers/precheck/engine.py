"""Runs rules over a draft, in time linear in its length."""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from handlers.district.calendar import SchoolCalendar
from handlers.precheck import lexicon
from handlers.precheck.draft import Draft
from handlers.precheck.pattern import Groups, compiled
from handlers.precheck.people.roles import Cast, Person, read_cast
from handlers.precheck.rule import AnyRule, ContextRule, HoursRule, LexiconRule, NamedRule, PatternRule
from handlers.precheck.sentences import Sentences, sentences
from handlers.precheck.statements import read_statements
from handlers.spelling.reading import Reading, bare, plain


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that holds, and where: offsets in the text as given, or None where no words show it."""

    rule: AnyRule
    span: tuple[int, int] | None


class Page:
    """A draft with its readings, made once and shared by all rules."""

    def __init__(self, draft: Draft, calendar: SchoolCalendar) -> None:
        """Read the draft's text; `calendar` says whether its time of posting is work time."""
        self.draft = draft
        self.calendar = calendar
        self.plain = plain(draft.text)
        self._people: list[Person] | None = None

    def of(self, draft: Draft) -> "Page":
        """The page of a draft with the same text in another context; what was read of it stays read."""
        page = copy(self)
        page.draft = draft
        return page

    @property
    def in_work_time(self) -> bool:
        """Whether it is to be posted in work time."""
        posted = self.draft.context.posted_at
        return posted is not None and self.calendar.is_work_time(posted)

    @cached_property
    def bare(self) -> Reading:
        """The reading for lists of words."""
        return bare(self.plain)

    @cached_property
    def is_disguised(self) -> bool:
        """Whether some letters are written as numbers or marks, or apart."""
        return self.bare.text != self.plain.text.lower()

    @cached_property
    def plain_sentences(self) -> Sentences:
        """The sentences of the plain reading."""
        return sentences(self.plain.text)

    @cached_property
    def bare_sentences(self) -> Sentences:
        """The sentences of the bare reading."""
        return sentences(self.bare.text)

    def people(self, cast: Cast) -> list[Person]:
        """Who is named, found once for all rules."""
        if self._people is None:
            self._people = cast.people(self.plain_sentences)
        return self._people


class Engine:
    """Compiled rules. Raises ValueError at construction where a pattern is wrong; see rulebook."""

    def __init__(self, rules: Sequence[AnyRule], groups: Groups) -> None:
        """Compile the rules."""
        self._matchers = [Matcher(rule, groups) for rule in rules]

    def hits(self, page: Page) -> Iterator[Hit]:
        """Every rule that holds, as often as its words are found."""
        for matcher in self._matchers:
            yield from matcher.hits(page)


@dataclass
class Matcher:
    """One rule, compiled."""

    rule: AnyRule
    groups: Groups
    _find: Any = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Compile the rule's patterns. Raises ValueError."""
        rule = self.rule
        self._requires, self._unless, self._requires_post, self._unless_post = (
            compiled(patterns, self.groups)
            for patterns in (rule.requires, rule.unless, rule.requires_post, rule.unless_post)
        )
        stated = read_statements(self.groups)
        self._said, self._said_post, self._must_say = (
            [stated[n] for n in ns]
            for ns in (rule.unless_said, rule.unless_said_post, rule.requires_said_post)
        )
        if isinstance(rule, PatternRule):
            self._find = compiled(rule.patterns, self.groups, case=rule.case)
        elif isinstance(rule, LexiconRule):
            self._find = compiled((lexicon.pattern(rule.terms),), self.groups)

    def hits(self, page: Page) -> Iterator[Hit]:
        """Where this rule holds on a page."""
        if not self._has_place(page):
            return
        if isinstance(self.rule, ContextRule):
            if self._has_company(page):
                yield Hit(self.rule, None)
        elif isinstance(self.rule, HoursRule):
            if page.in_work_time and self._has_company(page):
                yield Hit(self.rule, None)
        elif isinstance(self.rule, NamedRule):
            yield from self._named(page, self.rule)
        else:
            yield from self._words(page)

    def _named(self, page: Page, rule: NamedRule) -> Iterator[Hit]:
        """Each mention of a person in one of the rule's roles."""
        people = [person for person in page.people(read_cast(self.groups)) if person.role in rule.roles]
        if not people or not self._has_company(page):
            return
        holds = self._sentence_test(page.plain_sentences)
        for mention in sorted((m for person in people for m in person.mentions), key=lambda m: m.start):
            if holds(mention.start):
                yield Hit(rule, page.plain.span(mention.start, mention.end))

    def _words(self, page: Page) -> Iterator[Hit]:
        if not isinstance(self.rule, LexiconRule):
            yield from self._found(page, page.plain, page.plain_sentences)
        if isinstance(self.rule, LexiconRule) or (self._sees_through and page.is_disguised):
            yield from self._found(page, page.bare, page.bare_sentences)

    @property
    def _sees_through(self) -> bool:
        return isinstance(self.rule, PatternRule) and self.rule.disguised

    def _found(self, page: Page, reading: Reading, split: Sentences) -> Iterator[Hit]:
        holds: Callable[[int], bool] | None = None
        for found in self._find.finditer(reading.text):
            if found.start() == found.end():
                continue
            if holds is None:
                if not self._has_company(page):
                    return
                holds = self._sentence_test(split)
            span = reading.span(found.start(), found.end())
            if holds(found.start()) and not self._is_spared(page, span):
                yield Hit(self.rule, span)

    def _is_spared(self, page: Page, span: tuple[int, int]) -> bool:
        """Whether words lie on the name of somebody whom the rule does not mean."""
        roles = self.rule.unless_named if isinstance(self.rule, PatternRule) else ()
        if not roles:
            return False
        people = (person for person in page.people(read_cast(self.groups)) if person.role in roles)
        names = (page.plain.span(one.start, one.end) for person in people for one in person.mentions)
        return any(start < span[1] and span[0] < end for start, end in names)

    def _sentence_test(self, split: Sentences) -> Callable[[int], bool]:
        """Whether the sentence at a position allows a hit; each sentence is searched once only."""
        known: dict[int, bool] = {}

        def holds(position: int) -> bool:
            start, end = split.around(position)
            if start not in known:
                sentence = split.text[start:end]
                said = any(stated.is_made(sentence) for stated in self._said)
                known[start] = not said and _agrees(sentence, self._requires, self._unless)
            return known[start]

        return holds

    def _has_place(self, page: Page) -> bool:
        context, rule = page.draft.context, self.rule
        return (not rule.accounts or context.account in rule.accounts) and (
            not rule.media or context.media in rule.media
        )

    def _has_company(self, page: Page) -> bool:
        said = any(stated.is_made_in(page.plain_sentences) for stated in self._said_post)
        if said or not all(stated.is_made_in(page.plain_sentences) for stated in self._must_say):
            return False
        return _agrees(page.plain.text, self._requires_post, self._unless_post)


def _agrees(text: str, requires: Any, unless: Any) -> bool:
    return (requires is None or requires.search(text) is not None) and (
        unless is None or unless.search(text) is None
    )
