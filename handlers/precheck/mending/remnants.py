"""What may still tell somebody beside labels: a title that lost its name, a nickname, kin, a post of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from handlers.precheck.mending.beside import is_date, may_be_name
from handlers.precheck.people.names import NameModel
from handlers.precheck.people.parts import read_parts
from handlers.precheck.people.unnamed import read_unnamed

STROKE = "\u203b"
"""Stands in the place of every label where patterns look."""


@dataclass(frozen=True, slots=True)
class Nets:
    """Patterns with regard to case, for a text with STROKE where a label stood.

    `left` is enough by itself, and so is `telling`: what says by kin, home, post, title or a story elsewhere
    who stands behind a label. The first group of `after` and `cheered` is a word that may be a name;
    `stopped` finds a grown-up's label and a stop, in the text itself. `known` may stand with a title.
    `mixed` finds an English label after or before a Spanish `y`, also in the text itself.
    `joint` is all that stands between two people of one list.
    """

    left: Any
    telling: Any
    after: Any
    cheered: Any
    stopped: Any
    known: Any
    cheers: Any
    mixed: Any
    joint: Any


@dataclass(frozen=True)
class Remnants:
    """The words around labels. `text` is a plain reading, `raw` the draft with its accents."""

    text: str = field(repr=False)
    raw: str = field(repr=False)
    labels: Any
    nets: Nets
    model: NameModel = field(repr=False)

    def tell(self, public: Sequence[tuple[int, int]] = ()) -> bool:
        """Whether a label hides too little; `public` are the mentions that only a cue makes public."""
        spans = [found.span() for found in self.labels.finditer(self.text)]
        if not spans:
            return False
        masked = self.nets.known.sub("", self._masked(self.text))
        return (
            self.nets.left.search(masked) is not None
            or self.nets.telling.search(masked) is not None
            or self.nets.mixed.search(self.text) is not None
            or any(self._may_name(word) for word in _firsts(self.nets.after, masked))
            or any(not word.isascii() for word in _firsts(self.nets.after, self._masked(self.raw)))
            or any(self._is_called(word) for word in _firsts(self.nets.cheered, masked))
            or self._is_stopped(spans)
            or self._are_listed(spans, public)
        )

    def _masked(self, text: str) -> str:
        # Given as a string, what is not ASCII would be written byte by byte.
        return str(self.labels.sub(lambda _: STROKE, text))

    def _may_name(self, word: str) -> bool:
        return not self._is_plain(word) and may_be_name(self.model, word, shouted=False)

    def _is_called(self, word: str) -> bool:
        """Whether a cheer may be for somebody by a nickname; many teams end in an s."""
        return not (self._is_plain(word) or word.endswith("s") or self.nets.cheers.search(word))

    def _is_plain(self, word: str) -> bool:
        return is_date(word) or read_unnamed().holds(word, begins=True)

    def _is_stopped(self, spans: Sequence[tuple[int, int]]) -> bool:
        """Whether an initial was taken for the name and its stop for the end, as in `Ms. K. Marie`."""
        text = self.text
        for start, end in spans:
            found = self.nets.stopped.search(text[start : end + 40])
            if found is None:
                continue
            label, word = text[start:end], found.group(1)
            if text.startswith(label, end + 2) or self._is_given(word):
                return True
        return False

    def _is_given(self, word: str) -> bool:
        low, parts = word.lower(), read_parts()
        listed = self.model.holds("given", low) and not self.model.holds("common", low)
        return (listed and not self._is_plain(word)) or (low in parts.firsts and low not in parts.verbs)

    def _are_listed(self, spans: Sequence[tuple[int, int]], public: Sequence[tuple[int, int]]) -> bool:
        between = [self.text[end:start] for _, end in public for start, _ in spans if end < start]
        between += [self.text[end:start] for _, end in spans for start, _ in public if end < start]
        return any(self.nets.joint.search(words) for words in between)


def _firsts(pattern: Any, text: str) -> Iterator[str]:
    return (found.group(1) for found in pattern.finditer(text))
