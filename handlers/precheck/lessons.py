"""Lessons: draft posts with what a sensible reviewer says of them (docs/labelling.md)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from handlers.district.reading import mistake_in
from handlers.errors import DistrictInvalid
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
    posted_at: datetime | None = None
    media: Media = Media.NONE


class Lesson(_Stated):
    """One labelled post.

    `must` are the codes any sensible reviewer raises, `may` those acceptable to raise; `spans` are
    pairs of a code and words of the text that show it. `verdict` is ok exactly where `must` is empty.
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
        if (self.verdict is Verdict.OK) != (not self.must):
            raise ValueError("the verdict is ok exactly where must is empty")
        if both := set(self.must) & set(self.may):
            raise ValueError(f"{', '.join(sorted(both))} is in must and in may")
        for code, words in self.spans:
            if words not in self.text:
                raise ValueError(f"the span of {code} is not in the text")
        return self

    @property
    def draft(self) -> Draft:
        """The post as it would be checked."""
        at = self.context.posted_at
        context = Context(self.context.account, self.context.role, at, self.context.media)
        return Draft(self.text, context)

    @property
    def part(self) -> Part:
        """What it is used for; decided by the last two digits of its id, so that it stays the same."""
        if not self.id[-2:].isdigit() or int(self.id[-2]) % 2:
            return Part.LEARN
        return {"3": Part.TEST, "7": Part.TEST, "1": Part.CALIBRATE, "9": Part.CALIBRATE}.get(
            self.id[-1], Part.LEARN
        )


def read_lessons(folders: Sequence[Path], codes: Sequence[str]) -> list[Lesson]:
    """The lessons of all *.jsonl files in these folders. Raises DistrictInvalid with file and line."""
    lessons: list[Lesson] = []
    seen: set[str] = set()
    for file in (file for folder in folders for file in sorted(folder.glob("*.jsonl"))):
        for line, lesson in _read_file(file):
            unknown = sorted({*lesson.must, *lesson.may, *(code for code, _ in lesson.spans)} - set(codes))
            if unknown:
                raise DistrictInvalid(file, line, f"there is no code {unknown[0]}")
            if lesson.id in seen:
                raise DistrictInvalid(file, line, f"there is another lesson with the id {lesson.id}")
            seen.add(lesson.id)
            lessons.append(lesson)
    return lessons


def _read_file(file: Path) -> Iterator[tuple[int, Lesson]]:
    # A lesson may hold U+2028 and its like: only a line feed ends a line of JSON.
    for number, line in enumerate(_text(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, Lesson.model_validate_json(line)
        except ValidationError as error:
            raise DistrictInvalid(file, number, mistake_in(error)) from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DistrictInvalid(file, 1, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise DistrictInvalid(file, line, "is not UTF-8 text") from error
