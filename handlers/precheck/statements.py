"""What a draft says of itself: that permission was given, that views are one's own. Unless it is denied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from handlers.district.reading import read_model
from handlers.precheck.pattern import Groups, Patterns, Sentence, compiled
from handlers.precheck.sentences import Sentences

FILE = Path(__file__).parent / "statements.toml"

Name = Literal["permission", "refusal", "disclaimer", "spokesperson", "interest", "off-duty"]


class Statement(BaseModel):
    """A statement: the patterns that make it, those that take it back in the same sentence, and examples.

    `holds` are drafts in which it is made, `fails` are some in which it is not; run as tests.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    says: Annotated[Patterns, Field(min_length=1)]
    denied: Annotated[Patterns, Field(min_length=1)]
    holds: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    fails: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class StatementFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement, compiled."""

    says: Any
    denied: Any

    def is_made(self, sentence: str) -> bool:
        """Whether one sentence makes it."""
        return bool(self.says.search(sentence)) and not self.denied.search(sentence)

    def is_made_in(self, split: Sentences) -> bool:
        """Whether any sentence of a reading makes it."""
        return bool(self.says.search(split.text)) and any(map(self.is_made, split.texts))


def read_statements(groups: Groups) -> Mapping[str, Stated]:
    """Those that come with the program, by name. Raises DistrictInvalid."""
    return _read(tuple(groups.groups.items()))


def known_statements() -> Sequence[Statement]:
    """Those that come with the program, as the file has them. Raises DistrictInvalid."""
    return read_model(FILE, StatementFile).statements


@cache
def _read(groups: tuple[tuple[str, Patterns], ...]) -> Mapping[str, Stated]:
    known = Groups(format=1, groups=dict(groups))
    return {s.name: Stated(compiled(s.says, known), compiled(s.denied, known)) for s in known_statements()}
