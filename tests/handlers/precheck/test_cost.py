"""No rule, name or mending pattern can be made to cost more than in proportion to the length.

benchmarks/precheck_fuzz.py tries many more drafts, and longer ones.
"""

import random
import time

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.draft import Account, Context, Draft, Media
from handlers.precheck.engine import Page
from handlers.precheck.mending.cutting import Cutter
from handlers.precheck.mending.mend import Mender
from handlers.precheck.mending.naming import Namer
from handlers.precheck.people.roles import read_cast
from tests.handlers.precheck.test_rulebook import BOOK

SHORT, TIMES_LONGER = 1_500, 8
CHANCE = random.Random(1)  # noqa: S311 - drafts, no secret
UNITS = [
    *(
        "a",
        "a ",
        ".",
        ". ",
        "\n",
        "\"'",
        "((",
        "e\u0301",
        "\u200b",
        "😀",
        "@a ",
        "1-",
        "http://a.b/",
        "Emma. ",
    ),
    *("Emma Larson ", "the Nguyens ", "Mr. ", "my son ", "218-555-0143 "),
    *(CHANCE.choice(BOOK.rules).flags[0].text + " " for _ in range(6)),
    *("".join(CHANCE.choices("aeA .!?'\"@#*-_\n\u0301😀1(", k=40)) for _ in range(6)),
]


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_cost_is_linear_in_length(checker: Checker, unit: str) -> None:
    short = unit * (SHORT // len(unit) + 1)
    least = min(_seconds(checker, short) for _ in range(2))
    assert _seconds(checker, short * TIMES_LONGER) < 3 * TIMES_LONGER * least + 0.2


def _seconds(checker: Checker, text: str) -> float:
    """All of a check and of mending but the encoder, which reads windows of one size."""
    began = time.process_time()
    page = Page(Draft(text, Context(Account.PERSONAL, media=Media.PHOTO)), checker.district.calendar)
    mender = Mender(checker)
    list(checker.rulebook.engine.hits(page))
    checker.settled.codes(page)
    list(
        Namer(mender.recipe.languages["en"].labels, page.plain).edits(
            page.people(read_cast(checker.rulebook.groups))
        )
    )
    cutter = Cutter(mender.matchers, page.plain, page.plain_sentences)
    list(cutter.contact())
    list(cutter.handles())
    return time.process_time() - began
