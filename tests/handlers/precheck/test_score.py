"""What is said of a child's safety, of posts kept for the score alone."""

import pytest

from handlers.precheck.draft import Draft
from handlers.precheck.finding import Checked, Verdict
from handlers.precheck.lessons import Lesson
from handlers.precheck.score import UNTAUGHT, Tally, safety, safety_told

FEW, OLD = "That is less than 95%.", "That is {} fewer than before."


@pytest.mark.parametrize(
    ("raised", "of", "before", "then"),
    [
        (95, 100, None, None),
        (94, 100, None, FEW),
        (95, 100, 95, None),
        (97, 100, 95, None),
        (94, 100, 90, FEW),
        (98, 100, 99, OLD.format(1)),
        (90, 100, 95, OLD.format(5)),
        (0, 0, None, None),
        (0, 0, 0, None),
    ],
)
def test_too_few_or_fewer_than_before_is_said(
    raised: int, of: int, before: int | None, then: str | None
) -> None:
    earlier = None if before is None else Tally(right=before, missed=of - before)
    first, *more = safety_told(Tally(right=raised, missed=of - raised), earlier)
    compared = "" if before is None else f", {before} with the model before"
    assert first == f"A child's safety (D): of {of} posts that must be raised, {raised} are{compared}."
    assert more == ([then] if then else [])


def test_fewer_than_before_is_not_laid_on_lessons_that_are_not_there() -> None:
    now, before = Tally(right=94, missed=6), Tally(right=96, missed=4)
    assert list(safety_told(now, before, taught=False))[1:] == [f"{OLD.format(2)} {UNTAUGHT}"]
    assert UNTAUGHT not in " ".join(safety_told(now, before))
    assert UNTAUGHT not in " ".join(safety_told(before, now, taught=False))


def test_only_posts_of_it_that_training_never_sees_count() -> None:
    read: list[str] = []

    def check(draft: Draft) -> Checked:
        read.append(draft.text)
        return Checked(Verdict.OK, ())

    lessons = [
        Lesson(id="own-0003", text="kept", must=("D", "A"), verdict=Verdict.STOP, why="danger"),
        Lesson(
            id="own-0007", text="of another code", must=("A",), may=("D",), verdict=Verdict.STOP, why="alone"
        ),
        Lesson(id="own-0023", text="harmless", verdict=Verdict.OK),
        Lesson(id="own-0013", text="teaches", must=("D",), verdict=Verdict.STOP, why="danger"),
        Lesson(id="own-0009", text="sets thresholds", must=("D",), verdict=Verdict.STOP, why="danger"),
    ]
    assert safety(lessons, check) == Tally(missed=1)
    assert read == ["kept"]
