"""Sections that a sentence names unmistakably: `what about III.F`, `A vs F`, `does section F allow it`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.guidance import names
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.wording import LONGEST

_JOINING = frozenset({"and", "or", "vs", "versus", "y", "o", "&", "+"})
_AROUND = frozenset({"i", "a", "compare", "difference", "differences", "between", "both", "id", "im", "just"})
_LABELS = frozenset(
    {"section", "sections", "sec", "sect", "guideline", "paragraph", "part", "article", "item", "clause"}
    | {"seccion", "apartado", "inciso", "parrafo"}
)
_DOTTED = re.compile(r"(?:\d{3}(?:\.\d{1,2})?[.-])?(?:[ivx]+|\d)[.-][a-z].*")
_ROMAN = re.compile(r"[ivx]{2,5}")
_LETTER = re.compile(r"[a-z](?:[.-]?\d)?")
_DOUBTFUL = frozenset({"a", "i"})
"""Letters that are words of their own too."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Passages in the order of their names; `alone` where the sentence says nothing besides."""

    passages: tuple[Passage, ...] = ()
    alone: bool = False


def mentioned(library: PolicyLibrary, spelling: str) -> Mentioned:
    """The sections in force that the first 2,000 characters name."""
    words = names.words_of(spelling[:LONGEST])
    if listed := _listed(library, words):
        return Mentioned(listed, alone=True)
    found = list(_found(library, words))
    passages = tuple(dict.fromkeys(passage for _, _, passage in found))
    rest = [w for at, w in enumerate(words) if not any(start <= at < end for start, end, _ in found)]
    return Mentioned(passages, bool(passages) and all(_says_nothing(word) for word in rest))


def _says_nothing(word: str) -> bool:
    return word in _JOINING or word in _AROUND or not names.meant([word])


def _listed(library: PolicyLibrary, words: Sequence[str]) -> tuple[Passage, ...]:
    """The sections of `III.F and III.A` or `A vs F`, where there is nothing but names."""
    pieces: list[list[str]] = [[]]
    for word in words:
        if word in _JOINING:
            pieces.append([])
        elif word not in _AROUND - _DOUBTFUL:
            pieces[-1].append(word)
    found = [library.find(" ".join(piece)) for piece in pieces[:9]]
    passages = tuple(one for one in found if isinstance(one, Passage))
    sure = any(not _DOUBTFUL.issuperset(names.meant(piece)) for piece in pieces)
    return passages if len(passages) == len(pieces) > 1 and sure else ()


def _found(library: PolicyLibrary, words: Sequence[str]) -> Iterator[tuple[int, int, Passage]]:
    """Each name with the half-open places of its words."""
    at = 0
    while at < len(words):
        end = next(
            (end for end in range(min(at + 4, len(words)), at, -1) if _is_name(library, words, at, end)), 0
        )
        passage = library.find(" ".join(words[at:end])) if end else None
        if isinstance(passage, Passage):
            yield at, end, passage
        at = end if isinstance(passage, Passage) else at + 1


def _is_name(library: PolicyLibrary, words: Sequence[str], start: int, end: int) -> bool:
    """Whether these words are a name whatever stands around them."""
    first, *rest = words[start:end]
    if not rest:
        return bool(_DOTTED.fullmatch(first))
    coded = library.named_policy([first]) is not None
    if not (coded or first in _LABELS or _ROMAN.fullmatch(first)):
        return False
    *between, last = rest
    if not all(_ROMAN.fullmatch(word) or word.isdecimal() for word in between):
        return False
    if _DOTTED.fullmatch(last):
        return not between
    after = words[end : end + 1]
    doubtful = last in _DOUBTFUL and ((not coded and first not in _LABELS) or any(map(names.meant, [after])))
    return bool(_LETTER.fullmatch(last)) and not doubtful
