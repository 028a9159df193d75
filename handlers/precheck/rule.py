"""A rule as its data file states it. Kinds of rule are code; rules are data (patterns: see pattern)."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from handlers.district.fact import shaped
from handlers.precheck.draft import Account, Media
from handlers.precheck.finding import Level
from handlers.precheck.pattern import Patterns, Sentence
from handlers.precheck.people.role import Role
from handlers.precheck.statements import Name


class Example(BaseModel):
    """A draft that a rule must flag or let pass. `shows` is the excerpt the rule must point at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    account: Account = Account.PERSONAL
    media: Media = Media.NONE
    posted_at: str | None = None
    shows: str | None = None

    @field_validator("posted_at")
    @classmethod
    def _a_moment(cls, value: str | None) -> str | None:
        if value is not None:
            datetime.fromisoformat(value)
        return value


def _short_form(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [{"text": example} if isinstance(example, str) else example for example in value]


Examples = Annotated[tuple[Example, ...], BeforeValidator(_short_form), Field(min_length=1)]
"""At least one; the text alone will do where nothing else counts."""


class Rule(BaseModel):
    """What every rule says.

    `accounts` and `media` limit where it holds (all where empty). `requires` and `unless` are
    looked for in the sentence of the words found, `requires_post` and `unless_post` in the whole
    draft; so are `unless_said`, `unless_said_post` and `requires_said_post`, statements of the draft's
    (statements.toml) that count only where they are not denied. `flags` and `passes` are examples,
    run as tests; a rule needs both.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[
        str,
        shaped(
            r"[A-Za-z-]+\.[a-z0-9-]+",
            "a code, a dot, and small letters, digits or hyphens, such as C-insult.pickle",
        ),
    ]
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
    unless_said: tuple[Name, ...] = ()
    unless_said_post: tuple[Name, ...] = ()
    requires_said_post: tuple[Name, ...] = ()
    flags: Examples
    passes: Examples

    @property
    def hangs_on_permission(self) -> bool:
        """Whether permission would settle what it finds."""
        said = {*self.unless_said, *self.unless_said_post}
        return "permission" in said or "refusal" in self.requires_said_post

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
    """Words in a certain order. With `case`, capitals count; `disguised` looks through leet and spacing.

    Words that lie on the name of somebody in a role of `unless_named` are not meant.
    """

    kind: Literal["pattern"]
    patterns: Annotated[Patterns, Field(min_length=1)]
    case: bool = False
    disguised: bool = False
    unless_named: tuple[Role, ...] = ()


class ContextRule(Rule):
    """Where the draft will appear decides; nothing in the text need show it."""

    kind: Literal["context"]

    @model_validator(mode="after")
    def _has_condition(self) -> Self:
        if not (self.accounts or self.media or self.requires_post):
            raise ValueError("a rule of kind context needs accounts, media or requires_post")
        return self


class HoursRule(Rule):
    """The time of posting lies in the work day of the district's school calendar.

    `reason_now` is the reason where that time is only the time of asking.
    """

    kind: Literal["hours"]
    reason_now: Sentence | None = None


class NamedRule(Rule):
    """Somebody is named, in one of these roles (people/roles.toml)."""

    kind: Literal["named"]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]


AnyRule = Annotated[
    LexiconRule | PatternRule | ContextRule | HoursRule | NamedRule, Field(discriminator="kind")
]


class SwitchedOff(BaseModel):
    """A rule of the program's that a district does without, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    reason: Sentence


class RuleFile(BaseModel):
    """The rules of one file; a district's own may also switch off rules of the program's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    rules: tuple[AnyRule, ...] = ()
    off: tuple[SwitchedOff, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.rules or self.off):
            raise ValueError("there is neither a rule nor one switched off")
        return self
