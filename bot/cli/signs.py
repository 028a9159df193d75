"""Signs: what people wrote, made fit for a terminal, which obeys some signs instead of showing them."""

import unicodedata

# Controls, formats (also what turns a line around or takes no room), separators of lines, halves of pairs.
_OBEYED = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})

# Letters, marks and symbols that look like nothing.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159")
_SOFT_HYPHEN = "\u00ad"
_JOINERS = frozenset("\u200c\u200d")

# They choose the shape of the sign before them, and look like nothing after any other.
_OF_EMOJI = frozenset("\ufe0e\ufe0f")
_OF_SCRIPT = frozenset(map(chr, [*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0)]))
_OF_MONGOLIAN = frozenset("\u180b\u180c\u180d\u180f")
_SELECTORS = _OF_EMOJI | _OF_SCRIPT | _OF_MONGOLIAN

# Emoji that are no symbols by their kind: !! !? the wavy dash, the information source.
_ODD_EMOJI = frozenset("\u203c\u2049\u3030\u2139")
_KEYS, _KEYCAP = frozenset("0123456789#*"), "\u20e3"

# More marks than any script sets on one letter; heaped up they cover the lines above and below.
_MOST_MARKS = 6


def visible(line: str) -> str:
    """One line with every sign that would move, hide or turn something shown as its number, `<U+001B>`.

    A line break is one of them: nobody's words can begin a line of their own. A joiner or a selector stays
    where a script or an emoji needs it; soft hyphens are left out.
    """
    kept = line.replace("\t", " ").replace(_SOFT_HYPHEN, "")
    shown, marks = list[str](), 0
    for at, sign in enumerate(kept):
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        hides = marks > _MOST_MARKS or (_is_obeyed(sign) and not _is_needed(kept, at))
        shown.append(f"<U+{ord(sign):04X}>" if hides else sign)
    return "".join(shown)


def _is_obeyed(sign: str) -> bool:
    return sign in _FILLERS or sign in _SELECTORS or unicodedata.category(sign) in _OBEYED


def _is_needed(line: str, at: int) -> bool:
    sign, before, after = line[at], line[at - 1 : at], line[at + 1 : at + 2]
    if sign in _JOINERS:
        return _joins(_base(line, at), after)
    if not before or before in _FILLERS:
        return False
    if sign in _OF_EMOJI:
        return _is_symbol(before) or before in _ODD_EMOJI or (before in _KEYS and after == _KEYCAP)
    if sign in _OF_SCRIPT:
        return _is_symbol(before) or _is_caseless(before)
    return sign in _OF_MONGOLIAN and "\u1800" <= before <= "\u18af" and _is_caseless(before)


def _base(line: str, at: int) -> str:
    """What the marks right before this place belong to."""
    while at and unicodedata.category(line[at - 1]).startswith("M"):
        at -= 1
    return line[at - 1 : at]


def _joins(base: str, after: str) -> bool:
    """Two emoji, or within a word of a script that joins its letters: none of these has capitals."""
    if not base or not after or base in _FILLERS or after in _FILLERS:
        return False
    if _is_symbol(base):
        return _is_symbol(after)
    return _is_caseless(base) and (_is_caseless(after) or unicodedata.category(after) in {"Mn", "Mc"})


def _is_caseless(sign: str) -> bool:
    return unicodedata.category(sign) in {"Lo", "Lm"}


def _is_symbol(sign: str) -> bool:
    """An emoji, a colour of skin, or another symbol, such as an arrow."""
    return not sign.isascii() and unicodedata.category(sign) in {"So", "Sk", "Sm"}
