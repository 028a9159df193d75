"""How alike two words are: misspellings of a name, and other ways to write its letters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

_SHORTEST_FOLDED = 4
_MOST_EDITS = 2
_SAME_SOUND = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))


def fold(word: str) -> str:
    """The same for Mueller, M\u00fcller and Muller, for Aaberg and \u00c5berg; empty for a short word."""
    for written, letter in _SAME_SOUND:
        word = word.replace(written, letter)
    return word if len(word) >= _SHORTEST_FOLDED else ""


def edits_allowed(name: str, addressed: bool) -> int:
    """How many edits still leave a word a spelling of this name.

    One in names of 5 to 7 letters, two in longer ones; after a form of address (Mrs.) one from 4 letters
    on, two from 6 on: there it is a name for certain, and Nyugen can only be Nguyen.
    """
    one, two = (4, 6) if addressed else (5, 8)
    return (len(name) >= one) + (len(name) >= two)


def distance(first: str, second: str, most: int) -> int:
    """Letters left out, put in, changed, or swapped with the next; `most + 1` where there are more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        above, row = row, [i]
        for j, b in enumerate(second, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and (a, first[i - 2]) == (second[j - 2], b):
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return min(row[-1], most + 1)


class Neighbours:
    """Finds the names near a word in a time that does not grow with the number of names.

    Two words within so many edits of each other share a word that is left when as many letters are
    taken out of each.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Remember the names."""
        self._by_rest: dict[str, set[str]] = defaultdict(set)
        for name in names:
            for rest in _rests(name):
                self._by_rest[rest].add(name)

    def near(self, word: str, addressed: bool = False) -> set[str]:
        """The names that this word may be a spelling of."""
        found = {name for rest in _rests(word) for name in self._by_rest.get(rest, ())}
        return {name for name in found if _is_near(word, name, edits_allowed(name, addressed))}


def _is_near(word: str, name: str, most: int) -> bool:
    return most > 0 and distance(word, name, most) <= most


def _rests(word: str) -> Iterator[str]:
    """The word without any one or two of its letters; a word longer than any name has none."""
    if not _SHORTEST_FOLDED - _MOST_EDITS <= len(word) <= 30:
        return
    once = {word[:i] + word[i + 1 :] for i in range(len(word))}
    yield from {word, *once, *(one[:i] + one[i + 1 :] for one in once for i in range(len(one)))}
