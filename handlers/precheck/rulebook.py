"""Reads rules from their files and says file, line and reason where they are wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

import re2

from handlers.district.calendar import SchoolCalendar
from handlers.district.reading import files_in, line_of, read_model
from handlers.errors import DistrictInvalid
from handlers.precheck import lexicon
from handlers.precheck.codes import SAFETY, CodeTable
from handlers.precheck.draft import Context, Draft
from handlers.precheck.engine import Engine, Matcher, Page
from handlers.precheck.pattern import Groups, compiled, in_plain_letters
from handlers.precheck.rule import AnyRule, Example, LexiconRule, RuleFile, SwitchedOff
from handlers.precheck.rule_mistake import read_rule_file

RULES = Path(__file__).parent / "rules"
GROUPS = "groups.toml"
_NEVER_OFF = "a rule on a child's safety cannot be switched off"
_PATTERN_KEYS = ("patterns", "requires", "unless", "requires_post", "unless_post")


@dataclass(frozen=True)
class Rulebook:
    """All rules, with the word groups they share; `off` are those a district has switched off."""

    rules: tuple[AnyRule, ...]
    groups: Groups
    own: frozenset[str] = frozenset()
    off: tuple[SwitchedOff, ...] = ()

    @cached_property
    def engine(self) -> Engine:
        """The rules, compiled."""
        return Engine(self.rules, self.groups)

    def mistakes(self, rule: AnyRule, calendar: SchoolCalendar) -> Iterator[str]:
        """What a rule makes of its own examples otherwise than it must."""
        matcher = Matcher(rule, self.groups)
        for example in rule.flags:
            excerpts = _excerpts(matcher, example, calendar)
            if not excerpts:
                yield f"must flag: {example.text}"
            elif example.shows is not None and example.shows not in excerpts:
                yield f"must show {example.shows!r}, shows {excerpts}"
        for example in rule.passes:
            if excerpts := _excerpts(matcher, example, calendar):
                yield f"must pass: {example.text} (shows {excerpts})"


def read_rules(codes: CodeTable, known_as: Sequence[str], folder: Path = RULES) -> Rulebook:
    """The rules of a folder; `known_as` are the district's names, the group %district% of the patterns.

    Raises DistrictInvalid for a rule without examples, a wrong pattern or code.
    """
    groups = read_model(folder / GROUPS, Groups)
    groups = Groups(format=1, groups={**groups.groups, "district": tuple(map(re2.escape, known_as))})
    rules: list[AnyRule] = []
    for file in _files(folder):
        rules += _read_file(file, codes, groups, {rule.id for rule in rules}).rules
    if not rules:
        raise DistrictInvalid(folder, 1, "there are no rules in this folder")
    return Rulebook(tuple(rules), groups)


def with_own(book: Rulebook, codes: CodeTable, folder: Path, calendar: SchoolCalendar) -> Rulebook:
    """The rulebook with the rules of a district's own folder, and without those it switches off.

    The folder need not be there. Its examples are run. Raises DistrictInvalid with file, line and reason.
    """
    files = _files(folder)
    groups = _with_own_groups(book.groups, folder / GROUPS)
    own: list[AnyRule] = []
    off: list[SwitchedOff] = []
    for file in files:
        read = _read_file(file, codes, groups, {rule.id for rule in (*book.rules, *own)})
        if wrong := next(_wrong(file, read.rules, Rulebook(read.rules, groups), calendar), None):
            raise wrong
        off += _switched_off(file, read, book, [one.id for one in off])
        own += read.rules
    gone = {one.id for one in off}
    kept = tuple(rule for rule in book.rules if rule.id not in gone)
    return Rulebook((*kept, *own), groups, frozenset(rule.id for rule in own), tuple(off))


def _files(folder: Path) -> list[Path]:
    return [file for file in files_in(folder, "*.toml") if file.name != GROUPS]


def _with_own_groups(groups: Groups, file: Path) -> Groups:
    if not file.exists():
        return groups
    own = read_model(file, Groups)
    if taken := sorted(set(own.groups) & set(groups.groups)):
        raise DistrictInvalid(file, _line(file, "groups", taken[0]), f"there is another group {taken[0]}")
    joined = Groups(format=1, groups={**groups.groups, **own.groups})
    for name in own.groups:
        try:
            compiled((f"%{name}%",), joined)
        except ValueError as error:
            raise DistrictInvalid(file, _line(file, "groups", name), str(error)) from None
    return joined


def wrong_examples(book: Rulebook, calendar: SchoolCalendar, folder: Path = RULES) -> list[DistrictInvalid]:
    """Where rules of the book that stand in this folder make something else of an example than they must."""
    return [
        wrong for file in _files(folder) for wrong in _wrong(file, read_rule_file(file).rules, book, calendar)
    ]


def _wrong(
    file: Path, rules: Sequence[AnyRule], book: Rulebook, calendar: SchoolCalendar
) -> Iterator[DistrictInvalid]:
    for position, rule in enumerate(rules):
        for mistake in book.mistakes(rule, calendar):
            key = "passes" if mistake.startswith("must pass") else "flags"
            yield DistrictInvalid(file, _line(file, "rules", position, key), f"{rule.id}: {mistake}")


def _switched_off(file: Path, read: RuleFile, book: Rulebook, before: Sequence[str]) -> Iterator[SwitchedOff]:
    """Those of this file, `before` being those of the files before it."""
    known, gone = {rule.id: rule.code for rule in book.rules}, set(before)
    for position, one in enumerate(read.off):
        reason = ""
        if one.id not in known:
            reason = f"there is no rule {one.id}"
        elif known[one.id] == SAFETY:
            reason = _NEVER_OFF
        elif one.id in gone:
            reason = f"{one.id} is switched off twice"
        if reason:
            raise DistrictInvalid(file, _line(file, "off", position, "id"), reason)
        gone.add(one.id)
        yield one


def _line(file: Path, *location: str | int) -> int:
    return line_of(file.read_text(encoding="utf-8"), location)


def _read_file(file: Path, codes: CodeTable, groups: Groups, taken: set[str]) -> RuleFile:
    read = read_rule_file(file)
    for position, rule in enumerate(read.rules):
        key, reason = _mistake(rule, codes, groups, taken)
        if reason:
            raise DistrictInvalid(file, _line(file, "rules", position, key), f"{rule.id}: {reason}")
        taken.add(rule.id)
    return read


def _mistake(rule: AnyRule, codes: CodeTable, groups: Groups, taken: set[str]) -> tuple[str, str]:
    """The key and the reason of what is wrong with a rule; empty where nothing is."""
    if rule.id in taken:
        return "id", "there is another rule with this id"
    if rule.code not in codes.codes:
        return "code", f"there is no code {rule.code}"
    for key in _PATTERN_KEYS:
        try:
            compiled(getattr(rule, key, ()), groups)
        except ValueError as error:
            return key, str(error)
    if isinstance(rule, LexiconRule):
        try:
            compiled((lexicon.pattern(tuple(map(in_plain_letters, rule.terms))),), groups)
        except ValueError as error:
            return "terms", str(error)
    return "", ""


def _excerpts(matcher: Matcher, example: Example, calendar: SchoolCalendar) -> list[str]:
    moment = datetime.fromisoformat(example.posted_at) if example.posted_at else None
    context = Context(example.account, "", moment, example.media)
    hits = matcher.hits(Page(Draft(example.text, context), calendar))
    return [example.text[slice(*hit.span)] if hit.span else "" for hit in hits]
