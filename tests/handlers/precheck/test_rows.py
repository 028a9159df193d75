"""Lessons read in several processes are the rows that one process reads."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pytest

from handlers.precheck import rows
from handlers.precheck.draft import Account, Context, Draft, Media
from handlers.precheck.features import BUCKETS, NGRAM_WEIGHT, weighted
from handlers.precheck.finding import Verdict
from handlers.precheck.lessons import Lesson, LessonContext
from handlers.precheck.reading import DraftReader
from handlers.precheck.rows import Rows, read_rows
from tests.handlers.precheck.conftest import DISTRICT
from tests.handlers.precheck.test_rulebook import BOOK
from tests.handlers.precheck.test_training import CODES, Blind

READER = DraftReader(BOOK, DISTRICT.calendar, Blind(), CODES)
LESSONS = [
    Lesson(
        id=f"own-{number:03}",
        text=f"Coach Lee said the {number} of them sm@ll kids owe me $ {number * 7}, damn",
        verdict=Verdict.OK,
        context=LessonContext(account=Account.PERSONAL),
    )
    for number in range(60)
]


def test_processes_read_what_one_process_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    here = _told(read_rows(LESSONS, READER)[0])
    monkeypatch.setattr(rows, "MANY", 1)
    assert _told(read_rows(LESSONS, READER)[0]) == here


def test_a_row_of_words_is_what_the_heads_are_shown_later() -> None:
    read, _ = read_rows(LESSONS, READER)
    rarity = read.rarity()
    words = read.words(rarity).toarray()
    buckets, weights = weighted(READER.skimmer.skim(LESSONS[0].draft).counts(), rarity)
    first = [row.lesson.id for row in read.rows].index(LESSONS[0].id)
    ngrams = words[first, -BUCKETS:]
    assert np.allclose(ngrams[buckets], weights * NGRAM_WEIGHT)
    assert np.count_nonzero(ngrams) == len(buckets)


def test_some_are_read_again_as_if_the_account_were_unknown() -> None:
    read, _ = read_rows(LESSONS, READER)
    again = [row.lesson for row in read.rows if row.lesson.context.account is Account.UNSPECIFIED]
    assert again
    assert {lesson.id[-1] for lesson in again} <= set("058")


def test_a_text_read_once_is_told_of_in_each_context() -> None:
    text = LESSONS[0].text
    contexts = [
        Context(Account.CLASS, media=Media.PHOTO, posted_at=datetime.fromisoformat("2026-11-11T10:00")),
        Context(Account.PERSONAL, posted_at=datetime.fromisoformat("2026-11-11T20:00")),
    ]
    drafts = [Draft(text, context) for context in contexts]
    apart = [READER.skimmer.skim(draft) for draft in drafts]
    again = READER.skimmer.skim(drafts[1], apart[0].page)
    assert apart[0].page.in_work_time is not apart[1].page.in_work_time
    assert (again.told, again.page.in_work_time) == (apart[1].told, apart[1].page.in_work_time)
    assert again.page.plain is apart[0].page.plain


def _told(read: Rows) -> Sequence[tuple[str, list[float], dict[int, int]]]:
    return [(row.lesson.id, row.dense.tolist(), dict(row.counts)) for row in read.rows]
