"""What settles a code: words in the draft that are all the guideline asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from handlers.district.reading import read_model
from handlers.precheck.pattern import Groups, Patterns, Sentence, compiled
from handlers.precheck.sentences import Sentences
from handlers.precheck.statements import Name, Stated, read_statements

FILE = Path(__file__).parent / "settled.toml"


class Settlement(BaseModel):
    """One code, what settles it (patterns, or a statement), and drafts that do and do not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    patterns: Patterns = ()
    said: Name | None = None
    holds: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    fails: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class SettledFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    settled: tuple[Settlement, ...]


@dataclass(frozen=True)
class Settled:
    """Tells which codes a draft settles."""

    settlements: Sequence[Settlement]
    groups: Groups

    @cached_property
    def _matchers(self) -> list[tuple[str, Any, Stated | None]]:
        known = read_statements(self.groups)
        return [
            (s.code, compiled(s.patterns, self.groups), known.get(s.said or "")) for s in self.settlements
        ]

    def codes(self, split: Sentences) -> frozenset[str]:
        """The codes settled by the words of a plain reading."""
        return frozenset(
            code
            for code, found, stated in self._matchers
            if (found and found.search(split.text)) or (stated and stated.is_made_in(split))
        )


def read_settled(groups: Groups) -> Settled:
    """What comes with the program."""
    return Settled(read_model(FILE, SettledFile).settled, groups)
