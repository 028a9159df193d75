"""The sentence of a section that comes nearest to a question."""

import re
from collections.abc import Sequence
from functools import lru_cache

from handlers.guidance.index import WordIndex
from handlers.guidance.policy import META, Section

_BREAK = re.compile(r"(?<=[.!?])\s+(?![a-z])|\n+")
SHORTEST = 3
"""Words that a sentence has at least; a shorter stretch, such as `e.g.`, ends none."""

Place = tuple[int, int]
Cues = tuple[tuple[str, str], ...]


def deciding_sentence(question: str, section: Section, cues: Cues = ()) -> Place | None:
    """Half-open offsets in the section's text; None where no sentence has anything of the question.

    `cues` are questions with how the sentence begins that answers them.
    """
    places, index, owners = _index(section, cues)
    if len(places) < 2:
        return None
    likeness = index.likeness(question)
    best = int(likeness.argmax())
    return places[owners[best]] if likeness[best] > 0 else None


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


@lru_cache(maxsize=512)
def _index(section: Section, cues: Cues) -> tuple[Sequence[Place], WordIndex, Sequence[int]]:
    """The sentences, an index of them and of the cues, and to which sentence each text of it belongs."""
    places = sentences(section)
    said = [section.text[start:end] for start, end in places]
    owned = [(cue, row) for cue, begins in cues for row, text in enumerate(said) if text.startswith(begins)]
    texts = [*said, *(cue for cue, _ in owned)]
    return places, WordIndex(texts), [*range(len(said)), *(row for _, row in owned)]
