"""No rule, name or mending pattern can be made to cost more than in proportion to the length.

benchmarks/precheck_fuzz.py tries many more drafts, and longer ones.
"""

import random

import pytest

from benchmarks.precheck_fuzz import parts, seconds
from handlers.precheck.checker import Checker
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
    run, short = parts(checker), unit * (SHORT // len(unit) + 1)
    least = seconds(run, short, 2)
    assert seconds(run, short * TIMES_LONGER, 1) < 3 * TIMES_LONGER * least + 0.2
