"""Where sentences end, and where only an abbreviation does."""

import pytest

from handlers.precheck.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mr. Olson and J. Smith won. Good!", ["Mr. Olson and J. Smith won. ", "Good!"]),
        ("Aha. Hello. Good.", ["Aha. ", "Hello. ", "Good."]),
        ("What a piece of sh!t. Before noon.", ["What a piece of sh!t. ", "Before noon."]),
        ("See you at 8 a.m. at St. Mary's.", ["See you at 8 a.m. at St. Mary's."]),
        ("She got a B. We sang.", ["She got a B. ", "We sang."]),
        ("From a D to an A. I sang.", ["From a D to an A. ", "I sang."]),
        ("Thanks to B. Olson at ext. 44.", ["Thanks to B. Olson at ext. 44."]),
        ("One line\nand another", ["One line\n", "and another"]),
    ],
)
def test_a_text_is_split(text: str, parts: list[str]) -> None:
    split = sentences(text)
    ends = [*split.starts[1:], len(text)]
    assert [text[start:end] for start, end in zip(split.starts, ends, strict=True)] == parts
