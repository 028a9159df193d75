"""A rule as its data file states it. Kinds of rule are code; rules are data.

Patterns are RE2, without regard to case unless `case` is set. Every repeat has an upper bound, so
that no pattern can be made to cost more than linear time. `%group%` in a pattern stands for any of
the words of that group in groups.toml.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

import re2
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from handlers.precheck.draft import Account, Media
from handlers.precheck.finding import Level

_GROUP = re2.compile(r"%([a-z_]+)%")
_IN_CLASS = re2.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_UNBOUNDED = re2.compile(r"[*+]|\{[0-9]+,\}")

Sentence = Annotated[str, Field(min_length=1)]
Patterns = tuple[Sentence, ...]


class Example(BaseModel):
    """A draft that a rule must flag or let pass. `shows` is the excerpt the rule must point at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    account: Account = Account.PERSONAL
    media: Media = Media.NONE
    posted_at: str | None = None
    shows: str | None = None


class Rule(BaseModel):
    """What every rule says.

    `accounts` and `media` limit where it holds (all where empty). `requires` and `unless` are
    looked for in the sentence of the words found, `requires_post` and `unless_post` in the whole
    draft. `flags` and `passes` are examples, run as tests; a rule needs both.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[A-Za-z-]+\.[a-z0-9-]+$")]
    code: str
    level: Level = Level.RAISE
    confidence: Annotated[float, Field(gt=0, le=1)] = 0.7
    reason: Sentence
    suggestion: Sentence
    accounts: tuple[Account, ...] = ()
    media: tuple[Media, ...] = ()
    requires: Patterns = ()
    unless: Patterns = ()
    requires_post: Patterns = ()
    unless_post: Patterns = ()
    flags: Annotated[tuple[Example, ...], Field(min_length=1)]
    passes: Annotated[tuple[Example, ...], Field(min_length=1)]

    @field_validator("flags", "passes", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return [{"text": example} if isinstance(example, str) else example for example in value]

    @model_validator(mode="after")
    def _named_by_code(self) -> Self:
        if self.id.partition(".")[0] != self.code:
            raise ValueError(f"the id of a rule for {self.code} starts with {self.code}.")
        return self


class LexiconRule(Rule):
    """Whole words, also in disguise. A `~` after a word allows its usual endings."""

    kind: Literal["lexicon"]
    terms: Annotated[Patterns, Field(min_length=1)]


class PatternRule(Rule):
    """Words in a certain order. With `case`, capitals count."""

    kind: Literal["pattern"]
    patterns: Annotated[Patterns, Field(min_length=1)]
    case: bool = False


class ContextRule(Rule):
    """Where the draft will appear decides; nothing in the text need show it."""

    kind: Literal["context"]

    @model_validator(mode="after")
    def _has_condition(self) -> Self:
        if not (self.accounts or self.media or self.requires_post):
            raise ValueError("a rule of kind context needs accounts, media or requires_post")
        return self


class HoursRule(Rule):
    """The time of posting lies in the work day of the district's school calendar."""

    kind: Literal["hours"]


AnyRule = Annotated[LexiconRule | PatternRule | ContextRule | HoursRule, Field(discriminator="kind")]


class RuleFile(BaseModel):
    """The rules of one file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    rules: Annotated[tuple[AnyRule, ...], Field(min_length=1)]


class Groups(BaseModel):
    """Lists of words that patterns share, by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    groups: Mapping[str, Patterns]

    def expand(self, pattern: str) -> str:
        """The pattern with its groups written out. Raises ValueError for an unknown group."""

        def words(name: str) -> str:
            if name not in self.groups:
                raise ValueError(f"there is no group %{name}%")
            return "(?:" + "|".join(self.expand(word) for word in self.groups[name]) + ")"

        return str(_GROUP.sub(lambda found: words(found.group(1)), pattern))


def compiled(patterns: Patterns, groups: Groups, *, case: bool = False) -> Any:
    """One RE2 matcher for any of the patterns; None for no patterns. Raises ValueError."""
    if not patterns:
        return None
    expanded = [groups.expand(pattern) for pattern in patterns]
    for pattern in expanded:
        if _UNBOUNDED.search(_IN_CLASS.sub("", pattern)):
            raise ValueError("a repeat needs an upper bound: write {0,40} instead of * or +")
    joined = "|".join(f"(?:{pattern})" for pattern in expanded)
    try:
        return re2.compile(joined if case else f"(?i){joined}", _options())
    except re2.error as error:
        raise ValueError(f"not a pattern: {_said(error)}") from None


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    return options


def _said(error: Exception) -> str:
    argument = error.args[0] if error.args else error
    return argument.decode(errors="replace") if isinstance(argument, bytes) else str(argument)
