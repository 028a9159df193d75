"""Where in a draft the learned part was moved: the words to show its author."""

from handlers.encoding.encoder import Matrix
from handlers.precheck.reading import Read

LONGEST = 200
"""Characters of a sentence shown at most; of a longer one, the stretch that weighs most."""


def strongest_sentence(read: Read, weight: Matrix) -> tuple[int, int] | None:
    """The sentence that speaks most for a code, as offsets in the text as given; None where none does.

    `weight` is what each character of the plain reading adds.
    """
    split = read.page.plain_sentences
    ends = [*split.starts[1:], len(split.text)]
    stretches = [_trimmed(split.text, start, end) for start, end in zip(split.starts, ends, strict=True)]
    stretches = [piece for start, end in stretches for piece in _pieces(start, end)]
    sums = [(float(weight[start:end].sum()), start, end) for start, end in stretches if start < end]
    best = max(sums, default=(0.0, 0, 0))
    if best[0] <= 0:
        return None
    _, start, end = best
    return read.page.plain.span(*_trimmed(split.text, start, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pieces(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, min(at + LONGEST, end)) for at in range(start, end, LONGEST)]
