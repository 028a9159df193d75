"""Changes to a text by exact offsets."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate

from handlers.spelling.reading import Reading

_CLOSING = ".,!?;:)"
_STOPS = frozenset(".!?\u2026")


@dataclass(frozen=True, slots=True)
class Edit:
    """Words in the place of the half-open stretch from start to end of a text; empty to take it out."""

    start: int
    end: int
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Seam:
    """Where something was taken out of a text: an offset in what is left, and how many words it took.

    `whole` says that it took sentences whole.
    """

    at: int
    took: int
    whole: bool = False


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with these changes; of two that overlap, the one that takes more holds.

    Where words are taken out, the blank that is left over goes with them, and a sentence whose beginning
    is gone begins with a capital if it did before; nothing else is touched.
    """
    return sewn(text, edits)[0]


def sewn(text: str, edits: Iterable[Edit]) -> tuple[str, list[Seam]]:
    """The text with these changes, and its seams."""
    parts: list[str] = []
    seams: list[Seam] = []
    at = length = 0
    headless = False
    for edit in sorted(_apart(edits), key=lambda e: e.start):
        start, end = edit.start, edit.end
        if not edit.words:
            start, end = _with_blank(text, at, start, end)
        between = text[at:start]
        parts += [_capital(between) if headless else between, edit.words]
        length += len(between) + len(edit.words)
        if not edit.words:
            seams.append(Seam(length, len(text[start:end].split()), _is_whole(text, start, end)))
        headless = not edit.words and ((headless and not between.strip()) or _beheads(text, start, end))
        at = end
    parts.append(_capital(text[at:]) if headless else text[at:])
    return "".join(parts), seams


def moved(seams: Iterable[Seam], edits: Iterable[Edit]) -> list[Seam]:
    """Where the seams of a text are after these changes to it, to a blank or two."""
    steps = sorted((edit.end, len(edit.words) - (edit.end - edit.start)) for edit in _apart(edits))
    ends = [end for end, _ in steps]
    shifts = [0, *accumulate(by for _, by in steps)]
    return [replace(seam, at=seam.at + shifts[bisect_right(ends, seam.at)]) for seam in seams]


def seen(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the text as given stands in a reading of it."""
    first = max(bisect_right(reading.starts, start) - 1, 0)
    return first, max(bisect_left(reading.starts, end), first + 1)


def _beheads(text: str, start: int, end: int) -> bool:
    """Whether a cut takes the capital of a sentence with it, and not the whole sentence."""
    cut = text[start:end].strip()
    return _begins(text, start) and cut[:1].isupper() and cut[-1:] not in _STOPS


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a cut takes sentences from their beginning to their end."""
    ends = text[start:end].strip()[-1:] in _STOPS or text[end : end + 8].lstrip(" ")[:1] in _STOPS | {
        "\n",
        "",
    }
    return _begins(text, start) and ends


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    before = text[max(0, start - 8) : start].rstrip(" \u00a0\"'(")
    return start == 0 or text[start - 1] == "\n" or before[-1:] in _STOPS | {"\n"}


def _capital(text: str) -> str:
    bare = text.lstrip()
    return text[: len(text) - len(bare)] + bare[:1].upper() + bare[1:]


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(set(edits), key=lambda e: (e.start, -e.end)):
        if kept and edit.start < kept[-1].end:
            if edit.end - edit.start > kept[-1].end - kept[-1].start:
                kept[-1] = edit
            continue
        kept.append(edit)
    return kept


def _with_blank(text: str, least: int, start: int, end: int) -> tuple[int, int]:
    """The stretch with one blank that would else be doubled, or stand at an end or before a stop."""
    blank_before = start > least and text[start - 1] in " \u00a0"
    if blank_before and (end == len(text) or text[end].isspace() or text[end] in _CLOSING):
        start -= 1
    if start > least and end < len(text) and text[start - 1] == "," and text[end] in _CLOSING:
        return start - 1, end
    if blank_before:
        return start, end
    begins = start == 0 or text[start - 1] in "\n ("
    if begins and end < len(text) and text[end] in " \n":
        return start, end + 1
    return start, end
