"""The sentence of a section that comes nearest to a question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from handlers.encoding.encoder import Matrix
from handlers.guidance.index import WordIndex
from handlers.guidance.policy import META, Section

_BREAK = re.compile(r"(?<=[.!?])\s+(?![a-z])|\n+")
SHORTEST = 3
"""Words that a sentence has at least; a shorter stretch, such as `e.g.`, ends none."""

MEANING = 0.15
"""How much the meaning counts beside the words, in words' cosine a standard deviation."""

Place = tuple[int, int]
Cues = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Sentences:
    """A section's sentences, and what speaks for each: its own words and the cues kept with it.

    `texts` are the sentences and then the cues; `owners` the number of the sentence each belongs to.
    `vectors` are what the texts mean, a row each, where that is known.
    """

    places: Sequence[Place]
    texts: Sequence[str]
    owners: Sequence[int]
    vectors: Matrix | None = field(default=None, repr=False)

    def deciding(self, question: str, vector: Matrix | None = None) -> Place | None:
        """The sentence nearest to a question; None where none has anything of it."""
        if len(self.places) < 2:
            return None
        near = self._index.likeness(question)
        if vector is not None and self.vectors is not None:
            meant = self.vectors @ vector
            near = near + MEANING * (meant - meant.mean()) / max(float(meant.std()), 1e-6)
        best = int(near.argmax())
        return self.places[self.owners[best]] if near[best] > 0 else None

    @cached_property
    def _index(self) -> WordIndex:
        return WordIndex(self.texts)


def sentences_of(section: Section, cues: Cues = (), known: Mapping[str, Matrix] | None = None) -> Sentences:
    """A section's sentences. `cues` are questions with how the sentence begins that answers them.

    `known` are the vectors of texts, as far as there are any.
    """
    places = sentences(section)
    said = [section.text[start:end] for start, end in places]
    owned = [(cue, row) for cue, begins in cues for row, text in enumerate(said) if text.startswith(begins)]
    texts = [*said, *(cue for cue, _ in owned)]
    vectors = [known[text] for text in texts if text in known] if known else []
    whole = np.array(vectors, dtype=np.float32) if len(vectors) == len(texts) else None
    return Sentences(places, texts, [*range(len(said)), *(row for _, row in owned)], whole)


def sentences(section: Section) -> Sequence[Place]:
    """Where each sentence stands, without the white space around it; in the dates, each line."""
    if section.id == META:
        return [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", section.text)]
    return _sentences(section.text)


def _sentences(text: str) -> Sequence[Place]:
    found: list[Place] = []
    start = 0
    for gap in _BREAK.finditer(text):
        if len(text[start : gap.start()].split()) >= SHORTEST:
            found.append((start, gap.start()))
            start = gap.end()
    if start < len(text):
        found.append((start, len(text)))
    return found
