"""A section's name that names none: what looks like one, such as III.Z or `section IX`, and is not there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.guidance import names
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy

_CODE = re.compile(r"\d{3}(?:\.\d{1,2})?")
_PART = r"(?P<part>[ivx]{1,5}|\d{1,2})"
_LETTER = r"(?P<letter>[a-z])(?:[ .-]*(?P<number>\d{1,2}))?"
_ROMAN = re.compile(r"x?(?:ix|iv|v?i{0,3})")
_WHOLE = r"(?P<whole>[ivx]{%s,5})[ .-]*(?P<paragraph>\d{1,2})"
"""A paragraph of a part, which no policy numbers: its last numeral is no letter."""
_CLEAR = re.compile(
    rf"{_WHOLE % 2}|"
    rf"(?P<part>[ivx]{{2,5}})[ .-]+{_LETTER}"
    rf"|(?P<lone_part>i(?!\.e)|\d{{1,2}})\.{_LETTER.replace('?P<', '?P<lone_')}"
)
"""Names of sections whatever stands around them: a longer part, or part and letter with a dot between.

An I apart is a person, and 4-H a club.
"""
_BARE = re.compile(r"(?P<part>[ivx]{2,5})|(?P<letter>[b-hj-z])")
"""Names of sections that stand by themselves: in a sentence an IV hangs in the nurse's office."""
_SHORT = re.compile(rf"{_WHOLE % 1}|{_PART}(?:[ .-]*{_LETTER})?|{_LETTER.replace('?P<', '?P<lone_')}")
"""Names of sections where the word `section` or a policy's code says so."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A name of a section that the policy of this code does not have, or had not in the version `then`.

    `section` is as policies write it.
    """

    code: str
    section: str
    then: Policy | None = None


def absent(library: PolicyLibrary, spelling: str) -> Absent | None:
    """The section that this names and no policy meant has; None where it names one, or is anything else."""
    if len(spelling) > names.LONGEST or library.find(spelling) is not None:
        return None
    words = names.words_of(spelling)
    code, rest = _code(library, names.meant(words))
    known = library.policy(code) or library.name_of(code)
    sure = bool(known) or (names.labelled(words) and not code)
    said = " ".join(rest)
    found = (_SHORT if sure else _CLEAR).fullmatch(said) or (_BARE.fullmatch(said) if not words[1:] else None)
    section = (
        _written({k.removeprefix("lone_"): v for k, v in found.groupdict().items() if v}) if found else ""
    )
    return Absent(code or library.policies[0].code, section) if section else None


def _code(library: PolicyLibrary, words: Sequence[str]) -> tuple[str, list[str]]:
    """The code that the first word is or begins with, and the words without it."""
    first, rest = (words[0], list(words[1:])) if words else ("", [])
    if policy := library.named_policy([first]):
        return policy.code, rest
    for policy in library.policies:
        code, cut, section = first.partition(policy.code.casefold())
        if not code and cut and section[:1] in {".", "-"}:
            return policy.code, [section[1:], *rest]
    return (first, rest) if _CODE.fullmatch(first) else ("", list(words))


def _written(parts: dict[str, str]) -> str:
    """Such as III.F-2 or `III, paragraph 3`; empty where the part is no Roman number."""
    part = parts.get("part") or parts.get("whole", "")
    if part.isalpha() and not _ROMAN.fullmatch(part):
        return ""
    if "whole" in parts:
        return f"{part.upper()}, paragraph {parts['paragraph']}"
    name = ".".join(one.upper() for one in (part, parts.get("letter", "")) if one)
    return f"{name}-{parts['number']}" if "number" in parts else name
