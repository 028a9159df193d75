"""How people name a section: III.F, iii f, 3f, F, `section 3 (f)`, `what does 447.1 III F say`."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from handlers.guidance.policy import META, Policy, Section

_CONTENTS = frozenset(
    {"policy", "policies", "sections", "guidelines", "procedure", "contents", "toc", "index", "indice"}
    | {"rules", "reglas"}
)
LABELS = frozenset(
    {"section", "sections", "sec", "sect", "guideline", "guidelines", "article", "paragraph", "para"}
    | {"part", "number", "letter", "item", "clause", "seccion", "parte", "policy", "procedure"}
    | {"apartado", "inciso", "parrafo", "politica", "subsection", "subsections", "subseccion", "secciones"}
    | {"letra", "procedimiento", "art", "rule", "regla"}
)
_TALK_LISTED = (
    "what whats does do say says is in show me read give open see the of please for to look up go did said "
    "was related table can could would will you tell about us have let want wanna need like view find get "
    "quote explain mean means are all everything entire whole thanks pls plz por favor que dice la el de las "
    "los muestra muestrame ensename dime quiero ver leer sobre puedes puedo cual es decia dijo decian dicen "
    "todo toda todos todas"
)
_TALK = frozenset(_TALK_LISTED.split())
_WITHIN = frozenset({"of", "in", "under", "de", "del"})
_DOUBTFUL = frozenset({"a", "i"})
"""Letters that are words of their own too."""
_FILLER = _CONTENTS | LABELS | _TALK
_MODAL = frozenset({"can", "could", "may", "might", "should", "would", "will", "do", "did", "if", "when"})
_WISH = frozenset({"want", "need", "would", "wanna", "can", "could", "am"})
_NUMBERS = {
    **dict.fromkeys(("one", "first", "1st", "uno", "primera", "primer"), "1"),
    **dict.fromkeys(("two", "second", "2nd", "dos", "segunda", "segundo"), "2"),
    **dict.fromkeys(("three", "third", "3rd", "tres", "tercera", "tercer"), "3"),
    **dict.fromkeys(("four", "fourth", "4th", "cuatro", "cuarta"), "4"),
    **dict.fromkeys(("five", "fifth", "5th", "cinco", "quinta"), "5"),
    **dict.fromkeys(("last", "final", "ultimo", "ultima"), "last"),
}
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
LONGEST = 80
_BETWEEN = re.compile(r"[\s,;:?!/§¶#()\[\]\"\u201c\u201d\u00bf]+")
_APOSTROPHE = re.compile("['\u2019]")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


def words_of(text: str) -> list[str]:
    """The words in lower case, without accents, compatibility forms and what stands between them."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf", "Cs"})
    words = (word.strip(".") for word in _BETWEEN.split(_APOSTROPHE.sub("", kept.casefold())))
    return [word for word in words if word]


def key(name: str) -> str:
    """A name without case and punctuation: iiif for III.F."""
    return _NOT_NAME.sub("", name.casefold())


def called(words: Sequence[str]) -> str:
    """The key of the section these words may name; empty where they name none."""
    named = meant(words)
    doubtful = _DOUBTFUL.issuperset(named) or (len(named) == 1 and named[0] in set("0123456789"))
    return "" if doubtful and not _TALK.isdisjoint(words) and not labelled(words) else key("".join(named))


def meant(words: Sequence[str]) -> list[str]:
    """The words without those that only surround a name, such as `what does section ... say`.

    Of `paragraph F of section 3` the part comes first, as in a name; `section three` is section 3, and
    the I of `can I see F` is none.
    """
    within: list[list[str]] = [[]]
    for at, word in enumerate(words):
        if word in _WITHIN:
            within.append([])
        elif word not in _FILLER and not _is_pronoun(words, at):
            within[-1].append(word)
    return _counted([word for named in reversed(within) for word in named], words)


def _is_pronoun(words: Sequence[str], at: int) -> bool:
    """Whether this word is an I that sees, reads or gets something."""
    before, after = words[at - 1 : at] if at else (), words[at + 1 : at + 2]
    beside = not _MODAL.isdisjoint(before) or not _WISH.isdisjoint(after)
    return words[at] == "i" and beside and len(words) > at + 2 and "say" not in after


def _counted(named: list[str], words: Sequence[str]) -> list[str]:
    """Numbers in figures, where the words speak of a section or a letter stands beside."""
    lettered = len(named) == 2 and len(named[1]) == 1
    if not (lettered or not LABELS.isdisjoint(words)):
        return named
    figures = [_NUMBERS.get(word, word) for word in named]
    # The first paragraph of F is F, the second one F-2.
    return figures[:-1] if named[1:] and named[-1] in {"first", "1st", "primer"} else figures


def ask_for_contents(words: Sequence[str]) -> bool:
    """Whether the words are `contents`, `the guidelines` and the like, and no more."""
    return _FILLER.issuperset(words) and not _CONTENTS.isdisjoint(words)


def labelled(words: Sequence[str]) -> bool:
    """Whether the words say `section a`, which `a section` does not."""
    return any(w in LABELS and after not in _FILLER for w, after in pairwise(words))


def spellings(policy: Policy) -> Iterator[tuple[str, Section]]:
    """Keys for a section: iiif2, 3f2, f2 for III.F-2. Fuller ones come first, and win."""
    for section in policy.sections:
        yield key(section.id), section
    for section in policy.sections:
        part, _, rest = section.id.partition(".")
        yield ROMAN.get(part.casefold(), part.casefold()) + key(rest), section
    for section in policy.sections:
        _, dot, rest = section.id.partition(".")
        if dot:
            yield key(rest), section
    for section in policy.sections:
        if section.id == META:
            yield from ((word, section) for word in ("dates", "source", "header"))
    yield from _paragraphs(policy)


def _paragraphs(policy: Policy) -> Iterator[tuple[str, Section]]:
    """The first paragraph of III.F is III.F itself, and its last one the last that is numbered after it."""
    ends = {section.id.partition("-")[0]: section for section in policy.sections}
    for name, last in ends.items():
        part, dot, rest = name.partition(".")
        spelled = (key(name), ROMAN.get(part.casefold(), part.casefold()) + key(rest), key(rest))
        for spelling in spelled if dot else spelled[:1]:
            yield from ((f"{spelling}1", first) for first in policy.sections if first.id == name)
            yield f"{spelling}last", last
