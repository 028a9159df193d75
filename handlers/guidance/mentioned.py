"""Sections that a sentence names unmistakably: `what about III.F`, `A vs F`, `does section F allow it`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.guidance import names
from handlers.guidance.absent import Absent, absent
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.wording import LONGEST

_JOINING = frozenset({"and", "or", "vs", "versus", "y", "o", "&", "+"})
_TO = frozenset({"to", "through", "thru", "until", "hasta", "al"})
_AROUND = frozenset(
    {"i", "a", "compare", "difference", "differences", "between", "both", "id", "im", "just", "still"}
)
_VERBS_LISTED = (
    "say says mean means cover covers allow allows forbid forbids permit permits mention mentions apply "
    "applies require requires prohibit prohibits dice permite prohibe"
)
_VERBS = frozenset(_VERBS_LISTED.split())
_LABELS = names.LABELS - {"policy", "procedure", "politica", "procedimiento", "para", "number", "letter"}
_DOTTED = re.compile(r"(?:\d{3}(?:\.\d{1,2})?[.-])?(?:[ivx]+|\d)[.-][a-z].*")
_LONG = re.compile(
    r"(?:\d{3}(?:\.\d{1,2})?[.-])(?:[ivx]+|\d)[.-][a-z](?:[.-]?\d{1,2})?|[ivx]{2,5}[.-][a-z](?:[.-]?\d{1,2})?"
)
"""What can only be the name of a section, there or not."""
_ROMAN = re.compile(r"[ivx]{2,5}")
_LETTER = re.compile(r"[a-z](?:[.-]?\d)?")
_DOUBTFUL = frozenset({"a", "i"})
"""Letters that are words of their own too."""
_LISTED = 9  # names in one list


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Passages in the order of their names, and the names of sections that are not there.

    `besides` are the words that say anything else, and `rest` all words but the absent names.
    """

    passages: tuple[Passage, ...] = ()
    absent: tuple[Absent, ...] = ()
    besides: tuple[str, ...] = ()
    rest: str = ""

    @property
    def alone(self) -> bool:
        """Whether there are names and nothing else."""
        return bool(self.passages or self.absent) and not self.besides


def mentioned(library: PolicyLibrary, spelling: str) -> Mentioned:
    """The sections in force that the first 2,000 characters name."""
    words = names.words_of(spelling[:LONGEST])
    if listed := _ranged(library, words) or _listed(
        library, names.words_of(spelling[:LONGEST].replace(",", " and "))
    ):
        passages = tuple(one for one in listed if isinstance(one, Passage))
        return Mentioned(passages, tuple(one for one in listed if isinstance(one, Absent)))
    found = list(_found(library, words))
    passages = tuple(dict.fromkeys(one for _, _, one in found if isinstance(one, Passage)))
    missing = tuple(dict.fromkeys(one for _, _, one in found if isinstance(one, Absent)))
    within = {at for start, end, _ in found for at in range(start, end)}
    besides = tuple(w for at, w in enumerate(words) if at not in within and not _says_nothing(w))
    gone = {at for start, end, one in found if isinstance(one, Absent) for at in range(start, end)}
    asked = " ".join("policy" if at in gone else word for at, word in enumerate(words))
    return Mentioned(passages, missing, besides, asked)


def _says_nothing(word: str) -> bool:
    return word in _JOINING or word in _AROUND or not names.meant([word])


def _listed(library: PolicyLibrary, words: Sequence[str]) -> tuple[Passage | Absent, ...]:
    """The sections of `III.F and III.A` or `A vs F`, where there is nothing but names."""
    pieces: list[list[str]] = [[]]
    for word in words:
        if word in _JOINING:
            pieces.append([])
        elif word not in _AROUND - _DOUBTFUL:
            pieces[-1].append(word)
    pieces = [piece for piece in pieces if piece]
    found = list(_each(library, pieces[:_LISTED]))
    listed = tuple(one for one in found if one)
    sure = any(not _DOUBTFUL.issuperset(names.meant(piece)) for piece in pieces)
    return tuple(dict.fromkeys(listed)) if len(listed) == len(pieces) > 1 and sure else ()


def _each(library: PolicyLibrary, pieces: Sequence[Sequence[str]]) -> Iterator[Passage | Absent | None]:
    """What each piece names; the II.B of `512 II.A and II.B` is one of 512, unless only others have one."""
    code = ""
    for piece in pieces:
        policy = library.named_policy(piece)
        code = policy.code if policy else code
        coded = " ".join(piece if policy else [code, *piece])
        found = library.find(coded)
        found = found if isinstance(found, Passage) else library.find(" ".join(piece))
        yield found if isinstance(found, Passage) else absent(library, coded)


def _ranged(library: PolicyLibrary, words: Sequence[str]) -> tuple[Passage | Absent, ...]:
    """The sections from one to another, of `sections A to F` or `III.A-F`, where there is nothing else."""
    said = " ".join(words).replace("\u2013", "-")
    ends = re.split(rf"(?<=\w)(?:\s*-\s*|\s+(?:{'|'.join(_TO)})\s+)(?=\w)", said)
    if len(ends) != 2 or isinstance(library.find(said), Passage):
        return ()
    first, last = (library.find(f"section {end}") for end in ends)
    if not isinstance(first, Passage):
        return ()
    if not isinstance(last, Passage):
        missing = absent(library, ends[1])
        return (first, missing) if missing else ()
    if first.policy != last.policy:
        return ()
    sections = first.policy.sections
    start, end = sections.index(first.section), sections.index(last.section)
    while sections[end + 1 :] and sections[end + 1].id.startswith(f"{last.section.id}-"):
        end += 1
    return tuple(Passage(first.policy, section) for section in sections[start : end + 1])


def _found(library: PolicyLibrary, words: Sequence[str]) -> Iterator[tuple[int, int, Passage | Absent]]:
    """Each name with the half-open places of its words."""
    at = 0
    while at < len(words):
        ends = range(min(at + 4, len(words)), at, -1)
        end = next((end for end in ends if _is_name(library, words, at, end)), at)
        name = " ".join(words[at:end])
        found = library.find(name) if name else None
        one = found if isinstance(found, Passage) else _missing(library, words, at, end)
        if one:
            yield at, end, one
        at = end if one else at + 1


def _missing(library: PolicyLibrary, words: Sequence[str], start: int, end: int) -> Absent | None:
    """A name that names none, and can be nothing else than one."""
    *before, last = words[start:end] or [""]
    if last == "x" and words[end : end + 1] and words[end].isdecimal():
        return None  # the size of a picture: 512 x 512
    coded = bool(before) and library.named_policy(before) is not None
    spoken = bool(before) and before[0] in _LABELS and not _VERBS.isdisjoint(words[end : end + 1])
    return absent(library, " ".join(words[start:end])) if coded or spoken or _LONG.fullmatch(last) else None


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
    after = words[end:][:1]
    ends = not names.meant(after) and names.LABELS.isdisjoint(after)
    ends = ends or not (_VERBS | _JOINING).isdisjoint(after)
    doubtful = last in _DOUBTFUL and ((not coded and first not in _LABELS) or not ends)
    return bool(_LETTER.fullmatch(last)) and not doubtful
