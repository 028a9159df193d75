"""Lessons, public posts and a larger encoder's opinions as rows for teaching an encoder."""

import json
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.public_posts import Post, read_posts
from benchmarks.renaming import Names, with_names
from bot.knowledge import read_all_lessons, read_knowledge
from bot.settings import read_settings
from handlers.district.calendar import SchoolCalendar
from handlers.encoding.encoder import LONGEST_ABOUT
from handlers.encoding.pictures import spelled_out
from handlers.precheck.draft import Account, Context
from handlers.precheck.engine import Page
from handlers.precheck.lessons import Lesson, Part
from handlers.precheck.people.roles import Cast, read_cast
from handlers.precheck.reading import about
from handlers.spelling.reading import plain

HIDDEN = 0.1
"""The share of tokens hidden in teaching, so that no single word is learned by heart."""
ADVISED = 0.7
"""Opinions for each lesson."""
Row = tuple[list[int], list[float], list[float]]


@dataclass(frozen=True, slots=True)
class Marks:
    """The tokens of a vocabulary that stand for no word, and how many of a text are read."""

    begin: int = 101
    end: int = 102
    hidden: int = 103
    longest: int = 128


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a larger encoder makes of a draft: its text and context as they are read, and all outputs."""

    text: str
    told: str
    outputs: list[float]


@dataclass(frozen=True)
class Desk:
    """What is needed to make rows of lessons, public posts and opinions."""

    codes: tuple[str, ...]
    tokenizer: Any
    calendar: SchoolCalendar
    cast: Cast
    origins: Sequence[Names]
    lessons: Sequence[Lesson]
    posts: Sequence[Post]
    opinions: Sequence[Opinion] = ()
    marks: Marks = Marks()

    @property
    def outputs(self) -> int:
        """A head for each code, whether there is anything to settle, whether to stop, and public abuse."""
        return len(self.codes) + 3

    def rows(self) -> list[Row]:
        """All lessons, and other posts and opinions each time: half as many posts, abusive or not in equal
        parts, and opinions as ADVISED says.
        """
        share = len(self.lessons) // 4 if self.posts else 0
        kinds = [[post for post in self.posts if post.abusive is abusive] for abusive in (True, False)]
        drawn = [post for kind in kinds for post in random.sample(kind, share)]
        asked = min(len(self.opinions), int(ADVISED * len(self.lessons)))
        heard = random.sample(self.opinions, asked)
        return [*map(self.lesson, self.lessons), *map(self.post, drawn), *map(self.opinion, heard)]

    def lesson(self, lesson: Lesson) -> Row:
        """Tokens, wanted outputs, and how much each output counts.

        The role is kept from it every other time: in a chat it is not known. Every other time, too, whoever
        is named bears names of another origin (teach_names.toml).
        """
        page = Page(lesson.draft, self.calendar)
        context = lesson.draft.context
        if random.random() < 0.5:  # noqa: S311 - no secret
            chance = random.Random(random.random())  # noqa: S311 - no secret
            text = with_names(page, self.cast, chance.choice(self.origins), chance)
            page = Page(replace(lesson.draft, text=text), self.calendar) if text else page
        if random.random() < 0.5:  # noqa: S311 - no secret
            context = replace(context, role="")
        wanted = [float(code in lesson.must) for code in self.codes]
        counts = [0.0 if code in lesson.may else 1.0 for code in self.codes]
        whole = [float(bool(lesson.must)), float(lesson.verdict == "stop"), 0.0]
        weights = [*counts, 2.0, 0.5 if lesson.must else 0.0, 0.0 if lesson.must else 1.0]
        return self._tokens(page.plain.text, about(context, page.in_work_time)), wanted + whole, weights

    def post(self, post: Post) -> Row:
        """The same for a public post: abuse or none is all that is known of it."""
        whose = random.choice((Context(), Context(Account.PERSONAL), Context(Account.CLASS)))  # noqa: S311
        weight = dict.fromkeys(self.codes, 0.0) | dict.fromkeys(("C-insult", "C-slur", "C-obscene"), 0.3)
        if post.abusive:
            weight |= {"C-slur": 0.0, "C-obscene": 0.0}
        wanted = [float(post.abusive and code == "C-insult") for code in self.codes]
        whole = [float(post.abusive), 0.0, float(post.abusive)]
        tokens = self._tokens(plain(post.text).text, about(whose, in_work_time=False))
        return tokens, wanted + whole, [*(weight[code] for code in self.codes), 0.5, 0.0, 2.0]

    def opinion(self, opinion: Opinion) -> Row:
        """The same for an opinion, which is as good as a label but for public abuse."""
        weights = [*(1.0 for _ in self.codes), 2.0, 0.5, 0.0]
        return self._tokens(opinion.text, opinion.told), opinion.outputs, weights

    def _tokens(self, text: str, told: str, hidden: float = HIDDEN) -> list[int]:
        first = self.tokenizer.encode(told, add_special_tokens=False).ids[:LONGEST_ABOUT]
        read = self.tokenizer.encode(spelled_out(text).text, add_special_tokens=False).ids
        shown = (self.marks.hidden if random.random() < hidden else t for t in read[: self.marks.longest])  # noqa: S311
        return [-len(first), self.marks.begin, *first, *shown, self.marks.end]

    def unlabelled(self, text: str, told: str) -> Row:
        """A draft of which nothing is known, with no token hidden."""
        return self._tokens(text, told, 0.0), [0.0] * self.outputs, [0.0] * self.outputs


def set_desk(
    tokenizer: Any, public: Path | None, opinions: Path | None = None, marks: Marks = Marks()
) -> Desk:
    """The desk with the lessons' part *learn*; the parts *calibrate* and *test* are not shown."""
    settings = read_settings({})
    knowledge = read_knowledge(settings)
    codes = tuple(knowledge.checker.codes.codes)
    return Desk(
        codes,
        tokenizer,
        knowledge.district.calendar,
        read_cast(knowledge.checker.rulebook.groups),
        read_origins(),
        [lesson for lesson in read_all_lessons(settings, codes) if lesson.part is Part.LEARN],
        list(read_posts(public)) if public else [],
        read_opinions(opinions) if opinions else (),
        marks,
    )


def read_opinions(file: Path) -> list[Opinion]:
    """What ask_larger.py wrote."""
    return [Opinion(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def read_origins() -> Sequence[Names]:
    """The names of each origin in teach_names.toml."""
    file = Path(__file__).with_name("teach_names.toml")
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["origins"].values())
