"""Lessons: draft posts with what a sensible reviewer says of them (docs/labelling.md)."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, ValidationError, model_validator

from handlers.district.reading import files_in, mistake_in
from handlers.errors import DistrictInvalid
from handlers.guidance.lines import TWICE, read_line
from handlers.precheck.draft import LONGEST, Account, Context, Draft, Media
from handlers.precheck.finding import Verdict

LESSONS = Path(__file__).parent / "lessons"


class _Stated(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Part(StrEnum):
    """Eight tenths teach, one sets thresholds, and one is seen by nothing but the score."""

    LEARN = "learn"
    CALIBRATE = "calibrate"
    TEST = "test"


class LessonContext(_Stated):
    """Where and when the post would appear; `posted_at` is local, on the district's wall clock."""

    account: Account = Account.UNSPECIFIED
    role: str = ""
    posted_at: NaiveDatetime | None = None
    media: Media = Media.NONE


class Lesson(_Stated):
    """One labelled post.

    `must` are the codes any sensible reviewer raises, `may` those acceptable to raise; `spans` are
    pairs of one of these codes and words of the text that show it. `verdict` is ok exactly where `must` is
    empty, and `why` says what is wrong where it is not.
    """

    id: Annotated[str, Field(min_length=1, max_length=80)]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    context: LessonContext = LessonContext()
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    verdict: Verdict
    why: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.text.isspace():
            raise ValueError("text: is empty")
        if (self.verdict is Verdict.OK) != (not self.must):
            raise ValueError("the verdict is ok exactly where must is empty")
        if len({*self.must, *self.may}) < len(self.must) + len(self.may):
            raise ValueError(self._doubled())
        if self.must and not self.why.strip():
            raise ValueError("why: say in a few words what is wrong with the post")
        for code, words in self.spans:
            if code not in self.must and code not in self.may:
                raise ValueError(f"there is a span of {code}, which is neither in must nor in may")
            if words not in self.text or not words.strip():
                raise ValueError(f"the span of {code} is not in the text")
        return self

    def _doubled(self) -> str:
        if both := set(self.must) & set(self.may):
            return f"{', '.join(sorted(both))} is in must and in may"
        twice = next(code for codes in (self.must, self.may) for code in codes if codes.count(code) > 1)
        return f"{twice} stands twice in {'must' if twice in self.must else 'may'}"

    def forbids(self, other: Self) -> bool:
        """Whether a code that the other must raise may not be raised here."""
        return not set(other.must) <= {*self.must, *self.may}

    @property
    def draft(self) -> Draft:
        """The post as it would be checked."""
        at = self.context.posted_at
        context = Context(self.context.account, self.context.role, at, self.context.media)
        return Draft(self.text, context)

    @property
    def words(self) -> str:
        """Letters and digits of the text alone; all of it where it has none."""
        whole = unicodedata.normalize("NFC", self.text.strip()).casefold()
        return "".join(filter(str.isalnum, whole)) or whole

    @property
    def has_number(self) -> bool:
        """Whether its id ends in two digits; where not, it teaches."""
        return len(self.id) > 1 and self.id[-2:].isascii() and self.id[-2:].isdigit()

    @property
    def part(self) -> Part:
        """What it is used for; decided by the last two digits of its id, so that it stays the same."""
        if not self.has_number or int(self.id[-2]) % 2:
            return Part.LEARN
        return {"3": Part.TEST, "7": Part.TEST, "1": Part.CALIBRATE, "9": Part.CALIBRATE}.get(
            self.id[-1], Part.LEARN
        )


def read_lessons(folders: Sequence[Path], codes: Sequence[str]) -> list[Lesson]:
    """The lessons of all *.jsonl files in these folders. Raises DistrictInvalid with file and line."""
    lessons: list[Lesson] = []
    known, seen = set(codes), set[str]()
    said: dict[str, list[Lesson]] = defaultdict(list)
    for file in (file for folder in folders for file in files_in(folder, "*.jsonl")):
        for line, lesson in _read_file(file):
            if unknown := {*lesson.must, *lesson.may} - known:
                raise DistrictInvalid(file, line, f"there is no code {min(unknown)}")
            if lesson.id in seen:
                raise DistrictInvalid(file, line, f"there is another lesson with the id {lesson.id}")
            alike = said[lesson.words]
            if other := _opposite(lesson, alike):
                raise DistrictInvalid(file, line, f"the lesson {other.id} says the opposite of the same post")
            alike.append(lesson)
            seen.add(lesson.id)
            lessons.append(lesson)
    return lessons


def _opposite(lesson: Lesson, alike: Sequence[Lesson]) -> Lesson | None:
    """Of lessons with the same words, one in the same context that must raise what the other may not."""
    here = (one for one in alike if one.context == lesson.context)
    return next((one for one in here if one.forbids(lesson) or lesson.forbids(one)), None)


def _read_file(file: Path) -> Iterator[tuple[int, Lesson]]:
    is_own = file.parent != LESSONS  # the program's are read whole by its tests, for the time it takes
    # A lesson may hold U+2028 and its like: only a line feed ends a line of JSON.
    for number, line in enumerate(_text(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            lesson = Lesson.model_validate_json(line)
        except ValidationError as error:
            raise DistrictInvalid(file, number, mistake_in(error, Lesson)) from None
        if is_own and read_line(line)[1]:
            raise DistrictInvalid(file, number, TWICE)
        yield number, lesson


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DistrictInvalid(file, 1, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise DistrictInvalid(file, line, "is not UTF-8 text") from error
