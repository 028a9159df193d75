"""What settles a code: words that are all the guideline asks for, who is named, or whose account it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model
from handlers.precheck.draft import Account
from handlers.precheck.engine import Page
from handlers.precheck.pattern import Groups, Patterns, compiled
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import read_cast
from handlers.precheck.rule import Examples
from handlers.precheck.statements import Name, Stated, read_statements

FILE = Path(__file__).parent / "settled.toml"


class Settlement(BaseModel):
    """One code, what settles it, and drafts that do and do not.

    Patterns, a statement, that somebody is `named` and everybody who is has one of these roles, or that the
    draft is for one of these `accounts`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    patterns: Patterns = ()
    said: Name | None = None
    named: frozenset[Role] = frozenset()
    accounts: tuple[Account, ...] = ()
    holds: Examples
    fails: Examples


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
    def _matchers(self) -> list[tuple[Settlement, Any, Stated | None]]:
        known = read_statements(self.groups)
        return [(s, compiled(s.patterns, self.groups), known.get(s.said or "")) for s in self.settlements]

    def codes(self, page: Page) -> frozenset[str]:
        """The codes settled by the words of a draft, by whom it names, and by the account it is for."""
        split = page.plain_sentences
        named = {person.role for person in page.people(read_cast(self.groups))}
        return frozenset(
            one.code
            for one, found, stated in self._matchers
            if (found and found.search(split.text))
            or (stated and stated.is_made_in(split))
            or (named and named <= one.named)
            or page.draft.context.account in one.accounts
        )


def read_settled(groups: Groups) -> Settled:
    """What comes with the program."""
    return Settled(read_model(FILE, SettledFile).settled, groups)
