"""A case's number as people type it."""

import pytest

from handlers.casework.case_number import typed_number
from handlers.reports.ticket import new_number


@pytest.mark.parametrize(
    "typed",
    [
        "XFRF-SCTQ",
        " xfrf-sctq ",
        "XFRFSCTQ",
        "XFRF SCTQ",
        "XFRF\xa0SCTQ",
        "XFRF\u2013SCTQ",
        "XFRF\u2011SCTQ",
        "XFRF \u2014 SCTQ",
        "XFRF-SCTQ.",
        "XFRFSCTQ .",
        "#XFRF-SCTQ",
        "XFRF-SCTQ?",
        "\u201cXFRF-SCTQ\u201d",
        "'xfrf sctq'",
        "`XFRF-SCTQ`",
        "\u200bXFRF-\u2060SCTQ\ufeff",
    ],
)
def test_however_it_is_written(typed: str) -> None:
    assert typed_number(typed) == "XFRF-SCTQ"


def test_every_number_without_its_hyphen() -> None:
    numbers = [new_number() for _ in range(50)]
    assert [typed_number(number.replace("-", "")) for number in numbers] == numbers


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mine",
        "overduee",
        "Lynn Wynn",
        "XFRF  SCTQ mine",
        "XFRF--SCTQ",
        "XFRF-SCTQ-XFRF",
        "XFRF?SCTQ",
        "#",
        "\u212afrf-sctq",
    ],
)
def test_what_is_no_number(typed: str) -> None:
    assert typed_number(typed) == ""
