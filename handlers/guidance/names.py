"""How people name a section: III.F, iii f, 3f, F, `section 3 (f)`, `what does 447.1 III F say`."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from handlers.guidance.policy import META, Policy, Section

_CONTENTS = frozenset(
    {"policy", "policies", "sections", "guidelines", "procedure", "contents", "toc", "index", "indice"}
)
_LABELS = frozenset(
    {"section", "sections", "sec", "sect", "guideline", "guidelines", "article", "paragraph", "para"}
    | {"part", "number", "letter", "item", "clause", "seccion", "parte", "policy", "procedure"}
    | {"apartado", "inciso", "parrafo", "politica"}
)
_TALK = frozenset(
    {"what", "whats", "does", "do", "say", "says", "is", "in", "show", "me", "read", "give", "open", "see"}
    | {"the", "of", "please", "for", "to", "look", "up", "go", "que", "dice", "la", "el", "de", "muestra"}
    | {
        "did",
        "said",
        "was",
        "related",
        "table",
        "can",
        "could",
        "would",
        "will",
        "you",
        "tell",
        "about",
        "us",
    }
    | {
        "have",
        "let",
        "want",
        "wanna",
        "need",
        "like",
        "view",
        "find",
        "get",
        "quote",
        "explain",
        "mean",
        "means",
    }
    | {"muestrame", "ensename", "dime", "quiero", "ver", "leer", "sobre", "puedes", "puedo", "cual", "es"}
)
_WITHIN = frozenset({"of", "in", "under", "de", "del"})
_DOUBTFUL = frozenset({"a", "i", *"0123456789"})
"""What is rather a word or a number than a section's name, if it stands in a sentence."""
_FILLER = _CONTENTS | _LABELS | _TALK
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
    named = key("".join(meant(words)))
    doubtful = named in _DOUBTFUL and not _TALK.isdisjoint(words) and not labelled(words)
    return "" if doubtful else named


def meant(words: Sequence[str]) -> list[str]:
    """The words without those that only surround a name, such as `what does section ... say`.

    Of `paragraph F of section 3` the part comes first, as in a name.
    """
    within: list[list[str]] = [[]]
    for word in words:
        if word in _WITHIN:
            within.append([])
        elif word not in _FILLER:
            within[-1].append(word)
    return [word for named in reversed(within) for word in named]


def ask_for_contents(words: Sequence[str]) -> bool:
    """Whether the words are `contents`, `the guidelines` and the like, and no more."""
    return _FILLER.issuperset(words) and not _CONTENTS.isdisjoint(words)


def labelled(words: Sequence[str]) -> bool:
    """Whether the words say `section a`, which `a section` does not."""
    return any(w in _LABELS and after not in _FILLER for w, after in pairwise(words))


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
