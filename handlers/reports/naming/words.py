"""A text in words as a reader sees them, and which of these are everyday words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from pathlib import Path

from handlers.spelling.reading import bare, plain

_FILE = Path(__file__).parent / "common_words.txt"
_LISTS = "----"
_PIECE = r"[^\W_]+(?:['\u2019][^\W_]+)*"
_BLOCKS = "\u2588\u2593\u2592\u2591\u25a0\u25cf\u2b1b\u2b1c\u26ab"
"""Blacked out: a full or a shaded block, a square, a dot, also as an emoji."""
_MASK = rf"(?:[*_#?{_BLOCKS}]+|\.{{2,}})"
"""What stands for a letter or more: S*lberg, S_lberg, S...g (an ellipsis is read as full stops)."""
_BEGINS_CUT = re.compile(rf"(?:[*_{_BLOCKS}]+|\.{{2,}})$")
_ENDS_CUT = re.compile(rf"[*_#{_BLOCKS}]+|\.{{2,}}|-+(?![^\W_])")
_LONGEST_CUT = 12
_SHORTEST_CUT = 3
_SHORTEST_LOW = 5
_WORD = re.compile(_PIECE)
_MASKED = re.compile(rf"{_PIECE}(?:{_MASK}{_PIECE})+|{_PIECE}")
_INSIDE = str.maketrans("", "", "'\u2019")
_SHORTEST_SPELLED = 4
LONGEST_INITIALS = 3
_SIZES = range(2, LONGEST_INITIALS + 1)
_BETWEEN_INITIALS = frozenset({".", ". ", "/", "-"})
_LINKS = frozenset({".", "/"})
"""What hangs a plural on initials whatever word it makes: S/Os."""
_BEFORE_INITIALS = frozenset({"the", "our", "my", "your", "his", "her", "their", "an", "el", "la"})
"""Words after which two capitals with a blank between them are somebody's initials."""
_ENDS = frozenset(".!?\n")
_INITIALS_WITH_S = re.compile(r"([A-Z]{2,3})['\u2019]?s")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_LETTERS = str.maketrans({"\u00f8": "o", "\u00e6": "ae", "\u0153": "oe", "\u00f0": "d", "\u00fe": "th"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word in lower case, without apostrophes and possessive s.

    `capital` is whether it is written with a capital inside a sentence, where that says something: not
    after a full stop, not in a text all in capitals. `initials` are two or three capitals: AD. `upper` is
    whether it is written with a capital at all, in a text that is not all in capitals, and `gap` what
    stands between it and the word before. `shape` is what a word with masked letters may be, as a regular
    expression: s.lberg, solb.*, .*berg. It is `weak` where that is one only after a form of address: S***,
    or a word of the language before dots or stars. It is `framed` where the signs may also be no masks:
    **Thomas**, Thomas...
    """

    text: str = field(repr=False)
    capital: bool = False
    initials: bool = False
    upper: bool = field(default=False, compare=False)
    gap: str = field(default="", compare=False, repr=False)
    shape: str = field(default="", compare=False, repr=False)
    weak: bool = field(default=False, compare=False)
    framed: bool = field(default=False, compare=False)


SEAM = Word("\n" * 3)
"""Stands between a text and the same as it is meant: no name, and no name with what stands beside it."""


def words_of(text: str, initials: Collection[str] = ()) -> list[Word]:
    """The words: O'Brien is one, Smith-Jones are two, marit.solberg are two, S.o.l.b.e.r.g is one.

    Before the parts of a word with masked letters stands the whole: S_lberg is slberg, s, lberg. It may be
    two words without a blank between them. A.P. is one word where `ap` is among the initials.
    """
    seen = plain(text).text
    cased = any(character.islower() for character in seen)
    found: list[Word] = []
    end = 0
    for match, inside in _pieces(seen):
        word = _word(seen, match, end, cased, inside)
        found.append(word)
        end = match.start() if len(_WORD.findall(match.group())) > 1 else match.end()
    return _spelled(_with_initials(found, initials, cased))


def _word(seen: str, match: re.Match[str], end: int, cased: bool, inside: bool) -> Word:
    """What was matched behind a word that ends at `end`; `inside` a word with masked letters."""
    written, gap = _singular(match.group()), seen[end : match.start()]
    upper = cased and written[0].isupper()
    capital = upper and end > 0 and not gap.strip(" \t*_") and _is_no_abbreviation(written)
    parts = _WORD.findall(written)
    text = "".join(folded_case(part) for part in parts)
    shape = _shape(written) if len(parts) > 1 else ""
    signs = ("", "") if inside else _signs(seen, match)
    dots = not "".join(signs).strip(".-")
    weak = any(signs) and not shape and _is_weak(text, upper, dots)
    framed = any(signs) and (dots or signs[0] == signs[1])
    cut = f"{'.*' if signs[0] else ''}{shape or text}{'.*' if signs[1] else ''}" if any(signs) else shape
    return Word(text, capital, _is_initials(written), upper, gap, cut, weak, framed)


def _pieces(seen: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Each word, and whether it is a part of the one with masked letters before it."""
    for whole in _MASKED.finditer(seen):
        parts = list(_WORD.finditer(seen, whole.start(), whole.end()))
        spelled = all(len(folded_case(part.group())) == 1 for part in parts)
        masked = len(parts) > 1 and not (spelled and len(parts) >= _SHORTEST_SPELLED)
        if masked:
            yield whole, False
        yield from ((part, masked) for part in parts)


def _shape(written: str) -> str:
    """One sign stands for one letter, several for one or more: nobody counts them."""
    pieces = re.split(f"({_MASK})", _POSSESSIVE.sub("", written))
    return "".join(
        folded_case(piece) if not place % 2 else "." if len(piece) == 1 else ".+"
        for place, piece in enumerate(pieces)
    )


def _signs(seen: str, match: re.Match[str]) -> tuple[str, str]:
    """What masks the beginning and the end of a word."""
    start = match.start()
    before = _BEGINS_CUT.search(seen[max(0, start - _LONGEST_CUT) : start])
    after = _ENDS_CUT.match(seen, match.end())
    if after and after.group() == "-" and len(match.group()) > 1:
        after = None  # pre- and post-; but Ms. S-
    return before.group() if before else "", after.group() if after else ""


def _is_weak(text: str, upper: bool, dots: bool) -> bool:
    """Whether it may be a whole word, or no name at all: so..., f***, **day**.

    Dots also end a sentence: a short word before them is a part of a name only with a capital.
    """
    short = len(text) < _SHORTEST_CUT or (dots and not upper and len(text) < _SHORTEST_LOW)
    return short or is_known(text)


def folded_case(written: str) -> str:
    """A word of `words_of` in the form in which words are compared."""
    low = _POSSESSIVE.sub("", written.casefold())
    return low.translate(_INSIDE).translate(_LETTERS)


def is_everyday(word: str) -> bool:
    """Whether a word is so frequent that in lower case it names nobody."""
    return word in _lists()[0]


def is_known(word: str) -> bool:
    """Whether it is a word of the language, and so no misspelling of a name."""
    everyday, others = _lists()
    return word in everyday or word in others


def _is_no_abbreviation(written: str) -> bool:
    """Up to three letters, all of them capitals, are rather an abbreviation: TV, PE."""
    return not written.isupper() or len(written) > LONGEST_INITIALS


def _singular(written: str) -> str:
    """APs and AP's as AP."""
    return found.group(1) if (found := _INITIALS_WITH_S.fullmatch(written)) else written


def _is_initials(written: str) -> bool:
    return written.isupper() and 1 < len(written) <= LONGEST_INITIALS


def _with_initials(words: list[Word], initials: Collection[str], cased: bool) -> list[Word]:
    """A.P., a. d., A/P and A-P as one word, where the district's file has them; a longer row spells a name.

    Also where the grades A-D are meant: a name that was missed cannot be made good. Where other letters or
    digits stand beside them, in another sentence or in a list, or in the plural, the initials stand before
    the row: A.P. I saw it; the A/Ps.
    """
    found: list[Word] = []
    for row in _rows(words, cased):
        joined = "".join(word.text for word in row)
        if len(row) > 1 and joined in initials:
            found.append(replace(row[0], text=joined, initials=True))
        else:
            found += [*_inside(row, initials), *_spelled_plural(row), *row]
    return found


def _rows(words: list[Word], cased: bool) -> list[list[Word]]:
    """Single letters or digits in a row; the last may have a plural s: A/Ps."""
    rows: list[list[Word]] = []
    for place, word in enumerate(words):
        after = rows and len(rows[-1][-1].text) == 1 and (len(word.text) == 1 or _is_plural(word))
        if after and (_row_gap(word.gap) in _BETWEEN_INITIALS or _is_pair(words, place, cased)):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _is_pair(words: list[Word], place: int, cased: bool) -> bool:
    """The A P, or A P at the beginning of a sentence that goes on in small letters; in capitals, where the
    text has small letters.
    """
    first, word, after = words[place - 1], words[place], words[place + 1 : place + 2]
    if word.gap.strip(" \t") or (cased and not (first.upper and word.upper)):
        return False
    if place > 1 and words[place - 2].text in _BEFORE_INITIALS and not first.gap.strip():
        return True
    begins = place == 1 or not _ENDS.isdisjoint(first.gap)
    return begins and cased and any(not (one.upper or one.gap.strip(" \t")) for one in after)


def _inside(row: list[Word], initials: Collection[str]) -> list[Word]:
    """The initials that stand among the other letters of a row, or in the plural, each once."""
    letters = "".join(word.text[0] for word in row)
    linked = letters.isalpha() and all(word.gap == "." for word in row[1:])
    if linked and len(row) >= _SHORTEST_SPELLED and not _is_made_of(letters, initials):
        return []
    inside: dict[str, Word] = {}
    for size in range(2, min(len(row), LONGEST_INITIALS) + 1):
        for i in range(len(row) - size + 1):
            text = letters[i : i + size]
            if text in initials:
                inside[text] = replace(row[i], text=text, initials=True)
    return list(inside.values())


def _spelled_plural(row: list[Word]) -> list[Word]:
    """The word that a row spells, where its last letter has a plural s: J/d/l/Cs."""
    spells = len(row) >= _SHORTEST_SPELLED and len(row[-1].text) > 1
    return [replace(row[0], text="".join(word.text for word in row), capital=True)] if spells else []


def _is_made_of(letters: str, initials: Collection[str]) -> bool:
    """Whether it is one pair of initials after another: A.P.V.P."""
    ends = {0}
    for end in range(2, len(letters) + 1):
        if any(end - size in ends and letters[end - size : end] in initials for size in _SIZES):
            ends.add(end)
    return len(letters) in ends


def _row_gap(gap: str) -> str:
    """What stands between two initials, with one blank for several or for the end of a line."""
    return re.sub(r"\s+", " ", gap)


def _is_plural(word: Word) -> bool:
    """A letter with an s: the A/Ps, S/Os; but not as, is, us after a blank or a hyphen."""
    return len(word.text) == 2 and word.text[1] == "s" and (word.gap in _LINKS or not is_everyday(word.text))


def _spelled(words: list[Word]) -> list[Word]:
    """Four single letters and more in a row are one word: nobody writes so but to say a name.

    Digits among them are the letters they look like, where there are more letters: S 0 l b e r g.
    """
    found: list[Word] = []
    for single, run in groupby(words, lambda word: len(word.text) == 1):
        signs = list(run)
        letters = sum(word.text.isalpha() for word in signs)
        if single and len(signs) >= _SHORTEST_SPELLED and 2 * letters > len(signs):
            seen = bare(plain(" ".join(word.text for word in signs))).text
            found.append(replace(signs[0], text=seen.replace(" ", ""), capital=True))
        else:
            found += signs
    return found


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    lines = [line for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    cut = lines.index(_LISTS)
    return frozenset(" ".join(lines[:cut]).split()), frozenset(" ".join(lines[cut + 1 :]).split())
