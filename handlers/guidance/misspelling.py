"""Words mistyped by one letter, put right by the words that people use in their questions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from handlers.guidance.wording import plain

SHORTEST = 6
"""Letters of a word that is put right; among shorter ones too many are one letter apart."""
TIMES = 2
"""How often a word must be met to be one."""
SELDOM = 3
"""How often a word of another language may be met in questions that are half in it."""
LEAST = 4
"""Words that tell a language."""
_WORD = re.compile(r"[^\W\d_]+")


class Speller:
    """Knows the words of these texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count the words, and note what each looks like with a letter missing."""
        met = Counter(word for text in texts for word in _WORD.findall(plain(text)))
        self._met, self._times = frozenset(met), met
        self._short_of: dict[str, set[str]] = defaultdict(set)
        for word, times in met.items():
            if times >= TIMES and len(word) >= SHORTEST - 1:
                for short in _shortened(word):
                    self._short_of[short].add(word)

    def strangeness(self, text: str) -> float:
        """The share of its words that were never met; 0 of a text of less than four words."""
        words = [plain(word) for word in _WORD.findall(text)]
        if len(words) < LEAST:
            return 0.0
        return sum(word not in self._met for word in words) / len(words)

    def knows(self, word: str) -> bool:
        """Whether a plain word was ever met."""
        return word in self._met

    def is_usual(self, word: str) -> bool:
        """Whether a plain word was met more often than a quotation or two would bring it up."""
        return self._times[word] > SELDOM

    def put_right(self, text: str) -> str:
        """The text with each unknown word replaced by the one known word a single slip away.

        A slip is a letter too many, too few, another one, or two in the wrong order. Where no word or
        more than one is so near, the text's own stays.
        """
        return _WORD.sub(lambda match: self._nearest(match[0]), text)

    def _nearest(self, word: str) -> str:
        typed = plain(word)
        if len(typed) < SHORTEST or typed in self._met:
            return word
        near = {known for short in _shortened(typed) for known in self._short_of.get(short, ())}
        close = [known for known in near if _one_slip(typed, known)]
        return close[0] if len(close) == 1 else word


def _shortened(word: str) -> Iterator[str]:
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_slip(first: str, second: str) -> bool:
    """Whether two words that are near are a single slip apart."""
    if abs(len(first) - len(second)) == 1:
        longer, shorter = sorted((first, second), key=len, reverse=True)
        return shorter in set(_shortened(longer))
    apart = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(apart) == 1:
        return True
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1
    return swapped and first[apart[0]] == second[apart[1]] and first[apart[1]] == second[apart[0]]
