"""Patterns of rules and cues: RE2 with shared groups of words, every repeat bounded.

A draft is read in plain letters (handlers/spelling), without accents and with straight quotes, and
so are patterns. They are without regard to case unless `case` is set. Every repeat has an upper
bound, so that no pattern can be made to cost more than linear time. `%group%` in a pattern stands
for any of the words of that group in groups.toml; after a digit, % is the sign (50%-70%).
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import re2
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from handlers.spelling.reading import plain

_GROUP = re2.compile(r"[0-9]%|%([A-Za-z_][\w-]{0,59})%")
_CONTROL = re2.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RANGE = re2.compile(r"\\.|[^\x00-\x7f]-[^\]]|-[^\x00-\x7f]")
_IN_CLASS = re2.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_SPECIAL = frozenset("()[]{}|.?*+^$\\-")
_LONGEST = 20_000  # characters with all groups written out; the longest of the program's own has 3,200
_UNBOUNDED = re2.compile(r"[*+]|\{[0-9]+,\}")

Sentence = Annotated[str, Field(min_length=1)]
Patterns = tuple[Sentence, ...]


class Groups(BaseModel):
    """Lists of words that patterns share, by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    groups: Mapping[str, Patterns]
    _written: dict[str, str] = PrivateAttr(default_factory=dict)
    """Groups as they were written out once."""

    def expand(self, pattern: str, within: tuple[str, ...] = ()) -> str:
        """The pattern with its groups written out, met `within` these.

        Raises ValueError for an unknown group, for one that names itself, and for groups that name others
        so often that the pattern becomes too long.
        """

        def words(found: Any) -> str:
            name = found.group(1)
            if name is None:
                return str(found.group())  # per cent
            if name not in self.groups:
                raise ValueError(f"there is no group %{name}%")
            if name in within:
                raise ValueError(f"the group %{name}% names itself")
            if name not in self._written:
                parts = [self.expand(word, (*within, name)) for word in self.groups[name]]
                self._written[name] = f"(?:{'|'.join(parts)})"
            return self._written[name]

        whole = str(_GROUP.sub(words, pattern))
        if len(whole) > _LONGEST:
            raise ValueError(f"too long with its groups written out: more than {_LONGEST:,} characters")
        return whole


def in_plain_letters(pattern: str) -> str:
    """The pattern in the letters that drafts are read in.

    Raises ValueError for what would then mean something else, and for what is no letter at all.
    """
    if _CONTROL.search(pattern):
        raise ValueError(
            "there is a control character in it, as \\b is in double quotes: write '''\\bword\\b''' instead"
        )
    whole = unicodedata.normalize("NFC", pattern)
    if whole.isascii():
        return whole
    if any(plain(one).text != one for one in _ranges(whole)):
        raise ValueError("drafts are read without accents: write the letters of this range one by one")
    return "".join(c if c.isascii() else _plain_letter(c) for c in whole)


def _ranges(pattern: str) -> Iterator[str]:
    """What may be the ranges of its classes; a hyphen at an edge of a class or escaped makes none."""
    for found in _IN_CLASS.finditer(pattern):
        if (whole := found.group()).startswith("["):
            inner = whole[1:-1].removeprefix("^").removeprefix("-").removesuffix("-")
            yield from (one.group() for one in _RANGE.finditer(inner))


def _plain_letter(character: str) -> str:
    shown = plain(character).text
    if (shown != character and len(shown) > 1) or (shown.isascii() and shown in _SPECIAL):
        raise ValueError(f"drafts are read in plain letters: write {shown} instead of {character}")
    return shown


def compiled(patterns: Patterns, groups: Groups, *, case: bool = False) -> Any:
    """One RE2 matcher for any of the patterns; None for no patterns. Raises ValueError."""
    if not patterns:
        return None
    expanded = [in_plain_letters(groups.expand(pattern)) for pattern in patterns]
    for pattern in expanded:
        if _UNBOUNDED.search(_IN_CLASS.sub("", pattern)):
            raise ValueError("a repeat needs an upper bound: write {0,40} instead of * or +")
    try:
        return _compiled(expanded, case=case)
    except re2.error:
        for written, pattern in zip(patterns, expanded, strict=True):
            try:
                _compiled([pattern], case=case)
            except re2.error as error:
                raise ValueError(f"not a pattern: {_said(error)}, in {written}") from None
        raise ValueError("these patterns are too many or too large together") from None


def _compiled(patterns: Sequence[str], *, case: bool) -> Any:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re2.compile(joined if case else f"(?i){joined}", _options())


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    return options


def _said(error: Exception) -> str:
    argument = error.args[0] if error.args else error
    return argument.decode(errors="replace") if isinstance(argument, bytes) else str(argument)
