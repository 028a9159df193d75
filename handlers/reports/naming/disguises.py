"""A text as it may be meant: a name in pieces, in other signs, and digits for its letters."""

import re
from collections.abc import Sequence

from handlers.reports.naming.alphabets import in_latin
from handlers.reports.naming.words import Word, is_known
from handlers.spelling.reading import plain

_LINK = re.compile(r"[~\u2022\u00b7\u00d7@%+!=^|.\-]{1,2}")
"""A sign or two for a letter, or between syllables."""
_LONGEST_LINKED = 12
_LOOKS = tuple(str.maketrans("01345789", letters) for letters in ("oieastbg", "oleastbg"))
"""Digits as the letters they look like; 1 may be two."""
SHORTEST_IN_PIECES = 4
_FEWEST_LETTERS = 2


def readings(*texts: str) -> list[str]:
    """Each text once, and then as it is meant where that is another: with words in another alphabet as
    they sound, and with an s for a dollar sign.
    """
    meant = dict.fromkeys(way for one in texts for way in (one, in_latin(one)))
    seen = (plain(one).text for one in meant)
    signed = (one.replace("$", "s") for one in seen if "$" in one)
    return list(dict.fromkeys((*meant, *signed)))


def linked(words: Sequence[Word], place: int) -> int:
    """How many words from here on hang together by a sign each; 1 where none does, or one before does."""
    if _LINK.fullmatch(words[place].gap):
        return 1
    size = 1
    while size < _LONGEST_LINKED and place + size < len(words) and _LINK.fullmatch(words[place + size].gap):
        size += 1
    return size


def looks_like(word: str) -> set[str]:
    """Abd1 as abdi, R3y35 as reyes, where it has two letters and no word of the language comes of it."""
    letters = sum(one.isalpha() for one in word)
    if len(word) < SHORTEST_IN_PIECES or not _FEWEST_LETTERS <= letters < len(word):
        return set()
    read = {word.translate(looks) for looks in _LOOKS}
    return {seen for seen in read if seen.isalpha() and not is_known(seen)}
