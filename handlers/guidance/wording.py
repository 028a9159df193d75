"""What a question is made of: word stems, ideas, pairs of words and letter groups."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

_WORDS_FILE = Path(__file__).parent / "words.toml"
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile("['\u2019]")
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s")
_SHORTEST = 3  # letters of a stem
_GROUP = 4
LONGEST = 2000


def features(question: str) -> Mapping[str, float]:
    """Weights of what the first 2,000 characters are made of; empty where there are no words."""
    words = _WORD.findall(plain(question[:LONGEST]))
    found: dict[str, float] = {}
    for feature, weight in _features(words):
        found[feature] = max(found.get(feature, 0.0), weight)
    return found


def plain(text: str) -> str:
    """Lower case, without accents, apostrophes and invisible characters."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text))
    kept = (c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf", "Cs"})
    return "".join(kept).casefold()


def known(question: str) -> bool:
    """Whether a question holds any word of weight at all."""
    return any(word not in _stopped() for word in _WORD.findall(plain(question[:LONGEST])))


def ideas(word: str) -> tuple[str, ...]:
    """The ideas that a plain word stands for."""
    return _ideas().get(word, ())


def _features(words: list[str]) -> Iterator[tuple[str, float]]:
    stems = [_stem(word) for word in words]
    stops = _stopped()
    for word, stem in zip(words, stems, strict=True):
        stopped = word in stops
        yield f"w {stem}", 0.3 if stopped else 1.0
        for idea in ideas(word):
            yield f"i {idea}", 2.6
        if not stopped:
            padded = f"^{word}$"
            for start in range(max(1, len(padded) - _GROUP + 1)):
                yield f"g {padded[start : start + _GROUP]}", 0.15
    for first, second in pairwise(stems):
        yield f"p {first} {second}", 0.6


def _stem(word: str) -> str:
    """The word without its ending, and without a silent e: `dron` of drone and of drones."""
    found = (e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST)
    stem = word.removesuffix(next(found, ""))
    return stem.removesuffix("e") if len(stem) > _SHORTEST else stem


@cache
def _ideas() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for idea, words in _words()["ideas"].items():
        for word in words:
            found[word] = (*found.get(word, ()), idea)
    return found


@cache
def _stopped() -> frozenset[str]:
    return frozenset(word for words in _words()["stopped"].values() for word in words)


@cache
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))
