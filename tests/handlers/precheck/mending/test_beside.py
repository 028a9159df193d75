"""No label is put beside what may be the rest of a name."""

import re

import pytest

from handlers.precheck.mending.beside import Neighbours
from handlers.precheck.people.names import name_model


def told(text: str) -> bool:
    """Whether the stretches in brackets, taken out of them, have a part of a name beside them."""
    spans: list[tuple[int, int]] = []
    for number, found in enumerate(re.finditer(r"\[([^\]]*)\]", text)):
        start = found.start() - 2 * number
        spans.append((start, start + len(found.group(1))))
    return Neighbours(re.sub(r"[\[\]]", "", text), name_model()).tell(spans)


@pytest.mark.parametrize(
    "text",
    [
        "So proud of my [student Maria] Ortiz!",
        "So proud of my [student Maria]-Ortiz!",
        "la [maestra Maria] Ortiz nos trajo pan",
        "my [student Emma] Szczepanik's first goal",
        "Proud of my [Emma] [Diego], state champions",
        "Proud of my [Emma]-[Diego], state champions",
        "Pa [Xiong] won the spelling bee",
        "Hope [Ortiz] won the spelling bee",
        "April [Ortiz] won the spelling bee",
        "So proud of our Hope [Ortiz] today",
        "[Abdirahman] A. got a medal",
        "[Abdirahman] K won a medal",
        "MY STUDENT EMMA [LARSON] WON STATE",
        "MY STUDENT [EMMA] LARSON WON STATE",
    ],
)
def test_the_rest_of_a_name_is_seen(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize(
    "text",
    [
        "So proud of my [student Maria Ortiz], state champion!",
        "Congratulations [Emma], and thanks to [Diego] and [Sam]!",
        "Happy birthday [Emma]! Ortiz is a fine street.",
        "Welcome [Emma Larson] to our class",
        "Will [Emma Larson] win? Hope [Diego Ruiz] does.",
        "My student [Emma] I adore",
        "My student [Emma] Monday at state",
        "On Friday [Emma] won, and in May [Diego] did",
        "Monday [Emma] won",
        "My student [Emma Larson] MVP of state",
        "pro-[Olson] signs, [Emma] in grade 3, [Diego]'s Spanish book",
        "Kudos [Emma], and a high five",
    ],
)
def test_other_words_beside_are_none(text: str) -> None:
    assert not told(text)
