"""What a grown-up is to a child who is named: a word of kin between the two says more than any title."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import re2
from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model
from handlers.precheck.people.mentions import Mention

FILE = Path(__file__).parent / "kinship.toml"
_LOOK = 72
_TITLE = r"(?:(?i:mr|mrs|ms|mx|miss|dr|sra?)\.? )?"
_NAME = r"\p{Lu}[\pL'\-]*\.?(?: \p{Lu}[\pL'\-]*\.?)*"


class Words(BaseModel):
    """`parents` are one by one, `many` lead a list of names; `others` are grown-ups who are none.

    `theirs` say whose kin it is. All in lower case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    parents: frozenset[str]
    many: frozenset[str]
    others: frozenset[str]
    theirs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kinship:
    """Patterns by the label that they ask for: for what stands before a name, and after it."""

    before: dict[str, Any]
    after: dict[str, Any]

    def of(self, text: str, mention: Mention) -> str | None:
        """The kind of label for this mention; None where no word of kin tells."""
        before = text[max(0, mention.start - _LOOK) : mention.start]
        after = text[mention.end : mention.end + _LOOK]
        for kind in self.before:
            if self.before[kind].search(before) or self.after[kind].search(after):
                return kind
        return None


@cache
def read_kinship() -> Kinship:
    """The patterns for the words that come with the program. Raises DistrictInvalid."""
    words = read_model(FILE, Words)
    kinds = {"parent": words.parents, "person": words.others}
    before, after = {}, {}
    for kind, known in kinds.items():
        kin = rf"(?i:{'|'.join(sorted(known))})"
        before[kind] = rf"(?:'s|\b(?i:{'|'.join(sorted(words.theirs))})) (?:[a-z]+ )?{kin},? {_TITLE}$"
        after[kind] = (
            rf"^,? (?:is |was )?\(?(?:{_NAME}'s {kin}(?:[^\w']|$)|(?:(?:the|la|el) )?{kin} (?:of|de) {_NAME})"
        )
    many = rf"\b(?i:{'|'.join(sorted(words.many))}),? (?:{_NAME}(?:,? (?:and|&|y|e)|,) )*$"
    before["parent"] = f"(?:{before['parent']}|{many})"
    return Kinship(*({kind: re2.compile(one) for kind, one in side.items()} for side in (before, after)))
