"""Who of the district is named in a report, and so must get no signal that it exists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handlers.district.model import District, Person
from handlers.reports.naming.likeness import Neighbours
from handlers.reports.naming.people import Directory, Found, called_words, is_addressed
from handlers.reports.naming.titles import Title, TitleWords, is_title
from handlers.reports.naming.words import SEAM, Word, words_of

_RANKS_BELOW = frozenset({"assistant", "asst", "associate", "deputy", "vice", "interim"})
_NEAR_EACH_OTHER = 2


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Who must get no signal of a report: `left_out`; `above` are those it is certainly about."""

    left_out: frozenset[str]
    above: frozenset[str]


def involved_people(
    answers: Mapping[str, str], marked: Collection[str], district: District
) -> frozenset[str]:
    """The e-mail addresses of everybody marked by the reporter or named anywhere in the answers.

    Somebody left out wrongly costs a step of the ladder, somebody told wrongly cannot be undone. So a
    person is named by any of these, with disguised letters, accents and apostrophes undone:

    - a part of their name of two letters or more, or a one-word `also_called`, in any case. An everyday
      word (`naming/common_words.txt`: will, may, long, so) counts only with a capital inside a sentence,
      after a form of address or a post (Mr., Coach), or beside another part of the same name; what only
      links names (de la, van) counts together with them;
    - such a part misspelled: one letter left out, put in, changed or swapped in parts of 5 to 7 letters,
      two in longer ones, unless it is then another word of the language (eyes, not Reyes); after Mr.,
      Ms. and the like one from 4 letters on, two from 6 on, whatever it is then;
    - a part in other letters (Mueller, M\u00fcller), parts joined or split (Delacruz, White Feather);
    - their title without the place, or an `also_called` of several words: its words in any order
      (director of activities), misspelled too; of three or more one may be missing (the board chair);
    - their e-mail address, or the part before the @ where that is no word of the language;
    - a user name of an initial and the last name (habdi), and any of these with digits (solberg22) or
      written as in a link (Marit%20Solberg);
    - any of these spelled out (S.o.l.b.e.r.g, S 0 l b e r g, A.P.), with a sign for a letter or several
      for some (S_lberg, S*****g), cut off (Solb***, Ms. S***), in pieces (S-o-l-berg), with digits
      for letters (Abd1), in Cyrillic or Greek letters, in one word with a post (principalsolberg), or
      a title in two parts.

    Not found: a nickname or initials that are not in the file, a description, worse misspellings.
    """
    return named_in(answers, marked, district).left_out


def meant_people(answers: Mapping[str, str], marked: Collection[str], district: District) -> frozenset[str]:
    """Those of them who are certainly meant: marked, or named in full, by title, by address, or by the
    last part of the name after a form of address (Mr. Whitefeather, Dr. Tom Whitefeather, Ms. M. Solberg)
    or right after a post (Coach Whitefeather).

    Any other part of a name may belong to a student. It keeps its bearer out, but nobody who works for
    them. In full is the first and the last part near each other in any order, also misspelled.
    """
    return named_in(answers, marked, district).above


def named_in(answers: Mapping[str, str], marked: Collection[str], district: District) -> Conflicts:
    """Both, read once."""
    return _reader(district.people).read("\n".join(answers.values()), frozenset(marked))


def names_in(words: str, district: District) -> frozenset[str]:
    """Who is named in these words by a part of their name, and not only by title or address."""
    return _reader(district.people).names(words)


class _Reader:
    """Looks for the people of one district file."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self._directory = Directory(people)
        self._emails = [[word.text for word in words_of(person.email)] for person in people]
        roles = [Title.read(person.role) for person in people]
        called = [[(name, called_words(name)) for name in person.also_called] for person in people]
        others = [[Title.read(name) for name, words in own if len(words) > 1] for own in called]
        self._titles = list(zip(roles, others, strict=True))
        single = [[words[0] for _, words in own if len(words) == 1] for own in called]
        self._one_word = [Neighbours(filter(is_title, names)) for names in single]
        self._title_words = TitleWords(title for role, more in self._titles for title in (role, *more))

    def names(self, text: str) -> frozenset[str]:
        found = self._directory.found(self._directory.words(text))
        return frozenset(self._people[one.person].email for one in found)

    def read(self, text: str, marked: frozenset[str]) -> Conflicts:
        words = self._directory.words(text)
        found, texts = self._directory.found(words), [word.text for word in words]
        titled = self._title_words.joined(words)
        marks = self._title_words.marks(titled)
        named, meant = {self._people[one.person].email for one in found}, set[str]()
        for i, person in enumerate(self._people):
            role, others = self._titles[i]
            places = [place for title in (role, *others) for place in title.places(titled, marks)]
            if places:
                named.add(person.email)
            by_title = any(_is_own(titled, place) for place in places) or self._titled(i, found, words)
            by_name = self._in_full(i, found, words) or self._addressed(i, found, words)
            if by_title or by_name or _is_in(self._emails[i], texts):
                meant.add(person.email)
        return Conflicts(marked | named | meant, marked | meant)

    def _titled(self, i: int, found: Sequence[Found], words: Sequence[Word]) -> bool:
        """Called by another name that is a title in one word: chairwoman."""
        other, near = len(self._directory.names[i]), self._one_word[i].near
        own = (one.start for one in found if (one.person, one.part) == (i, other))
        return any(near(words[start].text) and _is_own(words, start) for start in own)

    def _in_full(self, i: int, found: Sequence[Found], words: Sequence[Word]) -> bool:
        parts = self._directory.names[i]
        last = len(parts) - 1
        own = [one for one in found if one.person == i]
        near = max(_NEAR_EACH_OTHER, last + 1)
        apart = 1 if last and parts[0] == parts[last] else 0  # Hassan alone is not Hassan Hassan
        starts = [sorted((f.start, g.start)) for f in own for g in own if (f.part, g.part) == (0, last)]
        close = (words[one:other] for one, other in starts if apart <= other - one <= near)
        return any(SEAM not in between for between in close)

    def _addressed(self, i: int, found: Sequence[Found], words: Sequence[Word]) -> bool:
        family = self._directory.family[i]
        own = (one for one in found if (one.person, one.part) == (i, family))
        return any(is_addressed(words, one.start) for one in own)


def _is_own(words: Sequence[Word], place: int) -> bool:
    """Whether the title here is not that of somebody below: the vice chairwoman."""
    return place == 0 or words[place - 1].text not in _RANKS_BELOW


@lru_cache(maxsize=8)
def _reader(people: tuple[Person, ...]) -> _Reader:
    return _Reader(people)


def _is_in(email: list[str], texts: list[str]) -> bool:
    size, first = len(email), email[0]
    return any(text == first and texts[i : i + size] == email for i, text in enumerate(texts))
