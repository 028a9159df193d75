"""The people named in a text: each mention, and which mentions are of the same person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.precheck.people.judged import ABBREVIATED, NEVER, TITLES, WITHIN, Judged, is_surname, judged
from handlers.precheck.people.led import led
from handlers.precheck.people.names import NameModel, Seen, Word
from handlers.precheck.people.particles import is_saint, joined
from handlers.precheck.people.parts import read_parts
from handlers.precheck.people.unnamed import read_unnamed

LONGEST = 4  # words of one name
SENTENCE = 40  # words looked through for the mark that ends a sentence
DOUBT = -1.6
"""The score that is enough beside a sure part of a name, or after a title."""
UNHEARD = -4.0
"""The score that is enough for a word on no list right after a sure part of a name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One name as it stands in the plain reading: half-open offsets, its words, its title if it has one.

    The offsets do not take in the title.
    """

    start: int
    end: int
    words: tuple[str, ...] = field(repr=False)
    title: str = ""


def mentions(words: Sequence[Word], model: NameModel) -> list[Mention]:
    """The names in a text, in order, in time linear in its length."""
    seen = model.look(words)
    page = _Page(words, model, seen, [judged(seen, model, at) for at in range(len(words))], led(seen))
    found: list[Mention] = []
    at = 0
    while at < len(words):
        end = page.end(at)
        if end > at:
            parts = tuple(word.text for word in words[at:end] if word.text != ".")
            found.append(Mention(words[at].start, words[end - 1].end, parts, page.title(at)))
        at = max(end, at + 1)
    return found


def same_person(one: Mention, other: Mention) -> bool:
    """Whether two mentions may be of the same person: they share a name, and no name speaks against it."""
    first, second = _known_as(one), _known_as(other)
    if len(first) > 1 and len(second) > 1:
        return first[0] == second[0] and _agree(first[-1], second[-1])
    short, long = sorted((first, second), key=len)
    return short[0] in long


def _known_as(mention: Mention) -> list[str]:
    return [word.lower() for word in mention.words]


def _agree(one: str, other: str) -> bool:
    return (
        one == other
        or (len(one) == 1 and other.startswith(one))
        or (len(other) == 1 and one.startswith(other))
    )


@dataclass(frozen=True, slots=True)
class _Page:
    words: Sequence[Word]
    model: NameModel
    seen: Sequence[Seen]
    judged: Sequence[Judged]
    led: Mapping[int, int]

    def end(self, at: int) -> int:
        """Where the name that starts here ends, with all that particles join; `at` where none does."""
        end = max(self._plain_end(at), self.led.get(at, at))
        end = self._opened(at) if end == at else end
        while end > at and (after := joined(self.seen, end)) > end:
            end = after
            while end < min(len(self.words), after + LONGEST) and self._goes_on(at, end):
                end += 1
        return end

    def _opened(self, at: int) -> int:
        """The place after a given name that a particle shows to be one, or after `Ms.` and a particle."""
        one, parts = self.seen[at], read_parts()
        is_titled = self.title(at) in ABBREVIATED or (self.title(at) and is_saint(self.seen, at))
        if is_titled and (end := joined(self.seen, at)) > at:
            return end
        is_given = one.lists[0] == "1" and one.shape == "Xx" and self.judged[at].score > NEVER
        is_name = is_given and (not one.is_common or one.low in parts.firsts) and one.low not in parts.others
        return at + 1 if is_name and joined(self.seen, at + 1) > at + 1 else at

    def _plain_end(self, at: int) -> int:
        if not (self.words[at].is_capital or self.judged[at].is_sure):
            return at
        end = at
        while end < len(self.words) and end - at < LONGEST and self._goes_on(at, end):
            end += 1
        if any(one.is_sure for one in self.judged[at:end]) or (end > at and self.title(at)):
            return end
        if end > at + 1 and self._is_first(at):
            return end
        if self._is_household(at):
            return at + 1
        return self._titled_end(at) if self._is_after_title(at) else at

    def title(self, at: int) -> str:
        """The title before a name, in lower case; empty where there is none."""
        dotted = at > 1 and self.words[at - 1].text == "."
        before = self.words[at - 1 - dotted].text.lower() if at > dotted else ""
        return before if before in (ABBREVIATED if dotted else TITLES) else ""

    def _goes_on(self, start: int, at: int) -> bool:
        word, one = self.words[at], self.judged[at]
        if at > start and not word.follows(self.words[at - 1]):
            return False
        if self._is_first(at) or (at > start and self._is_last(start, at)):
            return True
        is_initial = at > start and len(word.text) == 1 and word.text in _INITIALS
        if one.is_sure or is_initial:
            return True
        ends = at > start and word.text.lower() in read_parts().ends
        return one.score >= DOUBT and word.is_capital and not (one.is_common or ends)

    def _is_first(self, at: int) -> bool:
        """Whether a given name that alone may be none stands before another part, as in `Hope Larson`."""
        return self._is_word_first(at) or self._is_doubtful_first(at) or self._is_halved_first(at)

    def _is_word_first(self, at: int) -> bool:
        low, parts = self.words[at].text.lower(), read_parts()
        if low not in parts.firsts or not self.words[at].text.istitle() or not self._follows(at + 1):
            return False
        if low in parts.verbs and self._begins(at):
            return not self.judged[at + 1].is_common and self._is_family(at + 1) and not self._is_asked(at)
        return self._is_family(at + 1) or self.judged[at + 1].is_sure

    def _is_doubtful_first(self, at: int) -> bool:
        one, low = self.judged[at], self.words[at].text.lower()
        if not one.is_listed or not self.words[at].text.istitle() or not self._follows(at + 1):
            return False
        if low in read_parts().others or read_unnamed().is_noun(low):
            return False
        return (one.score >= DOUBT and self._is_family(at + 1)) or self._is_word_first(at + 1)

    def _is_halved_first(self, at: int) -> bool:
        """Whether a name of two halves stands before a surname, as in `Ye-jin Kim`."""
        first, _, second = self.words[at].text.replace("'", "-").partition("-")
        is_halved = first.istitle() and len(first) > 1 and len(second) > 1 and second.isalpha()
        if not is_halved or self.judged[at].score <= NEVER or not self._follows(at + 1):
            return False
        is_town = first.lower() in read_parts().towns or second.lower() in read_parts().towns
        return self._is_family(at + 1) and not (is_town or self.model.holds("common", second.lower()))

    def _is_last(self, start: int, at: int) -> bool:
        """Whether a surname that is a word too goes on with a name, as in `Rosa Ortiz`."""
        if not self._follows(at) or not (self._is_family(at) or self._is_unlisted(at)):
            return False
        return any(one.is_sure for one in self.judged[start:at]) or self._is_first(start)

    def _is_family(self, at: int) -> bool:
        """Whether a word is on the list of surnames, common or not, or is two of them with a hyphen."""
        low, parts = self.words[at].text.lower(), read_parts()
        known = all(self.model.holds("family", half) for half in low.split("-"))
        return (known or low in parts.lasts) and low not in parts.ends

    def _is_unlisted(self, at: int) -> bool:
        one = self.judged[at]
        is_end = self.words[at].text.lower() in read_parts().ends
        return not (one.is_common or one.is_listed or is_end) and one.score >= UNHEARD

    def _follows(self, at: int) -> bool:
        """Whether a word is written as the one before it, with a capital and one space between them."""
        if at >= len(self.words):
            return False
        before, word = self.words[at - 1], self.words[at]
        return word.follows(before) and word.is_capital and word.text.isupper() == before.text.isupper()

    def _begins(self, at: int) -> bool:
        """Whether words begin anew here, as at the start of a sentence."""
        before = self.words[at - 1].text if at else "."
        return not before[0].isalnum() and before not in WITHIN

    def _is_asked(self, at: int) -> bool:
        """Whether its sentence ends in a question mark."""
        ahead = (word.text for word in self.words[at : at + SENTENCE])
        return next((mark for mark in ahead if mark in _STOPS), "") == "?"

    def _is_after_title(self, at: int) -> bool:
        word = self.words[at]
        return (
            bool(self.title(at))
            and word.is_capital
            and (not self.judged[at].is_common or self._surname(at + 1) or self._is_formal(at))
        )

    def _is_formal(self, at: int) -> bool:
        """Whether a surname that is a word too stands after a title such as `Mrs.`."""
        word = self.words[at].text
        return self.title(at) in ABBREVIATED and word.istitle() and self._is_family(at)

    def _titled_end(self, at: int) -> int:
        """After a title, a surname may follow the first word, as in `Coach Van Dinh`."""
        return at + 2 if self._surname(at + 1) else at + 1

    def _surname(self, at: int) -> bool:
        return is_surname(self.words, self.model, at)

    def _is_household(self, at: int) -> bool:
        """Whether it is a surname in the plural, as in `the Nguyens`."""
        word = self.words[at].text
        before = self.words[at - 1].text.lower() if at else ""
        if before not in {"the", "los"} or not (word.istitle() and word.endswith("s")):
            return False
        stem = word.lower().removesuffix("es") if word.endswith(("zes", "ses")) else word.lower()[:-1]
        return self.model.holds("family", stem) and not self.model.holds("common", stem)


_STOPS = frozenset(".!?\u2026")
_INITIALS = frozenset("BCDEFGHJKLMNOPQRSTUVWXYZ")  # A and I are words
