"""Training with codes of a district's own: those with lessons are taught, the others left to their rules."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from handlers.encoding.encoder import SIZE, Encoded
from handlers.precheck.codes import FLAG, SAFETY, STOP
from handlers.precheck.draft import Draft
from handlers.precheck.finding import Verdict
from handlers.precheck.judgement import judge
from handlers.precheck.lessons import Lesson
from handlers.precheck.model import Model
from handlers.precheck.reading import DraftReader
from handlers.precheck.training import train
from tests.handlers.precheck.conftest import DISTRICT
from tests.handlers.precheck.test_rulebook import BOOK

WORDS = {"A": "meet me alone tonight", SAFETY: "the boy has bruises again", "H-own": "free puppies for sale"}
CODES = (*WORDS, "I-none")


@dataclass(frozen=True)
class Blind:
    """An encoder that sees next to nothing, so that words decide."""

    fingerprint: str = "blind"

    def encode(self, text: str, about: str = "") -> Encoded:
        vector = np.ones((1, SIZE), dtype=np.float32) / np.float32(np.sqrt(SIZE))
        vector[0, len(text + about) % SIZE] += 0.1
        return Encoded(vector, ((0, len(text)),))


def lessons() -> Iterator[Lesson]:
    """Of H-own none is kept apart for calibration, of I-none there is none at all."""
    for number in range(100):
        last = f"{number:02}"
        yield Lesson(id=f"ok-{last}", text=f"the bus leaves at {number} from school", verdict=Verdict.OK)
        for code, words in WORDS.items():
            if code != "H-own" or number % 2 == 0:
                verdict = Verdict.REVISE if code == "A" else Verdict.STOP
                text = f"{words}, {number}"
                yield Lesson(id=f"{code}-{last}", text=text, must=(code,), verdict=verdict, why="shown")


@pytest.fixture(scope="module")
def reader() -> DraftReader:
    return DraftReader(BOOK, DISTRICT.calendar, Blind(), CODES)


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def model(reader: DraftReader, told: list[str]) -> Model:
    return train(list(lessons()), reader, told.append)


def test_each_step_is_told_as_it_begins(model: Model, told: list[str]) -> None:
    assert [step.partition(":")[0] for step in told] == ["Step 1 of 2", "Step 2 of 2"]
    assert told[-1].endswith("learning 3 codes.")


def test_a_code_of_ones_own_is_taught_where_there_are_lessons_of_it(model: Model) -> None:
    assert list(model.heads) == ["A", SAFETY, "H-own", FLAG, STOP]
    assert set(model.thresholds.codes) == {"A", SAFETY, "H-own"}


def test_what_was_taught_is_raised_and_nothing_else(model: Model, reader: DraftReader) -> None:
    told = DraftReader(BOOK, DISTRICT.calendar, reader.encoder, model.codes)
    for code, words in WORDS.items():
        opinions = judge(told.read(Draft(f"{words}, then")), model, CODES).opinions
        assert opinions[0].code == code
