"""How an obscenity is taken out: the word where the rest still reads, and else its whole sentence."""

from dataclasses import dataclass, field
from typing import Any

import re2

from handlers.precheck.sentences import Sentences
from handlers.spelling.reading import Reading, bare, plain

_LOOK = 40
_CALL_BEFORE = re2.compile(r"(?:^|[.!?,;:\x{2026}\x{2014}(\"'-])\s{0,2}$")
_CALL_AFTER = re2.compile(r"^\s{0,2}(?:$|[.!?,;:\x{2026}\x{2014})\"'-])")
_HEAD = re2.compile(r"[\w*#@$]*$")
_TAIL = re2.compile(r"^[\w*#@$]*")
_STOP = re2.compile(r"^[.!?\x{2026}]{1,5}\s{1,3}")
_PAUSE = re2.compile(r"^\s{0,2}(?:[,;:\x{2014}\x{2026}-]|\.{2,3}){1,3}\s{0,2}")


@dataclass(frozen=True, slots=True)
class SwearWords:
    """What kinds of obscenity there are, as patterns for the word in its undisguised form."""

    stress: Any
    assent: Any
    phrase: Any
    lead: Any
    bound: Any


@dataclass(frozen=True)
class Swearing:
    """Takes obscenities out of one draft."""

    words: SwearWords
    reading: Reading = field(repr=False)
    split: Sentences = field(repr=False)

    def cut(self, start: int, end: int) -> tuple[int, int]:
        """What to take out for an obscenity at these offsets of the reading.

        A word that only stresses another goes alone, as does one before a `yeah`, a phrase such as `the hell`
        and a cry with its comma; any other word carries its sentence, which goes whole.
        """
        start, end = self._whole(start, end)
        first, last = self.split.around(start)
        if stop := _STOP.search(self.reading.text[end : end + _LOOK]):
            last = end + len(stop.group())  # the splitter may take a disguised end of a word for an initial
        before, after = self.reading.text[first:start], self.reading.text[end:last]
        word = bare(plain(self.reading.text[start:end])).text
        if not any(character.isalnum() for character in word):
            return start, end
        if self.words.stress.search(word) and self._is_stress(before, after):
            return start, end
        if self._is_cry(before, "") and self.words.assent.search(after[:_LOOK]):
            return start, end
        lead = self.words.lead.search(before[-_LOOK:])
        opens = start - (len(lead.group()) if lead else 0)
        if self._is_cry(self.reading.text[first:opens], after):
            return self._cry(first, opens, end)
        if phrase := self.words.phrase.search(before[-_LOOK:] + word):
            return start + len(word) - len(phrase.group()), end
        return first, first + len(self.reading.text[first:last].rstrip("\n"))

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """The stretch out to the ends of its words, where only the beginning of one was found."""
        before, after = self.reading.text[max(0, start - _LOOK) : start], self.reading.text[end : end + _LOOK]
        if not any(character.isalnum() for character in self.reading.text[start:end]):
            return start, end
        head, tail = _HEAD.search(before), _TAIL.search(after)
        return start - len(head.group()), end + len(tail.group())

    def _is_stress(self, before: str, after: str) -> bool:
        """Whether the word that is stressed follows, and an article before still fits it."""
        follows = after[:1] == " " and after[1:2].isalnum() and not self.words.bound.search(after[1:_LOOK])
        article = before[-3:].lower().lstrip()
        vowel = after[1:2].lower() in "aeiou"
        return follows and not (article == "a " and vowel) and not (article == "an " and not vowel)

    @staticmethod
    def _is_cry(before: str, after: str) -> bool:
        return bool(_CALL_BEFORE.search(before[-_LOOK:]) and _CALL_AFTER.search(after[:_LOOK]))

    def _cry(self, first: int, start: int, end: int) -> tuple[int, int]:
        """A cry with the comma after it; at the end of a sentence, with the comma before it."""
        text = self.reading.text
        if not any(character.isalnum() for character in text[first:start]):
            pause = _PAUSE.search(text[end : end + _LOOK])
            end += len(pause.group()) if pause else 0
            stop = text[end : end + 1] in {".", "!", "?", "\u2026"} and not pause
            return start, end + stop + (text[end : end + 3] == "...") * 2
        return len(text[:start].rstrip(" ,;:\u2014-")), end
