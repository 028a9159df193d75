"""The people of a district as they are looked for in a text."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import re2

from handlers.district.model import Person
from handlers.reports.naming.disguises import SHORTEST_IN_PIECES, linked, looks_like, readings
from handlers.reports.naming.likeness import Neighbours, fold
from handlers.reports.naming.words import (
    LONGEST_INITIALS,
    SEAM,
    Word,
    folded_case,
    is_everyday,
    is_known,
    words_of,
)

_FORMS = "mr mrs ms miss mx mister missus dr prof professor sr sra srta senor senora senorita maestro maestra"
_POSTS = "coach principal superintendent director dean teacher nurse officer deputy assistant chair"
_BETWEEN = "de la del di da du dos das le van von der den ter al el bin ibn san st los las y"
ADDRESSED = frozenset(_FORMS.split())
"""Forms of address: what follows is a name."""
_BY_PART = frozenset(_POSTS.split())
"""Words after which an everyday word may be a name: Coach Long."""
_PARTICLES = frozenset(_BETWEEN.split())
_DIGITS = re.compile(r"\d+")
_MASKS = re.compile(r"(?:\.\+?){2,}")  # of masks in a row, once the digits between them are gone
_SIGNS = re.compile(r"[.+*]+")
_SHORTEST_WITH_FORM = 6
_AGES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DEGREES = frozenset({"phd", "edd", "md", "ma", "med", "mr", "mrs", "ms", "mx", "dr", "eds", "ba", "bs"})
_SHORTEST_PART = 2
_SHORTEST_JOINED = 5
_SHORTEST_OF_TWO = 10
_SHORTEST_NUMBERED = 4
_LONGEST_RUN = 3
_LONGEST_SPLIT = 3
_MISSPELT_SPLIT = 2
_MOST_FORENAMES = 2

Part = tuple[int, int]
"""A person by their place in the list, and a part of their name by its place in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A part of somebody's name, from one word of the text to before another."""

    person: int
    part: int
    start: int
    end: int


class Directory:
    """Knows the parts of everybody's name, and finds them in words."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Remember these people."""
        self.names = [name_parts(person.name) for person in people]
        self.family = [family_part(person.name) for person in people]
        self._parts: dict[str, set[Part]] = defaultdict(set)
        self._joined: dict[str, set[Part]] = defaultdict(set)
        self._users: dict[str, set[Part]] = defaultdict(set)
        self._initials: set[str] = set()
        for i, person in enumerate(people):
            self._remember(i, person)
        self._folded: dict[str, set[str]] = defaultdict(set)
        for name in self._parts:
            self._folded[fold(name)].add(name)
        self._near = Neighbours(self._parts)
        self._near_joined = Neighbours(name for name in self._joined if len(name) >= _SHORTEST_OF_TWO)
        self._by_first: dict[str, set[str]] = defaultdict(set)
        self._by_last: dict[str, set[str]] = defaultdict(set)
        for name in (*self._parts, *self._joined):
            self._by_first[name[0]].add(name)
            self._by_last[name[-1]].add(name)

    def _remember(self, i: int, person: Person) -> None:
        parts = self.names[i]
        for j, part in enumerate(parts):
            if part not in _PARTICLES or j in {0, len(parts) - 1}:
                self._parts[part].add((i, j))
        for size in range(1, _LONGEST_RUN + 1):
            for j in range(len(parts) - size + 1):
                joined = "".join(parts[j : j + size])
                if len(joined) >= _SHORTEST_JOINED:
                    self._joined[joined].add((i, j))
                    self._joined[joined].add((i, j + size - 1))
        family = self.family[i]
        if len(parts) > 1 and _is_user_name(user := parts[0 if family else 1][0] + parts[family]):
            self._users[user].add((i, family))
        single = [name[0] for name in map(called_words, person.also_called) if len(name) == 1]
        self._initials.update(name for name in single if len(name) <= LONGEST_INITIALS)
        local = folded_case(person.email.partition("@")[0])
        single += [local] if local.isalnum() and not is_known(local) else []
        for other in single:
            self._parts[other].add((i, len(parts)))  # a name of its own, no part of the full one

    def words(self, text: str) -> list[Word]:
        """The words of a text, with the initials of these people as one word each.

        What is written in another way stands behind the text once more, as it is meant, behind a SEAM: as
        in a link (Marit%20Solberg) both in its place and by itself.
        """
        quoted = (unquote(one) for one in (text, *text.split()) if "%" in one)
        meant = (words_of(f"\n{one}", self._initials) for one in readings(text, *quoted)[1:])
        return [*words_of(text, self._initials), *(word for one in meant for word in (SEAM, *one))]

    def found(self, words: Sequence[Word]) -> list[Found]:
        """Every place where a part of somebody's name stands, and may be meant."""
        found = [one for place in range(len(words)) for one in self._at(words, place)]
        return [one for one in found if self._may_be_meant(one, words, found)]

    def _at(self, words: Sequence[Word], place: int) -> Iterator[Found]:
        word = words[place].text
        for person, part in self._one_word(word, place > 0 and words[place - 1].text in ADDRESSED):
            yield Found(person, part, place, place + 1)
        for person, part in self._masked(words, place):
            yield Found(person, part, place, place + 1)
        size = linked(words, place)
        for person, part in self._disguised(words[place : place + size]):
            yield Found(person, part, place, place + size)
        for size in range(2, _LONGEST_SPLIT + 1):
            for person, part in self._split(words[place : place + size], size):
                yield Found(person, part, place, place + size)

    def _one_word(self, word: str, addressed: bool) -> set[Part]:
        spellings, letters = _spellings(word), without_digits(word)
        exact = {part for name in spellings for part in self._parts.get(name, ())}
        exact |= {part for name in looks_like(word) for part in self._parts.get(name, ())}
        exact |= {part for name in _after_a_form(word) for part in self._parts.get(name, ())}
        joined = (self._joined, self._users)
        whole = {part for known in joined for name in spellings for part in known.get(name, ())}
        if exact | whole or (is_known(letters) and not addressed):
            return exact | whole
        near = {name for one in spellings for name in self._near.near(one, addressed)}
        near |= {name for one in spellings if fold(one) for name in self._folded.get(fold(one), ())}
        found = {part for name in near for part in self._parts[name]}
        runs = {name for one in {word, letters} for name in self._near_joined.near(one)}
        return found | {part for name in runs for part in self._joined[name]}

    def _masked(self, words: Sequence[Word], place: int) -> set[Part]:
        """S_lberg, S*****g; S_lberg_22; Solb***, ***berg; Ms. S***."""
        word = words[place]
        if not word.shape or (word.weak and not _is_announced(words, place)):
            return set()
        if word.framed and any(name in self._parts for name in _spellings(word.text)):
            return set()  # **Thomas** and Thomas... are the name, and not the beginning of another
        shape = _MASKS.sub(".+", without_digits(word.shape)).rstrip(".+")
        return self._shaped(shape)

    def _shaped(self, shape: str) -> set[Part]:
        # RE2, in linear time: whoever writes a report also writes this pattern.
        matcher = re2.compile(shape)
        names = self._by_first.get(shape[:1], ()) if shape[:1] != "." else self._by_last.get(shape[-1:], ())
        if shape.startswith(".") and shape.endswith("*"):
            names = {name for known in self._by_first.values() for name in known}
        fit = [name for name in names if matcher.fullmatch(name)]
        single = {part for name in fit for part in self._parts.get(name, ())}
        bearers = {person for person, _ in single}
        joined = {part for name in fit for part in self._joined.get(name, ()) if part[0] not in bearers}
        written = max(map(len, _SIGNS.split(shape)))
        return self._one_each(single) | {
            one for one in joined if written > self._shorter(one[0]) or one in self._one_each(joined)
        }

    def _one_each(self, found: set[Part]) -> set[Part]:
        """One part of each person, the family name before another: Tho*** is not the whole of a name, nor
        both parts of Tom Thomasson, and L***n may be a student.
        """
        return {(i, part) for i, part in found if part == self.family[i] or (i, self.family[i]) not in found}

    def _shorter(self, person: int) -> int:
        """How many letters a piece of the joined name has at most that is in one of its ends alone."""
        return min(len(self.names[person][0]), len(self.names[person][-1]))

    def _disguised(self, run: Sequence[Word]) -> set[Part]:
        """A name in pieces: S-lberg, D@nny, S-o-l-berg; not two words of the language: so-long."""
        joined = "".join(word.text for word in run)
        if len(run) < 2 or len(joined) < SHORTEST_IN_PIECES - 1 or all(is_known(w.text) for w in run):
            return set()
        shape = run[0].text + "".join("." * len(word.gap) + word.text for word in run[1:])
        return self._one_word(joined, addressed=False) | self._shaped(shape)

    def _split(self, run: Sequence[Word], size: int) -> set[Part]:
        """White Feather, O Brien, De la Cruz; misspelled too where the whole is long."""
        if len(run) < size:
            return set()
        joined = "".join(word.text for word in run)
        names = {name for name in _spellings(joined) if name in self._joined}
        if not names and size == _MISSPELT_SPLIT and not all(is_known(word.text) for word in run):
            names = self._near_joined.near(joined)
        return {part for name in names for part in self._joined[name]}

    def _may_be_meant(self, one: Found, words: Sequence[Word], found: Sequence[Found]) -> bool:
        """An everyday word in lower case is a name only where something beside it says so."""
        word = words[one.start]
        if one.end - one.start > 1 or word.capital or not is_everyday(without_digits(word.text)):
            return True
        if word.initials and one.part == len(self.names[one.person]):
            return True
        if one.start and words[one.start - 1].text in ADDRESSED | _BY_PART:
            return True
        beside = {one.start - 1, one.start + 1}
        return any(f.person == one.person and f.part != one.part and f.start in beside for f in found)


def _is_announced(words: Sequence[Word], place: int) -> bool:
    """Whether a name comes here for certain: after a form of address, or as `is_addressed` says."""
    addressed = place > 0 and words[place - 1].text in ADDRESSED
    return addressed or (words[place].upper and is_addressed(words, place))


def is_addressed(words: Sequence[Word], place: int) -> bool:
    """Whether the name here comes after a form of address, also after initials and first names between
    the two (Mr. T. J. Whitefeather, Dr. Tom Whitefeather), or right after a post (Coach Whitefeather).
    """
    if place and words[place - 1].text in _BY_PART and not words[place].gap.strip(" \t"):
        return True
    for before in reversed(range(max(0, place - 1 - _MOST_FORENAMES), place)):
        if words[before].text in ADDRESSED:
            return True
        if not _is_forename(words, before):
            return False
    return False


def _is_forename(words: Sequence[Word], place: int) -> bool:
    """Whether this word may belong to the next: an initial, or a word that is no other word here.

    After Mr. and the like one in lower case is a name too where it is no word of the language.
    """
    word, gap = words[place], words[place + 1].gap.strip(" \t")
    if len(word.text) == 1 or (word.initials and word.upper):
        return gap in {"", "."}
    first = place > 0 and words[place - 1].text in ADDRESSED
    return not gap and (word.upper or (first and not is_known(word.text)))


def called_words(name: str) -> list[str]:
    """The words of another name in the file; A.P. is AP."""
    return [word.text for word in words_of(name.replace(".", ""))]


def name_parts(name: str) -> list[str]:
    """The parts of a name, without degrees, forms of address and what tells father from son."""
    first, _, rest = name.partition(",")
    before = [word.text for word in words_of(first)]
    after = [word.text for word in words_of(rest)]
    while before and before[0] in ADDRESSED:
        before.pop(0)
    if len(before) > 2:
        before = [word for i, word in enumerate(before) if not i or word not in _DEGREES]
    parts = [*before, *(word for word in after if word not in _DEGREES)]
    return [word for word in parts if len(word) >= _SHORTEST_PART and word not in _AGES]


def family_part(name: str) -> int:
    """The place of the family name among the parts: the last one, but in `Solberg, Marit`."""
    before, parts = name_parts(name.partition(",")[0]), name_parts(name)
    return min(len(before), len(parts)) - 1


def _is_user_name(joined: str) -> bool:
    """Whether an initial and a family name (habdi) are together no word of the language."""
    return len(joined) >= _SHORTEST_JOINED and not is_known(joined)


def without_digits(word: str) -> str:
    """A user name without its digits: solberg22 is solberg. What is short is left as it is where it does
    not begin with all its letters: 3rd, h2o.
    """
    letters = _DIGITS.sub("", word)
    short = len(letters) < _SHORTEST_NUMBERED and not word.startswith(letters)
    return word if short or not letters else letters


def _spellings(word: str) -> set[str]:
    """The word, also without digits, and without a plural s: the Solbergs."""
    ends = {
        end for one in (word, without_digits(word)) for end in (one.removesuffix("es"), one.removesuffix("s"))
    }
    return {word, without_digits(word), *(one for one in ends if len(one) > _SHORTEST_PART)}


def _after_a_form(word: str) -> set[str]:
    """Principalsolberg as solberg, solbergcoach too: what is left of a form of address or a post."""
    if len(word) < _SHORTEST_WITH_FORM or is_known(word):
        return set()
    forms = [form for form in ADDRESSED | _BY_PART if form in word]
    cut = {word.removeprefix(form) for form in forms} | {word.removesuffix(form) for form in forms}
    return {name for name in cut - {word} if len(name) >= SHORTEST_IN_PIECES and not is_known(name)}
