"""Names in a draft become Student A, Teacher A, Parent A: one person, one label, wherever it is said."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import re2

from handlers.precheck.mending.beside import Neighbours
from handlers.precheck.mending.edit import Edit
from handlers.precheck.mending.kinship import read_kinship
from handlers.precheck.mending.known import WITHIN, Circle, Known, circle
from handlers.precheck.mending.stated import Labels
from handlers.precheck.mending.tokens import Sort, Token, tokens
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.names import name_model
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Person
from handlers.spelling.reading import Reading

KNOWN = frozenset({Role.STUDENT, Role.PARENT, Role.COLLEAGUE})
"""Roles whose names are replaced."""
_BEFORE = 48
"""Characters before a name in which its title and the word for its role stand."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEAD = re2.compile(
    r"(?:\b(?i:mr|mrs|ms|mx|dr|sra?|coach|principal|profe|nurse|maestr[oa]|ap|superintendent|mister"
    r"|madame|officer|senora?)\.? ?|\bM(?i:iss) |(?i:\b(?:thank you|thanks|from|by|with|for) )(miss) )$"
)
_NOUNS = {
    "student": r"students?|alumn[oa]s?|estudiantes?",
    "teacher": r"teachers?|maestr[oa]s?",
    "coach": r"coach(?:es)?",
    "parent": r"parents?",
    "colleague": r"colleagues?|co-?workers?|colegas?",
    "family": r"family|familia",
}
_KIN_OF = re2.compile(
    r"(?i)\b(?:mama|mami|madre|papa|papi|padre|mom|mother|dad|father) (?:de|of) (?:\w{1,12} ){0,3}\w{1,20}, $"
)
_NOUN = {kind: re2.compile(rf"(?i)\b(?:{noun}),? $") for kind, noun in _NOUNS.items()}
_SMALL = re2.compile(r"(?i)\b(?:little|lil|exchange) $")
_OF_MINE = re2.compile(
    r"(?i)\b(?:my|our|mis?|nuestr[oa]s?) (?:own |dear |querid[oa] )?(?:(?:student|alumn[oa]) )?$"
)
_FAMILY = re2.compile(r"(?i)^(?: famil(?:y|ies)\b)")
_GOES_ON = re2.compile(r"^(?:\s{0,2}\p{Ll}|[,;:!?)]|'s)")
_ARTICLE = re2.compile(r"(?i)(?:^|\b)(?:an?|un|una|el|la) $")
_KIN_TITLE = re2.compile(
    r"(?i)(?:^|[.!?:,] |\b(?:to|from|by|for|with|and|an?|thanks|thank you|(?:room|class|team|super) ) ?)"
    r"((?:mom|dad|mother|father|mama|papa) )$"
)
_THING = re2.compile(r"(?i)\b(?:the|a|an|some|whole|roast|these|those) (?:[a-z]{2,12} ){0,1}$")
_SAINTS = (" St", " Ste")
_BESIDE = {" and ", " & ", " y ", " or ", " with "}
_THE = {"the ", "los "}
_TEACHING = {"profe", "maestra", "maestro", "madame", "senor", "senora"}
_FORMAL = frozenset({"mr", "mrs", "ms", "miss", "mx", "mister", "sr", "sra", "dr"} | _TEACHING)
_IN_SCHOOL = re2.compile(
    r"(?i)\b(?:my|our|this|the) (?:\w{1,10} ){0,2}(?:students?|class|kids?|kiddos?|homeroom|team"
    r"|(?:[1-9](?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth)[ \-]"
    r"(?:hour|period|grade|graders))\b"
    r"|\b(?:mis?|nuestr[oa]s?|est[ae]|el|la|los) (?:\w{1,10} ){0,2}"
    r"(?:clase|salon|grupo|equipo|alumn[oa]s?|estudiantes?|grado)\b"
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words next to each other that name one person: half-open offsets, without a possessive ending."""

    owner: int
    start: int
    end: int


@dataclass(frozen=True)
class Namer:
    """Writes labels in the place of names. `labels` are the data file's."""

    labels: Labels
    reading: Reading = field(repr=False)

    def circle(self, people: Sequence[Person]) -> Circle:
        """These people, but for a word in small letters that is a thing."""
        return circle((person for person in people if not self._is_thing(person)), name_model())

    def edits(self, people: Sequence[Person]) -> Iterator[Edit]:
        """The changes for these people, wherever they are named."""
        yield from self.changes(self.circle(people))

    def changes(self, named: Circle) -> Iterator[Edit]:
        """The changes for a circle: labels for names, and out with hashtags and handles that hold one."""
        text = self.reading.text
        if any(self._is_mixed(known) for known in named.members):
            return
        kinds = [self._kind(known) for known in named.members]
        labels = list(self._labels(kinds))
        met = list(tokens(text))
        runs = sorted(self._runs(named, met), key=lambda run: run.start)
        if any(self._are_two(one, other) for one, other in pairwise(runs)):
            return
        if self._are_told_beside(runs, kinds):
            return
        for token in met:
            if token.sort is Sort.TAG and named.names(token):
                yield Edit(*self.reading.span(*self._bracketed(token.start, token.end)))
        for run in runs:
            wrapped = self._bracketed(run.start, run.end)
            if wrapped != (run.start, run.end):
                yield Edit(*self.reading.span(*wrapped))
            else:
                span = self._stretch(run, kinds[run.owner])
                yield Edit(*self.reading.span(*span), labels[run.owner])

    def _are_told_beside(self, runs: Sequence[_Run], kinds: Sequence[str]) -> bool:
        """Whether beside a label would stand what may be the rest of the name, or another label."""
        bare = [run for run in runs if self._bracketed(run.start, run.end) == (run.start, run.end)]
        spans = [self._stretch(run, kinds[run.owner]) for run in bare]
        led = {span[0] for span, run in zip(spans, bare, strict=True) if span[0] < run.start}
        return Neighbours(self.reading.text, name_model()).tell(spans, led)

    def _labels(self, kinds: Sequence[str]) -> Iterator[str]:
        used: Counter[str] = Counter()
        for kind in kinds:
            number = used[kind]
            letter = _LETTERS[number] if number < len(_LETTERS) else str(number + 1)
            used[kind] += 1
            yield f"{getattr(self.labels, kind)} {letter}"

    def _runs(self, named: Circle, met: Sequence[Token]) -> Iterator[_Run]:
        """The names as they stand: mentions out to the ends of their words, and what was not seen as one."""
        text = self.reading.text
        said = _Mentioned(named)
        last: _Run | None = None
        for token in met:
            owner, begins = said.owner(token)
            owner = named.owner(text, token) if owner is None else owner
            if owner is None or token.sort is not Sort.WORD:
                yield from self._parts(named, token)
            elif last and last.owner == owner and (begins < last.end or self._are_joined(last, token)):
                last = _Run(owner, last.start, token.bare)
            else:
                yield from (last,) if last else ()
                last = _Run(owner, token.start, token.bare)
        yield from (last,) if last else ()

    def _are_joined(self, run: _Run, token: Token) -> bool:
        between = self.reading.text[run.end : token.start]
        initial = not self.reading.text[run.end - 2 : run.end - 1].isalpha()
        shortened = initial or self.reading.text[run.start : run.end].endswith(_SAINTS)
        return between == " " or (between == ". " and shortened)

    def _are_two(self, one: _Run, other: _Run) -> bool:
        """Whether two names taken for one person's are told side by side, as two people's are."""
        return one.owner == other.owner and self.reading.text[one.end : other.start].lower() in _BESIDE

    def _parts(self, named: Circle, token: Token) -> Iterator[_Run]:
        """A name joined to another word: that word stays where it is none of the name, as in pro-Olson."""
        if token.sort is not Sort.WORD or "-" not in token.text:
            return
        said = [(start, end, named.owners.get(one)) for start, end, one in token.pieces if len(one) >= WITHIN]
        for start, end, owner in said:
            if owner is not None:
                rest = token.text[: start - token.start] + token.text[end - token.start :]
                whole = any(character.isupper() for character in rest)
                yield _Run(owner, token.start, token.bare) if whole else _Run(owner, start, end)
                return

    def _stretch(self, run: _Run, kind: str) -> tuple[int, int]:
        """What goes for a label: a name with its title, or the word for the role."""
        text = self.reading.text
        start, end = run.start, run.end
        if kind == "family":
            start -= len("the ") if text[max(0, start - 4) : start].lower() in _THE else 0
            end += len(found.group()) if (found := _FAMILY.search(text[end : end + 12])) else 0
        else:
            start -= self._lead(start, kind)
        is_initial = text[end : end + 1] == "." and not text[end - 2 : end - 1].isalpha()
        if is_initial and _GOES_ON.search(text[end + 1 : end + 4]):
            end += 1
        return start, end

    def _lead(self, start: int, kind: str) -> int:
        """The length of what goes with a name: its title, the word for the role, and whose it is before.

        `My student Emma` becomes `Student A`, `My students Emma and Noah` `Student A and Student B`: a label
        says what somebody is, and nobody writes `my Student A`.
        """
        before = self.reading.text[max(0, start - _BEFORE) : start]
        bare = before[: len(before) - self._role(before, kind)]
        return len(before) - len(bare) + (len(mine.group()) if (mine := _OF_MINE.search(bare)) else 0)

    def _role(self, before: str, kind: str) -> int:
        """The length of the title or the word for the role at the end of what stands before a name."""
        if lead := _LEAD.search(before):
            title = len(lead.group(1)) + 1 if lead.group(1) else len(lead.group())
            rest = before[: len(before) - title]
            return title + (self._noun(rest, kind) if kind == "teacher" else 0)
        return self._noun(before, kind)

    def _noun(self, before: str, kind: str) -> int:
        """The length of `a student` or `mom` before a name, which the label says; before a comma it stays."""
        noun = _NOUN[kind].search(before) if kind in _NOUN else None
        told = noun.group() if noun and "," not in noun.group() else ""
        if kind == "parent" and (kin := _KIN_TITLE.search(before)):
            told = kin.group(1)
        if not told:
            return 0
        rest = before[: -len(told)]
        more = _SMALL.search(rest) or _ARTICLE.search(rest)
        return len(told) + (len(more.group()) if more else 0)

    def _bracketed(self, start: int, end: int) -> tuple[int, int]:
        text = self.reading.text
        alone = text[max(0, start - 1) : start] == "(" and text[end : end + 1] == ")"
        return (start - 1, end + 1) if alone else (start, end)

    def _kind(self, known: Known) -> str:
        titles = {mention.title for mention in known.mentions if self._has_title(mention)}
        roles = {person.role for person in known.people}
        called = self._nouns(known)
        if any(self._is_household(mention) for mention in known.mentions):
            return "family"
        if self._is_kin(known):
            return "parent" if Role.PARENT in roles else "person"
        kin = (read_kinship().of(self.reading.text, mention) for mention in known.mentions)
        if told := next(filter(None, kin), None):
            return told
        if called:
            return called[0]
        if "coach" in titles:
            return "coach"
        if titles & _FORMAL:
            return "teacher"
        if Role.STUDENT in roles:
            return "student"
        if Role.PARENT in roles:
            return "parent"
        if Role.COLLEAGUE in roles:
            return "colleague"
        return "student" if _IN_SCHOOL.search(self.reading.text) else "person"

    def _is_mixed(self, known: Known) -> bool:
        """Whether mentions of two people were taken as one: a student's, and a grown-up's of that name."""
        formal = any(mention.title in _FORMAL and self._has_title(mention) for mention in known.mentions)
        return formal and "student" in self._nouns(known)

    def _nouns(self, known: Known) -> list[str]:
        text = self.reading.text
        windows = [text[max(0, mention.start - 24) : mention.start] for mention in known.mentions]
        return [kind for before in windows for kind, noun in _NOUN.items() if noun.search(before)]

    def _is_kin(self, known: Known) -> bool:
        """Whether it is a student's parent, as in `la mama de mi alumno Mateo, Elena Ruiz`."""
        text = self.reading.text
        return any(_KIN_OF.search(text[max(0, m.start - 60) : m.start]) for m in known.mentions)

    def _has_title(self, mention: Mention) -> bool:
        """Whether its title is one: `I miss Karen` has none."""
        if mention.title != "miss":
            return bool(mention.title)
        lead = _LEAD.search(self.reading.text[max(0, mention.start - 24) : mention.start])
        return lead is not None

    def _is_household(self, mention: Mention) -> bool:
        text = self.reading.text
        after = text[mention.end : mention.end + 10]
        named = mention.words[-1]
        before = text[max(0, mention.start - 4) : mention.start].lower()
        return before in _THE and (_FAMILY.search(after) is not None or named.endswith("s"))

    def _is_thing(self, person: Person) -> bool:
        """Whether it is a word in small letters with an article, such as an animal of that name."""
        text = self.reading.text
        return all(m.words[0].islower() for m in person.mentions) and any(
            _THING.search(text[max(0, m.start - 24) : m.start]) for m in person.mentions
        )


class _Mentioned:
    """Who is mentioned at a token; tokens are asked about in order."""

    def __init__(self, named: Circle) -> None:
        pairs = [(m.start, m.end, place) for place, known in enumerate(named.members) for m in known.mentions]
        self._left = sorted(pairs, reverse=True)

    def owner(self, token: Token) -> tuple[int | None, int]:
        """Who is mentioned at a token, and where that mention begins; nobody where there is none."""
        while self._left and self._left[-1][1] <= token.start:
            self._left.pop()
        if not self._left or self._left[-1][0] >= token.end:
            return None, token.start
        start, _, owner = self._left[-1]
        return owner, start
